import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/** Starts something that never stops filling the folder that goes with it. */
const program = `
  import { join } from "node:path";
  import { endTogether, start } from "./scripts/vscode-host/processes.ts";
  import { temporaryFolder } from "./scripts/vscode-host/temporaryFolder.ts";
  endTogether();
  const folder = temporaryFolder();
  const fill = \`
    const { mkdirSync, writeFileSync } = require("node:fs");
    for (let i = 0; ; i += 1) {
      mkdirSync(process.argv[1], { recursive: true });
      writeFileSync(process.argv[1] + "/" + i, "");
      if (i === 2000) console.log("filling");
    }\`;
  const child = start(process.execPath, ["-e", fill, join(folder, "data")], { stdio: ["ignore", "pipe", "ignore"] });
  child.stdout.once("data", () => console.log("ready"));
`;

describe("processes that the scripts start", () => {
  let scratch: string;
  const left = () => readdirSync(scratch).filter((name) => name.startsWith("bulkhead-host-"));
  const options = () => ({ env: { ...process.env, TMPDIR: scratch, TEMP: scratch, TMP: scratch } });
  const script = (text: string) => ["--import", "tsx", "--input-type=module", "-e", text];

  beforeEach(() => (scratch = mkdtempSync(join(tmpdir(), "bulkhead-test-"))));
  afterEach(() => rmSync(scratch, { recursive: true, force: true }));

  it("ends with a Ctrl-C, and its folder with it", async function () {
    if (process.platform === "win32") this.skip();
    const parent = spawn(process.execPath, script(program), { ...options(), stdio: ["ignore", "pipe", "inherit"] });
    await new Promise((ready) => parent.stdout.once("data", ready));
    assert.equal(left().length, 1);

    // Of one Ctrl-C a process hears from the terminal, and again from each program around it.
    const again = setInterval(() => parent.kill("SIGINT"), 1);
    const code = await new Promise((ended) => parent.once("exit", ended));
    clearInterval(again);

    assert.equal(code, 130);
    assert.deepEqual(left(), []);
  });

  it("leaves no folder of a process that was killed outright beyond the next start", () => {
    const { pid } = spawnSync(process.execPath, ["--version"]);
    mkdirSync(join(scratch, `bulkhead-host-${pid}-abc`, "data"), { recursive: true });
    mkdirSync(join(scratch, `bulkhead-host-${process.pid}-abc`));
    const file = resolve("scripts/vscode-host/temporaryFolder.ts");

    const { stdout } = spawnSync(
      process.execPath,
      script(`import { temporaryFolder } from ${JSON.stringify(file)}; console.log(temporaryFolder());`),
      { ...options(), encoding: "utf8" },
    );

    assert.ok(stdout.startsWith(join(scratch, "bulkhead-host-")), stdout);
    assert.equal(existsSync(stdout.trim()), false);
    assert.deepEqual(left(), [`bulkhead-host-${process.pid}-abc`]);
  });
});
