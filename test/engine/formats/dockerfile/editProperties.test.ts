import assert from "node:assert/strict";
import fc from "fast-check";
import type { Range } from "vscode-languageserver-types";
import {
  createDockerfileEditor,
  type DockerfileEditor,
} from "../../../../server/src/engine/formats/dockerfile/edit.ts";
import type { Dockerfile } from "../../../../server/src/engine/model/document.ts";
import type { FileEdit } from "../../../../server/src/engine/model/editor.ts";
import type { Stage } from "../../../../server/src/engine/model/stage.ts";
import { applied } from "./applied.ts";
import { at, instructionsOf, read } from "./reading.ts";
import { samples } from "./samples.ts";

/** Every edit of a document that the number picks. */
function edits(document: Dockerfile, pick: number, text: string): readonly FileEdit[] {
  const editor = createDockerfileEditor(document);
  const stage = document.stages[pick % document.stages.length];
  assert.ok(stage);
  const instruction = stage.instructions[pick % stage.instructions.length];
  const command = stage.commands[pick % Math.max(1, stage.commands.length)];
  return [
    ...editsOfFacts(editor, stage, pick, text),
    instruction && editor.remove([instruction.at]),
    instruction && editor.commentOut([instruction.at]),
    editor.addInstruction(stage, `USER ${text}`, instruction),
    command && editor.remove([command.at]),
    command && editor.commentOut([command.at]),
    command?.words[0] && editor.replaceWords(command.words[0].at, command.words[0].at, text),
  ].filter((edit) => edit !== undefined);
}

function editsOfFacts(
  editor: DockerfileEditor,
  stage: Stage,
  pick: number,
  text: string,
): readonly (FileEdit | undefined)[] {
  const facts = [stage.image, stage.user, stage.workdir, stage.platform]
    .concat([...stage.env.values()])
    .concat(stage.exposes, stage.volumes);
  const fact = facts[pick % facts.length];
  const flags = stage.instructions.flatMap((instruction) => instruction.flags);
  const flag = flags[pick % Math.max(1, flags.length)];
  return [
    fact && editor.replaceValue(fact, text),
    fact && fact.state !== "unset" ? editor.remove([fact.entry]) : undefined,
    flag && editor.remove([flag.at]),
  ];
}

const cases = fc.record({
  text: fc.constantFrom(...samples.flatMap((sample) => [sample, sample.replaceAll(/\r?\n/g, "\r\n")])),
  pick: fc.nat(200),
  written: fc.constantFrom("x", "a b", 'say "x"', "it's", "C:\\a", "$A", "x \\", "`", "#", "<<EOF"),
});

describe("Any edit of a Dockerfile", () => {
  it("leaves all other instructions and every comment as they were", () => {
    let made = 0;
    fc.assert(
      fc.property(cases, ({ text, pick, written }) => {
        const document = read(text);
        for (const edit of edits(document, pick, written)) {
          made += 1;
          const result = read(applied(document.source, edit));
          assert.equal(result.escape, document.escape);
          assert.deepEqual(result.problems, []);

          const after = new Set(instructionsOf(result).map((instruction) => at(result, instruction.at)));
          const changed = instructionsOf(document).filter((instruction) => !after.has(at(document, instruction.at)));
          assert.ok(changed.length <= 1);
          for (const { range } of document.comments) {
            // A removed instruction takes the comments inside of it along.
            if (isWithin(document, range, edit)) continue;
            assert.ok(result.source.text.includes(document.source.slice(range)));
          }
        }
      }),
      { numRuns: 300 },
    );
    assert.ok(made > 500);
  });

  it("keeps the line endings, and can be undone", () => {
    fc.assert(
      fc.property(cases, ({ text, pick, written }) => {
        const document = read(text);
        for (const edit of edits(document, pick, written)) {
          const result = applied(document.source, edit);
          assert.equal(/(?<!\r)\n/.test(result), /(?<!\r)\n/.test(text));
          assert.equal(undone(document, edit, result), text);
        }
      }),
      { numRuns: 300 },
    );
  });
});

function isWithin({ source }: Dockerfile, range: Range, edit: FileEdit): boolean {
  const offset = source.offsetAt(range.start);
  return edit.edits.some(
    (one) => source.offsetAt(one.range.start) <= offset && offset < source.offsetAt(one.range.end),
  );
}

/** The result with every replaced stretch put back. */
function undone({ source }: Dockerfile, edit: FileEdit, result: string): string {
  let text = result;
  const sorted = [...edit.edits].sort((a, b) => source.offsetAt(a.range.start) - source.offsetAt(b.range.start));
  for (const { range, newText } of sorted) {
    const start = source.offsetAt(range.start);
    text = text.slice(0, start) + source.slice(range) + text.slice(start + newText.length);
  }
  return text;
}
