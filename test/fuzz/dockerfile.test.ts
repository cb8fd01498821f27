import assert from "node:assert/strict";
import fc from "fast-check";
import { createDockerfileEditor } from "../../server/src/engine/formats/dockerfile/edit.ts";
import { createInstructionCache, readDockerfile } from "../../server/src/engine/formats/dockerfile/index.ts";
import type { Dockerfile } from "../../server/src/engine/model/document.ts";
import type { Place } from "../../server/src/engine/model/place.ts";
import { createSourceText } from "../../server/src/engine/model/text/sourceText.ts";
import { samples } from "../engine/formats/dockerfile/samples.ts";

const tokens: readonly string[] = [
  ..."\\ \\\n ` `\n \n \r\n \r # ' \" $ ${ } ${A:- ${A# ${A/ << <<EOF <<-'EOF' EOF [ ] [\"a\", , = -- --mount= --from=0".split(
    " ",
  ),
  ..."&& || ; | FROM AS ARG ENV RUN CMD ONBUILD HEALTHCHECK SHELL 🙂 \f \0".split(" "),
  " ",
  "\nFROM b AS c\n",
  '\nSHELL ["pwsh"]\n',
  "# escape=`\n",
];

/** Reads this many mutations of the samples. */
export function fuzzDockerfiles(runs: number): void {
  const edit = fc.record({ at: fc.nat(), remove: fc.nat({ max: 12 }), insert: fc.constantFrom("", ...tokens) });
  const mutations = fc.tuple(fc.constantFrom(...samples), fc.array(edit, { minLength: 1, maxLength: 8 }));
  const cache = createInstructionCache(100_000);
  fc.assert(
    fc.property(mutations, ([sample, edits]) => {
      let text = sample;
      for (const { at, remove, insert } of edits) {
        const start = at % (text.length + 1);
        text = text.slice(0, start) + insert + text.slice(start + remove);
      }
      const source = createSourceText("file:///Dockerfile", text);
      const document = readDockerfile(source, { cache });
      check(document, edits[0]?.at ?? 0);
      assert.equal(document.printTree(), readDockerfile(source).printTree());
    }),
    { numRuns: runs },
  );
}

/** Every place lies within the text, and whatever is asked for gets an answer. */
function check(document: Dockerfile, number: number): void {
  const { source } = document;
  document.settingsAt(source.positionAt(number % (source.text.length + 1)));
  const editor = createDockerfileEditor(document);
  for (const stage of document.stages) {
    const items = [...stage.env.values(), ...stage.args.values(), ...stage.labels.values()];
    const places = [
      ...stage.instructions.flatMap(({ at, keywordAt, flags }) => [at, keywordAt, ...flags.map((flag) => flag.at)]),
      ...stage.commands.flatMap(({ at, words }) => [at, ...words.map((word) => word.at)]),
      ...items.flatMap(({ at, entry }) => [at, entry]),
    ];
    for (const place of places) inside(document, place);

    const instruction = stage.instructions[number % stage.instructions.length];
    const command = stage.commands[number % Math.max(1, stage.commands.length)];
    if (instruction) editor.remove([instruction.at]);
    if (command) editor.commentOut([command.at]);
    editor.replaceValue(stage.image, "x");
    editor.addInstruction(stage, "USER x");
  }
}

function inside({ source }: Dockerfile, { range }: Place): void {
  const start = source.offsetAt(range.start);
  const end = source.offsetAt(range.end);
  assert.ok(start <= end, `${JSON.stringify(range)} in ${JSON.stringify(source.text)}`);
  assert.deepEqual({ start: source.positionAt(start), end: source.positionAt(end) }, range);
}

const heads = ["FROM a\nRUN ", "FROM a\nENV A=", "FROM a\nCOPY ", "FROM a\nCMD ", "FROM a\nHEALTHCHECK CMD ", ""];
const openings = [
  ...["${A:-", "${A/", '"', "'", "\\", "\\\n", "\\\n#\n", " --a=", "<<A ", "[", '["a",', "# \n", "\r", "="],
  ...["\nRUN <<A", "\nFROM a AS b", "\nENV A=$A$A", "\nENV A=${A%%*?*?*}b", "\nONBUILD", " ONBUILD"],
];

describe("fuzzing Dockerfiles", () => {
  const runs = Number(process.env["BULKHEAD_FUZZ_RUNS"] ?? 150);

  it("reads any mutation without a throw, within the text, and the same with and without a cache", () => {
    fuzzDockerfiles(runs);
  }).timeout(60_000 + runs * 200);

  it("gives up on a script of here-documents without end", () => {
    const text = `FROM a\nRUN ${"<<A ".repeat(50_000)}\nUSER b\n`;
    const started = performance.now();
    assert.equal(readDockerfile(createSourceText("file:///Dockerfile", text)).stages[0]?.user.state, "known");
    assert.ok(performance.now() - started < 3000);
  });

  it("reads text that repeats an opening in a time that grows with its length", () => {
    for (const opening of openings) {
      for (const head of heads) {
        const text = head + opening.repeat(Math.floor(8000 / opening.length));
        const started = performance.now();
        const document = readDockerfile(createSourceText("file:///Dockerfile", text));
        document.settingsAt({ line: 1, character: 5 });
        const elapsed = performance.now() - started;
        assert.ok(elapsed < 3000, `${JSON.stringify(head + opening)} took ${elapsed.toFixed(0)} ms`);
      }
    }
  }).timeout(120_000);
});
