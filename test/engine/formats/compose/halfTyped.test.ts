import assert from "node:assert/strict";
import type { ComposeFile } from "../../../../server/src/engine/model/document.ts";
import { compose } from "./reading.ts";
import { samples } from "./samples.ts";

/** Services as they print, without their places, which move with the text. */
function bodies(document: ComposeFile): ReadonlyMap<string, string> {
  const printed = document.printTree().replace(/ (?:from )?\d+:\d+-\d+:\d+/g, "");
  return new Map(printed.split(/^(?=service )/m).map((body) => [body.split(/[ \n]/)[1] ?? "", body]));
}

describe("a half-typed Compose file", () => {
  it("keeps nearly every service that is not being typed", () => {
    let expected = 0;
    let kept = 0;
    for (const sample of samples) {
      const good = compose(sample);
      const names = good.services.map(({ name }) => name);
      const whole = bodies(good);
      const lines = sample.split("\n");
      for (const [index, line] of lines.entries()) {
        for (let column = 1; column < line.length; column += 3) {
          const typed = [...lines.slice(0, index), line.slice(0, column), ...lines.slice(index + 1)].join("\n");
          const now = bodies(compose(typed, good));
          for (const name of othersThan(names, good, index)) {
            expected += 1;
            if (now.get(name) === whole.get(name)) kept += 1;
          }
        }
      }
    }
    assert(expected > 500);
    assert(kept / expected >= 0.98, `${String(kept)} of ${String(expected)}`);
  });
});

/** Services that neither hold the line nor depend on what it says. */
function othersThan(names: readonly string[], good: ComposeFile, line: number): readonly string[] {
  return names.filter((name) => {
    const service = good.services.find((one) => one.name === name);
    if (!service) return false;
    const { start, end } = service.entry.range;
    const isInService = good.services.some(
      ({ entry: { range } }) => range.start.line <= line && line <= range.end.line,
    );
    return isInService && !(start.line <= line && line <= end.line) && name !== "job";
  });
}
