import { baseImageOf } from "../../facts/baseImage.ts";
import { mainProcessOf, type MainProcess } from "../../facts/process/mainProcess.ts";
import { servesForever } from "../../facts/process/serving.ts";
import { passesArguments } from "../../facts/scripts/positional.ts";
import type { StartedScript } from "../../facts/scripts/follow.ts";
import { programName, type SimpleCommand } from "../../model/command.ts";
import type { Project } from "../../model/project.ts";
import type { Service } from "../../model/service.ts";
import type { Stage } from "../../model/stage.ts";
import { defineRule, prose, type RuleContext } from "../../rule.ts";
import { setsProcess, signalsGroup } from "./support.ts";

export default defineRule({
  id: "entrypoint-without-exec",
  category: "process",
  since: "0.1.0",
  severity: "warning",
  profile: "recommended",
  fix: "safe",
  summary: "Entrypoint script starts the program without exec, so it gets no signals",
  why: prose(
    "The script is process 1, and the program is its child. `docker stop` sends SIGTERM to process 1 only, and a shell that waits for a child neither ends nor passes the signal on. After ten seconds the engine kills both, and the program cannot finish its work.",
  ),
  instead: prose(
    'Start the program with `exec` in the last line: `exec "$@"`, `exec node server.js`. The program then takes the place of the shell.',
  ),
  exceptions: prose(
    'Reported if the last command of the script is a program that keeps running, or `"$@"`. Scripts that set a `trap`, that run commands in the background, or that run under an init that signals the whole group (`dumb-init`, `tini -g`) are ignored. It is information if the script runs `"$@"` and the command is no known server. `sh -c` in exec form is information too, and only where `sh` is dash: other shells replace themselves.',
  ),
  errors: ["Exited (137)", "container takes 10 seconds to stop", "SIGTERM not received"],
  topic: "main-process",
  sources: [
    "https://docs.docker.com/reference/dockerfile/#exec-form-entrypoint-example",
    "https://docs.docker.com/reference/cli/docker/container/stop/",
  ],
  examples: {
    invalid: [
      {
        files: {
          Dockerfile: `
            FROM node:22
            COPY docker-entrypoint.sh /usr/local/bin/
            ENTRYPOINT ["docker-entrypoint.sh"]
            CMD ["node", "server.js"]
          `,
          "docker-entrypoint.sh": '#!/bin/sh\nset -e\nmkdir -p /data\n"$@"\n',
        },
        underline: '"docker-entrypoint.sh"',
        fixed: { "docker-entrypoint.sh": '#!/bin/sh\nset -e\nmkdir -p /data\nexec "$@"\n' },
      },
      {
        title: "dash forks for the command, even for the only one.",
        files: {
          Dockerfile: `
            FROM debian:13
            ENTRYPOINT ["sh", "-c", "mkdir -p /data && java -jar /app.jar"]
          `,
        },
        underline: "java -jar /app.jar",
        severity: "info",
      },
    ],
    valid: [
      {
        title: "The program takes the place of the shell.",
        files: {
          Dockerfile: `
            FROM node:22
            COPY docker-entrypoint.sh /usr/local/bin/
            ENTRYPOINT ["docker-entrypoint.sh"]
            CMD ["node", "server.js"]
          `,
          "docker-entrypoint.sh": '#!/bin/sh\nset -e\nexec "$@"\n',
        },
      },
      {
        title: "The script passes signals on by itself.",
        files: {
          Dockerfile: `
            FROM node:22
            COPY start.sh /start.sh
            CMD ["/start.sh"]
          `,
          "start.sh": "#!/bin/bash\ntrap 'kill $(jobs -p)' TERM\nnode server.js\n",
        },
      },
      {
        title: "BusyBox replaces the shell by the last command.",
        files: {
          Dockerfile: `
            FROM alpine:3.22
            ENTRYPOINT ["sh", "-c", "mkdir -p /data && java -jar /app.jar"]
          `,
        },
      },
    ],
  },
  check: {
    stage(stage, context) {
      if (!stage.isFinal) return;
      const process = mainProcessOf(context.project, stage);
      if (process) reportShell(stage, process, context);
    },
    service(service, context) {
      const process = setsProcess(service) ? mainProcessOf(context.project, service) : undefined;
      // A script of the image is reported in the Dockerfile.
      if (process?.scripts.every(({ file }) => !file.copy)) reportShell(service, process, context);
    },
  },
});

function reportShell(workload: Stage | Service, process: MainProcess, { project, report }: RuleContext): void {
  if (signalsGroup(process) || baseImageOf(project, workload)?.os === "windows") return;
  const script = process.scripts.findLast(({ isProcess, isSure, by }) => isProcess && isSure && by !== "sourced");
  const last = script
    ? lastOfScript(script)
    : process.commands.length > 0
      ? lastOfShell(project, process, workload)
      : undefined;
  if (!last) return;
  const name = programName(last) ?? last.words[0]?.text ?? "";
  const start = last.at.range.start;
  const edit = { range: { start, end: start }, newText: "exec " };
  const isHere = script?.startedAt.uri === last.at.uri;
  report({
    at: script && !isHere ? script.startedAt : last.at,
    // Without a known server it may be a tool that ends by itself.
    severity: script && process.runs.some(isServer) ? "warning" : "info",
    message: script
      ? `The script starts ${name} without exec, so docker stop signals only the shell and kills the program after 10 s. Write "exec" before it.`
      : `sh is dash here and stays process 1, so ${name} gets no SIGTERM and is killed after 10 s. Write "exec ${name}".`,
    related: script && !isHere ? [{ at: last.at, message: "The last command of the script." }] : [],
    // A shell around the program would stay in between.
    fixes:
      script && last.wrappers.length === 0
        ? [
            {
              title: `Start ${name} with exec`,
              kind: "safe",
              preferred: true,
              edits: () => [{ uri: last.at.uri, edits: [edit] }],
            },
          ]
        : [],
  });
}

function isServer(command: SimpleCommand): boolean {
  return servesForever(command) && !passesArguments(command);
}

/** The last command of the script, if it keeps running. */
function lastOfScript({ script }: StartedScript): SimpleCommand | undefined {
  return programIn(script?.commands.filter(({ inFunction }) => inFunction === undefined) ?? []);
}

/** The last command of `["sh", "-c", "…"]` where the shell forks for it. */
function lastOfShell(project: Project, { words, form, commands }: MainProcess, workload: Stage | Service) {
  const [shell, option] = words.map(({ value }) => value);
  const isDash = /^(?:\/bin\/)?sh$/.test(shell ?? "") && baseImageOf(project, workload)?.sh === "dash";
  return isDash && form === "exec" && option === "-c" ? programIn(commands) : undefined;
}

/** The last command, if it keeps running and nothing else needs the shell. */
function programIn(commands: readonly SimpleCommand[]): SimpleCommand | undefined {
  const needsShell = commands.some(
    (command) => command.background || /^(?:trap|wait)$/.test(programName(command) ?? ""),
  );
  const command = commands.at(-1);
  if (!command || needsShell || !servesForever(command)) return undefined;
  const { last, conditional, replacesShell, subshell, pipeline, assignments } = command;
  const isPlain = last && !conditional && !replacesShell && !subshell && pipeline.length + assignments.length === 1;
  return isPlain ? command : undefined;
}
