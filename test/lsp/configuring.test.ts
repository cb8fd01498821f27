import assert from "node:assert/strict";
import type { CodeAction, TextDocumentEdit, TextEdit } from "vscode-languageserver/node";
import { applyEdits } from "../../scripts/examples.ts";
import { createEngine } from "../../server/src/engine/index.ts";
import type { ChangeConfigResult, NewConfigurationResult, StatusResult } from "../../server/src/protocol.ts";
import { folder, startEditor, stopEditors, type Editor, type EditorOptions } from "./inMemory.ts";

const compose = `${folder}/app/compose.yaml`;
const text = "services:\n  web:\n    image: debian:12\n    privileged: true\n";
const config = `${folder}/bulkhead.config.yaml`;

async function start(options: EditorOptions = {}): Promise<Editor> {
  const editor = await startEditor({ engine: createEngine(), ...options });
  editor.open(compose, text, "yaml");
  return editor;
}

function change(editor: Editor, key: string, value: string): Promise<ChangeConfigResult | null> {
  return editor.connection.sendRequest("bulkhead/changeConfig", { uri: compose, key, value });
}

function firstEdit(result: ChangeConfigResult | CodeAction | null | undefined): TextDocumentEdit | undefined {
  const edit = result && "edit" in result ? result.edit : undefined;
  const [first] = (edit?.documentChanges ?? []) as TextDocumentEdit[];
  return first;
}

const turnOff = "Turn off privileged-container in the workspace";

describe("changing the configuration from the editor", () => {
  afterEach(stopEditors);

  it("edits the nearest file, and nothing else in it", async () => {
    const editor = await start({ files: { [config]: "# ours\nprofile: strict # why\n" } });

    const result = await change(editor, "rules.privileged-container", "info");

    assert.equal(result?.in, "file");
    assert.deepEqual(firstEdit(result), {
      textDocument: { uri: config, version: null },
      edits: [
        {
          range: { start: { line: 1, character: 21 }, end: { line: 1, character: 21 } },
          newText: "\nrules:\n  privileged-container: info",
        },
      ],
    });
  });

  it("edits the buffer of a file that is open", async () => {
    const editor = await start({ files: { [config]: "profile: strict\n" } });
    editor.open(config, "profile: essential\n", "yaml");

    const edit = firstEdit(await change(editor, "profile", "recommended"));

    assert.deepEqual(edit?.textDocument, { uri: config, version: 1 });
    assert.deepEqual(edit?.edits[0]?.range.end, { line: 0, character: 18 });
  });

  it("edits the last of several overrides that set the value for the document", async () => {
    const overrides = ["app", "'**/compose.yaml'", "other"].map(
      (files) => `  - files: ${files}\n    rules: { privileged-container: hint }\n`,
    );
    const profile = "  - files: app\n    profile: strict\n";
    const editor = await start({ files: { [config]: `overrides:\n${overrides.join("")}${profile}` } });

    const edit = firstEdit(await change(editor, "rules.privileged-container", "error"));

    assert.deepEqual(
      edit?.edits.map(({ range }) => range.start.line),
      [4],
    );
  });

  it("edits the override that matches the document", async () => {
    const override = "overrides:\n  - files: app\n    rules: { privileged-container: hint }\n";
    const editor = await start({ files: { [config]: override } });

    const edit = firstEdit(await change(editor, "rules.privileged-container", "error"));

    assert.equal(edit?.edits[0]?.range.start.line, 2);
  });

  it("edits the id of another tool that decides the severity of the rule", async () => {
    const rule = "service-started-at-build";
    const severityAfter = async (rules: string, value: string): Promise<unknown> => {
      const uri = `${folder}/Dockerfile`;
      const editor = await startEditor({ engine: createEngine(), files: { [config]: `rules:\n${rules}` } });
      editor.open(uri, "FROM debian:12\nRUN service nginx start\n");
      const params = { uri, key: `rules.${rule}`, value };
      const edit = firstEdit(await editor.connection.sendRequest("bulkhead/changeConfig", params));
      const changed = edit ? applyEdits(`rules:\n${rules}`, edit.edits as TextEdit[]) : undefined;
      if (changed === undefined) return undefined;
      editor.disk.set(config, changed);
      editor.changedOnDisk(config);
      const found = (await editor.pull(uri)).find(({ code }) => code === rule);
      return [changed, found?.severity];
    };

    assert.deepEqual(await severityAfter("  DL3001: hint # ours\n", "error"), ["rules:\n  DL3001: error # ours\n", 1]);
    assert.deepEqual(await severityAfter(`  DL3001: hint\n  ${rule}: error\n`, "off"), [
      `rules:\n  DL3001: off\n  ${rule}: error\n`,
      undefined,
    ]);
  });

  it("goes to the settings where there is no file, and nowhere where the file is broken", async () => {
    assert.deepEqual(await change(await start(), "profile", "strict"), { in: "settings", keys: ["profile"] });
    const broken = await start({ files: { [config]: "profile: [\n" } });
    assert.deepEqual(await change(broken, "profile", "strict"), { in: "broken", uri: config });
  });

  it("reports that nothing has to change, or that the document is unsupported", async () => {
    const editor = await start({ files: { [config]: "profile: strict\n" } });

    assert.deepEqual(await change(editor, "profile", "strict"), { in: "file", uri: config });
    const other = { uri: `${folder}/notes.txt`, key: "profile", value: "strict" };
    assert.equal(await editor.connection.sendRequest("bulkhead/changeConfig", other), null);
  });

  it("is a plain edit for an editor without our commands: of the file, or a new one", async () => {
    const titled = (actions: readonly CodeAction[]) => actions.find(({ title }) => title === turnOff);
    const withFile = await start({ files: { [config]: "profile: strict\n" } });
    assert.equal(firstEdit(titled(await withFile.actions(compose, 3)))?.textDocument.uri, config);

    const without = await start();
    const [create, fill] = titled(await without.actions(compose, 3))?.edit?.documentChanges ?? [];
    assert.deepEqual(create, { kind: "create", uri: config });
    assert.equal((fill as TextDocumentEdit).edits.length, 1);
  });

  it("reaches the client as a command with the document and the rule", async () => {
    const editor = await start({ initializationOptions: { commands: true } });

    const found = (await editor.actions(compose, 3)).find(({ title }) => title === turnOff);

    assert.equal(found?.command?.command, "bulkhead.changeSeverity");
    assert.deepEqual(found.command.arguments, [compose, "privileged-container", "off"]);
  });

  it("begins with a new file that takes hadolint's over, unless there is one", async () => {
    const hadolint = { [`${folder}/.hadolint.yaml`]: "failure-threshold: warning\n" };
    const create = async (files: Record<string, string>): Promise<NewConfigurationResult> =>
      (await start({ files })).connection.sendRequest("bulkhead/newConfiguration", { folder });

    const fresh = await create(hadolint);
    assert.ok("text" in fresh);
    assert.equal(fresh.uri, config);
    assert.match(fresh.text, /^failOn: warning$/m);
    assert.equal(fresh.notes.length, 2);
    assert.deepEqual(await create({ ...hadolint, [config]: "" }), { existing: config });
  });
});

