import assert from "node:assert/strict";
import {
  createDockerfileEditor,
  type DockerfileEditor,
} from "../../../../server/src/engine/formats/dockerfile/edit.ts";
import type { Dockerfile } from "../../../../server/src/engine/model/document.ts";
import type { FileEdit } from "../../../../server/src/engine/model/editor.ts";
import type { Place } from "../../../../server/src/engine/model/place.ts";
import type { Stage } from "../../../../server/src/engine/model/stage.ts";
import { applied } from "./applied.ts";
import { read } from "./reading.ts";

type Work = (editor: DockerfileEditor, stage: Stage, document: Dockerfile) => FileEdit | undefined;

/** The text after the edit of its last stage; undefined when the editor declines. */
function after(text: string, work: Work): string | undefined {
  const document = read(text);
  const stage = document.stages.at(-1);
  assert.ok(stage);
  const edit = work(createDockerfileEditor(document), stage, document);
  return edit && applied(document.source, edit);
}

/** The instruction of the last stage with this keyword. */
function instruction(stage: Stage, keyword: string): Place {
  const found = stage.instructions.find((one) => one.keyword === keyword);
  assert.ok(found);
  return found.at;
}

/** The command of the last stage that begins with this word. */
function command(stage: Stage, name: string): Place {
  const found = stage.commands.find(({ words }) => words[0]?.value === name);
  assert.ok(found);
  return found.at;
}

describe("Replacing a value in a Dockerfile", () => {
  const rows: readonly (readonly [title: string, text: string, work: Work, expected: string | undefined])[] = [
    [
      "an image",
      "FROM node:18 AS b # x\n",
      (edit, stage) => edit.replaceValue(stage.image, "node:22"),
      "FROM node:22 AS b # x\n",
    ],
    [
      "an image in quotes",
      'FROM "node:18"\n',
      (edit, stage) => edit.replaceValue(stage.image, "node:22"),
      'FROM "node:22"\n',
    ],
    [
      "a user",
      "FROM a\nUSER root\r\nRUN b\n",
      (edit, stage) => edit.replaceValue(stage.user, "app"),
      "FROM a\nUSER app\r\nRUN b\n",
    ],
    [
      "a platform",
      "FROM --platform=linux/amd64 a\n",
      (edit, stage) => edit.replaceValue(stage.platform, "linux/arm64"),
      "FROM --platform=linux/arm64 a\n",
    ],
    [
      "a variable",
      "FROM a\nENV A=1 B=2\n",
      (edit, stage) => edit.replaceValue(stage.env.get("A") ?? stage.user, "x y"),
      'FROM a\nENV A="x y" B=2\n',
    ],
    [
      "a quoted variable",
      'FROM a\nENV A="1"\n',
      (edit, stage) => edit.replaceValue(stage.env.get("A") ?? stage.user, 'say "x"'),
      'FROM a\nENV A="say \\"x\\""\n',
    ],
    [
      "a whole command line",
      "FROM a\nCMD nginx -g x\n",
      (edit, stage) => edit.replaceValue(stage.cmd, '["nginx"]'),
      'FROM a\nCMD ["nginx"]\n',
    ],
    [
      "nothing where a quote would be needed",
      "FROM a\n",
      (edit, stage) => edit.replaceValue(stage.image, "a b"),
      undefined,
    ],
    ["nothing where nothing is said", "FROM a\n", (edit, stage) => edit.replaceValue(stage.user, "app"), undefined],
    [
      "no name of an argument",
      "FROM a\nARG A\n",
      (edit, stage) => edit.replaceValue(stage.args.get("A") ?? stage.user, "1"),
      undefined,
    ],
    [
      "nothing that would begin a line",
      "FROM a\nUSER b\n",
      (edit, stage) => edit.replaceValue(stage.user, "c\nUSER d"),
      undefined,
    ],
    [
      "nothing that would join with the next line",
      "FROM a\nUSER b\nRUN c\n",
      (edit, stage) => edit.replaceText(stage.user.at, "c \\"),
      undefined,
    ],
    [
      "one item of an array",
      'FROM a\nVOLUME ["/a", "/b"]\n',
      (edit, stage) => edit.replaceValue(stage.volumes[1] ?? stage.user, '/c"'),
      'FROM a\nVOLUME ["/a", "/c\\""]\n',
    ],
  ];
  for (const [title, text, work, expected] of rows) it(title, () => assert.equal(after(text, work), expected));
});

