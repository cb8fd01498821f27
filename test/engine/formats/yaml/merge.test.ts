import assert from "node:assert/strict";
import { mergedPairs, pathAt, dottedPath, repeatedPairs } from "../../../../server/src/engine/formats/yaml/index.ts";
import { data, yaml } from "./reading.ts";

function last(text: string) {
  const root = yaml(text).documents[0];
  assert(root?.kind === "mapping");
  const value = root.pairs.at(-1)?.value;
  assert(value?.kind === "mapping");
  return value;
}

describe("merged yaml mappings", () => {
  const cases: readonly (readonly [string, unknown])[] = [
    ["a: &a {x: 1, y: 2}\nb: {<<: *a, y: 3}", { y: "3", x: "1" }],
    ["a: &a {x: 1}\nb: &b {x: 2, z: 3}\nc: {<<: [*a, *b]}", { x: "1", z: "3" }],
    ["a: &a {x: 1}\nb: &b {x: 2, z: 3}\nc:\n  <<: *a\n  <<: *b", { x: "1", z: "3" }],
    ["a: &a {x: 1}\nl: &l [*a]\nc: {<<: *l}", { x: "1" }],
    ["a: {<<: {x: 1}, y: 2}", { y: "2", x: "1" }],
    ["a: &a {x: 1}\nb: &b {<<: *a, y: 2}\nc: {<<: *b}", { y: "2", x: "1" }],
    ["a: {<<: *no, y: 2}", { y: "2" }],
    ["a: {'<<': {x: 1}}", { "<<": { x: "1" } }],
    ["a: {x: 1, x: 2}", { x: "2" }],
  ];
  for (const [text, value] of cases) {
    it(`read ${JSON.stringify(text)}`, () => {
      assert.deepEqual(data(last(text)), value);
    });
  }

  it("know through which alias of their own a pair came", () => {
    const pairs = mergedPairs(last("a: &a {x: 1}\nb: &b {<<: *a, y: 2}\nc: {<<: *b, z: 3}"));
    assert.deepEqual(
      pairs.map(({ name, via }) => [name, via?.name]),
      [
        ["z", undefined],
        ["y", "b"],
        ["x", "b"],
      ],
    );
  });

  it("report repeated keys, and allow repeated merges", () => {
    const repeated = repeatedPairs(last("a: &a {x: 1}\nb: {k: 1, <<: *a, k: 2, <<: *a, 'k': 3}"));
    assert.deepEqual(
      repeated.map(({ first, again }) => [data(first.value), data(again.value)]),
      [
        ["1", "2"],
        ["1", "3"],
      ],
    );
  });
});

describe("yaml paths", () => {
  const text = "services:\n  web:\n    cap_add:\n      - A|DM\n    deploy: {limits: {m|em: 1}}\n    env|: x\n";
  const paths = ["services.web.cap_add.*", "services.web.deploy.limits.mem", "services.web.env"];
  const marks = [...text.matchAll(/\|/g)].map(({ index }, count) => index - count);
  for (const [index, expected] of paths.entries()) {
    it(`lead to ${expected}`, () => {
      const found = pathAt(yaml(text.replaceAll("|", "")), marks[index] ?? 0);
      assert.equal(found && dottedPath(found.steps, []), expected);
      assert.equal(found?.on, index === 0 ? "value" : "key");
    });
  }
});

describe("yaml comments", () => {
  const covered = (text: string): readonly (string | undefined)[] => {
    const tree = yaml(text);
    return tree.comments.map(({ covers }) => covers && tree.source.slice(covers));
  };

  it("on their own line cover the next key or item with everything below it", () => {
    assert.deepEqual(covered("# a\nx:\n  # b\n  y:\n    - 1\n  # c\nz: 1\n# d\n"), [
      "x:\n  # b\n  y:\n    - 1",
      "y:\n    - 1",
      "z: 1",
      undefined,
    ]);
    assert.deepEqual(covered("l:\n  # a\n  - n: 1\n    m: 2\n"), ["- n: 1\n    m: 2"]);
  });

  it("after a value cover its line", () => {
    assert.deepEqual(covered("x: # a\n  y: 1 # b\n  s: | # c\n    text # no comment\n"), [
      "x: # a",
      "  y: 1 # b",
      "  s: | # c",
    ]);
  });

  it("may be in flow style too", () => {
    assert.deepEqual(covered("x: [\n  # a\n  {b: 1}, # c\n  d\n]\n"), ["{b: 1}", "  {b: 1}, # c"]);
  });

  it("give their text without the sign", () => {
    assert.deepEqual(
      yaml("## a b  \nx: 1 #c\n").comments.map(({ text, ownLine }) => [text, ownLine]),
      [
        ["a b", true],
        ["c", false],
      ],
    );
  });
});
