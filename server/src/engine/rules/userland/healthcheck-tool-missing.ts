import type { BaseImage } from "../../facts/baseImage.ts";
import { isHealthcheckOverridden } from "../../facts/healthcheck.ts";
import { imageWithoutProgram } from "../../facts/packages/programs.ts";
import { lineOf } from "../../facts/scripts/container.ts";
import { programName, type CommandLine, type SimpleCommand } from "../../model/command.ts";
import type { Known } from "../../model/fact.ts";
import type { Service } from "../../model/service.ts";
import type { Stage } from "../../model/stage.ts";
import { defineRule, prose, type FixOffer, type RuleContext } from "../../rule.ts";

export default defineRule({
  id: "healthcheck-tool-missing",
  category: "userland",
  since: "0.1.0",
  severity: "warning",
  profile: "essential",
  fix: "behaviour",
  summary: "Health check runs a program that the image does not have",
  why: prose(
    "The engine runs a health check inside the container, with the programs of its image. If the image has no such program, the check fails each time: the container becomes `unhealthy` although the application works, and services that wait for `service_healthy` never start.",
  ),
  instead: prose(
    "Use what the image has: `wget -q --spider URL` on Alpine and BusyBox, `node -e` or `python -c` in images of these languages, the server's own client in images of databases. Otherwise install the program in the image.",
  ),
  exceptions: prose(
    "Ignored if the image is unknown, if the build copies or installs the program or runs something that may install it, and if the check tries another program when the first one fails. The Dockerfile is not checked if each service that builds it sets its own `healthcheck`.",
  ),
  errors: [
    'exec: "curl": executable file not found in $PATH',
    "/bin/sh: curl: not found",
    "/bin/sh: 1: curl: not found",
    "dependency failed to start: container is unhealthy",
  ],
  yieldsTo: ["shell-mismatch"],
  topic: "userland",
  sources: [
    "https://docs.docker.com/reference/dockerfile/#healthcheck",
    "https://docs.docker.com/reference/compose-file/services/#healthcheck",
  ],
  examples: {
    invalid: [
      {
        files: {
          "compose.yaml": `
            services:
              api:
                image: node:22-alpine
                command: node server.js
                healthcheck:
                  test: ["CMD", "curl", "-f", "http://localhost:8080/health"]
          `,
        },
        underline: '"curl"',
        fixed: `
          services:
            api:
              image: node:22-alpine
              command: node server.js
              healthcheck:
                test: ["CMD", "wget", "-q", "--spider", "http://localhost:8080/health"]
        `,
      },
      {
        title: "Slim images have neither curl nor wget.",
        files: {
          Dockerfile: `
            FROM python:3.13-slim
            RUN pip install --no-cache-dir flask
            HEALTHCHECK CMD curl -f http://localhost:5000/ || exit 1
            CMD ["flask", "run"]
          `,
        },
        underline: "curl",
      },
      {
        title: "The image of the application has no client of the database.",
        files: {
          "compose.yaml": `
            services:
              app:
                image: node:22
                healthcheck:
                  test: ["CMD-SHELL", "pg_isready -h db"]
          `,
        },
        underline: "pg_isready",
      },
    ],
    valid: [
      {
        title: "The only service that builds the image has its own check.",
        files: {
          Dockerfile: `
            FROM node:22-alpine
            HEALTHCHECK CMD curl -f http://localhost:3000/ || exit 1
            CMD ["node", "server.js"]
          `,
          "compose.yaml": `
            services:
              api:
                build: .
                healthcheck:
                  test: wget -q --spider http://localhost:3000/ || exit 1
          `,
        },
      },
      {
        title: "BusyBox brings wget to Alpine.",
        files: {
          Dockerfile: `
            FROM node:22-alpine
            HEALTHCHECK CMD wget -q --spider http://localhost:3000/ || exit 1
            CMD ["node", "server.js"]
          `,
        },
      },
      {
        title: "An earlier stage of the image installs the program.",
        files: {
          Dockerfile: `
            FROM python:3.13-slim AS base
            RUN apt-get update && apt-get install -y --no-install-recommends curl
            FROM base
            HEALTHCHECK CMD curl -f http://localhost:5000/ || exit 1
          `,
        },
      },
      {
        title: "The check falls back to a program that the image has.",
        files: {
          "compose.yaml": `
            services:
              api:
                image: node:22-alpine
                healthcheck:
                  test: curl -f http://localhost:8080/ || wget -q --spider http://localhost:8080/
          `,
        },
      },
    ],
  },
  check: {
    stage(stage, context) {
      const own = stage.isFinal ? lineOf(stage).find(({ healthcheck }) => healthcheck.state !== "unset") : undefined;
      if (own?.healthcheck.state !== "known" || isHealthcheckOverridden(context.project, stage)) return;
      checkHealth(stage, own.healthcheck, context);
    },
    service(service, context) {
      if (service.healthcheck.state === "known") checkHealth(service, service.healthcheck, context);
    },
  },
});

function checkHealth(workload: Stage | Service, check: Known<CommandLine | "none">, context: RuleContext): void {
  if (check.value === "none") return;
  const { commands, form } = check.value;
  if (commands.some((command) => command.conditional && !/^(?:exit|false|kill)$/.test(programName(command) ?? "")))
    return;
  for (const command of commands) {
    const [program] = command.words;
    const name = programName(command);
    if (!program || name === undefined || command.conditional || command.inFunction !== undefined) continue;
    const image = imageWithoutProgram(context.project, workload, name);
    if (!image) continue;
    context.report({
      at: program.at,
      message: `${image.written.value.replace(/@.*/, "")} has no ${name}, so this health check fails and the container becomes unhealthy. Install it, or use another program.`,
      related: [{ at: image.written.at, message: "The image." }],
      fixes: name === "curl" ? throughWget(command, form, image, context) : [],
    });
    return;
  }
}

/** Rewrites `curl -f URL`: BusyBox has a wget, which fails on errors of HTTP by itself. */
function throughWget(
  { words }: SimpleCommand,
  form: CommandLine["form"],
  { family }: BaseImage,
  { edit }: RuleContext,
): readonly FixOffer[] {
  const options = words.slice(1, -1);
  const last = words.at(-2);
  const [first] = words;
  const isSimple =
    /^https?:\/\//.test(words.at(-1)?.value ?? "") &&
    options.every(({ value }) => /^-[fsSL]+$|^--(?:fail|silent|show-error|location)$/.test(value ?? ""));
  if (family !== "alpine" || !isSimple || !first || !last) return [];
  if (first.at.range.start.line !== last.at.range.end.line) return [];
  const at = { uri: first.at.uri, range: { start: first.at.range.start, end: last.at.range.end } };
  const text = form === "exec" && /^["']/.test(first.text) ? '"wget", "-q", "--spider"' : "wget -q --spider";
  return [{ title: "Use BusyBox's wget", kind: "behaviour", edits: () => [edit.replaceText(at, text)] }];
}
