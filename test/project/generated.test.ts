import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import path from "node:path";

describe("generated files", () => {
  it("fit the rules that they derive from", function () {
    this.timeout(120_000);
    const root = path.join(import.meta.dirname, "../..");
    const run = spawnSync(process.execPath, ["--import", "tsx", "scripts/generate.ts", "--check"], {
      cwd: root,
      encoding: "utf8",
    });

    assert.equal(run.status, 0, run.stderr + run.stdout);
  });
});
