import { mainProcessOf } from "../../facts/process/mainProcess.ts";
import type { CopiedFile } from "../../facts/process/entrypointScript.ts";
import type { Word } from "../../model/command.ts";
import type { Stage } from "../../model/stage.ts";
import { baseImageOf } from "../../facts/baseImage.ts";
import { defineRule, prose, type FixOffer, type RuleContext } from "../../rule.ts";

const conversion = /dos2unix|fromdos|\\r|\\x0d|\\015|\^M|\r|(?:ff|fileformat)=unix/i;

export default defineRule({
  id: "entrypoint-line-endings",
  category: "userland",
  since: "0.1.0",
  severity: "error",
  profile: "essential",
  fix: "behaviour",
  summary: "The script that starts the container has Windows line endings or a byte order mark",
  why: prose(
    "The kernel reads the first line of a script to find its interpreter. With a carriage return at its end it looks for `/bin/sh\\r`, which does not exist, and says that the *script* was not found. With a byte order mark before `#!` it sees no interpreter at all.",
    "",
    "Git for Windows writes such endings on checkout unless `.gitattributes` forbids it, so the same repository works for one person and fails for the next.",
  ),
  instead:
    "Save the script with LF endings and without a byte order mark, and add `*.sh text eol=lf` to `.gitattributes` so that it stays so.",
  exceptions:
    "Silent where the build converts the script (`dos2unix`, `sed` on carriage returns) or writes it anew, on Windows images, and where no `COPY` of the stage surely brings the script.",
  errors: [
    "exec /docker-entrypoint.sh: no such file or directory",
    "/bin/bash^M: bad interpreter: No such file or directory",
    "exec format error",
    "standard_init_linux.go: exec user process caused: no such file or directory",
  ],
  topic: "line-endings",
  sources: ["https://git-scm.com/docs/gitattributes#_eol", "https://man7.org/linux/man-pages/man2/execve.2.html"],
  examples: {
    invalid: [
      {
        files: {
          Dockerfile: `
            FROM debian:12
            COPY docker-entrypoint.sh /usr/local/bin/
            ENTRYPOINT ["/usr/local/bin/docker-entrypoint.sh"]
          `,
          "docker-entrypoint.sh": '#!/bin/sh\r\nexec "$@"\r\n',
        },
        underline: '"/usr/local/bin/docker-entrypoint.sh"',
        fixed: `
          FROM debian:12
          COPY docker-entrypoint.sh /usr/local/bin/
          RUN sed -i 's/\\r$//' /usr/local/bin/docker-entrypoint.sh
          ENTRYPOINT ["/usr/local/bin/docker-entrypoint.sh"]
        `,
      },
    ],
    valid: [
      {
        title: "The build converts it.",
        files: {
          Dockerfile: `
            FROM debian:12
            COPY docker-entrypoint.sh /usr/local/bin/
            RUN sed -i 's/\\r$//' /usr/local/bin/docker-entrypoint.sh
            ENTRYPOINT ["/usr/local/bin/docker-entrypoint.sh"]
          `,
          "docker-entrypoint.sh": '#!/bin/sh\r\nexec "$@"\r\n',
        },
      },
    ],
  },
  check: {
    stage(stage, context) {
      const { project, report } = context;
      const process = stage.isFinal ? mainProcessOf(project, stage) : undefined;
      const program = process?.commands[0]?.words[0];
      const { script } = process ?? {};
      if (!program || script?.state.state !== "read" || convertsEndings(stage)) return;
      if (baseImageOf(project, stage)?.os === "windows") return;

      const { bom, firstLineEnd, text } = script.state;
      const isScript = text.startsWith("#!");
      if (!isScript || (!bom && firstLineEnd !== "crlf")) return;

      const name = script.uri.slice(script.uri.lastIndexOf("/") + 1);
      const fault = bom ? "a byte order mark before its first line" : "Windows line endings";
      report({
        at: program.at,
        message: `${name} has ${fault}, so the kernel finds no interpreter and the container does not start.`,
        related: [{ at: script.copy.instruction.at, message: "Copied here." }],
        fixes: converting(stage, program, script, bom, context),
      });
    },
  },
});

/** Whatever the tool is: `dos2unix`, `sed`, `tr`, `perl`, `vim`; carriage returns are named only to be taken away. */
function convertsEndings(stage: Stage): boolean {
  const converts = stage.commands.some(({ words }) => words.some(({ text }) => conversion.test(text)));
  return converts || (stage.parent !== undefined && convertsEndings(stage.parent));
}

/** The editor cannot change the endings of a closed file; the build can, where there is a sed and the right to write. */
function converting(
  stage: Stage,
  program: Word,
  { copy }: CopiedFile,
  bom: boolean,
  { project, edit }: RuleContext,
): readonly FixOffer[] {
  const shells = baseImageOf(project, stage)?.shells;
  if (
    !shells?.includes("sh") ||
    !stage.copies.includes(copy) ||
    stage.user.state !== "unset" ||
    bom ||
    !program.value?.startsWith("/")
  )
    return [];
  return [
    {
      title: "Convert the line endings in the build",
      kind: "behaviour",
      edits: () => [edit.addInstruction(stage, `RUN sed -i 's/\\r$//' ${program.value ?? ""}`, copy.instruction)],
    },
  ];
}
