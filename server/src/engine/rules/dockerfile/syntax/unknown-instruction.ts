import { defineRule, prose } from "../../../rule.ts";

export default defineRule({
  id: "unknown-instruction",
  category: "dockerfile/syntax",
  since: "0.1.0",
  severity: "error",
  profile: "essential",
  fix: "behaviour",
  summary: "Line begins with a word that is not a Dockerfile instruction",
  why: prose(
    "BuildKit parses the whole file before it builds anything, and stops at the first unknown instruction.",
    "Usually the word is misspelt, or the line above lacks the continuation character.",
  ),
  instead: "Correct the word, or end the line above with the continuation character.",
  exceptions: prose(
    "Nothing is reported if `# syntax=` names a frontend other than `docker/dockerfile`, for `INCLUDE`, and for words that look like template syntax.",
    "Several unknown lines in a row are reported once, unless they look like misspelt instructions.",
  ),
  errors: ["unknown instruction:", "dockerfile parse error on line", "failed to solve: dockerfile parse error"],
  sources: [
    "https://docs.docker.com/reference/dockerfile/",
    "https://github.com/moby/buildkit/blob/master/frontend/dockerfile/instructions/parse.go",
  ],
  examples: {
    invalid: [
      {
        title: "A misspelt instruction.",
        files: { Dockerfile: "FORM debian:12\nRUN apt-get update\n" },
        underline: "FORM",
        fixed: "FROM debian:12\nRUN apt-get update\n",
      },
      {
        title: "The line above ends without a backslash.",
        files: {
          Dockerfile: `
            FROM debian:12
            RUN apt-get update
              && apt-get install -y git \\
              && rm -rf /var/lib/apt/lists/*
          `,
        },
        underline: "&&",
        fixed: `
          FROM debian:12
          RUN apt-get update \\
            && apt-get install -y git \\
            && rm -rf /var/lib/apt/lists/*
        `,
      },
      {
        title: "The space after the keyword is missing.",
        files: { Dockerfile: 'FROM nginx:1.29\nCMD["nginx", "-g", "daemon off;"]\n' },
        underline: 'CMD["nginx",',
        fixed: 'FROM nginx:1.29\nCMD ["nginx", "-g", "daemon off;"]\n',
      },
    ],
    valid: [
      {
        title: "Keywords may be written in any case.",
        files: { Dockerfile: "from debian:12\nrun apt-get update\n" },
      },
      {
        title: "The text of a here-document contains no instructions.",
        files: { Dockerfile: "FROM debian:12\nRUN <<EOF\napt-get update\nEOF\n" },
      },
      {
        title: "Another frontend has instructions of its own.",
        files: { Dockerfile: "# syntax=devthefuture/dockerfile-x\nFROM debian:12\nINCLUDE ./base\nINSTALL git\n" },
      },
    ],
  },
  check: {
    problem({ kind, at, message, suggestion }, { edit, report }) {
      if (kind !== "unknown-instruction") return;

      report({
        at,
        message,
        fixes: suggestion
          ? [
              {
                title: suggestion.title ?? `Change to ${suggestion.text}`,
                kind: "behaviour",
                preferred: true,
                edits: () => [edit.replaceText({ uri: at.uri, range: suggestion.range }, suggestion.text)],
              },
            ]
          : [],
      });
    },
  },
});
