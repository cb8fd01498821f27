import { outOfScopeIn } from "../../../facts/dockerfile/outOfScope.ts";
import { defineRule, prose } from "../../../rule.ts";

const level = { severity: "warning", profile: "essential" } as const;

export default defineRule({
  id: "arg-out-of-scope",
  category: "dockerfile/variables",
  since: "0.1.0",
  branches: {
    instruction: { ...level, aliases: ["S6579", "UndefinedVar"] },
    shell: { ...level, aliases: ["S6579", "SC2154"] },
  },
  fix: "behaviour",
  summary: "Stage uses an `ARG` that is declared before the first `FROM` or in another stage",
  why: prose(
    "An `ARG` before the first `FROM` is there for `FROM` alone, and one of a stage ends with the stage. Elsewhere the variable is empty: a `RUN` installs another version than meant, or a path loses a folder, and nothing fails.",
  ),
  instead: "Repeat `ARG NAME` after `FROM`, without a value: it takes the one from above.",
  exceptions: prose(
    "Ignored if a stage below declares the variable, if the script assigns it or reads a file that may, for `${NAME:-default}`, in single quotes, and for names that many base images set (`…_VERSION`, `…_HOME`, `LANG` …) unless the image is known to set none.",
  ),
  sources: [
    "https://docs.docker.com/reference/dockerfile/#understand-how-arg-and-from-interact",
    "https://docs.docker.com/build/building/variables/#scoping",
  ],
  examples: {
    invalid: [
      {
        title: "apk installs no certain version, because the variable is empty.",
        branch: "shell",
        files: { Dockerfile: "ARG NGINX=1.28\nFROM alpine:3.22\nRUN apk add --no-cache nginx=~$NGINX\n" },
        underline: "nginx=~$NGINX",
        fixed: "ARG NGINX=1.28\nFROM alpine:3.22\nARG NGINX\nRUN apk add --no-cache nginx=~$NGINX\n",
      },
      {
        title: "The stage for running does not see the arguments of the one for building.",
        branch: "instruction",
        files: {
          Dockerfile: `
            FROM golang:1.25 AS build
            ARG APP_NAME=orders
            RUN go build -o /out/$APP_NAME ./...
            FROM debian:13-slim
            COPY --from=build /out/$APP_NAME /usr/local/bin/
          `,
        },
        underline: "$APP_NAME",
      },
    ],
    valid: [
      {
        title: "The stage declares it again.",
        files: { Dockerfile: "ARG TAG=1.28\nFROM alpine:3.22\nARG TAG\nRUN echo $TAG\n" },
      },
      {
        title: "It starts from a stage that declares it.",
        files: { Dockerfile: "FROM alpine:3.22 AS base\nARG TAG=1\nFROM base\nRUN echo $TAG\n" },
      },
      {
        title: "The script assigns the variable.",
        files: { Dockerfile: 'ARG TAG=1.28\nFROM alpine:3.22\nRUN TAG="$(cat /tag)" && echo "$TAG"\n' },
      },
      {
        title: "The base image sets the variable of this name.",
        files: { Dockerfile: "ARG PYTHON_VERSION=3.13\nFROM python:${PYTHON_VERSION}\nRUN echo $PYTHON_VERSION\n" },
      },
    ],
  },
  check: {
    stage(stage, { project, edit, report }) {
      for (const { name, at, inShell, declaredAt, isGlobal } of outOfScopeIn(project, stage)) {
        const from = stage.instructions.find(({ keyword }) => keyword === "FROM");
        report({
          branch: inShell ? "shell" : "instruction",
          at,
          message: isGlobal
            ? `"${name}" is declared before the first FROM only, so it is empty in this stage. Add "ARG ${name}" after FROM.`
            : `"${name}" is an argument of another stage, so it is empty here. Declare it in this stage too.`,
          related: [{ at: declaredAt, message: "The declaration." }],
          fixes: isGlobal
            ? [
                {
                  title: `Add "ARG ${name}" after FROM`,
                  kind: "behaviour",
                  preferred: true,
                  edits: () => [from && edit.addInstruction(stage, `ARG ${name}`, from)],
                },
              ]
            : [],
        });
      }
    },
  },
});
