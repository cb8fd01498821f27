import { baseImageOf } from "../../../facts/baseImage.ts";
import type { CommandLine } from "../../../model/command.ts";
import type { Known } from "../../../model/fact.ts";
import type { Project } from "../../../model/project.ts";
import type { Instruction, Stage } from "../../../model/stage.ts";
import type { Severity } from "../../../finding.ts";
import { defineRule, prose, type FixOffer, type RuleContext } from "../../../rule.ts";

export default defineRule({
  id: "shell-form-command",
  category: "dockerfile/runtime",
  since: "0.1.0",
  severity: "warning",
  profile: "recommended",
  aliases: ["JSONArgsRecommended", "DL3025", "S7019"],
  fix: "behaviour",
  summary: "`CMD` or `ENTRYPOINT` in shell form",
  why: prose(
    "In shell form the engine starts `/bin/sh -c`. The dash of Debian and Ubuntu stays process 1 for anything but one simple command and passes no signals on, so `docker stop` waits ten seconds and kills the program. Bash and BusyBox replace themselves with the last command.",
    "",
    "An image without a shell cannot start the command at all.",
  ),
  instead:
    'Write the exec form: `CMD ["node", "app.js"]`. If the command needs variables, let the shell replace itself: `CMD exec node app.js $OPTIONS`.',
  exceptions: prose(
    "Ignored if the text begins with `exec`, and if the file sets its own `SHELL`. Health checks get no signals, so their form does not matter.",
    "",
    "For a shell that replaces itself it is a hint, and for an unknown shell information.",
  ),
  errors: ["JSON arguments recommended for CMD to prevent unintended behavior related to OS signals"],
  yieldsTo: [
    ...["entrypoint-ignores-command", "quoted-command", "broken-json-form", "shell-mismatch"],
    ...["systemd-not-pid-one", "supervisor-not-pid-one", "daemonized-command", "package-runner-as-pid-one"],
  ],
  topic: "main-process",
  sources: [
    "https://docs.docker.com/reference/build-checks/json-args-recommended/",
    "https://docs.docker.com/reference/dockerfile/#shell-and-exec-form",
  ],
  examples: {
    invalid: [
      {
        title: "dash stays process 1, because there are two commands.",
        files: { Dockerfile: "FROM debian:13\nCMD cd /app && ./server\n" },
        underline: "cd /app && ./server",
      },
      {
        title: "The shell of the image is unknown.",
        files: { Dockerfile: "FROM corp/base:4\nENTRYPOINT node app.js\n" },
        underline: "node app.js",
        severity: "info",
        fixed: 'FROM corp/base:4\nENTRYPOINT ["node", "app.js"]\n',
      },
      {
        title: "BusyBox replaces itself.",
        files: { Dockerfile: "FROM node:24-alpine\nCMD node app.js --port=$PORT\n" },
        underline: "node app.js --port=$PORT",
        severity: "hint",
        fixed: "FROM node:24-alpine\nCMD exec node app.js --port=$PORT\n",
      },
    ],
    valid: [
      { title: "The exec form.", files: { Dockerfile: 'FROM debian:13\nCMD ["node", "app.js"]\n' } },
      { title: "The shell replaces itself.", files: { Dockerfile: "FROM debian:13\nCMD exec node app.js $OPTIONS\n" } },
      {
        title: "The file chooses its shell.",
        files: { Dockerfile: 'FROM debian:13\nSHELL ["/bin/bash", "-c"]\nCMD node app.js\n' },
      },
      {
        title: "A health check gets no signals.",
        files: { Dockerfile: "FROM debian:13\nHEALTHCHECK CMD curl -f http://localhost/ || exit 1\n" },
      },
    ],
  },
  instructions: ["CMD", "ENTRYPOINT"],
  check: {
    instruction({ instruction, stage }, context) {
      const { text, form } = instruction.parts();
      const { shell } = stage.stateAt(instruction);
      if (form !== "shell" || text === "" || /^exec\s/.test(text) || shell.state !== "unset") return;
      // What looks like a broken array is a mistake of another kind.
      if (text.startsWith("[")) return;
      const { argumentsAt } = instruction;
      if (!argumentsAt) return;

      const line = lineOf(stage, instruction);
      const [severity, consequence] = consequenceOf(context.project, stage, line);
      context.report({
        at: argumentsAt,
        severity,
        message: `The shell form starts ${consequence} Use the exec form, or "exec" before the command.`,
        fixes: fixesOf(instruction, line, context),
      });
    },
  },
});

/** The line of an instruction that counts; overridden ones and triggers have none. */
function lineOf({ cmd, entrypoint }: Stage, { keyword, at }: Instruction): Known<CommandLine> | undefined {
  const fact = keyword === "CMD" ? cmd : entrypoint;
  return fact.state === "known" && fact.entry === at ? fact : undefined;
}

function consequenceOf(
  project: Project,
  stage: Stage,
  line: Known<CommandLine> | undefined,
): readonly [severity: Severity, consequence: string] {
  const sh = baseImageOf(project, stage)?.sh;
  const isSimple = line?.value.commands.length === 1 && !/[;&|<>()]/.test(line.value.arguments[0]?.value ?? ";");
  if (sh === "dash" && !isSimple)
    return ["warning", "dash, which stays process 1 and does not pass on the signal to stop."];
  if (sh !== undefined) return ["hint", "a shell first, which replaces itself with the command."];
  return ["info", "a shell, which may keep the signal to stop from the command."];
}

function fixesOf(
  { argumentsAt, parts }: Instruction,
  line: Known<CommandLine> | undefined,
  { edit }: RuleContext,
): readonly FixOffer[] {
  const [command, ...others] = line?.value.commands ?? [];
  const { text } = parts();
  if (!argumentsAt || !command || others.length > 0 || /[;&|<>()\n]/.test(text) || command.assignments.length > 0)
    return [];
  const words = [...command.wrappers.flat(), ...command.words];
  const values = command.words.flatMap(({ value, text: written }) =>
    value !== undefined && /^[^*?[~{]*$/.test(written) ? [value] : [],
  );
  const isPlain = values.length === words.length && !text.includes("$");
  const written = isPlain ? `[${values.map((value) => JSON.stringify(value)).join(", ")}]` : `exec ${text}`;
  if (!isPlain && command.wrappers.length > 0) return [];
  return [
    {
      title: isPlain ? "Use the exec form" : 'Add "exec"',
      kind: "behaviour",
      preferred: true,
      edits: () => [edit.replaceText(argumentsAt, written)],
    },
  ];
}
