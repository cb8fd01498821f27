import assert from "node:assert/strict";
import { Lexer } from "yaml";
import { tokensOf } from "../../../../server/src/engine/formats/yaml/quoted.ts";
import {
  mergedPairs,
  pairOf,
  scalarText,
  scalarValue,
  type YamlNode,
} from "../../../../server/src/engine/formats/yaml/index.ts";
import { remapped } from "../../../../server/src/engine/model/text/staleText.ts";
import { createSourceText } from "../../../../server/src/engine/model/text/sourceText.ts";
import { data, yaml } from "./reading.ts";

const written = (tree: ReturnType<typeof yaml>): readonly string[] =>
  tree.entries.map(({ start, end }) => tree.source.text.slice(start, end));

describe("yaml trees", () => {
  it("know the whole text of every pair and item", () => {
    const tree = yaml('a: 1 # one\nb:\n  - &x two\n  - c: "3"\n    d: [4, {e: *x}]\nf: |\n  g\n\nh:\n');
    assert.deepEqual(written(tree), [
      "a: 1",
      'b:\n  - &x two\n  - c: "3"\n    d: [4, {e: *x}]',
      "- &x two",
      '- c: "3"\n    d: [4, {e: *x}]',
      'c: "3"',
      "d: [4, {e: *x}]",
      "4",
      "{e: *x}",
      "e: *x",
      "f: |\n  g",
      "h:",
    ]);
  });

  it("are the same with CRLF, and count UTF-16 units", () => {
    const text = "a: 🙂 # c\nb: [x,\n  y]\n";
    assert.deepEqual(written(yaml(text.replaceAll("\n", "\r\n"))), ["a: 🙂", "b: [x,\r\n  y]", "x", "y"]);
    assert.deepEqual(yaml(text).comments[0]?.range, {
      start: { line: 0, character: 6 },
      end: { line: 0, character: 9 },
    });
  });

  it("read several documents, each with anchors of its own", () => {
    const tree = yaml("a: &x 1\n---\nb: *x\n...\n---\n");
    assert.deepEqual(tree.documents.map(data), [{ a: "1" }, { b: undefined }, undefined]);
  });

  it("let an alias mean the last complete anchor before it", () => {
    assert.deepEqual(data(yaml("a: &x 1\nb: *x\nc: &x {d: *x}\ne: *x\n").documents[0]), {
      a: "1",
      b: "1",
      c: { d: "1" },
      e: { d: "1" },
    });
    assert.deepEqual(data(yaml("a: &x [*x]\n").documents[0]), { a: [undefined] });
  });

  it("keep tags beside the value", () => {
    const root = yaml("a: !reset null\nb: !override [1]\nc: !reference [d, e]\nf: !!str 1\ng: !x &y\n").documents[0];
    assert(root?.kind === "mapping");
    assert.deepEqual(
      root.pairs.map(({ value }) => [value.tag, value.anchor, data(value)]),
      [
        ["!reset", undefined, "null"],
        ["!override", undefined, ["1"]],
        ["!reference", undefined, ["d", "e"]],
        ["!!str", undefined, "1"],
        ["!x", "y", ""],
      ],
    );
  });

  const types: readonly (readonly [string, unknown])[] = [
    ["", null],
    ["~", null],
    ["true", true],
    ["False", false],
    ["yes", "yes"],
    ["'true'", "true"],
    ["12", 12],
    ["0755", 493],
    ["0o17", 15],
    ["0x1F", 31],
    ["1.50", 1.5],
    ["-.5e3", -500],
    ["22:22", "22:22"],
    ["1.2.3", "1.2.3"],
    ["!!str 12", "12"],
    ["|-\n  true", "true"],
  ];
  for (const [text, value] of types) {
    it(`type ${JSON.stringify(text)} as ${JSON.stringify(value)}`, () => {
      const node = scalarAt(yaml(`k: ${text}`).documents[0]);
      assert.equal(scalarValue(node), value);
    });
  }

  it("refuse texts that are too large, too long, too deep, or full of aliases", () => {
    const kinds = (text: string): readonly string[] =>
      yaml(text).problems.map(({ kind, fatal }) => `${kind} ${String(fatal)}`);
    assert.deepEqual(kinds("a: b\n".repeat(300_000)), ["too-large true"]);
    assert.deepEqual(kinds(`a: ${"b".repeat(300_000)}`), ["line-too-long true"]);
    assert.deepEqual(kinds("[".repeat(50_000)), ["too-deep true"]);
    assert.deepEqual(kinds("- ".repeat(50_000)), ["too-deep true"]);
    assert.deepEqual(kinds(`a: &a 1\nb:\n${"  - *a\n".repeat(10_001)}`), ["too-many-aliases true"]);
  });

  it("are read in linear time with thousands of keys, and with merges of merges", () => {
    const started = performance.now();
    yaml(Array.from({ length: 20_000 }, (_, index) => `key${String(index)}: 1\n`).join(""));
    const links = Array.from(
      { length: 3000 },
      (_, index) => `a${String(index + 1)}: &a${String(index + 1)}\n  <<: *a${String(index)}\n  k${String(index)}: 1\n`,
    );
    const tree = yaml(`a0: &a0 {x: 1}\n${links.join("")}`);
    const root = tree.documents[0];
    assert(root?.kind === "mapping");
    const last = root.pairs.at(-1)?.value;
    assert(last?.kind === "mapping" && mergedPairs(last).length < 1000);
    assert(performance.now() - started < 10_000);
  });

  it("name the place of a syntax error and keep the text around it", () => {
    const tree = yaml("a: 1\nb: [1, 2\nc: 3\n");
    assert.equal(tree.problems[0]?.kind, "syntax");
    assert.equal(tree.problems[0].fatal, false);
    assert.match(tree.problems[0].message, /^Invalid YAML: /);
  });

  const indentations: readonly (readonly [title: string, text: string, line: number, message: RegExp])[] = [
    ["a key below a value", "a:\n  b: c\n    d: e\n", 2, /this line is indented too far/],
    ["the same after an empty line", "a:\n  b: c\n\n    d: e\n", 3, /this line is indented too far/],
    ["a value with a colon", "a:\n  b: c: d\n    e: f\n", 1, /must be quoted/],
    ["a block that is not indented", "a:\n  b: |\n  echo c\n  d: e\n", 2, /after "\|" must be indented/],
    ["a key without a colon", "a:\n  b: c\n  echo d\n  e: f\n", 2, /":" after the key is missing/],
  ];
  for (const [title, text, line, message] of indentations) {
    it(`name the place of ${title}`, () => {
      const [problem] = yaml(text).problems;
      assert.match(problem?.message ?? "", message);
      assert.equal(problem?.range.start.line, line);
    });
  }
});

