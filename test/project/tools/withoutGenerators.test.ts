import assert from "node:assert/strict";
import { build } from "esbuild";
import * as yaml from "yaml";
import { root } from "../../../scripts/bundles.ts";
import { withoutGenerators } from "../../../scripts/withoutGenerators.ts";
import { rules } from "../../../server/src/engine/rules/index.ts";

describe("the bundled YAML tokenizer", () => {
  let bundled: Pick<typeof yaml, "Lexer" | "Parser" | "parseDocument">;

  before(async () => {
    const { outputFiles } = await build({
      stdin: { contents: 'export { Lexer, Parser, parseDocument } from "yaml";', resolveDir: root },
      bundle: true,
      format: "esm",
      platform: "browser",
      write: false,
      plugins: [withoutGenerators],
    });
    const code = outputFiles[0]?.text ?? "";
    bundled = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as typeof bundled;
  });

  it("has no generators left", () => {
    const methods = [bundled.Lexer.prototype, bundled.Parser.prototype].flatMap((prototype) =>
      Object.values(Object.getOwnPropertyDescriptors(prototype)).map(({ value }) => String(value)),
    );
    assert.ok(methods.length > 20);
    assert.deepEqual(
      methods.filter((method) => method.startsWith("*")),
      [],
    );
  });

  it("gives the tokens of the library, for whole texts and for texts that end anywhere", () => {
    for (const text of texts()) {
      assert.deepEqual(tokensBy(bundled, text), tokensBy(yaml, text), text);
    }
  });

  it("composes the same documents", () => {
    for (const text of texts()) {
      const [ours, theirs] = [bundled.parseDocument(text), yaml.parseDocument(text)];
      assert.deepEqual(
        ours.errors.map(({ code, pos }) => ({ code, pos })),
        theirs.errors.map(({ code, pos }) => ({ code, pos })),
      );
      if (theirs.errors.length === 0) assert.equal(String(ours), String(theirs));
    }
  });
});

function tokensBy({ Lexer, Parser }: Pick<typeof yaml, "Lexer" | "Parser">, text: string): readonly unknown[] {
  const parser = new Parser();
  return [...new Lexer().lex(text)].flatMap((lexeme) => [...parser.next(lexeme)]).concat([...parser.end()]);
}

const odd = [
  "",
  "\uFEFFa: 1",
  "%YAML 1.2\n---\na: 1\n...\n--- b\n",
  "? a\n: - b\n  - c\n? [d, {e: f}]\n",
  "a: &x !!str 1\nb: *x\n<<: [*x]\n",
  "a: |+1\n   b\n\n  c\n\nd: >-\n  e\n  f\n",
  "a: 'b\n  c''d'\ne: \"f\\\n  g\"\n",
  "a: b: c\n- d\n\te: [f, g\n} ]\n",
  "a:\r\n  - b # c\r\n\r\n# d\r\n",
];

function texts(): readonly string[] {
  const examples = rules.flatMap(({ examples: { invalid, valid } }) =>
    [...invalid, ...valid].flatMap(({ files }) => Object.entries(files)),
  );
  const written = examples.filter(([name]) => /\.ya?ml$/.test(name)).map(([, text]) => text);
  const broken = written.flatMap((text, index) => text.slice(0, (index * 37) % text.length));
  return [...odd, ...written, ...broken];
}
