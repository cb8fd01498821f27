import { mainProcessOf, onlyInstructionOf, type MainProcess } from "../../facts/process/mainProcess.ts";
import { packageScript } from "../../facts/process/packageScript.ts";
import { programName, startOf, type SimpleCommand, type Word } from "../../model/command.ts";
import type { Service } from "../../model/service.ts";
import type { Stage } from "../../model/stage.ts";
import { defineRule, prose, type FixOffer, type RuleContext } from "../../rule.ts";
import { commandText, hasInit, isForDevelopment, setsProcess } from "./support.ts";

export default defineRule({
  id: "package-runner-as-pid-one",
  category: "process",
  since: "0.1.0",
  severity: "info",
  profile: "recommended",
  fix: "behaviour",
  summary: "npm, yarn or pnpm is the main process, between the engine and the program",
  why: prose(
    "`npm start` starts a shell that starts the program. When the container is stopped, the signal goes to npm, and depending on its version the program does not get it: it cannot finish its requests, and the engine kills it after ten seconds. npm also takes memory of its own.",
  ),
  instead: prose(
    'Run the program itself in exec form: `CMD ["node", "server.js"]`. A program that is process 1 must handle SIGTERM; otherwise add `init: true`.',
  ),
  exceptions: prose(
    "Only scripts for production (`start`, `start:prod`, `serve`) are reported. Files and stages for development, and containers with an init such as tini or `init: true`, are ignored. The fix is offered if the script only runs `node` with a file and has no `pre` or `post` script.",
  ),
  errors: [
    "npm ERR! signal SIGTERM",
    "npm error signal SIGTERM",
    "Exited (137)",
    "npm ERR! Lifecycle script `start` failed with error",
  ],
  topic: "main-process",
  sources: [
    "https://github.com/nodejs/docker-node/blob/main/docs/BestPractices.md#cmd",
    "https://docs.docker.com/reference/cli/docker/container/stop/",
  ],
  examples: {
    invalid: [
      {
        files: {
          Dockerfile: `
            FROM node:22-slim
            WORKDIR /app
            COPY . .
            CMD npm start
          `,
          "package.json": '{"scripts":{"start":"node server.js"}}\n',
        },
        underline: "npm start",
        fixed: `
          FROM node:22-slim
          WORKDIR /app
          COPY . .
          CMD ["node", "server.js"]
        `,
      },
      {
        title: "What the script runs is not known here.",
        files: {
          "compose.yaml": `
            services:
              web:
                image: node:22
                command: ["yarn", "run", "start:prod"]
          `,
        },
        underline: '["yarn", "run", "start:prod"]',
      },
    ],
    valid: [
      {
        title: "An init passes signals on.",
        files: {
          "compose.yaml": `
            services:
              web:
                image: node:22
                init: true
                command: npm start
          `,
        },
      },
      {
        title: "A server for development restarts anyway.",
        files: {
          Dockerfile: `
            FROM node:22-slim
            CMD ["npm", "run", "dev"]
          `,
        },
      },
      {
        title: "npm only prepares; the program is process 1.",
        files: {
          Dockerfile: `
            FROM node:22-slim
            CMD npm run migrate && exec node server.js
          `,
        },
      },
    ],
  },
  check: {
    stage(stage, context) {
      if (!stage.isFinal || isForDevelopment(context.project, stage)) return;
      const services = context.project.servicesOf(stage);
      const process = mainProcessOf(context.project, stage);
      const isCovered =
        services.length > 0 && services.every((service) => setsProcess(service) || service.init.state !== "unset");
      if (process && !isCovered) reportRunner(stage, process, context);
    },
    service(service, context) {
      const process = setsProcess(service) ? mainProcessOf(context.project, service) : undefined;
      if (process && !isForDevelopment(context.project, service)) reportRunner(service, process, context);
    },
  },
});

function reportRunner(workload: Stage | Service, process: MainProcess, context: RuleContext): void {
  const command = process.runs.at(-1);
  const name = command && runnerOf(command);
  if (!command || name === undefined || hasInit(workload, process)) return;
  const isOwn = command.startedAt === undefined && process.commands.length === 1 && command.at.uri === process.at.uri;
  context.report({
    at: isOwn && process.form === "exec" ? process.at : startOf(command),
    message: `"${commandText(command)}" keeps ${name} between the engine and the program, which may not get SIGTERM. Run the program itself.`,
    fixes: isOwn && workload.kind === "stage" ? runItself(workload, process, command, context) : [],
  });
}

/** The package manager, if the command runs a script for production in the foreground. */
function runnerOf(command: SimpleCommand): string | undefined {
  const name = programName(command);
  if (name === undefined || !/^(?:npm|yarn|pnpm)$/.test(name) || command.conditional || command.background)
    return undefined;
  const [script] = command.words.slice(1).filter(({ value }) => value !== "run" && value !== "run-script");
  return /^(?:start|serve)(?::prod(?:uction)?)?$|^prod(?:uction)?$/.test(script?.value ?? "") ? name : undefined;
}

function runItself(
  stage: Stage,
  process: MainProcess,
  command: SimpleCommand,
  { project, edit }: RuleContext,
): readonly FixOffer[] {
  const [only, ...others] = packageScript(project, stage, command);
  const instruction = onlyInstructionOf(process, stage);
  const isPlain =
    only &&
    others.length === 0 &&
    only.assignments.length + only.redirects.length === 0 &&
    programName(only) === "node";
  const hasMore = ["pre", "post"].some(
    (prefix) => packageScript(project, stage, withPrefix(command, prefix)).length > 0,
  );
  if (!isPlain || hasMore || !instruction || only.words.some(({ value }) => value === undefined)) return [];
  const json = `[${only.words.map(({ value }) => JSON.stringify(value)).join(", ")}]`;
  return [
    {
      title: "Run node itself",
      kind: "behaviour",
      preferred: true,
      edits: () => [edit.replaceText(instruction.at, `${instruction.keyword} ${json}`)],
    },
  ];
}

/** `npm run prestart` for `npm start`. */
function withPrefix(command: SimpleCommand, prefix: string): SimpleCommand {
  const [program, ...rest] = command.words;
  const script = rest.find(({ value }) => value !== "run" && value !== "run-script")?.value ?? "";
  const word = (value: string): Word => ({ value, text: value, at: command.at });
  return { ...command, words: program ? [program, word("run"), word(`${prefix}${script}`)] : [] };
}
