import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { topics } from "../../server/src/engine/knowledge/topics/index.ts";
import { createProject, removeProjects } from "../cli/run.ts";
import { sourceTexts, textsOf } from "./wording/sources.ts";
import { complaints, type Text } from "./wording/words.ts";

/** Pages of rules contain their prose, and the messages and fix titles of their examples. */
async function textsForUsers(): Promise<readonly Text[]> {
  const pages = [".", "docs", "docs/rules", "examples"].flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith(".md"))
      .map((name) => (folder === "." ? name : `${folder}/${name}`)),
  );
  const { run } = createProject({});
  const commands = ["check", "explain", "config", "init", "baseline", "debug"];
  const helps = await Promise.all([[], ...commands.map((name) => [name])].map((words) => run([...words, "--help"])));
  return [
    ...[...pages, "package.nls.json"].map((name) => ({ name, text: readFileSync(name, "utf8") })),
    ...topics.map(({ id, title, text }) => ({ name: `topic ${id}`, text: `${title}\n${text}` })),
    ...helps.map(({ out }, index) => ({ name: `bulkhead ${commands[index - 1] ?? ""} --help`, text: out })),
  ];
}

function assertPlain(texts: readonly Text[]): void {
  const found = texts.flatMap(complaints);
  assert.deepEqual(found, [], `Pages in docs/rules are generated from rules.\n${found.join("\n")}`);
}

describe("the wording", () => {
  after(removeProjects);

  it("of texts for users uses the words of the field", async () => {
    assertPlain(await textsForUsers());
  });

  it("of comments and test titles uses the words of the field", () => {
    assertPlain(sourceTexts());
  });

  it("is checked in prose and not in code", () => {
    const text = "It stands.\n```sh\nstands\n```\n`stands` [stands](stands.md) <https://stands.example>\n";

    assert.deepEqual(complaints({ name: "x", text }), [
      'x:1: write "is", "appears" or "means" in place of "stands"',
      'x:5: write "is", "appears" or "means" in place of "stands"',
    ]);
  });

  it("allows idioms of the field", () => {
    const text = "A server behind a reverse proxy leaves nothing behind.\nBlanks behind the key.";

    assert.deepEqual(complaints({ name: "x", text }), [
      'x:2: write "after" (in text) or "under" (a key) in place of "behind"',
    ]);
  });

  it("is checked in comments and titles of sources, and not in their other texts", () => {
    const source = '/**\n * One.\n */\nconst a = "no"; // Two.\nit("three", () => {\n  // Four.\n});\n';

    assert.deepEqual(
      textsOf("a.ts", source).map(({ text, line }) => [line, text.trim()]),
      [
        [1, "*"],
        [2, "One."],
        [3, "/"],
        [4, "Two."],
        [5, "three"],
        [6, "Four."],
      ],
    );
  });
});
