import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { version } from "../../server/src/version.ts";

describe("bulkhead-language-server, started by a person", () => {
  const run = (flag: string) =>
    spawnSync(process.execPath, ["--import", "tsx", "server/src/node/main.ts", flag], { encoding: "utf8" });

  it("prints its purpose", () => {
    const { status, stdout } = run("--help");

    assert.equal(status, 0);
    assert.match(stdout, /^Usage: bulkhead-language-server /);
  });

  it("prints its version", () => {
    assert.equal(run("--version").stdout, `bulkhead ${version}\n`);
  });
});