describe("Removing from a Dockerfile", () => {
  const chain =
    "FROM a\nRUN apt-get update \\\n    # why\n    && apt-get install -y b \\\n    && systemctl enable c \\\n    && rm -rf /x\nUSER d\n";
  const rows: readonly (readonly [title: string, text: string, work: Work, expected: string | undefined])[] = [
    [
      "a whole instruction",
      "FROM a\nRUN b \\\n  # x\n  c\nUSER d\n",
      (edit, stage) => edit.remove([instruction(stage, "RUN")]),
      "FROM a\nUSER d\n",
    ],
    [
      "one of two blank lines with it",
      "FROM a\n\nRUN b\n\nUSER d\n",
      (edit, stage) => edit.remove([instruction(stage, "RUN")]),
      "FROM a\n\nUSER d\n",
    ],
    [
      "the last line of a file without final newline",
      "FROM a\r\nRUN b",
      (edit, stage) => edit.remove([instruction(stage, "RUN")]),
      "FROM a",
    ],
    ["no FROM", "FROM a\nRUN b\n", (edit, stage) => edit.remove([stage.from]), undefined],
    [
      "a here-document with its body",
      "FROM a\nRUN <<EOF\nx\nEOF\nUSER d\n",
      (edit, stage) => edit.remove([instruction(stage, "RUN")]),
      "FROM a\nUSER d\n",
    ],
    [
      "several instructions",
      "FROM a\nUSER b\nRUN c\nEXPOSE 80\n",
      (edit, stage) => edit.remove([instruction(stage, "USER"), instruction(stage, "EXPOSE")]),
      "FROM a\nRUN c\n",
    ],
    [
      "one variable of three",
      "FROM a\nENV A=1 \\\n    B=2 \\\n    C=3\n",
      (edit, stage) => edit.remove([entry(stage, "B")]),
      "FROM a\nENV A=1 \\\n    C=3\n",
    ],
    [
      "the last two variables",
      "FROM a\nENV A=1 \\\n    B=2 \\\n    C=3\n",
      (edit, stage) => edit.remove([entry(stage, "B"), entry(stage, "C")]),
      "FROM a\nENV A=1\n",
    ],
    [
      "all variables, and the instruction with them",
      "FROM a\nENV A=1 B=2\nUSER x\n",
      (edit, stage) => edit.remove([entry(stage, "A"), entry(stage, "B")]),
      "FROM a\nUSER x\n",
    ],
    [
      "a flag",
      "FROM --platform=linux/amd64 a\n",
      (edit, stage) => edit.remove([stage.instructions[0]?.flags[0]?.at ?? stage.at]),
      "FROM a\n",
    ],
    [
      "a flag on a line of its own",
      "FROM a\nRUN --mount=type=cache,target=/a \\\n    --network=host \\\n    make\n",
      (edit, stage) => edit.remove([stage.instructions[1]?.flags[1]?.at ?? stage.at]),
      "FROM a\nRUN --mount=type=cache,target=/a \\\n    make\n",
    ],
    [
      "a port",
      "FROM a\nEXPOSE 22 80\n",
      (edit, stage) => edit.remove([stage.exposes[0]?.at ?? stage.at]),
      "FROM a\nEXPOSE 80\n",
    ],
    [
      "the only port",
      "FROM a\nEXPOSE 22\n",
      (edit, stage) => edit.remove([stage.exposes[0]?.entry ?? stage.at]),
      "FROM a\n",
    ],
    [
      "an item of an array",
      'FROM a\nVOLUME ["/a", "/b"]\n',
      (edit, stage) => edit.remove([stage.volumes[1]?.at ?? stage.at]),
      'FROM a\nVOLUME ["/a"]\n',
    ],
    [
      "a command in the middle of a chain",
      chain,
      (edit, stage) => edit.remove([command(stage, "systemctl")]),
      chain.replace("    && systemctl enable c \\\n", ""),
    ],
    [
      "the last command of a chain",
      chain,
      (edit, stage) => edit.remove([command(stage, "rm")]),
      chain.replace(" \\\n    && rm -rf /x", ""),
    ],
    [
      "two commands that follow each other",
      chain,
      (edit, stage) => edit.remove([command(stage, "systemctl"), command(stage, "rm")]),
      chain.replace(" \\\n    && systemctl enable c \\\n    && rm -rf /x", ""),
    ],
    [
      "no command whose comment would go with it",
      chain,
      (edit, stage) => edit.remove([stage.commands[0]?.at ?? stage.at]),
      undefined,
    ],
    [
      "the first command",
      "FROM a\nRUN b && c\n",
      (edit, stage) => edit.remove([command(stage, "b")]),
      "FROM a\nRUN c\n",
    ],
    [
      "a command behind a trailing operator",
      "FROM a\nRUN b && \\\n    c && \\\n    d\n",
      (edit, stage) => edit.remove([command(stage, "c")]),
      "FROM a\nRUN b && \\\n    d\n",
    ],
    [
      "a command between semicolons",
      "FROM a\nRUN set -eux; \\\n\tb; \\\n\tc\n",
      (edit, stage) => edit.remove([command(stage, "b")]),
      "FROM a\nRUN set -eux; \\\n\tc\n",
    ],
    [
      "the only command, and the instruction with it",
      "FROM a\nRUN b\nUSER c\n",
      (edit, stage) => edit.remove([command(stage, "b")]),
      "FROM a\nUSER c\n",
    ],
    [
      "no command whose failure matters",
      "FROM a\nRUN b || c\n",
      (edit, stage) => edit.remove([command(stage, "b")]),
      undefined,
    ],
    [
      "no part of a pipeline",
      "FROM a\nRUN b | c && d\n",
      (edit, stage) => edit.remove([command(stage, "b")]),
      undefined,
    ],
    [
      "no command of a condition",
      "FROM a\nRUN if b; then c; fi\n",
      (edit, stage) => edit.remove([command(stage, "c")]),
      undefined,
    ],
    [
      "a source of a copy",
      "FROM a\nCOPY b c d/\n",
      (edit, stage) => edit.remove([stage.copies[0]?.sources[1]?.entry ?? stage.at]),
      "FROM a\nCOPY b d/\n",
    ],
    [
      "not all sources of a copy",
      "FROM a\nCOPY b c d/\n",
      (edit, stage) => edit.remove((stage.copies[0]?.sources ?? []).map((source) => source.entry)),
      undefined,
    ],
    [
      "no destination",
      "FROM a\nCOPY b c\n",
      (edit, stage) => edit.remove([stage.copies[0]?.destination.at ?? stage.at]),
      undefined,
    ],
  ];
  for (const [title, text, work, expected] of rows) it(title, () => assert.equal(after(text, work), expected));
});

