import assert from "node:assert/strict";
import type { Finding, FileState } from "../../server/src/engine/index.ts";
import { createNeighbours, stillHold, withDependencies } from "../../server/src/engine/project/neighbours.ts";
import { candidatesFor } from "../../server/src/host/candidates.ts";
import { gather } from "../../server/src/host/gather.ts";
import { safeEdits } from "../../server/src/host/safeFixes.ts";
import { createFakeEngine } from "./fakeEngine.ts";

const uri = "file:///project/Dockerfile";

function fixing(start: number, end: number, newText: string): Finding {
  const range = { start: { line: 0, character: start }, end: { line: 0, character: end } };
  const fix = { title: "", kind: "safe" as const, preferred: false, edits: [{ uri, edits: [{ range, newText }] }] };
  return {
    rule: newText,
    aliases: [],
    severity: "warning",
    message: "",
    uri,
    range,
    related: [],
    unnecessary: false,
    isRepeat: false,
    fixKinds: ["safe"],
    fixes: () => [{ ...fix, create: [] }],
  };
}

describe("safe fixes in bulk", () => {
  it("apply the first one of two that overlap, and all others in the order of the text", () => {
    const edits = safeEdits(uri, [
      fixing(6, 9, "late"),
      fixing(2, 5, "first"),
      fixing(4, 6, "over"),
      fixing(3, 3, "in"),
    ]);

    assert.deepEqual(
      edits.map(({ newText }) => newText),
      ["first", "late"],
    );
  });
});

describe("candidates for an analysis", () => {
  it("are the nearest files of a large project", () => {
    const far = Array.from({ length: 30 }, (_, index) => `file:///project/a${String(index)}/compose.yaml`);
    const near = "file:///project/web/app/compose.yaml";

    const found = candidatesFor("file:///project/web/app/Dockerfile", [...far, near]);

    assert.equal(found[0], near);
    assert.equal(found.length, 20);
  });
});

describe("the budget of an analysis", () => {
  it("counts files that are asked for and missing", async () => {
    const reads: string[] = [];
    const limits = { rounds: 8, files: 10, probes: 3, characters: 1000 };
    const text = Array.from({ length: 6 }, (_, index) => `SEE file:///project/${String(index)}`).join("\n");
    const gathered = await gather({
      engine: createFakeEngine(),
      request: { document: { uri, text }, settings: [] },
      read(wanted) {
        reads.push(wanted);
        return Promise.resolve({ state: "unreadable", reason: "missing" });
      },
      isInside: () => true,
      isCurrent: () => true,
      limits,
    });

    assert.equal(reads.length, 3);
    assert.deepEqual(
      gathered?.analysis.findings.map(({ message }) => message),
      ["missing", "missing", "missing", "too-many", "too-many", "too-many"],
    );
  });
});

describe("files of the last analysis", () => {
  const read = (wanted: string): Promise<FileState> =>
    Promise.resolve({ state: "read", text: wanted, bom: false, firstLineEnd: "none" });
  const gathered = (text: string, expected: readonly string[]) =>
    gather({
      engine: createFakeEngine(),
      request: { document: { uri, text }, settings: [] },
      expected: expected.map((file) => ({ file })),
      read,
      isInside: () => true,
      isCurrent: () => true,
      limits: { rounds: 8, files: 2, probes: 10, characters: 1000 },
    });

  it("do not use up the budget of wanted files", async () => {
    const result = await gathered("SEE file:///project/c", ["file:///project/a", "file:///project/b"]);

    assert.deepEqual(
      result?.analysis.findings.map(({ message }) => message),
      ["file:///project/c"],
    );
    assert.equal(result?.isLimited, false);
  });

  it("does not hide that there are too many files", async () => {
    const names = ["file:///project/a", "file:///project/b", "file:///project/c"];

    const result = await gathered(names.map((name) => `SEE ${name}`).join("\n"), names);

    assert.deepEqual(
      result?.analysis.findings.map(({ message }) => message),
      ["file:///project/a", "file:///project/b", "too-many"],
    );
    assert.equal(result?.isLimited, true);
  });
});

describe("a value that depends on the nearest file", () => {
  const missing: FileState = { state: "unreadable", reason: "missing" };
  const found: FileState = { state: "read", text: "", bom: false, firstLineEnd: "none" };
  const filesWith = (near: FileState, far: FileState) =>
    createNeighbours(
      new Map([
        ["file:///a/b/x", near],
        ["file:///a/x", far],
        ["file:///x", missing],
      ]),
    );

  it("holds as long as the same file is the nearest one", () => {
    const { value, dependencies } = withDependencies(filesWith(missing, found), (files) =>
      files.nearest("file:///a/b/c", ["x"]),
    );

    assert.deepEqual(value, ["file:///a/x"]);
    assert.equal(stillHold(dependencies, filesWith(missing, found)), true);
    assert.equal(stillHold(dependencies, filesWith(found, found)), false);
    assert.equal(stillHold(dependencies, filesWith(missing, missing)), false);
  });
});
