import assert from "node:assert/strict";
import type { FileState } from "../../../server/src/engine/index.ts";
import { createNeighbours, stillHold, withDependencies } from "../../../server/src/engine/project/neighbours.ts";
import { analyzeFiles, uriOf } from "../../../scripts/examples.ts";

const names = ["one.yaml", "two.yaml"];
const pair = ["left.yaml", "right.yaml"];
const from = "file:///w/app/Dockerfile";
const missing: FileState = { state: "unreadable", reason: "missing" };
const saved = (text: string): FileState => ({ state: "read", text, bom: false, firstLineEnd: "none" });
const read = saved("");

/** Every name in `app` and its two parents. */
const around: Readonly<Record<string, FileState>> = Object.fromEntries(
  ["/w/app/", "/w/", "/"].flatMap((folder) => [...names, ...pair].map((name) => [`file://${folder}${name}`, missing])),
);

describe("values derived from answers of the host", () => {
  const before = {
    ...around,
    "file:///w/two.yaml": read,
    "file:///w/left.yaml": read,
    "file:///w/right.yaml": read,
    "file:///w/.env": read,
  };
  const derived = withDependencies(createNeighbours(new Map(Object.entries(before))), (files) => [
    files.read("file:///w/.env"),
    files.nearest(from, names),
    files.nearest(from, pair),
  ]);
  const changes: readonly (readonly [string, Readonly<Record<string, FileState | undefined>>, boolean])[] = [
    ["all answers are the same", {}, true],
    ["a file has another text", { "file:///w/.env": saved("A=1") }, false],
    ["a file is gone", { "file:///w/.env": missing }, false],
    ["a file is not delivered yet", { "file:///w/.env": undefined }, true],
    ["a file appears in a nearer folder", { "file:///w/app/one.yaml": read }, false],
    ["a second file appears in the same folder", { "file:///w/one.yaml": read }, false],
    ["another file takes its place", { "file:///w/two.yaml": missing, "file:///w/one.yaml": read }, false],
    ["the second of two files is gone", { "file:///w/right.yaml": missing }, false],
    ["the nearest file is gone", { "file:///w/two.yaml": missing }, false],
    ["the nearest file is not delivered yet", { "file:///w/two.yaml": undefined }, true],
  ];

  it("are the answers of the host", () => {
    assert.deepEqual(derived.value, [read, ["file:///w/two.yaml"], ["file:///w/left.yaml", "file:///w/right.yaml"]]);
  });

  for (const [title, change, expected] of changes) {
    it(`${expected ? "holds" : "does not hold"} if ${title}`, () => {
      const now = Object.entries({ ...before, ...change }).filter((entry): entry is [string, FileState] => !!entry[1]);
      assert.equal(stillHold(derived.dependencies, createNeighbours(new Map(now))), expected);
    });
  }

  it("are asked for again if they are missing", () => {
    const neighbours = createNeighbours(new Map());
    stillHold(derived.dependencies, neighbours);

    assert.deepEqual(
      neighbours.wanted().filter((one) => "nearest" in one || ("file" in one && one.file.endsWith(".env"))),
      [{ file: "file:///w/.env" }, { nearest: { from, names } }, { nearest: { from, names: pair } }],
    );
  });
});

describe("the neighbours of an analysis", () => {
  it("are all files that it asked for, whether they exist or not", () => {
    const { neighbours } = analyzeFiles({
      "app/Dockerfile": 'FROM debian:12\nCOPY start.sh gone.sh /\nENTRYPOINT ["/gone.sh"]\n',
      "app/start.sh": "#!/bin/sh\n",
      "compose.yaml": "services:\n  app:\n    build: app\n",
    });

    for (const path of ["compose.yaml", "app/compose.yaml", "app/gone.sh", "app/bulkhead.config.json"])
      assert.ok(neighbours.includes(uriOf(path)), path);
    assert.equal(neighbours.includes(uriOf("other/Dockerfile")), false);
  });
});
