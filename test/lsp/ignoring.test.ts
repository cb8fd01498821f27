import assert from "node:assert/strict";
import type { CodeAction, SnippetTextEdit, TextDocumentEdit } from "vscode-languageserver/node";
import { createEngine } from "../../server/src/engine/index.ts";
import { folder, modern, plain, startEditor, stopEditors, type Editor, type EditorOptions } from "./inMemory.ts";

const compose = `${folder}/compose.yaml`;
const text = "services:\n  web:\n    image: debian:12\n    privileged: true\n";
const snippets = {
  ...modern,
  workspace: {
    ...modern.workspace,
    workspaceEdit: { ...modern.workspace?.workspaceEdit, snippetEditSupport: true },
  },
};

async function start(options: EditorOptions = {}): Promise<Editor> {
  const editor = await startEditor({ engine: createEngine(), capabilities: snippets, ...options });
  editor.open(compose, text, "yaml");
  return editor;
}

async function action(editor: Editor, title: string): Promise<CodeAction> {
  const found = (await editor.actions(compose, 3)).find((one) => one.title === title);
  assert.ok(found, title);
  return found.edit ? found : editor.connection.sendRequest<CodeAction>("codeAction/resolve", found);
}

function editsOf({ edit }: CodeAction): TextDocumentEdit["edits"] {
  const changes = (edit?.documentChanges ?? []) as TextDocumentEdit[];
  assert.equal(changes.length, 1);
  assert.equal(changes[0]?.textDocument.uri, compose);
  return changes[0].edits;
}

describe("the actions that suppress a finding", () => {
  afterEach(stopEditors);

  it("follow the fixes and precede the page, narrow ones first", async () => {
    const editor = await start({ initializationOptions: { commands: true } });

    const titles = (await editor.actions(compose, 3)).map(({ title }) => title);

    assert.deepEqual(titles.slice(-5), [
      "Ignore privileged-container here",
      "Ignore privileged-container in this file",
      "Change severity of privileged-container in the workspace",
      "Turn off privileged-container in the workspace",
      "Show documentation for privileged-container",
    ]);
  });

  it("ask for the reason in a snippet, in one edit of the analysed version", async () => {
    const editor = await start();

    const [edit] = editsOf(await action(editor, "Ignore privileged-container here")) as SnippetTextEdit[];

    assert.deepEqual(edit, {
      range: { start: { line: 3, character: 0 }, end: { line: 3, character: 0 } },
      snippet: { kind: "snippet", value: "    # bulkhead ignore=privileged-container ${1:reason}\n" },
    });
  });

  it("leave the reason empty for an editor without snippets", async () => {
    const editor = await start({ capabilities: modern });

    const edits = editsOf(await action(editor, "Ignore privileged-container in this file"));

    assert.deepEqual(edits, [
      {
        range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
        newText: "# bulkhead ignore-file=privileged-container\n",
      },
    ]);
  });

  it("carry their edit immediately for an editor with few abilities", async () => {
    const editor = await start({ capabilities: plain });

    const actions = await editor.actions(compose, 3);

    const here = actions.find(({ title }) => title === "Ignore privileged-container here");
    assert.deepEqual(Object.keys(here?.edit?.changes ?? {}), [compose]);
    assert.ok(actions.every(({ command }) => command === undefined));
  });

  it("come to nothing when the text has changed since", async () => {
    const editor = await start();
    const found = (await editor.actions(compose, 3)).find(({ title }) => title === "Ignore privileged-container here");
    editor.edit(compose, `# new\n${text}`);

    const resolved = await editor.connection.sendRequest<CodeAction>("codeAction/resolve", found);

    assert.equal(resolved.edit, undefined);
  });

  it("are not offered for problems of a comment", async () => {
    const editor = await start();
    editor.edit(compose, "services:\n  web:\n    # bulkhead ignore=nonsense\n    image: debian:12\n");

    const titles = (await editor.actions(compose, 2)).map(({ title }) => title);

    assert.ok(titles.includes("Remove the comment"));
    assert.deepEqual(
      titles.filter((title) => title.startsWith("Ignore")),
      [],
    );
  });
});
