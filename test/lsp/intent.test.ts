import assert from "node:assert/strict";
import { CodeActionTriggerKind, type CodeAction, type TextDocumentEdit } from "vscode-languageserver/node";
import {
  declareIntentRequest,
  intentRequest,
  type DeclareIntentResult,
  type IntentResult,
} from "../../server/src/protocol.ts";
import { applyEdits, engine } from "../../scripts/examples.ts";
import { folder, startEditor, stopEditors, type Editor } from "./inMemory.ts";

const initializationOptions = { commands: true };

interface Opened {
  readonly editor: Editor;
  readonly uri: string;
  readonly text: string;
  readonly position: { readonly line: number; readonly character: number };
}

/** Opens a file with the cursor at `|`. */
async function open(name: string, marked: string): Promise<Opened> {
  const editor = await startEditor({ engine, initializationOptions });
  const uri = `${folder}/${name}`;
  const text = marked.replace("|", "");
  const before = marked.slice(0, marked.indexOf("|")).split("\n");
  editor.open(uri, text);
  return { editor, uri, text, position: { line: before.length - 1, character: before.at(-1)?.length ?? 0 } };
}

/** The file after a value is declared at `|`; undefined if no edit is offered. */
async function declared(name: string, marked: string, key: string, value: string): Promise<string | undefined> {
  const { editor, uri, text, position } = await open(name, marked);
  const params = { uri, position, key, value };
  const edit = await editor.connection.sendRequest<DeclareIntentResult>(declareIntentRequest, params);
  const changes = (edit?.documentChanges ?? []) as TextDocumentEdit[];
  assert.ok(changes.every(({ textDocument }) => textDocument.uri === uri));
  return edit ? applyEdits(text, changes.flatMap(({ edits }) => edits) as never) : undefined;
}

async function intentAt(name: string, marked: string): Promise<IntentResult> {
  const { editor, uri, position } = await open(name, marked);
  return editor.connection.sendRequest<IntentResult>(intentRequest, { uri, position });
}

async function titles(marked: string, triggerKind: CodeActionTriggerKind, only?: string[]): Promise<readonly string[]> {
  const { editor, uri, position } = await open("compose.yaml", marked);
  const actions = await editor.connection.sendRequest<CodeAction[]>("textDocument/codeAction", {
    textDocument: { uri },
    range: { start: position, end: position },
    context: { diagnostics: [], triggerKind, ...(only ? { only } : {}) },
  });
  return actions.map(({ title }) => title);
}

describe("the intent keys at the cursor", () => {
  afterEach(stopEditors);

  it("belong to the innermost workload, with the effect of each value", async () => {
    const found = await intentAt(
      "compose.yaml",
      "# bulkhead tenancy=single\nservices:\n  web:\n    image: |nginx\n    labels:\n      bulkhead.trust: trusted\n",
    );

    assert.equal(found?.name, "web");
    assert.equal(found.line, 2);
    assert.deepEqual(
      found.keys.map(({ key, present }) => `${key} ${present ?? "-"}`),
      ["trust trusted", "tenancy single", "compliance -", "lifetime -", "kernel -", "state -"],
    );
    assert.ok(found.keys.every(({ values }) => values.every(({ meaning, changes }) => meaning && changes)));
  });

  it("names stages, jobs and machines, from their comments too", async () => {
    const stage = await intentAt("Dockerfile", "FROM a AS build\nRUN b\nFROM debian:13\nRUN |c\n");
    const job = await intentAt(".github/workflows/a.yml", "jobs:\n  # no|te\n  test:\n    runs-on: x\n");
    const machine = await intentAt("Vagrantfile", 'Vagrant.configure("2") do |config|\n  config.vm.box = "a"\nend\n');

    assert.deepEqual([stage?.name, job?.name, machine?.name], ["debian:13", "test", "default"]);
  });

  it("is nothing outside of workloads", async () => {
    assert.equal(await intentAt("compose.yaml", "name: |a\nservices:\n  web:\n    image: a\n"), null);
    assert.equal(await intentAt("bulkhead.config.yaml", "profile: |strict\n"), null);
  });
});

