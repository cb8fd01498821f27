import { baseImageOf } from "../../facts/baseImage.ts";
import { mainProcessOf } from "../../facts/process/mainProcess.ts";
import { daemonStart } from "../../facts/process/daemon.ts";
import { buildCommandsOf } from "../../facts/scripts/buildCommands.ts";
import { lineOf } from "../../facts/scripts/container.ts";
import { logFolders } from "../../knowledge/daemons/logs.ts";
import { startOf } from "../../model/command.ts";
import { knownItems } from "../../model/fact.ts";
import { writtenPart } from "../../model/partialText.ts";
import { defineRule, prose } from "../../rule.ts";

export default defineRule({
  id: "logs-to-files",
  category: "process",
  since: "0.1.0",
  severity: "hint",
  profile: "strict",
  summary: "Program from a distribution's package writes its logs into the container",
  why: prose(
    "Packages of servers are set up for a whole machine: they write their logs to `/var/log`. In a container these files grow in its writable layer, `docker logs` shows nothing, and the logs are gone with the container.",
  ),
  instead: prose(
    "Let the program log to standard output and error, as the official images do: `RUN ln -sf /dev/stdout /var/log/nginx/access.log && ln -sf /dev/stderr /var/log/nginx/error.log`, or an option of the program.",
  ),
  exceptions: prose(
    "Reported only for nginx and Apache that the image installs from the packages of its distribution. Ignored if a command, a copied file, a volume or the command line concerns the folder of the logs, if a configuration is copied, and if a script starts the program.",
  ),
  errors: ["docker logs shows nothing", "No space left on device"],
  topic: "main-process",
  sources: [
    "https://docs.docker.com/engine/logging/",
    "https://github.com/nginx/docker-nginx/blob/master/stable/debian/Dockerfile",
  ],
  examples: {
    invalid: [
      {
        files: {
          Dockerfile: `
            FROM debian:13
            RUN apt-get update && apt-get install -y nginx
            CMD ["nginx", "-g", "daemon off;"]
          `,
        },
        underline: '["nginx", "-g", "daemon off;"]',
      },
      {
        files: {
          Dockerfile: `
            FROM ubuntu:24.04
            RUN apt-get update && apt-get install -y apache2
            CMD ["apache2ctl", "-D", "FOREGROUND"]
          `,
        },
        underline: '["apache2ctl", "-D", "FOREGROUND"]',
      },
    ],
    valid: [
      {
        title: "The files are links to the output.",
        files: {
          Dockerfile: `
            FROM debian:13
            RUN apt-get update && apt-get install -y nginx && ln -sf /dev/stdout /var/log/nginx/access.log
            CMD ["nginx", "-g", "daemon off;"]
          `,
        },
      },
      {
        title: "The official image does so.",
        files: {
          Dockerfile: `
            FROM nginx:1.29
            CMD ["nginx", "-g", "daemon off;"]
          `,
        },
      },
      {
        title: "A configuration of the project may name other files.",
        files: {
          Dockerfile: `
            FROM debian:13
            RUN apt-get update && apt-get install -y nginx
            COPY nginx.conf /etc/nginx/nginx.conf
            CMD ["nginx", "-g", "daemon off;"]
          `,
        },
      },
    ],
  },
  check: {
    stage(stage, { project, report }) {
      const process = stage.isFinal ? mainProcessOf(project, stage) : undefined;
      const [command, ...others] = process?.runs ?? [];
      const start = command && others.length === 0 ? daemonStart(command) : undefined;
      const logs = logFolders.find(({ daemon }) => daemon === start?.daemon.id);
      if (!process || !command || !start || !logs || process.scripts.length > 0) return;
      // The official image has the links.
      if (!baseImageOf(project, stage) || baseImageOf(project, stage)?.process !== undefined) return;

      const line = lineOf(stage);
      const commands = line.flatMap((one) => buildCommandsOf(project, one));
      const mounts = project.servicesOf(stage).flatMap((service) => knownItems(service.mounts));
      const isConcerned =
        commands.some(({ words, redirects }) =>
          [...words, ...redirects.map(({ target }) => target)].some((word) => logs.concerned.test(word?.text ?? "")),
        ) ||
        process.words.some(({ value, text }) => /\/dev\/std|log/i.test(value ?? text)) ||
        line.some(({ copies, volumes }) => copies.length > 0 || volumes.length > 0) ||
        mounts.some(({ value }) => logs.concerned.test(writtenPart(value.target)));
      const installs = commands.some(({ words }) => words.some(({ value }) => logs.packages.includes(value ?? "")));
      if (isConcerned || !installs) return;
      report({
        at: process.form === "exec" ? process.at : startOf(command),
        message: `${start.daemon.title} logs to ${logs.folder} here, so docker logs shows nothing and the files grow. Link them to /dev/stdout and /dev/stderr.`,
      });
    },
  },
});
