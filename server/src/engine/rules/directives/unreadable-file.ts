import { defineRule, prose } from "../../rule.ts";

const limits: ReadonlySet<string> = new Set([
  "too-large",
  "line-too-long",
  "too-deep",
  "too-many-aliases",
  "too-many-files",
]);

export default defineRule({
  id: "unreadable-file",
  category: "directives",
  since: "0.1.0",
  severity: "info",
  profile: "essential",
  summary: "File is too large or too deeply nested to be analysed, or refers to too many others",
  why: prose(
    "Files over 1 MB, lines over 256 KB, and files with too many levels or aliases are skipped, so that the editor stays responsive.",
    "Of the files that a file refers to, at most 200, 8 MB and eight steps are read.",
    "Nothing is reported about the rest.",
  ),
  instead: "Exclude the file in the configuration, or split it.",
  exceptions:
    "Broken syntax is reported by `syntax-error` and `unknown-instruction`, and the rest of the file is analysed.",
  sources: ["https://microsoft.github.io/language-server-protocol/"],
  examples: {
    invalid: [],
    valid: [
      { title: "A shell command with an open quote.", files: { Dockerfile: "FROM debian:12\nRUN echo 'open\n" } },
    ],
  },
  check: {
    problem({ kind, at, message }, { report }) {
      if (limits.has(kind)) report({ at, message });
    },
  },
});
