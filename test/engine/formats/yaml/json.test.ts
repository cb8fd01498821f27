import assert from "node:assert/strict";
import { readJson } from "../../../../server/src/engine/formats/yaml/index.ts";
import { createSourceText } from "../../../../server/src/engine/model/text/sourceText.ts";
import { data } from "./reading.ts";

function json(text: string) {
  return readJson(createSourceText("file:///a.json", text));
}

/** The text below each problem, and its message. */
function problems(text: string): readonly (readonly [string, string])[] {
  // After an error a repaired text is read.
  const source = createSourceText("file:///a.json", text);
  return json(text).problems.map(({ range, message }) => [source.slice(range), message]);
}

describe("JSON with comments", () => {
  it("is read with tabs, comments and commas at the end", () => {
    const tree = json('// a\n{\n\t"a": [1, true, null,], /* b */\n\t"c": { "d//": "e /* f */" },\n}\n');

    assert.deepEqual(tree.problems, []);
    assert.deepEqual(tree.documents.map(data), [{ a: ["1", "true", "null"], c: { "d//": "e /* f */" } }]);
    assert.deepEqual(
      tree.comments.map(({ text }) => text),
      ["a", "b"],
    );
  });

  it("has the places and escapes of the text", () => {
    const tree = json('{ /* a */ "b": "c\\n\\u00e9\\/" }');
    const [pair] = tree.entries;

    assert.equal(tree.source.text.slice(pair?.value.start, pair?.value.end), '"c\\n\\u00e9\\/"');
    assert.deepEqual(data(pair?.value), "c\né/");
  });

  it("may be empty", () => {
    assert.deepEqual(problems(""), []);
    assert.deepEqual(problems("// nothing yet\n"), []);
  });

  const broken: readonly (readonly [title: string, text: string, at: string, message: RegExp])[] = [
    ["a missing comma", '{\n  "a": "b"\n  "c": 1\n}', '"c": 1', /a comma, a colon or a bracket is missing/],
    ["a missing comma behind a number", '{\n  "a": 1\n  "c": 1\n}', "1", /Invalid JSON/],
    ["a missing bracket", '{\n  "a": [1\n}', "[1", /the closing \] is missing/],
    ["a missing quote", '{\n  "a": "b\n}', '"b', /the closing " is missing/],
    ["a missing value", '{ "a": }', "", /a value is missing/],
    ["single quotes", "{ 'a': 1 }", "'a'", /need double quotes/],
    ["no quotes", '{ "a": yes }', "yes", /need double quotes/],
    ["YAML", "a: 1\n", "a: 1", /Invalid JSON/],
    ["an alias", '{ "a": &b "c", "d": *b }', '"c"', /Invalid JSON/],
  ];
  for (const [title, text, at, message] of broken) {
    it(`has one problem with ${title}`, () => {
      const [problem, ...others] = problems(text);
      assert.deepEqual(others, []);
      assert.equal(problem?.[0], at);
      assert.match(problem[1], message);
    });
  }

  it("is not read beyond its limits", () => {
    assert.equal(json("[".repeat(200)).problems[0]?.kind, "too-deep");
  });
});
