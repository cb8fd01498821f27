import { engineOf, isUserEngine } from "../../facts/engine.ts";
import { isSocket } from "../../facts/openings.ts";
import { runnerOf } from "../../facts/machine/runner.ts";
import { mainProcessOf } from "../../facts/process/mainProcess.ts";
import { lowered, type Severity } from "../../finding.ts";
import { socketName } from "../../knowledge/engineSockets.ts";
import { argumentsOf, programName, type Command, type SimpleCommand } from "../../model/command.ts";
import type { Project } from "../../model/project.ts";
import { defineRule, prose, type RuleContext } from "../../rule.ts";

export default defineRule({
  id: "socket-world-writable",
  category: "engine",
  since: "0.1.0",
  severity: "warning",
  profile: "essential",
  summary: "`chmod` opens the engine's socket to every user",
  why: prose(
    "Who can write to the engine's socket can start a privileged container, which is root on the host. After `chmod 666` that is every process of every user, services and build scripts included. On a mounted socket the mode changes on the host.",
    "",
    "The mode is lost when the engine starts again, so the error returns.",
  ),
  instead: prose(
    "Add the one user that needs it to the socket's group: `usermod -aG docker runner`, and `group_add` with the number of that group for a container. Members of the group are root on the host too, but other users are not.",
    "",
    "A rootless engine has a socket of its own for each user.",
  ),
  exceptions: prose(
    "Information in CI jobs on machines of the CI system, which end with the job, and in Vagrant machines, whose only user may become root anyway.",
  ),
  errors: ["permission denied while trying to connect to the Docker daemon socket", "connect: permission denied"],
  topic: "engine-socket",
  sources: [
    "https://docs.docker.com/engine/install/linux-postinstall/#manage-docker-as-a-non-root-user",
    "https://docs.docker.com/engine/security/#docker-daemon-attack-surface",
  ],
  examples: {
    invalid: [
      {
        files: {
          ".github/workflows/e2e.yml": `
            on: [push]
            jobs:
              e2e:
                runs-on: [self-hosted, linux]
                steps:
                  - run: sudo chmod 777 /var/run/docker.sock
          `,
        },
        underline: "sudo chmod 777 /var/run/docker.sock",
      },
      {
        title: "The machine ends with the job.",
        files: {
          ".github/workflows/e2e.yml": `
            on: [push]
            jobs:
              e2e:
                runs-on: ubuntu-24.04
                steps:
                  - run: sudo chmod o+rw /run/docker.sock
          `,
        },
        underline: "sudo chmod o+rw /run/docker.sock",
        severity: "info",
      },
      {
        title: "The container opens the socket of the host.",
        files: {
          "compose.yaml": `
            services:
              agent:
                image: jenkins/jenkins:2.516
                user: root
                entrypoint: sh -c "chmod 666 /var/run/docker.sock && exec jenkins.sh"
          `,
        },
        underline: "chmod 666 /var/run/docker.sock",
      },
    ],
    valid: [
      {
        title: "The group alone.",
        files: {
          ".github/workflows/e2e.yml": `
            on: [push]
            jobs:
              e2e:
                runs-on: self-hosted
                steps:
                  - run: sudo chmod 660 /var/run/docker.sock && sudo chgrp docker /var/run/docker.sock
          `,
        },
      },
      {
        title: "The socket of another program.",
        files: {
          Dockerfile: `
            FROM debian:13
            RUN chmod 777 /var/run/mysqld/mysqld.sock
          `,
        },
      },
      {
        title: "Everybody may read it, which is not enough to call the engine.",
        files: {
          ".github/workflows/e2e.yml": `
            on: [push]
            jobs:
              e2e:
                runs-on: self-hosted
                steps:
                  - run: sudo chmod a+r /var/run/docker.sock
          `,
        },
      },
    ],
  },
  commands: ["chmod"],
  check: {
    command(command, context) {
      // No socket is there while an image is built.
      if (command.context !== "build") checkCommand(command, weightOf(context.project, command), context);
    },
    stage(stage, context) {
      const process = stage.isFinal ? mainProcessOf(context.project, stage) : undefined;
      for (const command of process?.runs ?? []) checkCommand(command, "warning", context);
    },
    service(service, context) {
      // What the image runs is reported there.
      if (service.command.state === "unset" && service.entrypoint.state === "unset") return;
      for (const command of mainProcessOf(context.project, service)?.runs ?? [])
        checkCommand(command, "warning", context);
    },
  },
});

function checkCommand(command: SimpleCommand, severity: Severity, { project, report }: RuleContext): void {
  if (programName(command) !== "chmod") return;
  const [mode, ...paths] = argumentsOf(command).flatMap(({ value }) => (value?.startsWith("-") ? [] : [value]));
  const socket = paths.find((path) => path !== undefined && isSocket(path));
  if (mode === undefined || socket === undefined || !opensToAll(mode)) return;
  report({
    at: command.at,
    severity: command.conditional ? lowered(severity) : severity,
    message: `After this every process of every user controls the engine through the ${socketName(socket)}, and so ${isUserEngine(engineOf(project)) ? "has all rights of the user who runs it" : "is root on its host"}.`,
    related: command.startedAt ? [{ at: command.startedAt, message: "The script starts here." }] : [],
  });
}

/** True if the mode lets users write who neither own the file nor are in its group. */
function opensToAll(mode: string): boolean {
  if (/^[0-7]{1,4}$/.test(mode)) return [2, 3, 6, 7].includes(Number(mode.at(-1)));
  return mode.split(",").some((part) => /^[ug]*[oa][ugoa]*[+=][rxXst]*w/.test(part));
}

function weightOf(project: Project, { owner, context }: Command): Severity {
  if (context === "provision") return "info";
  return owner.kind === "job" && runnerOf(project, owner) === "hosted-machine" ? "info" : "warning";
}
