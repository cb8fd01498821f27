import assert from "node:assert/strict";
import { createSourceText } from "../../../../server/src/engine/model/text/sourceText.ts";

describe("source text", () => {
  it("counts columns in UTF-16 units and keeps CRLF out of lines", () => {
    const source = createSourceText("file:///a", "a😀b\r\ncd\n");

    assert.deepEqual(source.positionAt(4), { line: 0, character: 4 });
    assert.equal(source.lineText(0), "a😀b");
    assert.equal(source.lineStart(1), 6);
    assert.deepEqual(source.positionAt(6), { line: 1, character: 0 });
    assert.equal(source.lineCount, 3);
  });

  it("clamps positions past the end of a line to its end", () => {
    const source = createSourceText("file:///a", "ab\r\nc");

    assert.equal(source.offsetAt({ line: 0, character: 9 }), 2);
    assert.equal(source.offsetAt({ line: 7, character: 0 }), 5);
  });

  it("takes the ending of most lines for the file's", () => {
    assert.equal(createSourceText("file:///a", "a\r\nb\r\nc\n").lineEnding, "\r\n");
    assert.equal(createSourceText("file:///a", "one line").lineEnding, "\n");
  });
});