describe("the last good yaml tree", () => {
  const good = "services:\n  web:\n    image: nginx\n  db:\n    image: postgres\n";

  it("replaces a state that cannot be read, with current places", () => {
    const now = good.replace("nginx", '"nginx # a long text that is not closed');
    const tree = yaml(now, yaml(good));
    assert.equal(tree.stale, true);
    assert.equal(tree.problems.length > 0, true);
    const image = tree.entries.at(-1);
    assert(image);
    const { range } = tree.source.placeAt(image.start, image.end);
    assert.deepEqual(range, { start: { line: 4, character: 4 }, end: { line: 4, character: 19 } });
  });

  it("has no place between the halves of a line end", () => {
    const old = `a: [b,\n  c]\n${good}`;
    const now = `a: [b,\r\n${good}`;
    const text = createSourceText("file:///a.yaml", now);
    const source = remapped(createSourceText("file:///a.yaml", old), text);
    for (let offset = 0; offset <= old.length; offset += 1) {
      const position = source.positionAt(offset);
      assert.deepEqual(text.positionAt(text.offsetAt(position)), position);
    }
  });

  it("is not needed when nothing else is lost", () => {
    const tree = yaml(good.replace("image: nginx", "image: nginx\n    comm"), yaml(good));
    assert.equal(tree.stale, false);
    assert.equal(tree.problems.length, 1);
  });

  it("is remembered over several broken states", () => {
    const first = yaml(good.replace("nginx", '"nginx'), yaml(good));
    const second = yaml(good.replace("nginx", '"ngin'), first);
    assert.deepEqual(data(second.documents[0]), data(yaml(good).documents[0]));
  });
});

