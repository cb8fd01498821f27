import assert from "node:assert/strict";
import fc from "fast-check";
import { quotedWords, separatedWords } from "../../../../server/src/engine/formats/dockerfile/syntax/blanks.ts";
import { parseCommand } from "../../../../server/src/engine/formats/dockerfile/syntax/command.ts";
import { libraryProperties, libraryWords } from "../../../../server/src/engine/formats/dockerfile/syntax/library.ts";

const pieces = [..."a b = ' \" \\ \f $A as x:y @ --p=x é 🙂 [ , # <<E".split(" "), " ", "\t", "${B:-c d}", '--p="q r"'];

describe("dockerfile-ast within its bounds", () => {
  it("finds the words that BuildKit finds", () => {
    let asked = 0;
    check(["FROM", "COPY", "EXPOSE"], (text) => {
      const command = parseCommand(text, { start: 0, end: text.length }, "\\");
      const words = libraryWords(text, command);
      if (!words) return;
      asked += 1;
      assert.deepEqual(words, separatedWords(text, command.args));
    });
    assert.ok(asked > 100);
  });

  it("finds the properties that BuildKit finds", () => {
    let asked = 0;
    check(["ENV", "LABEL"], (text) => {
      const command = parseCommand(text, { start: 0, end: text.length }, "\\");
      const properties = libraryProperties(text, command);
      if (!properties?.every(({ name }) => text[name.end] === "=")) return;
      asked += 1;
      assert.deepEqual(
        properties.map(({ span }) => span),
        quotedWords(text, command.args, "\\"),
      );
    });
    assert.ok(asked > 100);
  });
});

function check(keywords: readonly string[], test: (text: string) => void): void {
  const line = fc.tuple(fc.constantFrom(...keywords), fc.array(fc.constantFrom(...pieces), { maxLength: 9 }));
  fc.assert(
    fc.property(line, ([keyword, parts]) => {
      test(`${keyword} ${parts.join("")}`.trim());
    }),
    { numRuns: 2000 },
  );
}
