import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { URI } from "vscode-uri";
import type { FileState } from "../../server/src/engine/index.ts";
import { createNodeReader } from "../../server/src/node/files.ts";

describe("files of this machine", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "bulkhead-files-"));
    mkdirSync(join(folder, "project"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const path = (name: string): string => join(folder, name);
  const read = (name: string): Promise<FileState> =>
    createNodeReader(URI.file(path("project")).toString()).read(URI.file(path(name)).toString());
  const reasonFor = async (name: string): Promise<string> => {
    const state = await read(name);
    return state.state === "unreadable" ? state.reason : "read";
  };

  it("are described by their saved bytes", async () => {
    writeFileSync(path("project/start.sh"), "\uFEFF#!/bin/sh\r\nexec x\n");
    chmodSync(path("project/start.sh"), 0o755);

    assert.deepEqual(await read("project/start.sh"), {
      state: "read",
      text: "#!/bin/sh\r\nexec x\n",
      bom: true,
      firstLineEnd: "crlf",
      ...(process.platform === "win32" ? {} : { executable: true }),
    });
  });

  it("are found without being read", async () => {
    writeFileSync(path("project/a"), "x");
    mkdirSync(path("project/b"));
    const { stat } = createNodeReader(URI.file(path("project")).toString());
    const found = await Promise.all(
      ["project/a", "project/b", "project/c", ".."].map((name) => stat(URI.file(path(name)).toString())),
    );

    assert.deepEqual(found, [
      { state: "present", type: "file" },
      { state: "present", type: "folder" },
      { state: "unreadable", reason: "missing" },
      { state: "unreadable", reason: "outside" },
    ]);
  });

  it("in UTF-16 are read as such", async () => {
    writeFileSync(path("project/a.ps1"), "\uFEFFx\n", "utf16le");

    const state = await read("project/a.ps1");

    assert.deepEqual(state.state === "read" && [state.text, state.bom], ["x\n", true]);
  });

  it("outside of the folder are never read", async () => {
    writeFileSync(path("secret"), "x");
    writeFileSync(path("project-secret"), "x");
    symlinkSync(path("secret"), path("project/link"));
    symlinkSync(folder, path("project/up"));

    for (const name of ["secret", "project-secret", "project/../secret", "project/link", "project/up/secret"]) {
      assert.equal(await reasonFor(name), "outside", name);
    }
  });

  it("are read through links that stay inside", async () => {
    writeFileSync(path("project/a"), "x");
    symlinkSync(path("project/a"), path("project/b"));

    assert.equal(await reasonFor("project/b"), "read");
  });

  it("that cannot be read have a reason", async () => {
    writeFileSync(path("project/large"), "x".repeat((1 << 20) + 1));
    mkdirSync(path("project/folder"));
    symlinkSync(path("project/loop"), path("project/loop"));

    assert.equal(await reasonFor("project/large"), "too-large");
    assert.equal(await reasonFor("project/folder"), "directory");
    assert.equal(await reasonFor("project/nothing"), "missing");
    assert.equal(await reasonFor("project/large/below"), "missing");
    assert.equal(await reasonFor("project/loop"), "denied");
  });

  if (process.platform !== "win32") {
    it("that are pipes are not waited for", async () => {
      execFileSync("mkfifo", [path("project/pipe")]);

      assert.equal(await reasonFor("project/pipe"), "denied");
    });
  }

  it("of other schemes are not read", async () => {
    const reader = createNodeReader(URI.file(path("project")).toString());

    assert.deepEqual(await reader.read("https://example.com/x"), { state: "unreadable", reason: "outside" });
  });
});
