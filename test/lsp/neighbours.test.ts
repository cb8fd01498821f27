import assert from "node:assert/strict";
import type { RegistrationParams } from "vscode-languageserver/node";
import { createFakeEngine } from "./fakeEngine.ts";
import { folder, modern, startEditor, stopEditors, type Editor } from "./inMemory.ts";

const dockerfile = `${folder}/app/Dockerfile`;
const compose = `${folder}/compose.yaml`;

async function messageIn(editor: Editor, uri = dockerfile): Promise<unknown> {
  return (await editor.pull(uri))[0]?.message;
}

describe("neighbouring files", () => {
  afterEach(stopEditors);

  it("are read when an analysis wants them", async () => {
    const editor = await startEditor({ files: { [compose]: "saved" } });
    editor.open(dockerfile, `SEE ${compose}`);

    assert.equal(await messageIn(editor), "saved");
  });

  it("are found in the nearest folder upwards", async () => {
    const editor = await startEditor({ files: { [`${folder}/bulkhead.config.yaml`]: "upstairs" } });
    editor.open(dockerfile, "SEEK bulkhead.config.yaml");

    assert.equal(await messageIn(editor), "upstairs");
  });

  it("outside of the workspace folder are never read", async () => {
    const editor = await startEditor({ files: { "file:///secret": "x", "file:///projects/secret": "y" } });
    for (const uri of ["file:///secret", "file:///projects/secret", `${folder}/../secret`]) {
      editor.open(dockerfile, `SEE ${uri}`);
      assert.equal(await messageIn(editor), "outside", uri);
      editor.close(dockerfile);
    }
    editor.open(dockerfile, "SEEK nothing");

    assert.equal(await messageIn(editor), "outside");
    assert.deepEqual(
      editor.reads.filter((uri) => !uri.startsWith(`${folder}/`)),
      [],
    );
  });

  it("are read only if a folder is open", async () => {
    const editor = await startEditor({ folders: [], files: { [compose]: "saved" } });
    editor.open(dockerfile, `SEE ${compose}`);

    assert.equal(await messageIn(editor), "outside");
    assert.deepEqual(editor.reads, []);
  });

  it("that are open count as the editor shows them, and an edit refreshes without a save", async () => {
    const editor = await startEditor({ files: { [compose]: "saved" } });
    editor.open(compose, "typed");
    editor.open(dockerfile, `SEE ${compose}`);
    assert.equal(await messageIn(editor), "typed");
    const { refreshes } = editor.counts;

    editor.edit(compose, "typed on");
    await editor.until(() => editor.counts.refreshes > refreshes);

    assert.equal(await messageIn(editor), "typed on");
  });

  it("that are closed count as saved again", async () => {
    const editor = await startEditor({ files: { [compose]: "saved" } });
    editor.open(compose, "typed");
    editor.open(dockerfile, `SEE ${compose}`);
    await messageIn(editor);
    const { refreshes } = editor.counts;

    editor.close(compose);
    await editor.until(() => editor.counts.refreshes > refreshes);

    assert.equal(await messageIn(editor), "saved");
  });

  it("that change, appear and vanish on disk refresh the documents that use them", async () => {
    const editor = await startEditor();
    editor.open(dockerfile, `SEE ${compose}`);
    assert.equal(await messageIn(editor), "missing");

    for (const [text, expected] of [
      ["created", "created"],
      ["changed", "changed"],
      [undefined, "missing"],
    ] as const) {
      const { refreshes } = editor.counts;
      if (text === undefined) editor.disk.delete(compose);
      else editor.disk.set(compose, text);
      editor.changedOnDisk(compose);
      await editor.until(() => editor.counts.refreshes > refreshes);
      assert.equal(await messageIn(editor), expected);
    }
  });

  it("vanish with their folder", async () => {
    const script = `${folder}/app/scripts/start.sh`;
    const editor = await startEditor({ files: { [script]: "here" } });
    editor.open(dockerfile, `SEE ${script}`);
    assert.equal(await messageIn(editor), "here");

    editor.disk.delete(script);
    editor.changedOnDisk(`${folder}/app/scripts`);
    await editor.until(() => editor.counts.refreshes === 1);

    assert.equal(await messageIn(editor), "missing");
  });

  it("do not refresh those that never looked at them", async () => {
    const log: string[] = [];
    const editor = await startEditor({ engine: createFakeEngine(log) });
    editor.open(dockerfile, "BAD");
    await editor.pull(dockerfile);
    editor.changedOnDisk(compose);
    await editor.pull(dockerfile);

    assert.equal(editor.counts.refreshes, 0);
    assert.equal(log.length, 1);
  });

  it("are watched in their folders and in no others", async () => {
    const editor = await startEditor();
    editor.open(dockerfile, `SEE ${folder}/app/scripts/start.sh`);
    await editor.pull(dockerfile);
    const watched = (): unknown[] =>
      editor.registrations
        .flatMap(({ registrations }) => registrations)
        .filter(({ method }) => method === "workspace/didChangeWatchedFiles")
        .flatMap(({ registerOptions }) => (registerOptions as { watchers: unknown[] }).watchers);
    await editor.until(() => watched().length > 0);

    assert.deepEqual(
      watched(),
      [folder, `${folder}/app`, `${folder}/app/scripts`].map((baseUri) => ({ globPattern: { baseUri, pattern: "*" } })),
    );
  });

  it("are not read if only their existence is asked for, in later analyses too", async () => {
    const editor = await startEditor({ files: { [`${folder}/data/large.bin`]: "text" } });
    editor.open(dockerfile, `SEEN ${folder}/data`);
    assert.equal(await messageIn(editor), "folder");

    editor.edit(dockerfile, `SEEN ${folder}/data\nSEEN ${folder}/data/large.bin`);
    assert.deepEqual(
      (await editor.pull(dockerfile)).map(({ message }) => message),
      ["folder", "file"],
    );

    assert.deepEqual(editor.reads, []);
    assert.deepEqual(editor.probes, [`${folder}/data`, `${folder}/data/large.bin`]);
  });

  it("that only exist vanish with their folder", async () => {
    const file = `${folder}/data/large.bin`;
    const editor = await startEditor({ files: { [file]: "text" } });
    editor.open(dockerfile, `SEEN ${file}`);
    assert.equal(await messageIn(editor), "file");

    editor.disk.delete(file);
    editor.changedOnDisk(`${folder}/data`);
    await editor.until(() => editor.counts.refreshes === 1);

    assert.equal(await messageIn(editor), "missing");
  });

  it("are read only after the editor watches their folder", async () => {
    const editor = await startEditor({ files: { [compose]: "saved" } });
    const answers: (() => void)[] = [];
    editor.connection.onRequest("client/registerCapability", ({ registrations: [first] }: RegistrationParams) =>
      first?.method === "workspace/didChangeWatchedFiles"
        ? new Promise<null>((resolve) => answers.push(() => resolve(null)))
        : null,
    );
    editor.open(dockerfile, `SEE ${compose}`);
    const message = messageIn(editor);
    while (answers.length === 0) await editor.connection.sendRequest("bulkhead/rules");
    assert.deepEqual(editor.reads, []);

    for (const answer of answers) answer();

    assert.equal(await message, "saved");
  });

  it("are no longer watched when no open document looks at them", async () => {
    const other = `${folder}/web/Dockerfile`;
    const editor = await startEditor();
    editor.open(dockerfile, `SEE ${folder}/app/scripts/start.sh`);
    await editor.pull(dockerfile);
    editor.open(other, `SEE ${folder}/web/start.sh`);
    await editor.pull(other);
    assert.deepEqual(
      [...editor.watched],
      ["", "/app", "/app/scripts", "/web"].map((name) => `${folder}${name}`),
    );

    editor.close(dockerfile);
    await editor.until(() => editor.watched.size === 2);

    assert.deepEqual([...editor.watched], [folder, `${folder}/web`]);
  });

  it("are watched even if the analysis that read them fails", async () => {
    const fake = createFakeEngine();
    const script = `${folder}/app/start.sh`;
    let analyses = 0;
    const editor = await startEditor({
      files: { [script]: "text" },
      engine: {
        ...fake,
        analyze(request) {
          analyses += 1;
          if (analyses === 2) throw new Error("a defect");
          return fake.analyze(request);
        },
      },
    });
    editor.open(dockerfile, `SEE ${script}`);
    await editor.pull(dockerfile);
    assert.deepEqual(editor.reads, [script]);

    await editor.until(() => JSON.stringify(editor.registrations).includes(`"${folder}/app"`));
  });

  it("in the folder of a new configuration are not taken from memory", async () => {
    const config = `${folder}/bulkhead.config.yaml`;
    const editor = await startEditor();
    const create = (): Promise<{ existing?: string }> =>
      editor.connection.sendRequest("bulkhead/newConfiguration", { folder });
    assert.equal((await create()).existing, undefined);

    editor.disk.set(config, "profile: strict");

    assert.equal((await create()).existing, config);
    editor.open(dockerfile, `SEE ${config}`);
    assert.equal(await messageIn(editor), "profile: strict");
  });

  it("are noticed when they open where no folder is", async () => {
    const editor = await startEditor({ folders: [] });
    const script = `${folder}/start.sh`;
    editor.open(dockerfile, `SEE ${script}`);
    assert.equal(await messageIn(editor), "outside");

    editor.open(script, "exec app", "shellscript");
    await editor.until(() => editor.counts.refreshes === 1);

    assert.equal(await messageIn(editor), "exec app");
  });

  it("are given back when the documents that looked at them close", async () => {
    const released: ((uri: string) => boolean)[] = [];
    const editor = await startEditor({
      files: { [`${folder}/a`]: "a", [`${folder}/b`]: "b" },
      engine: { ...createFakeEngine(), release: (isNeeded) => released.push(isNeeded) },
    });
    editor.open(dockerfile, `SEE ${folder}/a`);
    editor.open(compose, `SEE ${folder}/b`);
    await editor.pull(dockerfile);
    await editor.pull(compose);

    editor.close(compose);
    editor.open(compose, `SEE ${folder}/a\nSEE ${folder}/b`);
    await editor.pull(compose);

    assert.deepEqual(editor.reads, [`${folder}/a`, `${folder}/b`, `${folder}/b`]);
    assert.equal(released.length, 1);
  });

  it("are given back as the text that names them is typed", async () => {
    const editor = await startEditor();
    const kept = 300;
    for (let number = 0; number < kept; number += 1) {
      const text = `SEE ${folder}/${String(number)}`;
      if (number === 0) editor.open(dockerfile, text);
      else editor.edit(dockerfile, text);
      await editor.pull(dockerfile);
    }
    assert.equal(editor.reads.length, kept);

    editor.edit(dockerfile, `SEE ${folder}/0`);
    await editor.pull(dockerfile);

    assert.equal(editor.reads.length, kept + 1);
  });

  it("are read again each time for an editor that reports no changes", async () => {
    const editor = await startEditor({
      capabilities: { ...modern, workspace: {} },
      files: { [compose]: "one" },
    });
    editor.open(dockerfile, `SEE ${compose}`);
    assert.equal(await messageIn(editor), "one");
    editor.disk.set(compose, "two");
    editor.edit(dockerfile, `SEE ${compose}\n`);

    assert.equal(await messageIn(editor), "two");
  });

  it("include documents that are opened later", async () => {
    const editor = await startEditor();
    editor.open(dockerfile, "PEERS");
    assert.equal(await messageIn(editor), "0 open");
    editor.open(compose, "");
    await editor.until(() => editor.counts.refreshes === 1);

    assert.equal(await messageIn(editor), "1 open");
  });

  it("include documents no longer that are closed", async () => {
    const editor = await startEditor();
    editor.open(compose, "");
    editor.open(dockerfile, "PEERS");
    assert.equal(await messageIn(editor), "1 open");
    const { refreshes } = editor.counts;

    editor.close(compose);
    await editor.until(() => editor.counts.refreshes > refreshes);

    assert.equal(await messageIn(editor), "0 open");
  });

  it("beyond the limit are left out", async () => {
    const uris = Array.from({ length: 201 }, (_, index) => `${folder}/file${index}`);
    const editor = await startEditor({ files: Object.fromEntries(uris.map((uri) => [uri, "text"])) });
    editor.open(dockerfile, uris.map((uri) => `SEE ${uri}`).join("\n"));

    const diagnostics = await editor.pull(dockerfile);

    assert.equal(diagnostics.filter(({ message }) => message === "text").length, 200);
    assert.equal(diagnostics.at(-1)?.message, "too-many");
  });

  it("may be spelled differently by the editor", async () => {
    const spaced = `${folder}/my app/Dockerfile`;
    const editor = await startEditor({ files: { [`${folder}/my%20app/x`]: "found" } });
    editor.open(spaced, `SEE ${folder}/my%20app/x`);

    assert.equal(await messageIn(editor, spaced), "found");
  });
});
