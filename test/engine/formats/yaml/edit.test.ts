import assert from "node:assert/strict";
import { createYamlEditor } from "../../../../server/src/engine/formats/yaml/editor.ts";
import type { FileEdit, Plain } from "../../../../server/src/engine/model/editor.ts";
import type { Place } from "../../../../server/src/engine/model/place.ts";
import type { YamlTree } from "../../../../server/src/engine/formats/yaml/index.ts";
import { applied, yaml } from "./reading.ts";

const options = { keptDepth: 1, pointers: new Set(["<<"]) };

/** The first entries that begin with these texts. */
function entries(tree: YamlTree, starts: readonly string[]): readonly Place[] {
  return starts.map((start) => {
    const entry = tree.entries.find((one) => tree.source.text.startsWith(start, one.start));
    assert(entry, start);
    return tree.source.placeAt(entry.start, entry.end);
  });
}

function inBothEndings(
  text: string,
  expected: string | undefined,
  edit: (tree: YamlTree) => FileEdit | undefined,
): void {
  for (const ending of ["\n", "\r\n"]) {
    const tree = yaml(text.replaceAll("\n", ending));
    assert.equal(applied(tree.source.text, edit(tree)?.edits), expected?.replaceAll("\n", ending));
  }
}

describe("removing yaml entries", () => {
  const cases: readonly (readonly [string, string, readonly string[], string | undefined])[] = [
    ["a pair", "s:\n  a: 1\n  b: 2\n", ["a:"], "s:\n  b: 2\n"],
    ["the last pair without a final line end", "s:\n  a: 1\n  b: 2", ["b:"], "s:\n  a: 1"],
    [
      "a pair with the comments that belong to it",
      "s:\n  # of a\n  # too\n  a: 1 # yes\n    # deeper\n  b: 2 # b\n",
      ["a:"],
      "s:\n  b: 2 # b\n",
    ],
    ["no comment of a neighbour", "s:\n  a: 1\n  # of b\n  b: 2\n", ["a:"], "s:\n  # of b\n  b: 2\n"],
    [
      "a block with everything below it",
      "s:\n  a:\n    - 1\n\n    - 2\n  b: |\n    x\n\n    y\n  c: 3\n",
      ["a:", "b:"],
      "s:\n  c: 3\n",
    ],
    ["an item", "s:\n  - a\n  - b: 1\n    c: 2\n  - d\n", ["- b"], "s:\n  - a\n  - d\n"],
    ["an item whose dash stands below its key's first letter", "s:\n- a\n- b\nt: 1\n", ["- b"], "s:\n- a\nt: 1\n"],
    ["the first pair behind a dash", "s:\n  - a: 1\n    b: 2\n", ["a:"], "s:\n  - b: 2\n"],
    ["the only pair behind a dash", "s:\n  - a: 1\n  - b: 2\n", ["a:"], "s:\n  - b: 2\n"],
    ["parents that become empty", "s:\n  k: 1\n  a:\n    b:\n      c: 1\n", ["c:"], "s:\n  k: 1\n"],
    ["all entries of a parent", "s:\n  k: 1\n  a:\n    b: 1\n    c: 2\n", ["b:", "c:"], "s:\n  k: 1\n"],
    ["the first of a flow list", "s: [a, b, c]\n", ["a"], "s: [b, c]\n"],
    ["the last of a flow list", "s: [a, b, c]\n", ["c"], "s: [a, b]\n"],
    ["two of a flow list", "s: [a, b, c]\n", ["a", "b"], "s: [c]\n"],
    ["a line of a flow list", 's: [\n  "a",\n  "b",\n  "c",\n]\n', ['"b"'], 's: [\n  "a",\n  "c",\n]\n'],
    ["a flow pair", "s: {a: 1, b: {c: 2}}\n", ["b:"], "s: {a: 1}\n"],
    ["the only item of a flow list", "s:\n  k: 1\n  a: [x]\n", ["x"], "s:\n  k: 1\n"],
    ["nothing when a kept parent would be empty", "s:\n  a: 1\n", ["a:"], undefined],
    ["nothing that an alias needs", "s:\n  a: &x 1\n  b: *x\n", ["a:"], undefined],
    ["an anchor together with its only alias", "s:\n  a: &x 1\n  b: *x\n  c: 2\n", ["a:", "b:"], "s:\n  c: 2\n"],
    ["no merge", "s:\n  <<: {a: 1}\n  b: 2\n", ["<<"], undefined],
    ["nothing when a comment stands between flow entries", "s: [a, # c\n  b]\n", ["a"], undefined],
    ["nothing from a file with a syntax error", "s:\n  a: 1\n  b\n", ["a:"], undefined],
  ];
  for (const [name, text, starts, expected] of cases) {
    it(`takes ${name}`, () => {
      inBothEndings(text, expected, (tree) => createYamlEditor(tree, options).remove(entries(tree, starts)));
    });
  }
});

describe("commenting yaml entries out", () => {
  const cases: readonly (readonly [string, string, readonly string[], string | undefined])[] = [
    ["a pair", "s:\n  a: 1 # x\n  b: 2\n", ["a:"], "s:\n  # a: 1 # x\n  b: 2\n"],
    ["a block", "s:\n  a:\n    - 1\n\n    - 2\n  b: 2", ["a:"], "s:\n  # a:\n  #   - 1\n\n  #   - 2\n  b: 2"],
    ["an item", "s:\n  - a\n  - b\n", ["- a"], "s:\n  # - a\n  - b\n"],
    ["an emptied parent", "s:\n  k: 1\n  a:\n    - x\n", ["- x"], "s:\n  k: 1\n  # a:\n  #   - x\n"],
    ["nothing in flow style", "s: [a, b]\n", ["a"], undefined],
    ["nothing that shares its line", "s:\n  - a: 1\n    b: 2\n", ["a:"], undefined],
  ];
  for (const [name, text, starts, expected] of cases) {
    it(`turns ${name} into a comment`, () => {
      inBothEndings(text, expected, (tree) => createYamlEditor(tree, options).commentOut(entries(tree, starts)));
    });
  }
});

