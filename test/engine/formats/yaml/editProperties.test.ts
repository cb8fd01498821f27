import assert from "node:assert/strict";
import fc from "fast-check";
import { createYamlEditor } from "../../../../server/src/engine/formats/yaml/editor.ts";
import type { YamlEntry, YamlTree } from "../../../../server/src/engine/formats/yaml/index.ts";
import type { FileEdit } from "../../../../server/src/engine/model/editor.ts";
import { createSourceText } from "../../../../server/src/engine/model/text/sourceText.ts";
import { applied, data, yaml, type Data } from "./reading.ts";

/** Text of a mapping in mixed styles, with comments, from a random shape. */
const scalar = fc.constantFrom("one", "'two'", '"three"', "4", "a b", "true");
const key = fc.constantFrom("a", "b", "c", "d", "e", "f");
const comment = fc.constantFrom("", "", " # why");
const above = fc.constantFrom("", "", "# above\n", "\n");

type Lines = readonly string[];
const indent = (lines: Lines, by: string): Lines => lines.map((line) => (line === "" ? "" : by + line));

const { block } = fc.letrec<{ block: Lines; value: Lines }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.tuple(scalar, comment).map(([text, note]) => [` ${text}${note}`]),
    fc.array(scalar, { minLength: 1, maxLength: 3 }).map((items) => [` [${items.join(", ")}]`]),
    fc.array(scalar, { minLength: 1, maxLength: 3 }).map((items) => ["", ...items.map((item) => `  - ${item}`)]),
    fc
      .uniqueArray(key, { minLength: 1, maxLength: 3 })
      .map((keys) => [` {${keys.map((one) => `${one}: 1`).join(", ")}}`]),
    fc.constant([" |", "  text", "", "  more"]),
    tie("block").map((lines) => ["", ...indent(lines, "  ")]),
    tie("block").map((lines) => {
      const [first = "", ...rest] = lines.filter((line) => line !== "" && !line.trimStart().startsWith("#"));
      return ["", `  - ${first}`, ...indent(rest, "    ")];
    }),
  ),
  block: fc
    .uniqueArray(fc.tuple(key, tie("value"), above), { minLength: 1, maxLength: 4, selector: ([name]) => name })
    .map((pairs) =>
      pairs.flatMap(([name, [first = "", ...rest], before]) => [
        ...(before === "" ? [] : before === "\n" ? [""] : [before.trim()]),
        `${name}:${first}`,
        ...rest,
      ]),
    ),
}));

const files = fc
  .tuple(block, fc.constantFrom("\n", "\r\n"), fc.boolean(), fc.nat())
  .map(([lines, ending, final, pick]) => ({
    text: ["root:", ...indent(lines, "  "), "tail: end"].join(ending) + (final ? ending : ""),
    pick,
  }));

const options = { keptDepth: 1, pointers: new Set<string>() };

function check(tree: YamlTree, edit: FileEdit | undefined, expected: Data): void {
  if (!edit) return;
  const { text, lineEnding } = tree.source;
  const after = applied(text, edit.edits);
  assert(after !== undefined);
  assert.deepEqual(data(yaml(after).documents[0]), expected, after);
  assert.equal(after.endsWith(lineEnding), text.endsWith(lineEnding));
  if (lineEnding === "\r\n") assert.doesNotMatch(after, /(?<!\r)\n/);
  assert.equal(undone(text, after, edit), text);
}

/** Puts the replaced stretches back. */
function undone(text: string, after: string, { edits }: FileEdit): string {
  const before = createSourceText("file:///a.yaml", text);
  let result = after;
  for (const { range, newText } of edits) {
    const start = before.offsetAt(range.start);
    // Everything before this edit is as it was, so its offset is too.
    result = result.slice(0, start) + before.slice(range) + result.slice(start + newText.length);
  }
  return result;
}

/** The data without an entry, and without parents that it leaves empty. */
function without(tree: YamlTree, gone: YamlEntry): Data {
  const read = (node: YamlEntry["value"]): Data => {
    if (node.kind === "mapping") {
      const kept = node.pairs.filter((pair) => pair !== gone).map((pair) => [pair.name, read(pair.value)] as const);
      const left = kept.filter(([, value]) => value !== undefined);
      return left.length === 0 ? undefined : Object.fromEntries(left);
    }
    if (node.kind === "sequence") {
      const left = node.items
        .filter((item) => item !== gone)
        .map((item) => read(item.value))
        .filter((item) => item !== undefined);
      return left.length === 0 ? undefined : left;
    }
    return data(node);
  };
  const [root] = tree.documents;
  return root && read(root);
}

