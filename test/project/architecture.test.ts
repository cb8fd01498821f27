import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const root = path.join(import.meta.dirname, "../..");
const engine = "server/src/engine";

/** Paths of the table in docs/architecture.md. A path without a folder of the top is beside the first one of its row. */
function namedPaths(): readonly string[] {
  const [, table = ""] = readFileSync(path.join(root, "docs/architecture.md"), "utf8").split("## Where things are");
  const rows = [...table.matchAll(/^\| (`[^|]+`) +\|/gm)].map(([, cell = ""]) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name.replace(/\/$/, "")),
  );
  return rows.flatMap(([first = "", ...others]) => [
    first,
    ...others.map((name) => path.posix.join(path.posix.dirname(first), name)),
  ]);
}

describe("the tree in docs/architecture.md", () => {
  const named = namedPaths();

  it("exists", () => {
    assert.ok(named.length > 20);
    assert.deepEqual(
      named.filter((one) => !existsSync(path.join(root, one))),
      [],
    );
  });

  it("names every folder and file at the top of the engine, and every folder of the sources", () => {
    const inEngine = readdirSync(path.join(root, engine))
      .filter((name) => !/^tsconfig|\.d\.ts$/.test(name))
      .map((name) => `${engine}/${name}`);
    const inServer = readdirSync(path.join(root, "server/src"), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && entry.name !== "engine")
      .map(({ name }) => `server/src/${name}`);
    assert.deepEqual(
      [...inEngine, ...inServer].filter((one) => !named.includes(one)),
      [],
    );
  });
});
