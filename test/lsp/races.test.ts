import assert from "node:assert/strict";
import type { CodeAction } from "vscode-languageserver/node";
import { engine } from "../../scripts/examples.ts";
import type { FileState } from "../../server/src/engine/index.ts";
import { stateOfBytes } from "../../server/src/host/reader.ts";
import { createFakeEngine } from "./fakeEngine.ts";
import { folder, startEditor, stopEditors } from "./inMemory.ts";

const dockerfile = `${folder}/Dockerfile`;
const compose = `${folder}/compose.yaml`;

/** A promise that the test resolves. */
function gate<T = void>() {
  let open: (value: T) => void = () => undefined;
  const opened = new Promise<T>((resolve) => (open = resolve));
  return { opened, open };
}

function stateOf(text: string): FileState {
  return stateOfBytes(new TextEncoder().encode(text), false);
}

/** A host whose first read waits for an answer of the test. */
function slowHost(later: string) {
  const [asked, answer] = [gate(), gate<string>()];
  let reads = 0;
  const read = async (): Promise<FileState> => {
    reads += 1;
    if (reads > 1) return stateOf(later);
    asked.open();
    return stateOf(await answer.opened);
  };
  return { asked, answer, host: { readerFor: () => ({ read }) } };
}

describe("changes while an answer is on its way", () => {
  afterEach(stopEditors);

  it("makes a pull answer with the newest text", async () => {
    const { asked, answer, host } = slowHost("saved");
    const editor = await startEditor({ host });
    editor.open(dockerfile, `SEE ${compose}`);
    const pulled = editor.pull(dockerfile);
    await asked.opened;

    editor.edit(dockerfile, "BAD\nBAD");
    await editor.connection.sendRequest("bulkhead/rules");
    answer.open("saved");

    assert.deepEqual(
      (await pulled).map(({ code }) => code),
      ["bad", "bad"],
    );
  });

  it("ends an analysis whose neighbour changes on disk during the read", async () => {
    const { asked, answer, host } = slowHost("new");
    const editor = await startEditor({ host });
    editor.open(dockerfile, `SEE ${compose}`);
    const pulled = editor.pull(dockerfile);
    await asked.opened;

    editor.changedOnDisk(compose);
    await editor.connection.sendRequest("bulkhead/rules");
    answer.open("old");

    assert.equal((await pulled)[0]?.message, "new");
  });

  it("is refreshed once more if it changes during a refresh", async () => {
    const editor = await startEditor({ files: { [compose]: "a" } });
    const answers: (() => void)[] = [];
    let refreshes = 0;
    editor.connection.onRequest("workspace/diagnostic/refresh", () => {
      refreshes += 1;
      return new Promise<null>((resolve) => answers.push(() => resolve(null)));
    });
    const change = async (): Promise<void> => {
      await editor.pull(dockerfile);
      editor.changedOnDisk(compose);
      await editor.connection.sendRequest("bulkhead/rules");
    };
    editor.open(dockerfile, `SEE ${compose}`);
    await change();
    await change();
    assert.equal(refreshes, 1);

    answers.shift()?.();
    await editor.connection.sendRequest("bulkhead/rules");
    await editor.connection.sendRequest("bulkhead/rules");

    assert.equal(refreshes, 2);
  });

  it("makes no edit of a fix that was offered for an older text", async () => {
    const editor = await startEditor();
    editor.open(dockerfile, "BAD\nBAD");
    const [all] = await editor.actions(dockerfile, 0, ["source.fixAll"]);
    editor.edit(dockerfile, "\nBAD\nBAD");

    const resolved = await editor.connection.sendRequest<CodeAction>("codeAction/resolve", all);

    assert.equal(resolved.edit, undefined);
  });

  it("makes no edit of another open file that the analysis did not read", async () => {
    const fake = createFakeEngine();
    const elsewhere = `${folder}/other/Dockerfile`;
    const editor = await startEditor({
      engine: {
        ...fake,
        analyze(request) {
          const analysis = fake.analyze(request);
          const findings = analysis.findings.map((finding) => ({
            ...finding,
            fixes: () =>
              finding.fixes().map((fix) => ({ ...fix, edits: fix.edits.map((edit) => ({ ...edit, uri: elsewhere })) })),
          }));
          return { ...analysis, findings };
        },
      },
    });
    editor.open(dockerfile, "BAD");
    const titles = async (): Promise<readonly string[]> =>
      (await editor.actions(dockerfile, 0)).map(({ title }) => title);
    assert.ok((await titles()).includes("Replace (safe)"));

    editor.open(elsewhere, "BAD");

    assert.ok(!(await titles()).includes("Replace (safe)"));
  });

  it("logs a wrong setting once, and again after the settings changed", async () => {
    const editor = await startEditor({ engine, settings: { profile: "loud" } });
    const logged = (): number => editor.logged.filter((line) => line.includes("profile")).length;
    editor.open(dockerfile, "FROM debian:12\n");
    await editor.pull(dockerfile);
    editor.edit(dockerfile, "FROM debian:13\n");
    await editor.pull(dockerfile);
    assert.equal(logged(), 1, editor.logged.join("\n"));

    await editor.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
    await editor.pull(dockerfile);

    assert.equal(logged(), 2);
  });

  it("asks for settings again after a request for them failed", async () => {
    const editor = await startEditor();
    let requests = 0;
    editor.connection.onRequest("workspace/configuration", () => {
      requests += 1;
      if (requests === 1) throw new Error("not ready");
      return [{ enable: false }];
    });
    editor.open(dockerfile, "BAD");
    assert.equal((await editor.pull(dockerfile)).length, 1);

    editor.edit(dockerfile, "BAD\nBAD");

    assert.deepEqual(await editor.pull(dockerfile), []);
  });

  it("asks for settings again when the workspace folders change", async () => {
    const editor = await startEditor({ settings: { enable: true } });
    editor.open(dockerfile, "BAD");
    assert.equal((await editor.pull(dockerfile)).length, 1);

    editor.settings = { enable: false };
    const event = { added: [], removed: [{ uri: folder, name: "project" }] };
    await editor.connection.sendNotification("workspace/didChangeWorkspaceFolders", { event });

    assert.deepEqual(await editor.pull(dockerfile), []);
  });
});
