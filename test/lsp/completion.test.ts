import assert from "node:assert/strict";
import type { CompletionItem, Hover } from "vscode-languageserver/node";
import { createEngine } from "../../server/src/engine/index.ts";
import { folder, startEditor, stopEditors, type Editor } from "./inMemory.ts";

const dockerfile = `${folder}/Dockerfile`;
const config = `${folder}/bulkhead.config.yaml`;

function complete(editor: Editor, uri: string, line: number, character: number): Promise<CompletionItem[]> {
  return editor.connection.sendRequest("textDocument/completion", {
    textDocument: { uri },
    position: { line, character },
  });
}

describe("completion in an editor", () => {
  afterEach(stopEditors);

  it("offers rules in an ignore comment, those that speak in the file first", async () => {
    const editor = await startEditor({ engine: createEngine() });
    editor.open(dockerfile, "# bulkhead ignore=\nFROM alpine:3.22\nRUN apt-get update\n");

    const items = await complete(editor, dockerfile, 0, 18);

    const [first] = [...items].sort((a, b) => ((a.sortText ?? "") < (b.sortText ?? "") ? -1 : 1));
    assert.equal(first?.label, "package-manager-mismatch");
    assert.deepEqual(first.textEdit, {
      range: { start: { line: 0, character: 18 }, end: { line: 0, character: 18 } },
      newText: "package-manager-mismatch",
    });
  });

  it("offers nothing in an instruction", async () => {
    const editor = await startEditor({ engine: createEngine() });
    editor.open(dockerfile, "FROM alpine:3.22\nRUN b\n");

    assert.deepEqual(await complete(editor, dockerfile, 1, 5), []);
  });

  it("and hovers know the configuration, unless another extension does by its schema", async () => {
    const hover = (editor: Editor): Promise<Hover | null> =>
      editor.connection.sendRequest("textDocument/hover", {
        textDocument: { uri: config },
        position: { line: 0, character: 2 },
      });
    const editor = await startEditor({ engine: createEngine() });
    editor.open(config, "profile: \n", "yaml");
    assert.deepEqual(
      (await complete(editor, config, 0, 9)).map(({ label }) => label),
      ["essential", "recommended", "strict"],
    );
    assert.match(JSON.stringify((await hover(editor))?.contents), /How much Bulkhead says/);

    const other = await startEditor({ engine: createEngine(), initializationOptions: { yamlSchemas: true } });
    other.open(config, "profile: \n", "yaml");
    assert.deepEqual([await complete(other, config, 0, 9), await hover(other)], [[], null]);
  });
});
