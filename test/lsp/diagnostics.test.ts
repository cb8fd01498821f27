import assert from "node:assert/strict";
import { version } from "../../server/src/version.ts";
import { createFakeEngine } from "./fakeEngine.ts";
import { folder, modern, plain, startEditor, stopEditors } from "./inMemory.ts";

const dockerfile = `${folder}/Dockerfile`;

describe("the log of a server", () => {
  afterEach(stopEditors);

  it("has a line for each analysis with its findings, the files that it read and its time", async () => {
    const other = `${folder}/other`;
    const editor = await startEditor({ files: { [other]: "text" } });
    editor.open(dockerfile, `SEE ${other}`);

    await editor.pull(dockerfile);

    assert.match(editor.traced.at(-1) ?? "", /^Dockerfile: 1 finding, 1 other file read \(other\), \d+ ms\.$/);
  });

  it("begins with the version and the date of the tables", async () => {
    const editor = await startEditor();
    await editor.until(() => editor.traced.length > 0);

    assert.equal(editor.traced[0], `Bulkhead ${version}, data of images, boxes and ends of life: 2026-11-21.`);
  });
});

describe("diagnostics", () => {
  afterEach(stopEditors);

  it("carry rule, source, page, fading and related places", async () => {
    const editor = await startEditor();
    editor.open(dockerfile, "BAD\nSEE file:///project/other");

    const [bad, see] = await editor.pull(dockerfile);

    assert.equal(bad?.source, "bulkhead");
    assert.equal(bad?.code, "bad");
    assert.equal(bad?.severity, 2);
    assert.deepEqual(bad?.tags, [1]);
    assert.match(bad?.codeDescription?.href ?? "", /^https:.*bad\.md$/);
    assert.equal(see?.relatedInformation?.[0]?.message, "here");
  });

  it("link to bundled pages if there are no public ones and the editor can open them", async () => {
    const linkFor = async (initializationOptions: object): Promise<string | undefined> => {
      const engine = { ...createFakeEngine(), docsOf: () => undefined };
      const editor = await startEditor({ engine, initializationOptions });
      editor.open(dockerfile, "BAD");
      return (await editor.pull(dockerfile))[0]?.codeDescription?.href;
    };

    assert.equal(await linkFor({ pages: "vscode://bulkhead.extension" }), "vscode://bulkhead.extension/rule/bad");
    assert.equal(await linkFor({}), undefined);
  });

  it("are pulled where the editor can, and then never pushed", async () => {
    const editor = await startEditor();
    editor.open(dockerfile, "BAD");
    await editor.pull(dockerfile);
    editor.edit(dockerfile, "BAD\nBAD");

    assert.equal((await editor.pull(dockerfile)).length, 2);
    assert.equal(editor.initialized.capabilities.diagnosticProvider?.interFileDependencies, true);
    assert.equal(editor.published.size, 0);
  });

  it("are pushed where the editor cannot pull, and taken back when the document is closed", async () => {
    const editor = await startEditor({ capabilities: plain });
    editor.open(dockerfile, "BAD");
    await editor.until(() => editor.published.get(dockerfile)?.diagnostics.length === 1);
    editor.edit(dockerfile, "BAD\nBAD");
    await editor.until(() => editor.published.get(dockerfile)?.diagnostics.length === 2);
    editor.close(dockerfile);
    await editor.until(() => editor.published.get(dockerfile)?.diagnostics.length === 0);

    assert.equal(editor.initialized.capabilities.diagnosticProvider, undefined);
  });

  it("are not computed again for an unchanged document", async () => {
    const log: string[] = [];
    const editor = await startEditor({ engine: createFakeEngine(log) });
    editor.open(dockerfile, "BAD");
    await editor.pull(dockerfile);
    const before = await editor.connection.sendRequest<{ resultId: string }>("textDocument/diagnostic", {
      textDocument: { uri: dockerfile },
    });
    const after = await editor.connection.sendRequest<{ kind: string }>("textDocument/diagnostic", {
      textDocument: { uri: dockerfile },
      previousResultId: before.resultId,
    });

    assert.equal(after.kind, "unchanged");
    assert.equal(log.length, 1);
  });

  it("skip unsupported files", async () => {
    const editor = await startEditor();
    editor.open(`${folder}/notes.txt`, "BAD");

    assert.deepEqual(await editor.pull(`${folder}/notes.txt`), []);
  });

  it("of a document on which the engine fails are none, and the server lives on", async () => {
    const editor = await startEditor();
    editor.open(dockerfile, "THROW");
    assert.deepEqual(await editor.pull(dockerfile), []);
    assert.match(editor.logged.join("\n"), /a defect/);

    editor.edit(dockerfile, "BAD");
    assert.equal((await editor.pull(dockerfile)).length, 1);
  });

  it("are empty after a defect, because editors give up on a document after a failed request", async () => {
    const docsOf = (): never => {
      throw new Error("a defect");
    };
    const editor = await startEditor({ engine: { ...createFakeEngine(), docsOf } });
    editor.open(dockerfile, "BAD");

    assert.deepEqual(await editor.pull(dockerfile), []);
    assert.match(editor.logged.join("\n"), /a defect/);
  });

  it("that are asked for twice and cancelled once still come", async () => {
    const editor = await startEditor();
    editor.open(dockerfile, "BAD");
    const { CancellationTokenSource } = await import("vscode-languageserver/node");
    const source = new CancellationTokenSource();
    const cancelled = editor.connection.sendRequest(
      "textDocument/diagnostic",
      { textDocument: { uri: dockerfile } },
      source.token,
    );
    const kept = editor.pull(dockerfile);
    source.cancel();

    // Editors give up on a document when a server says that asking again is useless.
    await assert.rejects(cancelled, { code: -32800 });
    assert.equal((await kept).length, 1);
  });

  it("that are asked for before the document is open are asked for again", async () => {
    const editor = await startEditor();
    assert.deepEqual(await editor.pull(dockerfile), []);
    editor.open(dockerfile, "BAD");
    await editor.until(() => editor.counts.refreshes === 1);

    assert.equal((await editor.pull(dockerfile)).length, 1);
  });

  it("go when settings switch them off, after a refresh", async () => {
    const editor = await startEditor();
    editor.open(dockerfile, "BAD");
    assert.equal((await editor.pull(dockerfile)).length, 1);
    editor.settings = { enable: false };
    void editor.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
    await editor.until(() => editor.counts.refreshes === 1);

    assert.deepEqual(await editor.pull(dockerfile), []);
  });

  it("follow settings that an editor sends because it cannot be asked", async () => {
    const editor = await startEditor({ capabilities: { textDocument: modern.textDocument ?? {} } });
    editor.open(dockerfile, "BAD");
    void editor.connection.sendNotification("workspace/didChangeConfiguration", {
      settings: { bulkhead: { enable: false } },
    });

    assert.deepEqual(await editor.pull(dockerfile), []);
  });

  it("come for unsaved and remote documents too", async () => {
    const editor = await startEditor();
    for (const uri of ["untitled:Dockerfile", "vscode-remote://host/Dockerfile", "vscode-vfs://github/Dockerfile"]) {
      editor.open(uri, "BAD");
      assert.equal((await editor.pull(uri)).length, 1, uri);
    }
  });
});
