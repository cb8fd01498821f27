import { baseImageOf } from "../../facts/baseImage.ts";
import { containerCommandsOf, containersOf, runsOf, type ContainerCommand } from "../../facts/containerCommands.ts";
import { imagesOf } from "../../facts/images.ts";
import { replacesSystemctl } from "../../facts/process/initSystem.ts";
import { asksSystemd, isAboutSystemd } from "../../facts/process/systemdCalls.ts";
import { systemdPrograms } from "../../knowledge/systemd.ts";
import { programName } from "../../model/command.ts";
import { valueOf } from "../../model/fact.ts";
import type { Service } from "../../model/service.ts";
import type { Stage } from "../../model/stage.ts";
import { defineRule, prose, type RuleContext } from "../../rule.ts";
import { startOfScript } from "../../words.ts";
import { isForTesting } from "./support.ts";

export default defineRule({
  id: "systemctl-without-systemd",
  category: "init",
  since: "0.1.0",
  severity: "error",
  profile: "essential",
  summary: "Command asks systemd, which does not run in the container",
  why: prose(
    "`systemctl start` and its like ask a running systemd over D-Bus. In a build, in a CI job's container and in a container with another main process there is no systemd to answer, so they fail.",
    "",
    "`systemctl enable` only makes links, so it works in a build. With `--now` it starts the service too, and fails.",
  ),
  instead: prose(
    "Run the service itself in the foreground, as the main process of its own container. In a build, leave the line out: a process that `RUN` starts ends with its layer.",
    "",
    "In CI, start databases as service containers, or with a command of their own such as `pg_ctlcluster`.",
  ),
  exceptions: prose(
    "Ignored if the command runs under a condition or its failure is caught, with `--root`, with a replacement for `systemctl` copied in, and in images for testing under systemd. In steps that run on the CI machine itself systemd runs.",
    "",
    "A warning for scripts at the start of a container, which may go on after a failure, and on unknown base images.",
  ),
  errors: [
    "System has not been booted with systemd as init system (PID 1). Can't operate.",
    "Failed to connect to bus: No such file or directory",
    "Failed to connect to bus: Host is down",
    "Failed to get D-Bus connection: Operation not permitted",
    "Failed to create bus connection: No such file or directory",
  ],
  topic: "init-system",
  sources: [
    "https://www.freedesktop.org/software/systemd/man/latest/systemctl.html",
    "https://www.freedesktop.org/software/systemd/man/latest/sd_booted.html",
    "https://github.com/nektos/act/issues/548",
  ],
  examples: {
    invalid: [
      {
        title: "No systemd runs during a build.",
        files: {
          Dockerfile: `
            FROM debian:12
            RUN apt-get update && apt-get install -y systemd nginx
            RUN systemctl daemon-reload && systemctl start nginx
            CMD ["nginx", "-g", "daemon off;"]
          `,
        },
        underline: "systemctl daemon-reload",
      },
      {
        title: "The container of a job has no systemd, although the machine around it has.",
        files: {
          ".github/workflows/test.yml": `
            on: [push]
            jobs:
              test:
                runs-on: ubuntu-24.04
                container: ubuntu:24.04
                steps:
                  - run: apt-get update && apt-get install -y postgresql
                  - run: systemctl start postgresql
          `,
        },
        underline: "systemctl start postgresql",
      },
      {
        title: "The entrypoint script was written for a virtual machine.",
        files: {
          Dockerfile: `
            FROM ubuntu:24.04
            COPY start.sh /start.sh
            ENTRYPOINT ["/start.sh"]
          `,
          "start.sh": "#!/bin/bash\ntimedatectl set-timezone Europe/Berlin\nexec /usr/local/bin/app\n",
        },
        underline: '"/start.sh"',
        severity: "warning",
      },
    ],
    valid: [
      {
        title: "Enabling a service only makes a link.",
        files: {
          Dockerfile: `
            FROM rockylinux:9
            RUN dnf install -y httpd && systemctl enable httpd && systemctl set-default multi-user.target
            STOPSIGNAL SIGRTMIN+3
            CMD ["/usr/sbin/init"]
          `,
        },
      },
      {
        title: "The script asks first.",
        files: {
          Dockerfile: `
            FROM debian:12
            RUN if [ -d /run/systemd/system ]; then systemctl daemon-reload; fi
            RUN systemctl restart cron || true
          `,
        },
      },
      {
        title: "The hosted runner is a virtual machine with systemd.",
        files: {
          ".github/workflows/test.yml": `
            on: [push]
            jobs:
              test:
                runs-on: ubuntu-24.04
                steps:
                  - run: sudo systemctl start postgresql
          `,
        },
      },
    ],
  },
  check: {
    stage(stage, context) {
      if (!replacesSystemctl(context.project, stage)) checkWorkload(stage, context);
    },
    service(service, context) {
      const stage = context.project.stageOf(service);
      if (!stage || !replacesSystemctl(context.project, stage)) checkWorkload(service, context);
    },
  },
});

function checkWorkload(workload: Stage | Service, context: RuleContext): void {
  const { project, report } = context;
  const calls = runsOf(project, workload, systemdPrograms).filter(({ command }) => asksSystemd(command));
  if (calls.length === 0 || isPrepared(workload, context)) return;
  const seen = new Set<unknown>();
  for (const call of calls) {
    const { command, when } = call;
    // One report per line that leads to systemd: the commands after it never run.
    const line = command.startedAt ?? command.at;
    const key = `${when} ${line.uri} ${String(line.range.start.line)}`;
    if (seen.has(key)) continue;
    seen.add(key);
    report({
      at: command.at,
      severity: isCertain(call, workload, context) ? "error" : "warning",
      message: `${programName(command) ?? "systemctl"} needs systemd as PID 1, which ${places[when]}, so it fails.`,
      related: startOfScript(command),
    });
  }
}

const places = {
  build: "a build does not run",
  start: "this container does not run",
  ci: "a job's container does not run",
};

function isPrepared(workload: Stage | Service, { project }: RuleContext): boolean {
  if (containerCommandsOf(project, workload).some(({ command }) => isAboutSystemd(command))) return true;
  const names = containersOf(project, workload).flatMap((one) => [one.name, ...imagesOf(project, one).map(valueOf)]);
  return isForTesting([...names, ...(workload.kind === "stage" ? [valueOf(workload.image)] : [])]);
}

function isCertain({ command, when }: ContainerCommand, workload: Stage | Service, { project }: RuleContext): boolean {
  const isOnlyCommand = when !== "start" || command.last;
  return isOnlyCommand && command.startedAt === undefined && baseImageOf(project, workload) !== undefined;
}
