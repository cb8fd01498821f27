import assert from "node:assert/strict";
import { createSourceText } from "../../../../server/src/engine/model/text/sourceText.ts";
import { remapped } from "../../../../server/src/engine/model/text/staleText.ts";

/** Every text of these characters with at most this length. */
function textsOf(characters: readonly string[], length: number): readonly string[] {
  if (length === 0) return [""];
  const shorter = textsOf(characters, length - 1);
  return ["", ...shorter.flatMap((text) => characters.map((character) => text + character))];
}

describe("places of an older text in a newer one", () => {
  it("lie within the newer text, whatever the line ends are", () => {
    const texts = [...new Set(textsOf(["a", "\r", "\n"], 4))];
    for (const [before, after] of texts.flatMap((one) => texts.map((other) => [one, other] as const))) {
      const now = createSourceText("file:///a", after);
      const stale = remapped(createSourceText("file:///a", before), now);
      for (let offset = 0; offset <= before.length; offset += 1) {
        const position = stale.positionAt(offset);
        const shown = JSON.stringify([before, after, offset]);
        assert.deepEqual(now.positionAt(now.offsetAt(position)), position, shown);
        assert.deepEqual(stale.positionAt(stale.offsetAt(position)), position, shown);
      }
    }
  });
});
