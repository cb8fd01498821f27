import assert from "node:assert/strict";
import type { Hover, InlayHint } from "vscode-languageserver/node";
import { createEngine } from "../../server/src/engine/index.ts";
import type { ServerHost } from "../../server/src/lsp/analyzed.ts";
import type { AtResult, PageResult, RulesResult, StatusResult, WrongAdviceResult } from "../../server/src/protocol.ts";
import { createFakeEngine } from "./fakeEngine.ts";
import { folder, plain, startEditor, stopEditors } from "./inMemory.ts";

const dockerfile = `${folder}/Dockerfile`;
const position = { line: 0, character: 1 };
const range = { start: { line: 0, character: 0 }, end: { line: 1, character: 0 } };

describe("requests of an editor", () => {
  afterEach(stopEditors);

  it("show the topic below the cursor", async () => {
    const editor = await startEditor();
    editor.open(dockerfile, "BAD\nFINE");
    const hoverAt = (line: number): Promise<Hover | null> =>
      editor.connection.sendRequest("textDocument/hover", {
        textDocument: { uri: dockerfile },
        position: { line, character: 0 },
      });

    assert.deepEqual((await hoverAt(0))?.contents, { kind: "markdown", value: "**bad words**" });
    assert.equal(await hoverAt(1), null);
  });

  it("explain the rules at the cursor to an editor that cannot open their pages", async () => {
    const engine = { ...createFakeEngine(), docsOf: () => undefined };
    const editor = await startEditor({ engine });
    editor.open(dockerfile, "BAD\nRISKY\nFINE");
    const hoverAt = (line: number): Promise<Hover | null> =>
      editor.connection.sendRequest("textDocument/hover", {
        textDocument: { uri: dockerfile },
        position: { line, character: 0 },
      });

    assert.deepEqual((await hoverAt(0))?.contents, {
      kind: "markdown",
      value: "**bad words**\n\n---\n\n**bad**\n\nIt is bad.\n\nWrite something good.",
    });
    assert.deepEqual((await hoverAt(1))?.contents, {
      kind: "markdown",
      value: "**risky**\n\nIt is bad.\n\nWrite something good.",
    });
    assert.equal(await hoverAt(2), null);
  });

  it("show it as plain text where the editor shows no other", async () => {
    const hover = { contentFormat: ["plaintext" as const] };
    const editor = await startEditor({ capabilities: { ...plain, textDocument: { hover } } });
    editor.open(dockerfile, "BAD");
    const answer = await editor.connection.sendRequest<Hover>("textDocument/hover", {
      textDocument: { uri: dockerfile },
      position,
    });

    assert.deepEqual(answer.contents, { kind: "plaintext", value: "bad words" });
  });

  it("get nothing where the engine fails, and the defect is logged", async () => {
    const editor = await startEditor();
    editor.open(dockerfile, "FAIL");

    const answer = await editor.connection.sendRequest("textDocument/hover", {
      textDocument: { uri: dockerfile },
      position,
    });

    assert.equal(answer, null);
    assert.match(editor.logged.join("\n"), /a defect/);
  });

  it("show hints until a setting switches them off", async () => {
    const editor = await startEditor();
    editor.open(dockerfile, "FINE");
    const hints = (): Promise<InlayHint[]> =>
      editor.connection.sendRequest("textDocument/inlayHint", { textDocument: { uri: dockerfile }, range });
    assert.equal((await hints())[0]?.label, "hint");

    editor.settings = { inlayHints: { enable: false } };
    void editor.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
    await editor.until(() => editor.counts.hintRefreshes === 1);

    assert.deepEqual(await hints(), []);
  });

  it("return the findings and the effective configuration", async () => {
    const editor = await startEditor();
    editor.open(dockerfile, "BAD\nBAD\nRISKY");

    const status = await editor.connection.sendRequest<StatusResult>("bulkhead/status", { uri: dockerfile });

    assert.deepEqual(status, {
      error: 1,
      warning: 2,
      info: 0,
      hint: 0,
      suppressed: 0,
      enabled: true,
      dataDate: "2026-11-21",
      profile: "recommended",
      configFile: `${folder}/bulkhead.config.yaml`,
      unknown: [],
      unread: [],
      values: [{ key: "profile", value: '"recommended"', origin: "default" }],
    });
    assert.equal(await editor.connection.sendRequest("bulkhead/status", { uri: `${folder}/notes.txt` }), null);
  });

  it("return what could not be read: unknown images and related files", async () => {
    const script = `${folder}/start.sh`;
    const host: ServerHost = {
      readerFor: () => ({
        read: (uri) => Promise.resolve({ state: "unreadable", reason: uri === script ? "denied" : "missing" }),
      }),
    };
    const editor = await startEditor({ engine: createEngine(), host });
    editor.open(dockerfile, 'FROM corp/base:3\nCOPY start.sh /\nENTRYPOINT ["/start.sh"]\n');

    const { unknown, unread } = await editor.connection.sendRequest<StatusResult>("bulkhead/status", {
      uri: dockerfile,
    });

    assert.deepEqual(
      unknown.map(({ kind, name, range: { start } }) => [kind, name, start]),
      [["image", "corp/base:3", { line: 0, character: 5 }]],
    );
    assert.ok(unknown[0]!.rules > 0);
    assert.deepEqual(unread, [{ uri: script, reason: "denied" }]);
  });

  it("bring pages of rules and topics without a network", async () => {
    const editor = await startEditor();
    const page = (of: string, id: string): Promise<PageResult> =>
      editor.connection.sendRequest("bulkhead/page", { of, id });

    assert.equal(await page("rule", "bad"), "# bad");
    assert.equal(await page("topic", "words"), "# words");
    assert.equal(await page("rule", "words"), null);
    assert.equal((await editor.connection.sendRequest<RulesResult>("bulkhead/rules", {}))[0]?.id, "bad");
  });

  it("return the severities in force, whether an alias, the id or the profile decides them", async () => {
    const editor = await startEditor({
      engine: createEngine(),
      files: {
        [`${folder}/bulkhead.config.yaml`]:
          'rules: { tally/prefer-systemd-sigrtmin-plus-3: "off", host-namespace: hint }\n',
      },
    });
    editor.open(dockerfile, "FROM debian:12\n");
    const currentOf = async (id: string, uri?: string): Promise<readonly string[] | undefined> => {
      const rules = await editor.connection.sendRequest<RulesResult>("bulkhead/rules", { uri });
      return rules.find((rule) => rule.id === id)?.current;
    };

    assert.deepEqual(await currentOf("wrong-stop-signal", dockerfile), ["warning", "off"]);
    assert.deepEqual(await currentOf("host-namespace", dockerfile), ["hint"]);
    assert.deepEqual(await currentOf("no-resource-limit", dockerfile), ["off"]);
    assert.deepEqual(await currentOf("host-namespace"), ["warning"]);
  });

  it("return what can be explained at the cursor", async () => {
    const editor = await startEditor();
    editor.open(dockerfile, "BAD\nFINE");
    const at = (line: number): Promise<AtResult> =>
      editor.connection.sendRequest("bulkhead/at", { uri: dockerfile, position: { line, character: 0 } });

    assert.deepEqual(await at(0), { rules: ["bad"], topic: "words" });
    assert.deepEqual(await at(1), { rules: [] });
  });

  it("bring a snippet with which wrong advice can be seen again", async () => {
    const editor = await startEditor();
    editor.open(dockerfile, "BAD\nFINE");

    const report = await editor.connection.sendRequest<WrongAdviceResult>("bulkhead/wrongAdvice", {
      uri: dockerfile,
      position,
    });

    assert.match(report ?? "", /profile recommended/);
    assert.match(report ?? "", /`bad` \(warning, line 1\): bad word/);
    assert.match(report ?? "", /```\nBAD\nFINE\n```/);
  });
});