describe("adding to yaml", () => {
  const cases: readonly (readonly [string, string, string, Plain, string | undefined])[] = [
    ["a key", "s:\n  a: 1 # c\nt: 1\n", "b", true, "s:\n  a: 1 # c\n  b: true\nt: 1\n"],
    ["a key without a final line end", "s:\n  a: 1", "b", "x", "s:\n  a: 1\n  b: x"],
    ["a key below a block", "s:\n  a: |\n    x\n\nt: 1\n", "b", "x", "s:\n  a: |\n    x\n  b: x\n\nt: 1\n"],
    ["a list in the file's own style", "s:\n  l:\n  - x\n", "b", ["ALL"], "s:\n  l:\n  - x\n  b:\n  - ALL\n"],
    [
      "a mapping in the file's own width",
      "s:\n    a: 1\n",
      "b",
      { c: { d: 1 } },
      "s:\n    a: 1\n    b:\n        c:\n            d: 1\n",
    ],
    ["to a list", "s:\n  b:\n    - x # c\n", "b", ["x", "w"], "s:\n  b:\n    - x # c\n    - w\n"],
    ["to a flow list", "s:\n  b: [x]\n", "b", ["w"], "s:\n  b: [x, w]\n"],
    ["to a flow list of several lines", "s:\n  b: [\n    x,\n  ]\n", "b", ["w"], "s:\n  b: [\n    x,\n    w,\n  ]\n"],
    ["to an empty flow list", "s:\n  b: []\n", "b", ["w"], "s:\n  b: [w]\n"],
    ["to a flow mapping", "s: {a: 1}\n", "b", { c: 2 }, "s: {a: 1, b: { c: 2 }}\n"],
    ["to an empty flow mapping", "s: {}\n", "b", 1, "s: { b: 1 }\n"],
    ["a missing part", "s:\n  b:\n    c: 1\n", "b", { d: 2 }, "s:\n  b:\n    c: 1\n    d: 2\n"],
    ["below a key with nothing", "s:\nt: 1\n", "b", 1, "s:\n  b: 1\nt: 1\n"],
    ["a value to a key with nothing", "s:\n  b:\n  c: 1\n", "b", ["x"], "s:\n  b:\n    - x\n  c: 1\n"],
    ["nothing that is there already", "s:\n  b: [x]\n", "b", ["x"], "s:\n  b: [x]\n"],
    ["nothing when the key says something else", "s:\n  b: 1\n", "b", 2, undefined],
    ["nothing that would hide a merge", "x: &x {b: [1]}\ns:\n  <<: *x\n", "b", ["2"], undefined],
    ["nothing to an alias", "x: &x {b: 1}\ns: *x\n", "c", 1, undefined],
    ["text in the file's own quotes where it needs them", "s:\n  a: 'x'\n", "b", "yes", "s:\n  a: 'x'\n  b: 'yes'\n"],
    ["text in double quotes", "s:\n  a: x\n", "b", "1.0", 's:\n  a: x\n  b: "1.0"\n'],
    ["a number as a number", "s:\n  a: x\n", "b", 1.5, "s:\n  a: x\n  b: 1.5\n"],
  ];
  for (const [name, text, key, value, expected] of cases) {
    it(`adds ${name}`, () => {
      inBothEndings(text, expected, (tree) => {
        const [place] = entries(tree, ["s:"]);
        assert(place);
        return createYamlEditor(tree, options).addToEntry(place, key, value);
      });
    });
  }
});

describe("replacing yaml text", () => {
  const cases: readonly (readonly [string, string, string, string, string | undefined])[] = [
    ["plain text", "a: old # c\n", "old", "new", "a: new # c\n"],
    ["plain text that needs quotes now", "a: old\n", "old", "x: y", 'a: "x: y"\n'],
    ["plain text in flow style", "a: [old]\n", "old", "x, y", 'a: ["x, y"]\n'],
    ["single quotes", "a: 'old'\n", "'old'", "it's", "a: 'it''s'\n"],
    ["double quotes", 'a: "old"\n', '"old"', 'say "x"', 'a: "say \\"x\\""\n'],
    ["a part of plain text", "a: b=old c\n", "old", "new", "a: b=new c\n"],
    ["a part of quoted text", "a: 'b=old c'\n", "old", "it's", "a: 'b=it''s c'\n"],
    ["a part of a literal", "a: |\n  x old\n  y\n", "old", "new", "a: |\n  x new\n  y\n"],
    ["a whole literal", "a: |\n  x\n  y\nb: 1\n", "|\n  x\n  y", "p\nq\n", "a: |\n  p\n  q\nb: 1\n"],
    ["nothing that is folded", "a: >\n  x\n  y\n", ">\n  x\n  y", "z", undefined],
    ["nothing that would become a comment", "a: x old\n", "old", " # y", undefined],
    ["a key", "old: 1\n", "old", "new", "new: 1\n"],
  ];
  for (const [name, text, old, now, expected] of cases) {
    it(`replaces ${name}`, () => {
      inBothEndings(text, expected, (tree) => {
        const written = old.replaceAll("\n", tree.source.lineEnding);
        const start = tree.source.text.indexOf(written);
        return createYamlEditor(tree, options).replaceText(tree.source.placeAt(start, start + written.length), now);
      });
    });
  }
});