describe("a declaration", () => {
  afterEach(stopEditors);

  it("is a comment above the service, stage, job or machine", async () => {
    assert.equal(
      await declared("compose.yaml", "services:\n  web:\n    image: |a\n", "trust", "untrusted"),
      "services:\n  # bulkhead trust=untrusted\n  web:\n    image: a\n",
    );
    assert.equal(
      await declared("Dockerfile", "# syntax=docker/dockerfile:1\r\nFROM a\r\nRUN |b\r\n", "state", "stateless"),
      "# syntax=docker/dockerfile:1\r\n# bulkhead state=stateless\r\nFROM a\r\nRUN b\r\n",
    );
    assert.equal(
      await declared(".github/workflows/a.yml", "jobs:\n  test:\n    runs-on: |x\n", "lifetime", "ephemeral"),
      "jobs:\n  # bulkhead lifetime=ephemeral\n  test:\n    runs-on: x\n",
    );
    assert.equal(
      await declared(
        "azure-pipelines.yml",
        "jobs:\n  - job: build\n    steps:\n      - script: |make\n",
        "lifetime",
        "ephemeral",
      ),
      "jobs:\n  # bulkhead lifetime=ephemeral\n  - job: build\n    steps:\n      - script: make\n",
    );
  });

  it("is a comment above the block of a machine", async () => {
    const machines =
      'Vagrant.configure("2") do |config|\n  config.vm.define "a" do |m|\n    m.vm.box = "b"\n  end\nend\n';
    const editor = await startEditor({ engine, initializationOptions });
    const uri = `${folder}/Vagrantfile`;
    editor.open(uri, machines);

    const params = { uri, position: { line: 2, character: 6 }, key: "kernel", value: "own" };
    const edit = await editor.connection.sendRequest<DeclareIntentResult>(declareIntentRequest, params);

    const [change] = edit?.documentChanges as TextDocumentEdit[];
    assert.deepEqual(change?.edits, [
      {
        range: { start: { line: 1, character: 0 }, end: { line: 1, character: 0 } },
        newText: "  # bulkhead kernel=own\n",
      },
    ]);
  });

  it("in a Jenkinsfile begins with slashes", async () => {
    const text = await declared(
      "Jenkinsfile",
      'pipeline {\n  agent any\n  stages {\n    stage("t") {\n      agent { docker { image "a" } }\n      steps { sh "|make" }\n    }\n  }\n}\n',
      "trust",
      "trusted",
    );

    assert.match(text ?? "", /^ *\/\/ bulkhead trust=trusted$/m);
  });

  it("is merged with the comment that is there", async () => {
    const merged = (comment: string, key: string, value: string) =>
      declared("compose.yaml", `services:\n  ${comment}\n  web:\n    image: |a\n`, key, value);
    const after = (comment: string): string => `services:\n  ${comment}\n  web:\n    image: a\n`;

    assert.equal(
      await merged("# bulkhead trust=untrusted", "compliance", "hipaa,other"),
      after("# bulkhead trust=untrusted compliance=hipaa,other"),
    );
    assert.equal(await merged("# bulkhead trust=untrusted", "trust", "trusted"), after("# bulkhead trust=trusted"));
    assert.equal(
      await merged("# bulkhead ignore=privileged-container why", "kernel", "own"),
      after("# bulkhead ignore=privileged-container why\n  # bulkhead kernel=own"),
    );
  });

  it("replaces a value that the service itself declares", async () => {
    assert.equal(
      await declared(
        "compose.yaml",
        "services:\n  web:\n    image: |a\n    x-bulkhead: { trust: untrusted }\n",
        "trust",
        "trusted",
      ),
      "services:\n  web:\n    image: a\n    x-bulkhead: { trust: trusted }\n",
    );
  });

  it("keeps values that come from another service, and quotes", async () => {
    const base = (trust: string): string => `x-base: &base\n  x-bulkhead: { trust: ${trust} }\n`;
    assert.equal(
      await declared(
        "compose.yaml",
        `${base("trusted")}services:\n  web:\n    <<: *base\n    image: |a\n`,
        "trust",
        "untrusted",
      ),
      `${base("trusted")}services:\n  # bulkhead trust=untrusted\n  web:\n    <<: *base\n    image: a\n`,
    );
    assert.equal(
      await declared("Dockerfile", 'FROM a\nLABEL |bulkhead.state="stateful"\n', "state", "stateless"),
      'FROM a\nLABEL bulkhead.state="stateless"\n',
    );
  });

  it("is an exception to one above all services", async () => {
    assert.equal(
      await declared(
        "compose.yaml",
        "# bulkhead trust=trusted\nservices:\n  web:\n    image: |a\n",
        "trust",
        "untrusted",
      ),
      "# bulkhead trust=trusted\nservices:\n  # bulkhead trust=untrusted\n  web:\n    image: a\n",
    );
  });

  it("is refused where no comment fits, and for an unknown value", async () => {
    assert.equal(await declared("compose.yaml", "services: { web: { image: |a } }\n", "trust", "trusted"), undefined);
    assert.equal(await declared("compose.yaml", "services:\n  web:\n    image: |a\n", "trust", "nobody"), undefined);
  });
});

describe("the action that declares intent", () => {
  afterEach(stopEditors);

  it("is offered where a workload begins, and in it if the user asks", async () => {
    const { Automatic, Invoked } = CodeActionTriggerKind;
    const [header, body] = ["services:\n  |web:\n    image: a\n", "services:\n  web:\n    image: |a\n"];

    assert.deepEqual(await titles(header, Automatic), ["Declare intent…"]);
    assert.deepEqual(await titles(body, Automatic), []);
    assert.deepEqual(await titles(body, Invoked), ["Declare intent…"]);
    assert.deepEqual(await titles(body, Invoked, ["refactor"]), ["Declare intent…"]);
    assert.deepEqual(await titles(body, Invoked, ["quickfix"]), []);
    assert.deepEqual(await titles("|services:\n  web:\n    image: a\n", Invoked), []);
  });
});
