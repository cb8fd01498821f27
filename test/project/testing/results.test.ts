import assert from "node:assert/strict";
import { add, closingLine, none, oneSkipped, readMocha } from "../../../scripts/testing/results.ts";

describe("the results of a test run", () => {
  it("are read from mocha's summary", () => {
    const output = "  ✔ a test\n\n  12 passing (2s)\n  3 pending\n  1 failing\n\n  1) 40 passing by: not a summary";
    assert.deepEqual(readMocha(output, 1), { passed: 12, failed: 1, skipped: 3 });
  });

  it("are read from a summary in colours too", () => {
    const output = "\u001b[92m \u001b[0m\u001b[32m 12 passing\u001b[0m\u001b[90m (2s)\u001b[0m\n";
    assert.deepEqual(readMocha(output, 0), { passed: 12, failed: 0, skipped: 0 });
  });

  it("count a run that ended badly as a failure, whatever its summary says", () => {
    assert.deepEqual(readMocha("  12 passing (2s)\n", 124), { passed: 12, failed: 1, skipped: 0 });
  });

  it("count a run without a test as a failure", () => {
    assert.equal(readMocha("", 0).failed, 1);
    assert.equal(readMocha("  0 passing (1ms)\n", 0).failed, 1);
  });

  it("close with one line that machines can read", () => {
    assert.equal(closingLine(add(add(none, readMocha("  2 passing", 0)), oneSkipped)), "2 passed, 0 failed, 1 skipped");
  });
});
