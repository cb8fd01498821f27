import assert from "node:assert/strict";
import { completeDirective } from "../../../server/src/engine/directives/complete.ts";
import { hoverDirective } from "../../../server/src/engine/directives/hover.ts";
import { intentKeys } from "../../../server/src/engine/facts/intent.ts";
import { rules } from "../../../server/src/engine/rules/index.ts";
import { documentOf } from "./reading.ts";

const speaking = new Set(["privileged-container"]);

/** Labels at the end of the line, best first. */
function labels(line: string): readonly string[] {
  const items = completeDirective(line, { line: 3, character: line.length }, rules, speaking);
  return [...items].sort((a, b) => a.rank - b.rank).map(({ label }) => label);
}

/** The line after the item is taken. */
function taken(line: string, label: string): string | undefined {
  const items = completeDirective(line, { line: 3, character: line.length }, rules, speaking);
  const item = items.find((one) => one.label === label);
  return item && line.slice(0, item.range.start.character) + item.text;
}

describe("completion in a comment", () => {
  const keys = ["ignore=", "ignore-file=", ...Object.keys(intentKeys).map((key) => `${key}=`)];

  it("offers every key, ignoring first", () => {
    assert.deepEqual(labels("# bulkhead "), keys);
    assert.deepEqual(labels("    image: a # bulkhead "), keys);
    assert.deepEqual(labels("// bulkhead i"), keys);
    assert.equal(taken("# bulkhead ig", "ignore-file="), "# bulkhead ignore-file=");
  });

  it("begins with our name", () => {
    assert.deepEqual([taken("# b", "bulkhead"), taken("  //bulk", "bulkhead")], ["# bulkhead ", "  //bulkhead "]);
    assert.deepEqual([labels("# boat"), labels("RUN b"), labels("# a b")], [[], [], []]);
  });

  it("offers rules in the list of ids, those with findings in the file first", () => {
    const [first, ...others] = labels("# bulkhead ignore=");
    assert.equal(first, "privileged-container");
    assert.ok(others.includes("end-of-life-os"));
    assert.ok(!others.includes("unused-ignore"));
    assert.equal(
      taken("# bulkhead ignore-file=privileged-container, end-of", "end-of-life-os"),
      "# bulkhead ignore-file=privileged-container, end-of-life-os",
    );
    assert.ok(!labels("# bulkhead ignore=privileged-container,").includes("privileged-container"));
  });

  it("leaves the reason to the author", () => {
    assert.deepEqual(labels("# bulkhead ignore=privileged-container because it "), []);
  });

  it("offers values of a key, several only where a list is meant", () => {
    assert.deepEqual(labels("# bulkhead trust="), ["trusted", "untrusted"]);
    assert.equal(taken("# bulkhead tenancy=multi trust=un", "untrusted"), "# bulkhead tenancy=multi trust=untrusted");
    assert.deepEqual(labels("# bulkhead compliance=hipaa,"), ["pci-dss", "fedramp", "other"]);
    assert.deepEqual(labels("# bulkhead trust=trusted,"), []);
    assert.deepEqual(labels("# bulkhead nonsense="), []);
  });

  it("offers no key twice, and no ignoring after intent", () => {
    assert.deepEqual(
      labels("# bulkhead trust=untrusted "),
      keys.slice(2).filter((key) => key !== "trust="),
    );
  });

  it("is silent in prose and in text", () => {
    for (const line of ["# bulkheads ", "# the bulkhead ", "RUN echo bulkhead ", "bulkhead "]) {
      assert.deepEqual(labels(line), [], line);
    }
  });
});

describe("a hover in a comment", () => {
  const text = "FROM a\n# bulkhead ignore=privileged-container,nonsense why\n# bulkhead trust=untrusted\nRUN b\n";

  function hover(word: string, offset = 1): readonly [string, string] | undefined {
    const document = documentOf("Dockerfile", text);
    const position = document.source.positionAt(text.indexOf(word) + offset);
    const found = hoverDirective(document, position, rules);
    return found && [document.source.slice(found.range), found.text.split("\n")[0] ?? ""];
  }

  it("explains the verb, the rule, the key and the value", () => {
    assert.deepEqual(hover("ignore="), ["ignore", "**ignore=**"]);
    assert.deepEqual(hover("privileged"), ["privileged-container", "**Container runs with `privileged: true`**"]);
    assert.deepEqual(hover("trust="), ["trust", "**trust**"]);
    assert.deepEqual(hover("untrusted"), ["untrusted", "**trust**"]);
  });

  it("says nothing of unknown rules, reasons and instructions", () => {
    assert.deepEqual([hover("nonsense"), hover("why"), hover("RUN")], [undefined, undefined, undefined]);
  });
});
