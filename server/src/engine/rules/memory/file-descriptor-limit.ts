import { baseImageOf } from "../../facts/baseImage.ts";
import { buildCommandsOf } from "../../facts/scripts/buildCommands.ts";
import { repositoriesOf } from "../../facts/images.ts";
import { containerName } from "../../words.ts";
import { programName } from "../../model/command.ts";
import type { Stage } from "../../model/stage.ts";
import { contains } from "../../model/place.ts";
import { defineRule, prose } from "../../rule.ts";

/** https://www.elastic.co/guide/en/elasticsearch/reference/8.19/docker.html */
const elastic = /^(?:elasticsearch|docker\.elastic\.co\/elasticsearch\/elasticsearch|opensearchproject\/opensearch)$/;
const elasticMinimum = 65_535;

export default defineRule({
  id: "file-descriptor-limit",
  category: "memory",
  since: "0.1.0",
  branches: {
    unlimited: { severity: "warning", profile: "recommended" },
    "too-low": { severity: "info", profile: "recommended" },
    "without-effect": { severity: "info", profile: "recommended" },
  },
  summary: "Limit of open files is unlimited, too low, or set where it has no effect",
  why: prose(
    "The kernel knows no unlimited number of open files: `nofile: -1` is above `fs.nr_open`, so the container does not start on most hosts. With a very large number, programs that close all descriptors before they start (`sudo`, package managers, old MySQL) take minutes and gigabytes.",
    "",
    "`ulimit` in a `RUN` holds for that instruction only, and `/etc/security/limits.conf` is read by PAM at a login, which a container's main process never has.",
  ),
  instead:
    "Set `ulimits.nofile` of the service, or `--ulimit nofile=65536:65536`, to what the program needs. Engine 29 starts containers with a soft limit of 1024; programs that need more raise it themselves up to the hard limit or need the setting.",
  exceptions: prose(
    "Ignores `ulimit` before a command of the same `RUN`, where it has an effect, `limits.conf` in images that install an SSH server, and limits of programs whose minimum is not known.",
  ),
  errors: [
    "error setting rlimit type 7: operation not permitted",
    "max file descriptors [4096] for elasticsearch process is too low, increase to at least [65535]",
    "Too many open files",
  ],
  topic: "process-limits",
  sources: [
    "https://github.com/moby/moby/pull/51485",
    "https://github.com/docker-library/mysql/issues/579",
    "https://www.elastic.co/guide/en/elasticsearch/reference/8.19/docker.html",
    "https://man7.org/linux/man-pages/man5/limits.conf.5.html",
  ],
  examples: {
    invalid: [
      {
        files: {
          "compose.yaml": `
            services:
              web:
                image: nginx:1.29
                ulimits:
                  nofile: -1
          `,
        },
        underline: "-1",
        branch: "unlimited",
      },
      {
        title: "Elasticsearch refuses to start in production mode.",
        files: {
          "compose.yaml": `
            services:
              es:
                image: elasticsearch:8.19.4
                ulimits:
                  nofile: 1024
          `,
        },
        underline: "1024",
        branch: "too-low",
      },
      {
        title: "The shell of this instruction ends, and the limit with it.",
        files: {
          Dockerfile: `
            FROM debian:13
            RUN apt-get update && ulimit -n 65536
          `,
        },
        underline: "ulimit -n 65536",
        branch: "without-effect",
      },
      {
        files: {
          Dockerfile: `
            FROM debian:13
            RUN echo "* soft nofile 65536" >> /etc/security/limits.conf
          `,
        },
        underline: 'echo "* soft nofile 65536" >> /etc/security/limits.conf',
        branch: "without-effect",
      },
    ],
    valid: [
      {
        title: "The limit holds for the command after it.",
        files: {
          Dockerfile: `
            FROM debian:13
            RUN ulimit -n 4096 && make -j8
          `,
        },
      },
      {
        title: "Elasticsearch's documented limit; memlock may be unlimited.",
        files: {
          "compose.yaml": `
            services:
              es:
                image: elasticsearch:8.19.4
                ulimits:
                  memlock: -1
                  nofile: 65535
          `,
        },
      },
      {
        title: "Logins over SSH read the file.",
        files: {
          Dockerfile: `
            FROM debian:13
            RUN apt-get update && apt-get install -y openssh-server
            RUN echo "* soft nofile 65536" >> /etc/security/limits.conf
          `,
        },
      },
    ],
  },
  check: {
    service(service, { project, report }) {
      const nofile = service.ulimits.get("nofile");
      if (nofile?.state !== "known" || baseImageOf(project, service)?.os === "windows") return;
      const { hard, soft } = nofile.value;
      if (soft === -1 || hard === -1) {
        const message = `${containerName(service)} asks for unlimited open files, which is above the kernel's fs.nr_open, so it may not start. Set a number.`;
        report({ branch: "unlimited", at: nofile.at, message });
      } else if (hard < elasticMinimum && repositoriesOf(project, service).some((name) => elastic.test(name))) {
        const message = `${containerName(service)} may open ${String(hard)} files, but in production mode it does not start with fewer than ${String(elasticMinimum)}. Raise the limit.`;
        report({ branch: "too-low", at: nofile.at, message });
      }
    },
    stage(stage, { project, report }) {
      const commands = buildCommandsOf(project, stage);
      const hasLogins = commands.some(({ words }) =>
        words.some(({ text }) => /^(?:openssh(?:-server)?|dropbear|sshd)$/.test(text)),
      );
      for (const command of commands) {
        const isEnd = programName(command) === "ulimit" && command.words.length > 2 && isLast(stage, command.at);
        const isFile = command.redirects.some(
          ({ operator, target }) => operator.includes(">") && limitsFile.test(target?.value ?? ""),
        );
        if (command.startedAt || (!isEnd && (!isFile || hasLogins))) continue;
        const message = isEnd
          ? "This limit ends with the RUN instruction. Set ulimits of the container instead."
          : "The container's main process does not read limits.conf, which is for logins. Set ulimits of the container instead.";
        report({ branch: "without-effect", at: command.at, message });
      }
    },
  },
});

const limitsFile = /^\/etc\/security\/limits\.(?:conf|d\/.+)$/;

/** True if no command of the same `RUN` follows. */
function isLast({ instructions, commands }: Stage, at: Stage["at"]): boolean {
  const run = instructions.find((one) => contains(one.at.range, at.range));
  return run !== undefined && commands.findLast((one) => contains(run.at.range, one.at.range))?.at === at;
}
