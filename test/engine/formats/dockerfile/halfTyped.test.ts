import assert from "node:assert/strict";
import { createInstructionCache } from "../../../../server/src/engine/formats/dockerfile/index.ts";
import type { Dockerfile } from "../../../../server/src/engine/model/document.ts";
import { at, instructionsOf, read } from "./reading.ts";
import { samples } from "./samples.ts";

/** Instructions as written, with the lines that they begin and end in. */
function written(document: Dockerfile): readonly { text: string; first: number; last: number }[] {
  return instructionsOf(document).map((instruction) => ({
    text: at(document, instruction.at),
    first: instruction.at.range.start.line,
    last: instruction.at.range.end.line,
  }));
}

describe("A Dockerfile while it is typed", () => {
  for (const [index, sample] of samples.entries()) {
    it(`keeps every other instruction when a line of sample ${String(index + 1)} ends at any column`, () => {
      const whole = written(read(sample));
      const lines = sample.split("\n");
      const cache = createInstructionCache();
      for (const [line, text] of lines.entries()) {
        if (/^# \w+=/.test(text)) continue;
        const others = whole.filter(({ first, last }) => line < first || line > last);
        for (let column = 0; column < text.length; column += 1) {
          const typed = [...lines.slice(0, line), text.slice(0, column), ...lines.slice(line + 1)].join("\n");
          const left = new Set(written(read(typed, { cache })).map((one) => one.text));
          for (const other of others) {
            assert.ok(left.has(other.text), `line ${String(line + 1)}, column ${String(column)}: ${other.text}`);
          }
        }
      }
    });
  }

  it("reads a keyword after a blank line of a continuation as an instruction of its own", () => {
    assert.deepEqual(
      written(read("FROM a\nRUN b \\\n\nUSER c\n")).map(({ text }) => text),
      ["FROM a", "RUN b \\", "USER c"],
    );
    assert.deepEqual(
      written(read("FROM a\nENV A=1 \\\n\n    USER=c\n")).map(({ text }) => text),
      ["FROM a", "ENV A=1 \\\n\n    USER=c"],
    );
  });

  it("keeps the text after a here-document without end", () => {
    const document = read("FROM a\nRUN <<EOF\nmake\nUSER b\nCMD c\n");
    assert.deepEqual(
      instructionsOf(document).map(({ keyword }) => keyword),
      ["FROM", "RUN", "MAKE", "USER", "CMD"],
    );
    assert.match(document.problems[0]?.message ?? "", /"EOF" has no end/);
    assert.equal(document.problems.length, 1, "its lines are reported once");
  });
});
