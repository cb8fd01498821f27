import { isTemplate } from "../../../facts/dockerfile/template.ts";
import { startsWithoutVariables } from "../../../facts/dockerfile/emptyImage.ts";
import { hasDefault, undeclaredIn } from "../../../facts/dockerfile/undeclared.ts";
import { closest } from "../../../model/text/closest.ts";
import { defineRule, prose } from "../../../rule.ts";

export default defineRule({
  id: "undefined-variable",
  category: "dockerfile/variables",
  since: "0.1.0",
  severity: "warning",
  profile: "essential",
  aliases: ["UndefinedVar"],
  fix: "behaviour",
  summary: "Instruction uses a variable that nothing sets",
  why: prose(
    "The builder puts nothing in the place of a variable that is not set. `COPY $SRC .` without `SRC` copies something else than it says, or fails.",
  ),
  instead: "Declare the variable with `ARG` or `ENV` above, or correct its name.",
  exceptions: prose(
    "A base image may set any variable. Without a list of its variables only names are reported that resemble a declared one. `scratch` and the plain images of distributions set nothing but `PATH`. Ignored for `${NAME:-default}` and the like, and in the text of `RUN`, `CMD` and `ENTRYPOINT`, which is for the shell.",
  ),
  errors: ["Usage of undefined variable '$foo'"],
  yieldsTo: ["arg-out-of-scope", "self-referencing-env"],
  sources: [
    "https://docs.docker.com/reference/build-checks/undefined-var/",
    "https://docs.docker.com/reference/dockerfile/#environment-replacement",
  ],
  examples: {
    invalid: [
      {
        title: "The name is misspelt, and PATH loses all its folders.",
        files: { Dockerfile: "FROM alpine:3.22\nENV PATH=$PAHT:/app/bin\n" },
        underline: "$PAHT",
        fixed: "FROM alpine:3.22\nENV PATH=$PATH:/app/bin\n",
      },
      {
        title: "The argument is declared below.",
        files: { Dockerfile: "FROM debian:13\nCOPY $DIST /app\nARG DIST=dist\n" },
        underline: "$DIST",
      },
      {
        title: "The base image is unknown, but the name resembles a declared one.",
        files: { Dockerfile: "FROM corp/base:4\nARG VERSION=1\nLABEL version=${VERISON}\n" },
        underline: "${VERISON}",
        fixed: "FROM corp/base:4\nARG VERSION=1\nLABEL version=${VERSION}\n",
      },
    ],
    valid: [
      {
        title: "The image may set the variable.",
        files: { Dockerfile: "FROM nvidia/cuda:12.4.1-base-ubuntu22.04\nENV LD_LIBRARY_PATH=/x:$LD_LIBRARY_PATH\n" },
      },
      {
        title: "A value that may be missing.",
        files: { Dockerfile: "FROM alpine:3.22\nENV LD_LIBRARY_PATH=/x${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}\n" },
      },
      { title: "The shell has variables of its own.", files: { Dockerfile: "FROM alpine:3.22\nRUN echo $HOSTNAME\n" } },
      {
        title: "The stage below sets it.",
        files: { Dockerfile: "FROM alpine:3.22 AS base\nENV APP=/app\nFROM base\nWORKDIR $APP\n" },
      },
    ],
  },
  check: {
    instruction({ instruction, stage }, { project, edit, report }) {
      const undeclared = undeclaredIn(instruction, stage);
      if (undeclared.length === 0 || isTemplate(project.root)) return;
      const names = ["PATH", ...stage.stateAt(instruction).names()];
      const setsNothing = startsWithoutVariables(project, stage);
      // Within a value for a missing variable, the variable is not used without being set.
      const covered = instruction
        .parts()
        .references.filter(hasDefault)
        .map(({ name }) => name);
      for (const reference of undeclared) {
        const { name, at } = reference;
        if (hasDefault(reference) || covered.includes(name)) continue;
        const meant = closest(name, names, name.length < 6 ? 1 : 2);
        const isSlip = meant !== undefined && name.length > 2 && Math.abs(meant.length - name.length) < 2;
        if (!setsNothing && !isSlip) continue;
        const text = project.root.source.slice(at.range);
        report({
          at,
          message: `Nothing sets "${name}", so it is empty here. ${isSlip ? `Did you mean ${meant}?` : "Declare it with ARG or ENV above."}`,
          fixes: isSlip
            ? [
                {
                  title: `Change to ${meant}`,
                  kind: "behaviour",
                  preferred: true,
                  edits: () => [edit.replaceText(at, text.replace(name, meant))],
                },
              ]
            : [],
        });
      }
    },
  },
});