function entry(stage: Stage, name: string): Place {
  const item = stage.env.get(name);
  assert.ok(item);
  return item.entry;
}

describe("Changing the instructions of a Dockerfile", () => {
  const rows: readonly (readonly [title: string, text: string, work: Work, expected: string | undefined])[] = [
    [
      "comments an instruction out with all its lines",
      "FROM a\nRUN b \\\n  # x\n\n  c\nUSER d\n",
      (edit, stage) => edit.commentOut([instruction(stage, "RUN")]),
      "FROM a\n# RUN b \\\n  # x\n\n  # c\nUSER d\n",
    ],
    [
      "comments a command of a chain out",
      "FROM a\nRUN b \\\n  && c \\\n  && d\n",
      (edit, stage) => edit.commentOut([command(stage, "c")]),
      "FROM a\nRUN b \\\n  # && c \\\n  && d\n",
    ],
    [
      "comments a command before its operator out",
      "FROM a\nRUN b && \\\n  c && \\\n  d\n",
      (edit, stage) => edit.commentOut([command(stage, "c")]),
      "FROM a\nRUN b && \\\n  # c && \\\n  d\n",
    ],
    [
      "leaves the last command of a chain",
      "FROM a\nRUN b \\\n  && c\n",
      (edit, stage) => edit.commentOut([command(stage, "c")]),
      undefined,
    ],
    [
      "leaves a command that shares its line",
      "FROM a\nRUN b && c && d\n",
      (edit, stage) => edit.commentOut([command(stage, "c")]),
      undefined,
    ],
    ["leaves FROM", "FROM a\nRUN b\n", (edit, stage) => edit.commentOut([stage.from]), undefined],
    [
      "adds an instruction at the end of a stage",
      "FROM a\nRUN b\n\n# end\n",
      (edit, stage) => edit.addInstruction(stage, "USER app"),
      "FROM a\nRUN b\nUSER app\n\n# end\n",
    ],
    [
      "adds an instruction behind another one",
      "FROM a\r\nRUN b\r\n",
      (edit, stage) => edit.addInstruction(stage, "RUN c\nRUN d", stage.instructions[0]),
      "FROM a\r\nRUN c\r\nRUN d\r\nRUN b\r\n",
    ],
    [
      "adds an instruction where the file has no final newline",
      "FROM a",
      (edit, stage) => edit.addInstruction(stage, "USER app"),
      "FROM a\nUSER app",
    ],
    [
      "adds nothing behind a line that goes on",
      "FROM a\nRUN b \\\n",
      (edit, stage) => edit.addInstruction(stage, "USER app"),
      undefined,
    ],
    [
      "adds nothing that would swallow what follows",
      "FROM a\nRUN b\nUSER c\n",
      (edit, stage) => edit.addInstruction(stage, "RUN x \\", stage.instructions[1]),
      undefined,
    ],
    [
      "replaces words of a command",
      "FROM a\nRUN b x \\\n  y && c\n",
      (edit, stage) => words(edit, stage, 1, 2, "z"),
      "FROM a\nRUN b z && c\n",
    ],
    [
      "keeps comments between words",
      "FROM a\nRUN b x \\\n  # why\n  y\n",
      (edit, stage) => words(edit, stage, 1, 2, "z"),
      undefined,
    ],
    [
      "replaces items of an array",
      'FROM a\nRUN ["b", "x", "y"]\n',
      (edit, stage) => words(edit, stage, 0, 1, "exec c"),
      'FROM a\nRUN ["exec", "c", "y"]\n',
    ],
    [
      "invents no shell for an array",
      'FROM a\nRUN ["b", "x"]\n',
      (edit, stage) => words(edit, stage, 0, 1, "b && c"),
      undefined,
    ],
    [
      "replaces words within an item of an array",
      'FROM a\nRUN ["sh", "-c", "b x"]\n',
      (edit, stage) => words(edit, stage, 0, 1, "c"),
      'FROM a\nRUN ["sh", "-c", "c"]\n',
    ],
  ];
  for (const [title, text, work, expected] of rows) it(title, () => assert.equal(after(text, work), expected));
});

/** Replaces the words of the first command from one to another. */
function words(
  editor: DockerfileEditor,
  stage: Stage,
  first: number,
  last: number,
  text: string,
): FileEdit | undefined {
  const all = stage.commands[0]?.words ?? [];
  const from = all[first];
  const to = all[last];
  assert.ok(from && to);
  return editor.replaceWords(from.at, to.at, text);
}
