import { repairedArray } from "../../../model/text/repairedArray.ts";
import { defineRule, prose } from "../../../rule.ts";

export default defineRule({
  id: "broken-json-form",
  category: "dockerfile/syntax",
  since: "0.1.0",
  severity: "error",
  profile: "essential",
  aliases: ["JSON_IN_SINGLE_QUOTES", "SHELL_JSON_FORM", "S7030", "tally/invalid-json-form"],
  fix: "behaviour",
  summary: "List in brackets is not valid JSON, so it counts as text for the shell",
  why: prose(
    "The exec form is a JSON array: strings in double quotes, with commas between them and none after the last. BuildKit takes anything else for the shell form, without a word, and the shell looks for a program named `[node,`. `SHELL` has no such form, so the build fails there.",
  ),
  instead: 'Write valid JSON: `CMD ["node", "app.js"]`.',
  exceptions: prose(
    "Ignored for tests of a shell (`[ -f x ]`, `[[ … ]]`) and if no simple repair gives a list. A list with something else than strings is an error of its own.",
  ),
  errors: ["/bin/sh: 1: [node,: not found", "[bash,: not found", "SHELL requires the arguments to be in JSON form"],
  sources: [
    "https://docs.docker.com/reference/dockerfile/#exec-form",
    "https://docs.docker.com/reference/dockerfile/#shell",
  ],
  examples: {
    invalid: [
      {
        title: "Single quotes are not JSON.",
        files: { Dockerfile: "FROM node:24\nCMD ['node', 'app.js']\n" },
        underline: "['node', 'app.js']",
        severity: "warning",
        fixed: 'FROM node:24\nCMD ["node", "app.js"]\n',
      },
      {
        title: "A comma after the last string.",
        files: { Dockerfile: 'FROM debian:13\nRUN ["make", "install",]\n' },
        underline: '["make", "install",]',
        severity: "warning",
        fixed: 'FROM debian:13\nRUN ["make", "install"]\n',
      },
      {
        title: "SHELL has a JSON form only.",
        files: { Dockerfile: "FROM debian:13\nSHELL [/bin/bash, -c]\n" },
        underline: "[/bin/bash, -c]",
        fixed: 'FROM debian:13\nSHELL ["/bin/bash", "-c"]\n',
      },
    ],
    valid: [
      { title: "A test of the shell.", files: { Dockerfile: "FROM debian:13\nRUN [ -d /x ] || mkdir /x\n" } },
      { title: "A test that is alone.", files: { Dockerfile: 'FROM debian:13\nRUN [ "$A" = "b" ]\n' } },
      { title: "Valid JSON.", files: { Dockerfile: 'FROM debian:13\nCMD [ "node" , "it\'s.js" ]\n' } },
      {
        title: "An expression of PowerShell.",
        files: {
          Dockerfile:
            'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nSHELL ["powershell"]\nRUN [Net.ServicePointManager]::SecurityProtocol\n',
        },
      },
    ],
  },
  instructions: ["RUN", "CMD", "ENTRYPOINT", "HEALTHCHECK", "SHELL", "COPY", "ADD", "VOLUME"],
  check: {
    instruction({ instruction }, { edit, report }) {
      const { text, form } = instruction.parts();
      const { argumentsAt: at, keyword } = instruction;
      const list = keyword === "HEALTHCHECK" ? /^CMD\s+(\S.*)$/is.exec(text)?.[1] : text;
      if (form !== "shell" || !at || list?.startsWith("[") !== true) return;
      const values = repairedArray(list);
      if (!values) return;

      const written = `${keyword === "HEALTHCHECK" ? "CMD " : ""}[${values.map((value) => JSON.stringify(value)).join(", ")}]`;
      report({
        at,
        severity: keyword === "SHELL" ? "error" : "warning",
        message:
          keyword === "SHELL"
            ? `This list is not valid JSON, so the build fails. Write ${written}.`
            : `This list is not valid JSON, so the shell gets it as text. Write ${written}.`,
        fixes: [
          {
            title: `Change to ${written}`,
            kind: "behaviour",
            preferred: true,
            edits: () => [list.includes("$") ? undefined : edit.replaceText(at, written)],
          },
        ],
      });
    },
  },
});
