import assert from "node:assert/strict";
import fc from "fast-check";
import { createDevContainerEditor } from "../../server/src/engine/formats/devcontainer/edit.ts";
import { readDevContainer } from "../../server/src/engine/formats/devcontainer/index.ts";
import { readJson } from "../../server/src/engine/formats/yaml/index.ts";
import type { DevContainer } from "../../server/src/engine/model/document.ts";
import type { FileEdit } from "../../server/src/engine/model/editor.ts";
import type { Fact } from "../../server/src/engine/model/fact.ts";
import type { Place } from "../../server/src/engine/model/place.ts";
import { createSourceText } from "../../server/src/engine/model/text/sourceText.ts";
import { createNeighbours } from "../../server/src/engine/project/neighbours.ts";

const seeds: readonly string[] = [
  '// a\n{\n\t"name": "x", /* b */\n\t"image": "node:${localEnv:V:22}",\n\t"runArgs": ["--cap-add=SYS_PTRACE", "--security-opt", "seccomp=unconfined", "-v", "${localWorkspaceFolder}/a:/b", "--privileged"],\n\t"features": { "ghcr.io/devcontainers/features/docker-in-docker:2": {} },\n\t// c\n\t"mounts": ["source=${localEnv:HOME},target=/h,type=bind", { "source": "d", "target": "/d", "type": "volume" }],\n\t"privileged": true, // d\n\t"capAdd": ["SYS_ADMIN"],\n\t"containerEnv": { "A": "\\u00e9" },\n\t"appPort": [3000, "8080:80"],\n\t"postCreateCommand": "echo \\"a\\" && apt-get install x",\n\t"postStartCommand": { "a": ["b", "c"], "d": "e" },\n}\n',
  '{\r\n  "dockerComposeFile": ["../compose.yaml"], "service": "app",\r\n  "overrideCommand": false, "init": true, "workspaceFolder": "/w/${localWorkspaceFolderBasename}"\r\n}\r\n',
  '{ "build": { "dockerfile": "Dockerfile", "context": "..", "args": { "A": null }, "options": ["--target=x"] }, "workspaceMount": "" }',
];

const tokens = [
  ..."' \" { } [ ] : , // /* */ \\ \\u # & * ! | > - ? % @ ${ } 😀 \0 \t true 1e9".split(" "),
  "\n",
  "\r\n",
  '"a": ',
  " ",
];

const runs = Number(process.env["BULKHEAD_FUZZ_RUNS"] ?? 100);

describe("fuzzing devcontainer.json", () => {
  // mocha asks for whole stack traces, and thousands of syntax errors deep down then take seconds; no host does.
  const { stackTraceLimit } = Error;
  before(() => (Error.stackTraceLimit = 10));
  after(() => (Error.stackTraceLimit = stackTraceLimit));

  it("reads any mutation without a throw, with all places in the text and edits that can be read", () => {
    const edit = fc.record({ at: fc.nat(), remove: fc.nat({ max: 15 }), insert: fc.constantFrom("", ...tokens) });
    const mutations = fc.tuple(fc.constantFrom(...seeds), fc.array(edit, { minLength: 1, maxLength: 5 }));
    fc.assert(
      fc.property(mutations, ([seed, edits]) => {
        let text = seed;
        let previous = read(text);
        for (const { at, remove, insert } of edits) {
          const start = at % (text.length + 1);
          text = text.slice(0, start) + insert + text.slice(start + remove);
          previous = read(text, previous);
          check(previous);
        }
      }),
      { numRuns: runs },
    );
  }).timeout(60_000 + runs * 200);

  it("takes a time that grows with the length for text that repeats an opening", () => {
    for (const opening of ["{", "[", '{"a":', '"', "/*", "//", "${", '"\\', "[[,", '"${a:']) {
      for (const seed of seeds) {
        const started = performance.now();
        check(read(`${seed}\n${opening.repeat(1000)}`));
        const option = opening.replaceAll('"', '\\"').repeat(1000);
        check(read(`${seed.slice(0, seed.lastIndexOf("}"))}, "runArgs": ["${option}"] }`));
        assert.ok(performance.now() - started < 10_000, opening);
      }
    }
  });
});

function read(text: string, previous?: DevContainer): DevContainer {
  const source = createSourceText("file:///a/.devcontainer/devcontainer.json", text);
  return readDevContainer(source, createNeighbours(new Map()), previous ? { previous } : {});
}

/** Everything of the document can be asked for, and lies in its text. */
function check(document: DevContainer): void {
  document.printTree();
  const { source } = document;
  const assertWithin = ({ range }: Place): void => {
    assert.ok(source.offsetAt(range.start) <= source.offsetAt(range.end), JSON.stringify(range));
    for (const { line, character } of [range.start, range.end]) {
      // Of a text that cannot be read now, places may fall between the halves of a line end.
      assert.ok(line < source.lineCount && character <= source.lineText(line).length + 1, JSON.stringify(range));
    }
  };
  for (const service of document.services) {
    assertWithin(service.at);
    assertWithin(service.entry);
    const editor = createDevContainerEditor(document);
    assertReadable(document, editor.addToService(service, "cap_add", ["NET_ADMIN"]));
    const facts: readonly Fact<unknown>[] = [service.image, service.privileged, service.capAdd, service.ports];
    for (const fact of facts) {
      assertWithin(fact.at);
      if (fact.state === "known") assertReadable(document, editor.remove([fact.entry]));
    }
  }
  for (const command of document.commands) {
    assertWithin(command.at);
    for (const word of command.words) assertWithin(word.at);
  }
  for (const { range, covers } of document.comments) {
    assertWithin({ uri: source.uri, range });
    if (covers) assertWithin({ uri: source.uri, range: covers });
  }
  document.settingsAt(source.positionAt(source.text.length >> 1));
}

function assertReadable({ source }: DevContainer, edit: FileEdit | undefined): void {
  if (!edit) return;
  let { text } = source;
  for (const { range, newText } of [...edit.edits].reverse()) {
    text = text.slice(0, source.offsetAt(range.start)) + newText + text.slice(source.offsetAt(range.end));
  }
  assert.deepEqual(readJson(createSourceText(source.uri, text)).problems, [], text);
}