describe("the status of a document", () => {
  afterEach(stopEditors);

  it("names the configuration file and where each value comes from", async () => {
    const override = "profile: strict\noverrides:\n  - files: app\n    rules: { privileged-container: hint }\n";
    const editor = await start({ files: { [config]: override } });

    const status = await editor.connection.sendRequest<StatusResult>("bulkhead/status", { uri: compose });

    assert.equal(status.configFile, config);
    const originOf = (name: string) => status.values.find(({ key }) => key === name)?.origin;
    assert.deepEqual(originOf("profile"), { file: config });
    assert.deepEqual(originOf("rules.privileged-container"), { file: config, override: "app" });
    assert.equal(originOf("failOn"), "default");
  });

  it("follows the configuration file, saved or not", async () => {
    const editor = await start({ files: { [config]: "profile: strict\n" } });
    const profile = async () =>
      (await editor.connection.sendRequest<StatusResult>("bulkhead/status", { uri: compose })).profile;

    assert.equal(await profile(), "strict");
    editor.open(config, "profile: essential\n", "yaml");
    assert.equal(await profile(), "essential");
    editor.close(config);
    editor.disk.delete(config);
    editor.changedOnDisk(config);
    assert.equal(await profile(), "recommended");
  });

  it("takes the nearest file inside of the document's own folder, with its own globs", async () => {
    const inner = `${folder}/app`;
    const files = { [config]: "profile: strict\n", [`${inner}/sub/bulkhead.config.json`]: '{ "exclude": ["/a"] }' };
    const editor = await startEditor({ engine: createEngine(), files, folders: [folder, inner] });
    const status = async (uri: string) => {
      editor.open(uri, text, "yaml");
      return editor.connection.sendRequest<StatusResult>("bulkhead/status", { uri });
    };

    assert.equal((await status(`${folder}/compose.yaml`)).configFile, config);
    assert.equal((await status(`${inner}/compose.yaml`)).configFile, undefined);
    assert.equal((await status(`${inner}/sub/b/compose.yaml`)).enabled, true);
    assert.equal((await status(`${inner}/sub/a/compose.yaml`)).enabled, false);
  });

  it("leaves wrong settings out and says so in the log, once", async () => {
    const editor = await start({ settings: { profile: "loud", rules: { "privileged-container": "error" } } });

    const [diagnostic] = await editor.pull(compose);
    editor.edit(compose, `${text}# more\n`);
    await editor.pull(compose);

    assert.equal(diagnostic?.severity, 1);
    assert.deepEqual(
      editor.logged.filter((line) => line.includes("setting")),
      ["A setting is left out: profile must be essential, recommended or strict."],
    );
  });

  it("reports problems in an open configuration file", async () => {
    const editor = await start();
    editor.open(config, "profile: loud\n", "yaml");

    const [diagnostic] = await editor.pull(config);

    assert.equal(diagnostic?.code, "invalid-configuration");
    assert.deepEqual(diagnostic.range, { start: { line: 0, character: 0 }, end: { line: 0, character: 7 } });
  });
});
