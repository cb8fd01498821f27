import assert from "node:assert/strict";
import fc from "fast-check";
import { createComposeEditor } from "../../server/src/engine/formats/compose/edit.ts";
import { readCompose } from "../../server/src/engine/formats/compose/index.ts";
import type { ComposeFile } from "../../server/src/engine/model/document.ts";
import type { Fact, Item } from "../../server/src/engine/model/fact.ts";
import type { Place } from "../../server/src/engine/model/place.ts";
import { createSourceText } from "../../server/src/engine/model/text/sourceText.ts";
import { project } from "../engine/formats/compose/reading.ts";
import { samples } from "../engine/formats/compose/samples.ts";

const tokens: readonly string[] = [
  ..."' \" [ ] { } : - ? # & * ! | > , \\ % @ ` $ ${ } ${A:-${ $$ << &x *x *env !reset !override --- ... ~ null yes 🙂 \t \r \0".split(
    " ",
  ),
  " ",
  "  ",
  "\n",
  "\r\n",
  ": ",
  "- ",
  " #",
  "\n---\n",
  "<<: *common\n",
  "extends: web\n",
  "extends: {file: other.yaml, service: web}\n",
  "include: [other.yaml]\n",
];

const neighbours = {
  "other.yaml": samples[1] ?? "",
  ".env": "TAG=1\nLEVEL='x y'\n",
  "compose.override.yml": "services: {web: {ports: !override [1]}}",
};

/** Reads this many mutations of the samples. */
export function fuzzCompose(runs: number): void {
  const edit = fc.record({ at: fc.nat(), remove: fc.nat({ max: 12 }), insert: fc.constantFrom("", ...tokens) });
  const mutations = fc.tuple(fc.constantFrom(...samples), fc.array(edit, { minLength: 1, maxLength: 6 }));
  fc.assert(
    fc.property(mutations, ([sample, edits]) => {
      let text = sample;
      let previous: ComposeFile | undefined;
      for (const { at, remove, insert } of edits) {
        const start = at % (text.length + 1);
        text = text.slice(0, start) + insert + text.slice(start + remove);
        const source = createSourceText("file:///p/compose.yaml", text);
        previous = readCompose(source, project(neighbours), previous && { previous });
      }
      if (previous) check(previous, edits[0]?.at ?? 0);
    }),
    { numRuns: runs },
  );
}

/** Every place lies within the text, and whatever is asked for gets an answer. */
function check(document: ComposeFile, number: number): void {
  const { source, services } = document;
  document.settingsAt(source.positionAt(number % (source.text.length + 1)));
  document.printTree();
  for (const comment of document.comments) inside(document, { uri: source.uri, range: comment.range });
  for (const problem of document.problems) inside(document, { uri: source.uri, range: problem.range });
  const editor = createComposeEditor(document);
  for (const service of services) {
    inside(document, service.at);
    inside(document, service.entry);
    const facts: readonly (Fact<unknown> | Item<unknown>)[] = [
      service.image,
      service.privileged,
      service.ports,
      service.mounts,
      service.command,
      ...service.environment.values(),
    ];
    for (const fact of facts) {
      inside(document, fact.at);
      if (fact.state === "unset") continue;
      inside(document, fact.entry);
      editor.replaceValue(fact, "x");
      editor.remove([fact.entry]);
      editor.commentOut([fact.entry]);
    }
    editor.addToService(service, "cap_drop", ["ALL"]);
  }
}

function inside({ source }: ComposeFile, { uri, range: { start, end } }: Place): void {
  if (uri !== source.uri) return;
  const [from, to] = [source.offsetAt(start), source.offsetAt(end)];
  assert.deepEqual([source.positionAt(from), source.positionAt(to)], [start, end]);
  assert(from <= to);
}

const runs = Number(process.env["BULKHEAD_FUZZ_RUNS"] ?? 60);

describe("fuzzing Compose files", () => {
  it("never throws, and keeps every place within the text", () => {
    fuzzCompose(runs);
  }).timeout(60_000 + runs * 200);

  it("ends on text that repeats an opening, and on anchors that multiply", () => {
    const openings = ["- [", "[", "{a: ", "a: &a\n ", "*a ", "${", "${A:-", "'", '"', "# x\n", "? ", "!t "];
    const texts = openings.map((opening) => `services:\n  web:\n    command: ${opening.repeat(1000)}`);
    const levels = Array.from({ length: 30 }, (_, level) => level);
    const bomb = levels
      .map((level) => `x-${String(level)}: &l${String(level)} [${`*l${String(level - 1)}, `.repeat(9)}]\n`)
      .join("");
    const merges = levels
      .map(
        (level) =>
          `x-${String(level)}: &l${String(level)} {<<: [${`*l${String(level - 1)}, `.repeat(9)}], k${String(level)}: 1}\n`,
      )
      .join("");
    const started = performance.now();
    for (const text of [
      ...texts,
      `${bomb}services: {web: {image: *l29, command: *l29, deploy: {placement: *l29}, x-bulkhead: {a: *l29}, ports: *l29, extends: {service: *l29}}}`,
      `${merges}services: {web: *l29}`,
    ]) {
      check(readCompose(createSourceText("file:///p/compose.yaml", text), project(neighbours)), 0);
    }
    assert(performance.now() - started < 20_000);
  }).timeout(120_000);
});