describe("an edit of YAML", () => {
  it("that removes an entry leaves all other data, line ends and the end of the file", () => {
    let done = 0;
    fc.assert(
      fc.property(files, ({ text, pick }) => {
        const tree = yaml(text);
        assert.deepEqual(tree.problems, []);
        const entry = tree.entries[1 + (pick % (tree.entries.length - 1))];
        assert(entry);
        const edit = createYamlEditor(tree, options).remove([tree.source.placeAt(entry.start, entry.end)]);
        if (edit) done += 1;
        check(tree, edit, without(tree, entry));
      }),
      { numRuns: 400 },
    );
    assert(done > 200, `${String(done)} edits`);
  });

  it("that comments an entry out leaves all other data", () => {
    fc.assert(
      fc.property(files, ({ text, pick }) => {
        const tree = yaml(text);
        const entry = tree.entries[1 + (pick % (tree.entries.length - 1))];
        assert(entry);
        const edit = createYamlEditor(tree, options).commentOut([tree.source.placeAt(entry.start, entry.end)]);
        check(tree, edit, without(tree, entry));
      }),
      { numRuns: 300 },
    );
  });

  it("that adds a key adds nothing else", () => {
    const value = fc.constantFrom("x", "yes", 1, true, ["p", "q"], { y: { z: "1.0" } }, "it's: #");
    let done = 0;
    fc.assert(
      fc.property(files, value, ({ text, pick }, added) => {
        const tree = yaml(text);
        const mappings = tree.entries.filter((entry) => entry.kind === "pair" && entry.value.kind === "mapping");
        const entry = mappings[pick % mappings.length];
        assert(entry?.value.kind === "mapping");
        const edit = createYamlEditor(tree, options).addToEntry(
          tree.source.placeAt(entry.start, entry.end),
          "new",
          added,
        );
        if (edit) done += 1;
        const { value: mapping } = entry;
        const expected = (node: YamlEntry["value"]): Data => {
          if (node.kind === "sequence") return node.items.map((item) => expected(item.value));
          if (node.kind !== "mapping") return data(node);
          const pairs = node.pairs.map((pair) => [pair.name, expected(pair.value)] as const);
          return Object.fromEntries(node === mapping ? [...pairs, ["new", asText(added)]] : pairs);
        };
        const [root] = tree.documents;
        check(tree, edit, root && expected(root));
      }),
      { numRuns: 300 },
    );
    assert(done > 250, `${String(done)} edits`);
  });

  it("that replaces a scalar changes that scalar only", () => {
    const texts = fc.constantFrom("plain", "with: colon", "it's", 'say "x"', "[x]", "# no", "", " blank ");
    fc.assert(
      fc.property(files, texts, ({ text, pick }, now) => {
        const tree = yaml(text);
        const scalars = tree.entries.filter(({ value }) => value.kind === "scalar" && value.end > value.start);
        const entry = scalars[pick % Math.max(1, scalars.length)];
        if (!entry) return;
        const edit = createYamlEditor(tree, options).replaceText(
          tree.source.placeAt(entry.value.start, entry.value.end),
          now,
        );
        const isBlock = entry.value.kind === "scalar" && entry.value.style === "literal";
        const expected = (node: YamlEntry["value"]): Data => {
          if (node === entry.value) return isBlock ? `${now}\n` : now;
          if (node.kind === "sequence") return node.items.map((item) => expected(item.value));
          if (node.kind === "mapping")
            return Object.fromEntries(node.pairs.map((pair) => [pair.name, expected(pair.value)]));
          return data(node);
        };
        const [root] = tree.documents;
        check(tree, edit, root && expected(root));
      }),
      { numRuns: 300 },
    );
  });
});

function asText(value: unknown): Data {
  if (Array.isArray(value)) return value.map(asText);
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, asText(inner)]));
  }
  return String(value);
}
