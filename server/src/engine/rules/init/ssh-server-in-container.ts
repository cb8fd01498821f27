import { containerCommandsOf } from "../../facts/containerCommands.ts";
import { imagesOf } from "../../facts/images.ts";
import { packageCommand } from "../../facts/packages/packageManagement.ts";
import { daemonStart } from "../../facts/process/daemon.ts";
import { buildCommandsOf } from "../../facts/scripts/buildCommands.ts";
import { lineOf } from "../../facts/scripts/container.ts";
import { startOf } from "../../model/command.ts";
import { has, valueOf } from "../../model/fact.ts";
import type { Place } from "../../model/place.ts";
import type { Project } from "../../model/project.ts";
import type { Stage } from "../../model/stage.ts";
import { defineRule, prose } from "../../rule.ts";

export default defineRule({
  id: "ssh-server-in-container",
  category: "init",
  since: "0.1.0",
  severity: "info",
  profile: "recommended",
  summary: "Image brings an SSH server beside its service",
  why: prose(
    "An SSH server is how one enters a machine. A container is entered through the engine: `docker exec` opens a shell in it, `docker logs` shows its output and `docker cp` moves files. The server brings users, passwords or keys into the image, a second process that the engine does not watch, and a port to guard.",
  ),
  instead: prose(
    "Remove the server and `EXPOSE 22`, and use `docker exec -it NAME sh`, `docker compose exec` or `kubectl exec`. To reach the host of the engine, SSH belongs to the host: `docker -H ssh://user@host`.",
  ),
  exceptions: prose(
    "Ignored where SSH is the service: Git servers, SFTP, bastions and tunnels, build agents, targets of Ansible, MPI and Hadoop, by the names of images, services and paths.",
  ),
  topic: "init-system",
  sources: [
    "https://docs.docker.com/reference/cli/docker/container/exec/",
    "https://docs.docker.com/engine/containers/multi-service_container/",
    "https://kubernetes.io/docs/tasks/debug/debug-application/get-shell-running-container/",
  ],
  examples: {
    invalid: [
      {
        title: "The image is built like a virtual machine.",
        files: {
          Dockerfile: `
            FROM python:3.13-slim
            RUN apt-get update && apt-get install -y openssh-server
            EXPOSE 22
            EXPOSE 8000
            CMD ["uvicorn", "app.main:app"]
          `,
        },
        underline: "22",
      },
      {
        title: "The entrypoint starts the server before the service.",
        files: {
          Dockerfile: `
            FROM debian:13
            COPY start.sh /start.sh
            ENTRYPOINT ["/start.sh"]
          `,
          "start.sh": "#!/bin/sh\nservice ssh start\nexec /app/server\n",
        },
        underline: '"/start.sh"',
      },
      {
        title: "A server alone may be the purpose of the image.",
        files: {
          Dockerfile: `
            FROM debian:13
            RUN apt-get update && apt-get install -y openssh-server
            CMD ["/usr/sbin/sshd", "-D"]
          `,
        },
        underline: '["/usr/sbin/sshd", "-D"]',
      },
    ],
    valid: [
      {
        title: "Git over SSH is the service.",
        files: {
          "gitea/Dockerfile": `
            FROM alpine:3.22
            RUN apk add --no-cache openssh-server git
            EXPOSE 22 3000
            CMD ["/usr/bin/gitea", "web"]
          `,
        },
      },
      {
        title: "The client is not a server.",
        files: {
          Dockerfile: `
            FROM debian:13
            RUN apt-get update && apt-get install -y openssh-client
            CMD ["ssh", "-N", "-L", "5432:db:5432", "jump.example.com"]
          `,
        },
      },
      {
        title: "The package came along, and nothing starts it.",
        files: {
          Dockerfile: `
            FROM debian:13
            RUN apt-get update && apt-get install -y openssh-server
            EXPOSE 8000
            CMD ["/app/server"]
          `,
        },
      },
    ],
  },
  check: {
    stage(stage, { project, report }) {
      const at = stage.isFinal ? serverOf(project, stage) : undefined;
      if (!at || isForSsh(project, stage)) return;
      report({
        at,
        message: "An SSH server adds users, keys and a port to guard. Use docker exec for a shell in this container.",
      });
    },
  },
});

/** Where the image starts a server, or else opens its port. */
function serverOf(project: Project, stage: Stage): Place | undefined {
  const line = lineOf(stage);
  const installs = line.some((one) =>
    buildCommandsOf(project, one).some((command) => {
      const call = packageCommand(command);
      return (
        call?.action === "install" && call.packages.some(({ value }) => servers.has(value?.replace(/=.*/, "") ?? ""))
      );
    }),
  );
  const port = line
    .flatMap(({ exposes }) => exposes)
    .find((item) => has(item, (value) => /^22(?:\/tcp)?$/.test(value)));
  return startsServer(project, stage) ?? (installs ? port?.at : undefined);
}

const servers = new Set(["openssh-server", "openssh", "openssh-server-pam", "dropbear"]);

function startsServer(project: Project, stage: Stage): Place | undefined {
  const start = containerCommandsOf(project, stage).find(
    ({ command, when }) => when === "start" && daemonStart(command)?.daemon.id === "sshd",
  );
  return start && startOf(start.command);
}

const purposes =
  /git|gogs|forge|sftp|ssh|scp|rsync|bastion|jump|tunnel|agent|slave|worker-node|ansible|molecule|kitchen|test|mpi|slurm|hadoop|spark|vagrant|dev|workspace|backup|borg/i;

function isForSsh(project: Project, stage: Stage): boolean {
  const services = project.servicesOf(stage).flatMap((one) => [one.name, ...imagesOf(project, one).map(valueOf)]);
  const names = [
    project.pathOf(stage.uri),
    stage.name,
    ...lineOf(stage).map(({ image }) => valueOf(image)),
    ...services,
  ];
  return names.some((name) => name !== undefined && purposes.test(name));
}
