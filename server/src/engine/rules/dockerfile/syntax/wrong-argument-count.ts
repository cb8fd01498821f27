import { isTemplate } from "../../../facts/dockerfile/template.ts";
import { wrongCount } from "../../../facts/dockerfile/argumentCounts.ts";
import type { Instruction } from "../../../model/stage.ts";
import { defineRule, prose, type CheckContext, type FixOffer } from "../../../rule.ts";

const aliases = [
  ...["ARGUMENT_MISSING", "ARGUMENT_EXTRA", "ARGUMENT_REQUIRES_ONE", "ARGUMENT_REQUIRES_AT_LEAST_ONE"],
  ...["ARGUMENT_REQUIRES_TWO", "ARGUMENT_REQUIRES_AT_LEAST_TWO", "ARGUMENT_REQUIRES_ONE_OR_THREE"],
  ...["ARGUMENT_UNNECESSARY", "INVALID_AS", "SHELL_REQUIRES_ONE"],
];

export default defineRule({
  id: "wrong-argument-count",
  category: "dockerfile/syntax",
  since: "0.1.0",
  severity: "error",
  profile: "essential",
  aliases,
  fix: "behaviour",
  summary: "Instruction has too few or too many arguments",
  why: prose(
    "BuildKit refuses a file if an instruction lacks an argument or has one too many. `USER` and `STOPSIGNAL` take the rest of the line as one value, so a comment at its end becomes a part of it: a `#` begins a comment only at the beginning of a line.",
  ),
  instead: "Complete the instruction, or move a comment to a line of its own.",
  exceptions: prose(
    "`WORKDIR` may have blanks. `RUN`, `CMD` and `ENTRYPOINT` without arguments are a hint: the last two take back what the base image sets.",
  ),
  errors: [
    "FROM requires either one or three arguments",
    "COPY requires at least two arguments",
    "ENV must have two arguments",
  ],
  sources: [
    "https://docs.docker.com/reference/dockerfile/",
    "https://github.com/moby/buildkit/blob/master/frontend/dockerfile/instructions/parse.go",
  ],
  examples: {
    invalid: [
      {
        title: "The name of the stage is missing.",
        files: { Dockerfile: "FROM alpine:3.22 as\nRUN true\n" },
        underline: "FROM",
      },
      {
        title: "A comment needs a line of its own.",
        files: { Dockerfile: "FROM alpine:3.22 # small\nRUN true\n" },
        underline: "FROM",
        fixed: "# small\nFROM alpine:3.22\nRUN true\n",
      },
      {
        title: "The name of the user is the rest of the line.",
        files: { Dockerfile: "FROM node:24\nUSER node # not root\n" },
        underline: "USER",
        severity: "warning",
        fixed: "FROM node:24\n# not root\nUSER node\n",
      },
      {
        title: "A copy without a destination.",
        files: { Dockerfile: "FROM node:24\nCOPY package.json\n" },
        underline: "COPY",
      },
    ],
    valid: [
      { title: "A path may have blanks.", files: { Dockerfile: "FROM debian:13\nWORKDIR /Program Files/x\n" } },
      { title: "A here-document is a source.", files: { Dockerfile: "FROM debian:13\nCOPY <<EOF /a\ntext\nEOF\n" } },
      {
        title: "A program completes the template.",
        files: { Dockerfile: "FROM corp/base:{{ .version }}\nRUN true\n" },
      },
      { title: "The old form of ENV.", files: { Dockerfile: "FROM debian:13\nENV A some text\n" } },
    ],
  },
  check: {
    instruction({ instruction }, context) {
      const { root } = context.project;
      const wrong =
        root.kind === "dockerfile" && !root.hasOtherFrontend && !isTemplate(root) ? wrongCount(instruction) : undefined;
      if (!wrong) return;

      const { keyword, keywordAt } = instruction;
      const { text } = instruction.parts();
      const comment = /\s#.*$/.test(text) ? " A comment needs a line of its own." : "";
      context.report({
        at: keywordAt,
        severity: severities[wrong.kind],
        message: {
          refused: `${keyword} takes ${wrong.takes}, so the build fails.${comment}`,
          swallowed: `${keyword} takes ${wrong.takes}, and the whole line counts: "${text.slice(0, 40)}".${comment}`,
          empty: `${keyword} takes ${wrong.takes}. Without one it only ${keyword === "RUN" ? "adds an empty layer" : "takes back the one of the base image"}.`,
        }[wrong.kind],
        fixes: comment === "" ? [] : commentAbove(instruction, context),
      });
    },
  },
});

const severities = { refused: "error", swallowed: "warning", empty: "hint" } as const;

/** Moves the comment at the end of a line to a line above it. */
function commentAbove(instruction: Instruction, { project, edit }: CheckContext): readonly FixOffer[] {
  const { at, keywordAt } = instruction;
  const written = project.root.source.slice(at.range);
  const [, before = "", comment] = /^(.*?\S)\s+(#.*)$/.exec(written) ?? [];
  if (comment === undefined) return [];
  const indent = " ".repeat(keywordAt.range.start.character);
  const edits = () => [edit.replaceText(at, `${comment}\n${indent}${before}`)];
  return [{ title: "Move the comment to a line of its own", kind: "behaviour", preferred: true, edits }];
}
