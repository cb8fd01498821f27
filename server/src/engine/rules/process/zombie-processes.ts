import { isMissing } from "../../facts/absence.ts";
import { lineOf } from "../../facts/scripts/container.ts";
import { repositoriesOf } from "../../facts/images.ts";
import { packageCommand } from "../../facts/packages/packageManagement.ts";
import { mainProcessOf } from "../../facts/process/mainProcess.ts";
import { browserImages, browserPackages } from "../../knowledge/packages/browsers.ts";
import { programName } from "../../model/command.ts";
import { containerName, switchText } from "../../words.ts";
import type { Place } from "../../model/place.ts";
import type { Project } from "../../model/project.ts";
import type { Service } from "../../model/service.ts";
import { defineRule, prose } from "../../rule.ts";
import { hasInit, isForDevelopment } from "./support.ts";

export default defineRule({
  id: "zombie-processes",
  category: "process",
  since: "0.1.0",
  severity: "info",
  profile: "recommended",
  fix: "safe",
  summary: "Service runs a browser without an init that reaps its processes",
  why: prose(
    "A browser starts many processes. Those that outlive their parent become children of process 1, which must collect them when they end. A program such as node does not, so they stay as zombies until the container has no process ids left.",
  ),
  instead: prose(
    'Set `init: true`, or use `--init` with `docker run`: the engine then runs tini as process 1. `ENTRYPOINT ["tini", "--"]` in the image does the same.',
  ),
  exceptions: prose(
    "Reported for images with a browser whose main process is known, and is neither an init, a shell script nor a supervisor. Ignored in a PID namespace of the host or of another container, and in files for development.",
  ),
  errors: [
    "defunct",
    "fork: retry: Resource temporarily unavailable",
    "zombie processes chrome",
    "pthread_create: Resource temporarily unavailable",
  ],
  topic: "engine-init",
  sources: [
    "https://pptr.dev/guides/docker",
    "https://docs.docker.com/reference/cli/docker/container/run/#init",
    "https://github.com/krallin/tini",
  ],
  examples: {
    invalid: [
      {
        files: {
          "compose.yaml": `
            services:
              shots:
                build: .
          `,
          Dockerfile: `
            FROM node:22-bookworm-slim
            RUN apt-get update && apt-get install -y chromium
            CMD ["node", "index.js"]
          `,
        },
        underline: "shots",
        fixed: `
          services:
            shots:
              build: .
              init: true
        `,
      },
      {
        title: "The image has the browser.",
        files: {
          "compose.yaml": `
            services:
              worker:
                image: mcr.microsoft.com/playwright:v1.55.0-noble
                entrypoint: ["node", "worker.js"]
          `,
        },
        underline: "worker",
        fixed: `
          services:
            worker:
              image: mcr.microsoft.com/playwright:v1.55.0-noble
              entrypoint: ["node", "worker.js"]
              init: true
        `,
      },
    ],
    valid: [
      {
        title: "The engine adds an init.",
        files: {
          "compose.yaml": `
            services:
              shots:
                build: .
                init: true
          `,
          Dockerfile: `
            FROM node:22-bookworm-slim
            RUN apt-get update && apt-get install -y chromium
            CMD ["node", "index.js"]
          `,
        },
      },
      {
        title: "The image brings its own.",
        files: {
          "compose.yaml": `
            services:
              shots:
                build: .
          `,
          Dockerfile: `
            FROM node:22-bookworm-slim
            RUN apt-get update && apt-get install -y chromium tini
            ENTRYPOINT ["tini", "--"]
            CMD ["node", "index.js"]
          `,
        },
      },
      {
        title: "An unknown entrypoint may be an init.",
        files: {
          "compose.yaml": `
            services:
              chrome:
                image: browserless/chrome:1.61
          `,
        },
      },
    ],
  },
  check: {
    service(service, { project, edit, report }) {
      if (service.origin === "workflow" || !isMissing(project, service, initOf, pidOf)) return;
      const process = isForDevelopment(project, service) ? undefined : mainProcessOf(project, service);
      const [only, ...others] = process?.commands ?? [];
      if (
        process?.isWhole !== true ||
        !only ||
        others.length > 0 ||
        process.scripts.length > 0 ||
        hasInit(service, process)
      )
        return;
      const browser = runtimes.test(programName(only) ?? "") ? browserOf(project, service) : undefined;
      if (!browser) return;
      const option = switchText(project, service, "init");
      report({
        at: service.at,
        message: `${containerName(service)} runs a browser under ${programName(only) ?? ""}, which leaves its ended processes as zombies. Add "${option}".`,
        related: [{ at: browser, message: "The browser." }],
        fixes: [
          {
            title: "Let the engine add an init",
            kind: "safe",
            preferred: true,
            edits: () => [edit.addToService(service, "init", true)],
          },
        ],
      });
    },
  },
});

const initOf = ({ init }: Service): Service["init"] => init;
const pidOf = ({ pid }: Service): Service["pid"] => pid;

const runtimes = /^(?:node|python[\d.]*|java|ruby|dotnet|bun|deno|npm|yarn|pnpm|gunicorn|uvicorn|celery)$/;

/** Where the image gets its browser. */
function browserOf(project: Project, service: Service): Place | undefined {
  const stage = project.stageOf(service);
  const commands = stage ? lineOf(stage).flatMap((one) => one.commands) : [];
  const install = commands.find((command) => {
    const isInstall = packageCommand(command)?.action === "install" || packageCommand(command)?.action === "add";
    return isInstall && command.words.some(({ value }) => browserPackages.has(value ?? ""));
  });
  if (install) return install.at;
  return repositoriesOf(project, service).some((name) => browserImages.test(name)) ? service.at : undefined;
}
