import { defineRule, prose } from "../../rule.ts";

export default defineRule({
  id: "unreadable-file",
  category: "directives",
  since: "0.1.0",
  severity: "info",
  profile: "essential",
  summary: "File is too large or too deeply nested to be analysed, or leads to too many others",
  why: prose(
    "Files over 1 MB, lines over 256 KB, and nesting or aliases beyond any sensible file are left alone, so that the editor stays quick.",
    "So is what a file leads to beyond 200 other files, 8 MB of them, or eight steps from one to the next.",
    "Nothing is said about what was left out.",
  ),
  instead: "Exclude the file in the configuration, or split it.",
  exceptions: "Syntax errors are for the tools that own the format; here a broken file is read as far as it goes.",
  sources: ["https://microsoft.github.io/language-server-protocol/"],
  examples: {
    invalid: [],
    valid: [
      { title: "A broken line is no reason to speak up.", files: { Dockerfile: "FROM debian:12\nRUN echo 'open\n" } },
    ],
  },
  check: {
    problem({ kind, at, message }, { report }) {
      if (kind !== "syntax" && kind !== "configuration") report({ at, message });
    },
  },
});
