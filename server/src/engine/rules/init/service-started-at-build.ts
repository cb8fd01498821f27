import { containerCommandsOf } from "../../facts/containerCommands.ts";
import { daemonStart } from "../../facts/process/daemon.ts";
import { mainProcessOf } from "../../facts/process/mainProcess.ts";
import { serviceCommand } from "../../knowledge/daemons/daemons.ts";
import { startOf, type SimpleCommand } from "../../model/command.ts";
import { contains } from "../../model/place.ts";
import type { Stage } from "../../model/stage.ts";
import { defineRule, prose } from "../../rule.ts";
import { startOfScript } from "../../words.ts";

export default defineRule({
  id: "service-started-at-build",
  category: "init",
  since: "0.1.0",
  branches: { "last-command": { severity: "warning", profile: "essential", aliases: ["DL3001"] } },
  fix: "safe",
  summary: "RUN starts a service that ends with its layer",
  why: prose(
    "Each `RUN` is a container of its own. When its last command returns, the engine keeps the files and ends all processes, so a service that was started there does not run in the image.",
  ),
  instead: prose(
    "Remove the line, and run the service in the foreground as the main process: `CMD` or `ENTRYPOINT`. Several services belong into several containers.",
  ),
  exceptions: prose(
    "Ignored if the same `RUN` uses the service afterwards, for example to load a database, if the main process starts the service again, and if the command runs under a condition or its failure is caught.",
  ),
  topic: "init-system",
  sources: [
    "https://docs.docker.com/reference/dockerfile/#run",
    "https://github.com/hadolint/hadolint/wiki/DL3001",
    "https://manpages.debian.org/bookworm/init-system-helpers/service.8.en.html",
  ],
  examples: {
    invalid: [
      {
        title: "The SSH server ends with the layer.",
        files: {
          Dockerfile: `
            FROM ubuntu:24.04
            RUN apt-get update && apt-get install -y openssh-server
            RUN service ssh start
            CMD ["/app/server"]
          `,
        },
        underline: "service ssh start",
        branch: "last-command",
        fixed: `
          FROM ubuntu:24.04
          RUN apt-get update && apt-get install -y openssh-server
          CMD ["/app/server"]
        `,
      },
      {
        title: "So does a service whose script is called by its path.",
        files: {
          Dockerfile: `
            FROM debian:12
            RUN apt-get update && apt-get install -y redis-server && /etc/init.d/redis-server start
            CMD ["/app/server"]
          `,
        },
        underline: "/etc/init.d/redis-server start",
        branch: "last-command",
      },
    ],
    valid: [
      {
        title: "The same RUN loads the database.",
        files: {
          Dockerfile: `
            FROM debian:12
            RUN apt-get update && apt-get install -y postgresql
            RUN service postgresql start && su postgres -c "createdb app"
            CMD ["/app/start"]
          `,
        },
      },
      {
        title: "The service is the main process of the container.",
        files: {
          Dockerfile: `
            FROM debian:12
            RUN apt-get update && apt-get install -y nginx && service nginx stop
            CMD ["nginx", "-g", "daemon off;"]
          `,
        },
      },
      {
        title: "The first start makes /run/sshd, which the main process needs.",
        files: {
          Dockerfile: `
            FROM ubuntu:24.04
            RUN apt-get update && apt-get install -y openssh-server
            RUN service ssh start
            CMD ["/usr/sbin/sshd", "-D"]
          `,
        },
      },
      {
        title: "Whether the service can be started is only a test.",
        files: {
          Dockerfile: `
            FROM debian:12
            RUN apt-get update && apt-get install -y cron
            RUN service cron start || true
            CMD ["cron", "-f"]
          `,
        },
      },
    ],
  },
  check: {
    stage(stage, { project, edit, report }) {
      const runs = mainProcessOf(project, stage)?.runs ?? [];
      for (const { command, when } of containerCommandsOf(project, stage)) {
        const call = serviceCommand(command.words.map(({ value }) => value));
        const isStart = call?.starts === true && (call.manager === "service" || call.manager === "init.d");
        if (!isStart || when !== "build" || !command.last || command.pipeline.length > 1) continue;
        const daemon = daemonStart(command)?.daemon;
        if (daemon && runs.some((run) => daemonStart(run)?.daemon === daemon)) continue;

        const run = command.startedAt ? undefined : onlyCommandIn(stage, command);
        report({
          branch: "last-command",
          at: command.at,
          message: `"${call.units[0] ?? "service"}" ends with this RUN, so it does not run in the image. Start it with CMD.`,
          related: startOfScript(command),
          fixes: run
            ? [{ title: "Remove this RUN", kind: "safe", preferred: true, edits: () => [edit.remove([run.at])] }]
            : [],
        });
      }
    },
  },
});

/** The instruction whose only command this is. */
function onlyCommandIn(stage: Stage, command: SimpleCommand) {
  const run = stage.instructions.find(({ at }) => contains(at.range, startOf(command).range));
  const commands = run ? stage.commands.filter(({ at }) => contains(run.at.range, at.range)) : [];
  return commands.length === 1 ? run : undefined;
}
