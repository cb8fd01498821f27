import assert from "node:assert/strict";
import type { CodeAction, TextDocumentEdit } from "vscode-languageserver/node";
import { folder, modern, startEditor, stopEditors } from "./inMemory.ts";

const dockerfile = `${folder}/Dockerfile`;
const titlesOf = (actions: readonly CodeAction[]): string[] => actions.map(({ title }) => title);

describe("code actions", () => {
  afterEach(stopEditors);

  it("come in order: fix, fix all, ignore, the rule's page", async () => {
    const editor = await startEditor({ initializationOptions: { commands: true } });
    editor.open(dockerfile, "BAD\nBAD");

    const actions = await editor.actions(dockerfile, 0);

    assert.deepEqual(titlesOf(actions), [
      "Replace (safe)",
      "Fix all findings of bad in this file",
      "Ignore bad here",
      "Ignore bad in this file",
      "Change severity of bad in the workspace",
      "Turn off bad in the workspace",
      "Show documentation for bad",
    ]);
    assert.equal(actions[0]?.isPreferred, true);
    assert.deepEqual(actions.at(-1)?.command?.arguments, ["bad"]);
  });

  it("carry the version that they were computed for", async () => {
    const editor = await startEditor();
    editor.open(dockerfile, "RISKY");
    editor.edit(dockerfile, "RISKY again");

    const [action] = await editor.actions(dockerfile, 0);
    const [change] = (action?.edit?.documentChanges ?? []) as TextDocumentEdit[];

    assert.deepEqual(change?.textDocument, { uri: dockerfile, version: 2 });
    assert.equal(change?.edits.length, 1);
  });

  it("name no page where the editor has no command for it", async () => {
    const editor = await startEditor();
    editor.open(dockerfile, "BAD");

    const titles = titlesOf(await editor.actions(dockerfile, 0));

    assert.deepEqual(
      titles.filter((title) => title.includes("page")),
      [],
    );
  });

  it("in bulk take safe fixes only, and their edit comes when it is asked for", async () => {
    const editor = await startEditor();
    editor.open(dockerfile, "BAD\nRISKY\nBAD");

    const [action, ...more] = await editor.actions(dockerfile, 0, ["source.fixAll"]);
    assert.deepEqual([action?.kind, action?.edit, more], ["source.fixAll.bulkhead", undefined, []]);
    const resolved = await editor.connection.sendRequest<CodeAction>("codeAction/resolve", action);
    const [change] = (resolved.edit?.documentChanges ?? []) as TextDocumentEdit[];

    assert.deepEqual(
      change?.edits.map(({ range }) => range.start.line),
      [0, 2],
    );
  });

  it("in bulk come to nothing when the text has changed since", async () => {
    const editor = await startEditor();
    editor.open(dockerfile, "BAD");
    const [action] = await editor.actions(dockerfile, 0, ["source.fixAll.bulkhead"]);
    editor.edit(dockerfile, "FINE\nBAD");

    const resolved = await editor.connection.sendRequest<CodeAction>("codeAction/resolve", action);

    assert.equal(resolved.edit, undefined);
  });

  it("in bulk carry their edit immediately for an editor that cannot resolve", async () => {
    const editor = await startEditor({ capabilities: { ...modern, textDocument: {} } });
    editor.open(dockerfile, "BAD");

    const [action] = await editor.actions(dockerfile, 0, ["source"]);

    assert.equal(action?.edit?.documentChanges?.length, 1);
  });

  it("in bulk are not offered unless they are asked for by name", async () => {
    const editor = await startEditor();
    editor.open(dockerfile, "BAD");

    assert.deepEqual(await editor.actions(dockerfile, 0, ["refactor"]), []);
    assert.deepEqual(await editor.actions(dockerfile, 0, ["source.organizeImports"]), []);
  });

  it("that create files say so step by step, to be looked at first", async () => {
    const editor = await startEditor();
    editor.open(dockerfile, "MOVE");

    const [action] = await editor.actions(dockerfile, 0);
    const [create, fill, change] = action?.edit?.documentChanges ?? [];

    assert.deepEqual(create, { kind: "create", uri: "file:///project/new" });
    assert.equal((fill as TextDocumentEdit).textDocument.version, null);
    assert.equal((change as TextDocumentEdit).textDocument.uri, dockerfile);
    assert.equal(Object.values(action?.edit?.changeAnnotations ?? {})[0]?.needsConfirmation, true);
  });

  it("that create files are not offered where the editor cannot create any", async () => {
    const editor = await startEditor({ capabilities: { ...modern, workspace: {} } });
    editor.open(dockerfile, "MOVE\nBAD");

    assert.ok(!titlesOf(await editor.actions(dockerfile, 0)).includes("Move"));
    assert.deepEqual(Object.keys((await editor.actions(dockerfile, 1))[0]?.edit?.changes ?? {}), [dockerfile]);
  });
});