describe("a question mark without a key", () => {
  for (const text of ["a: [?]\nb: 1\n", "a: {?}\nb: 1\n", "a: ?\nb: 1\n", "?"]) {
    it(`ends after its last character in ${JSON.stringify(text)}`, () => {
      const entries = yaml(text).entries;

      assert.ok(entries.length > 0);
      for (const { start, end } of entries) assert.ok(start <= end);
    });
  }
});

describe("tokens of quoted scalars", () => {
  const shallow = 'a:\n  b: "one\n  two"\n';
  const typesOf = (lexer?: Pick<Lexer, "lex">) => JSON.stringify(tokensOf(shallow, lexer));

  it("accept lines at the indentation of the key", () => {
    assert.doesNotMatch(typesOf(), /"type":"error"|Missing closing/);
  });

  it("are those of the library if its lexer has other private fields", () => {
    const lexer = new Lexer();
    const strange = { lex: (text: string) => lexer.lex(text), buffer: 1 };
    assert.equal(typesOf(strange), JSON.stringify(tokensOf(shallow, { lex: (text) => new Lexer().lex(text) })));
    assert.notEqual(typesOf(strange), typesOf());
  });
});

describe("a quoted scalar that goes on at its key's indentation", () => {
  const readable = ["k:\n  x: 'one\n\n  two'\n  y: 1\n", 'k:\n  x: "one\n  it\'s \\" two" # why\n  y: 1\n'];
  for (const text of readable) {
    it(`is read as libyaml does: ${JSON.stringify(text)}`, () => {
      const tree = yaml(text);

      assert.deepEqual(tree.problems, []);
      assert.deepEqual(
        tree.entries.map(({ start }) => tree.source.text[start]),
        ["k", "x", "y"],
      );
    });
  }

  const forgotten = [
    "k:\n  x: 'one\n  y: 'two'\n",
    "k:\n  - 'one\n  - two'\n",
    'k:\n  x: "one\n  y: two\n  z: "three"\n',
    "k:\n  x: 'one\n---\ny: two'\n",
  ];
  for (const text of forgotten) {
    it(`is a forgotten quote before another entry: ${JSON.stringify(text)}`, () => {
      assert.match(yaml(text).problems[0]?.message ?? "", /the closing . is missing/);
    });
  }
});

describe("text of scalars", () => {
  const samples: Readonly<Record<string, string>> = {
    plain: "k: one two",
    "plain of several lines": "k: one\n  two\n\n  three",
    "single quotes": "k: 'it''s one\n  two\n\n  three '",
    "double quotes": 'k: "a\\tone\\u0020two \\\n  three\n  four"',
    literal: "k: |\n  one\n    two\n\n  three  \n",
    "literal with an indentation": "k: |2-\n    one\n   two\n",
    folded: "k: >-\n  one\n  two\n\n  three\n    four\n  five\n",
    "a list of literals": "- |\n  one\n- >\n  two\n",
  };
  for (const [name, text] of Object.entries(samples)) {
    for (const [ending, variant] of [
      ["LF", text],
      ["CRLF", text.replaceAll("\n", "\r\n")],
    ] as const) {
      it(`has exact places: ${name}, ${ending}`, () => {
        const tree = yaml(variant);
        for (const { value } of tree.entries) {
          if (value.kind !== "scalar") continue;
          const { text: content, placeAt } = scalarText(tree.source, value);
          for (const match of content.matchAll(/[a-z]+/g)) {
            const { range } = placeAt(match.index, match.index + match[0].length);
            assert.equal(tree.source.slice(range), match[0]);
          }
        }
      });
    }
  }

  it("gives escapes the place of what is written", () => {
    const tree = yaml(`k: "\\u00e9\\U0001F642x"`);
    const { text, placeAt } = scalarText(tree.source, scalarAt(tree.documents[0]));
    assert.equal(text, "é🙂x");
    assert.equal(tree.source.slice(placeAt(0, 1).range), "\\u00e9");
    assert.equal(tree.source.slice(placeAt(1, 3).range), "\\U0001F642");
    assert.equal(tree.source.slice(placeAt(3, 4).range), "x");
  });
});

function scalarAt(root: YamlNode | undefined) {
  assert(root?.kind === "mapping");
  const value = pairOf(root, "k")?.value;
  assert(value?.kind === "scalar");
  return value;
}
