import { baseImageOf } from "../../facts/baseImage.ts";
import { mainProcessOf } from "../../facts/process/mainProcess.ts";
import { programName } from "../../model/command.ts";
import { has } from "../../model/fact.ts";
import { lineOf } from "../../facts/scripts/container.ts";
import { defineRule, prose } from "../../rule.ts";

export default defineRule({
  id: "command-ends-at-once",
  category: "process",
  since: "0.1.0",
  severity: "warning",
  profile: "recommended",
  summary: "`command` replaces the program of the image by a file operation that ends",
  why: prose(
    "`command` does not run in addition to the program of the image: it takes its place. A `chmod` or `mkdir` ends after milliseconds, the container exits with code 0, and `restart: always` starts it again, forever.",
  ),
  instead: prose(
    'Do the preparation in the Dockerfile (`RUN`), or start the program after it: `command: sh -c "chmod … && exec node server.js"`. Fix permissions of a volume in a service of its own that runs once.',
  ),
  exceptions: prose(
    "Reported only for services that are restarted and publish ports, whose command is one file operation, and whose image is known to run another program. An entrypoint that may add to the command is ignored.",
  ),
  errors: ["exited with code 0", "Restarting (0) 5 seconds ago"],
  // A script that cannot start does not start anything in the background.
  topic: "main-process",
  sources: [
    "https://docs.docker.com/reference/compose-file/services/#command",
    "https://github.com/docker/compose/issues/3067",
  ],
  examples: {
    invalid: [
      {
        files: {
          "compose.yaml": `
            services:
              app:
                build: .
                restart: always
                command: chmod -R a+rwx /var/lib/app
                ports:
                  - "80:3000"
          `,
          Dockerfile: `
            FROM node:22-slim
            CMD ["node", "/srv/main.js"]
          `,
        },
        underline: "chmod -R a+rwx /var/lib/app",
      },
      {
        files: {
          "compose.yaml": `
            services:
              web:
                image: nginx:1.29
                restart: unless-stopped
                command: mkdir -p /var/cache/site
                ports: ["80:80"]
          `,
        },
        underline: "mkdir -p /var/cache/site",
      },
    ],
    valid: [
      {
        title: "The program follows the preparation.",
        files: {
          "compose.yaml": `
            services:
              web:
                image: nginx:1.29
                restart: always
                command: sh -c "mkdir -p /var/cache/site && exec nginx -g 'daemon off;'"
                ports: ["80:80"]
          `,
        },
      },
      {
        title: "A service that prepares a volume and ends.",
        files: {
          "compose.yaml": `
            services:
              prepare:
                image: alpine:3.22
                command: chown -R 1000 /data
                volumes: [data:/data]
            volumes:
              data:
          `,
        },
      },
      {
        title: "An unknown entrypoint may start something else afterwards.",
        files: {
          "compose.yaml": `
            services:
              app:
                image: corp/app:4
                restart: always
                command: mkdir -p /data
                ports: ["80:80"]
          `,
        },
      },
    ],
  },
  check: {
    service(service, { project, report }) {
      const { command, restart, ports } = service;
      const stays = has(restart, (policy) => /^(?:always|unless-stopped)$/.test(policy));
      if (!stays || command.state !== "known" || !has(ports, (list) => list.length > 0)) return;
      const process = mainProcessOf(project, service);
      const [only, ...others] = process?.runs ?? [];
      const program = only && programName(only);
      if (process?.isWhole !== true || others.length > 0 || !only || only.background || !operations.has(program ?? ""))
        return;

      const stage = project.stageOf(service);
      const replaced = stage ? lineOf(stage).find(({ cmd }) => cmd.state === "known")?.cmd.at : undefined;
      if (!replaced && baseImageOf(project, service)?.process === undefined) return;
      report({
        at: command.at,
        message: `"${program ?? ""}" replaces the program of the image and ends, so the container restarts forever. Start the program after it.`,
        related: replaced ? [{ at: replaced, message: "The program of the image." }] : [],
      });
    },
  },
});

const operations = new Set(["chmod", "chown", "mkdir", "cp", "mv", "rm", "ln", "ls", "echo", "true", "touch"]);
