import assert from "node:assert/strict";
import type { CodeAction, CompletionItem, TextDocumentEdit } from "vscode-languageserver/node";
import { createEngine } from "../../server/src/engine/index.ts";
import { folder, modern, startEditor, stopEditors, type Editor } from "./inMemory.ts";

const uri = `${folder}/.devcontainer/devcontainer.json`;
const text = '{\n\t"image": "debian:12",\n\t// For perf.\n\t"privileged": true\n}\n';

async function start(content = text): Promise<Editor> {
  const editor = await startEditor({ engine: createEngine(), capabilities: modern });
  editor.open(uri, content, "jsonc");
  return editor;
}

async function edited(editor: Editor, title: string): Promise<TextDocumentEdit["edits"]> {
  const found = (await editor.actions(uri, 3)).find((one) => one.title === title);
  assert.ok(found, title);
  const { edit } = found.edit ? found : await editor.connection.sendRequest<CodeAction>("codeAction/resolve", found);
  const [change] = (edit?.documentChanges ?? []) as TextDocumentEdit[];
  assert.equal(change?.textDocument.uri, uri);
  return change.edits;
}

describe("a devcontainer.json in an editor", () => {
  afterEach(stopEditors);

  it("has diagnostics, and none while a comment suppresses them", async () => {
    const editor = await start();

    assert.deepEqual(
      (await editor.pull(uri)).map(({ code, range }) => [code, range.start.line]),
      [["privileged-container", 3]],
    );
    editor.edit(uri, text.replace("// For perf.", "// bulkhead ignore=privileged-container for perf"));
    assert.deepEqual(await editor.pull(uri), []);
  });

  it("has fixes that leave valid JSON", async () => {
    const editor = await start();

    assert.deepEqual(await edited(editor, 'Remove "privileged: true"'), [
      { range: { start: { line: 1, character: 21 }, end: { line: 1, character: 22 } }, newText: "" },
      { range: { start: { line: 2, character: 0 }, end: { line: 4, character: 0 } }, newText: "" },
    ]);
  });

  it("gets ignore comments as JSON has them", async () => {
    const editor = await start();

    const [here] = await edited(editor, "Ignore privileged-container here");
    const [file] = await edited(editor, "Ignore privileged-container in this file");

    assert.ok(here && "newText" in here && file && "newText" in file);
    assert.equal(here.newText, "\t// bulkhead ignore=privileged-container\n");
    assert.equal(here.range.start.line, 3);
    assert.equal(file.newText, "// bulkhead ignore-file=privileged-container\n");
  });

  it("completes directives in comments", async () => {
    const editor = await start('{\n\t// bulkhead ignore=\n\t"image": "debian:12",\n\t"privileged": true\n}\n');

    const items = await editor.connection.sendRequest<CompletionItem[]>("textDocument/completion", {
      textDocument: { uri },
      position: { line: 1, character: 20 },
    });
    const [first] = [...items].sort((a, b) => ((a.sortText ?? "") < (b.sortText ?? "") ? -1 : 1));

    assert.equal(first?.label, "privileged-container");
  });

  it("follows its Compose file", async () => {
    const compose = `${folder}/compose.yaml`;
    const image = (tag: string): string => `services:\n  app:\n    image: alpine:${tag}\n`;
    const editor = await start(
      '{ "dockerComposeFile": "../compose.yaml", "service": "app", "postCreateCommand": "apt-get update" }\n',
    );
    editor.open(compose, image("3.22"), "yaml");

    assert.deepEqual(
      (await editor.pull(uri)).map(({ code }) => code),
      ["package-manager-mismatch"],
    );
    editor.edit(compose, image("3.22").replace("alpine:3.22", "debian:13"));
    assert.deepEqual(await editor.pull(uri), []);
  });

  it("keeps its advice while a line of it is being typed", async () => {
    const editor = await start();
    await editor.pull(uri);
    editor.edit(uri, text.replace('"image": "debian:12",', '"image": "debian:12",\n\t"capAdd": ["'));

    assert.deepEqual(
      (await editor.pull(uri)).map(({ code }) => code),
      ["syntax-error", "privileged-container"],
    );
  });
});
