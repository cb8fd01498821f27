import { lineOf } from "../../facts/scripts/container.ts";
import { baseImageOf } from "../../facts/baseImage.ts";
import type { CommandLine } from "../../model/command.ts";
import type { Fact, Known } from "../../model/fact.ts";
import type { Stage } from "../../model/stage.ts";
import { defineRule, prose, type FixOffer, type RuleContext } from "../../rule.ts";

export default defineRule({
  id: "entrypoint-ignores-command",
  category: "process",
  since: "0.1.0",
  severity: "warning",
  profile: "essential",
  fix: "behaviour",
  summary: "ENTRYPOINT in shell form ignores CMD and the command of a service",
  why: prose(
    'An `ENTRYPOINT` in shell form runs `/bin/sh -c "…"`. The engine adds the words of `CMD`, or of `command` in Compose, after that text, where the shell does not pass them to the program. They are dropped without a message.',
  ),
  instead: prose(
    'Write `ENTRYPOINT` in exec form: `ENTRYPOINT ["node", "server.js"]`. Then `CMD` and `command` become its arguments.',
  ),
  exceptions: prose(
    'A text that reads its arguments (`"$@"`, `$0`) is ignored, and so is an empty `CMD`. A `CMD` of a base image is reset by an `ENTRYPOINT` in the stage, so it is not reported.',
  ),
  errors: ["CMD is ignored", "docker run arguments are ignored"],
  topic: "main-process",
  sources: [
    "https://docs.docker.com/reference/dockerfile/#shell-form-entrypoint-example",
    "https://docs.docker.com/reference/dockerfile/#understand-how-cmd-and-entrypoint-interact",
  ],
  examples: {
    invalid: [
      {
        files: {
          Dockerfile: `
            FROM node:22
            ENTRYPOINT node server.js
            CMD ["--port", "8080"]
          `,
        },
        underline: 'CMD ["--port", "8080"]',
        fixed: `
          FROM node:22
          ENTRYPOINT ["node", "server.js"]
          CMD ["--port", "8080"]
        `,
      },
      {
        title: "The command of the service does not arrive either.",
        files: {
          "compose.yaml": `
            services:
              web:
                build: .
                command: --verbose
          `,
          Dockerfile: `
            FROM node:22
            ENTRYPOINT node server.js
          `,
        },
        underline: "command: --verbose",
      },
    ],
    valid: [
      {
        title: "The text passes its arguments on.",
        files: {
          Dockerfile: `
            FROM node:22
            ENTRYPOINT exec node server.js "$0" "$@"
            CMD ["--port", "8080"]
          `,
        },
      },
      {
        title: "In exec form CMD holds the arguments.",
        files: {
          Dockerfile: `
            FROM node:22
            ENTRYPOINT ["node", "server.js"]
            CMD ["--port", "8080"]
          `,
        },
      },
      {
        title: "The entrypoint of this stage drops the command of the one below.",
        files: {
          Dockerfile: `
            FROM node:22 AS base
            CMD ["node"]
            FROM base
            ENTRYPOINT node server.js
          `,
        },
      },
    ],
  },
  check: {
    stage(stage, context) {
      const entrypoint = stage.isReachable || stage.isFinal ? deafEntrypoint(stage, context) : undefined;
      const { cmd } = stage;
      if (!entrypoint || cmd.state !== "known" || !hasWords(cmd)) return;
      context.report({
        at: cmd.entry,
        message: "ENTRYPOINT is in shell form, so it ignores this CMD. Write ENTRYPOINT in exec form.",
        related: [{ at: entrypoint.entry, message: "The entrypoint." }],
        fixes: inExecForm(entrypoint, stage, context),
      });
    },
    service(service, context) {
      const { command, name } = service;
      const stage = service.entrypoint.state === "unset" ? context.project.stageOf(service) : undefined;
      const entrypoint = stage && deafEntrypoint(stage, context);
      if (!entrypoint || command.state !== "known" || !hasWords(command)) return;
      context.report({
        at: command.entry,
        message: `The ENTRYPOINT of "${name}" is in shell form, so it ignores this command. Write ENTRYPOINT in exec form.`,
        related: [{ at: entrypoint.entry, message: "The entrypoint." }],
      });
    },
  },
});

/** The shell form entrypoint of an image that drops its arguments. */
function deafEntrypoint(stage: Stage, { project }: RuleContext): Known<CommandLine> | undefined {
  const entrypoint: Fact<CommandLine> | undefined = lineOf(stage).find(
    (one) => one.entrypoint.state !== "unset",
  )?.entrypoint;
  if (entrypoint?.state !== "known" || entrypoint.value.form !== "shell") return undefined;
  const text = entrypoint.value.arguments.map((word) => word.text).join(" ");
  const isWindows = baseImageOf(project, stage)?.os === "windows";
  return isWindows || text.trim() === "" || /\$\{?[@*#0-9]/.test(text) ? undefined : entrypoint;
}

function hasWords({ value }: Known<CommandLine>): boolean {
  return value.arguments.some(({ text }) => text.trim() !== "");
}

/** Only for one command of plain words: a shell does nothing for them. */
function inExecForm(entrypoint: Known<CommandLine>, stage: Stage, { edit }: RuleContext): readonly FixOffer[] {
  const [command, ...others] = entrypoint.value.commands;
  if (!command || others.length > 0 || stage.entrypoint !== entrypoint) return [];
  const isPlain =
    command.assignments.length + command.redirects.length + command.heredocs.length === 0 &&
    command.wrappers.every((words) => /^(?:exec|sh)$/.test(words[0]?.value ?? "")) &&
    !command.background &&
    command.words.every(({ value, text }) => value !== undefined && /^[\w./:=@%+,-]+$/.test(text));
  if (!isPlain) return [];
  const json = `[${command.words.map(({ value }) => JSON.stringify(value)).join(", ")}]`;
  return [
    {
      title: "Write ENTRYPOINT in exec form",
      kind: "behaviour",
      preferred: true,
      edits: () => [edit.replaceText(entrypoint.at, json)],
    },
  ];
}
