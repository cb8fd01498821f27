import assert from "node:assert/strict";
import type { ClientCapabilities, CompletionItem, Hover } from "vscode-languageserver/node";
import { ruby } from "../../scripts/examples.ts";
import { createEngine } from "../../server/src/engine/index.ts";
import { folder, startEditor, stopEditors, type Editor } from "./inMemory.ts";

const dockerfile = `${folder}/Dockerfile`;
const config = `${folder}/bulkhead.config.yaml`;

const snippetSupport: ClientCapabilities = {
  textDocument: { completion: { completionItem: { snippetSupport: true } } },
};

function complete(editor: Editor, uri: string, line: number, character: number): Promise<CompletionItem[]> {
  return editor.connection.sendRequest("textDocument/completion", {
    textDocument: { uri },
    position: { line, character },
  });
}

describe("completion in an editor", () => {
  afterEach(stopEditors);

  it("offers rules in an ignore comment, those with findings in the file first", async () => {
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

  it("offers services directly below the services of a Compose file, and nowhere else", async () => {
    const at = async (name: string, text: string, abilities = snippetSupport): Promise<readonly string[]> => {
      const editor = await startEditor({ engine: createEngine(), capabilities: abilities });
      const uri = `${folder}/${name}`;
      editor.open(uri, text, "yaml");
      const lines = text.split("\n");
      const items = await complete(editor, uri, lines.length - 1, lines.at(-1)?.length ?? 0);
      return items.map(({ label }) => label);
    };
    const services = "services:\n  a:\n    image: b\n";

    assert.ok((await at("compose.yaml", `${services}  bulk`)).includes("bulkhead-vpn"));
    assert.ok((await at("compose.yaml", "services:\n  ")).includes("bulkhead-vpn"));
    assert.deepEqual(await at("compose.yaml", `${services}    bulk`), []);
    assert.deepEqual(await at("compose.yaml", `${services}volumes:\n  bulk`), []);
    assert.deepEqual(await at(".github/workflows/ci.yml", `jobs:\n  a:\n    services:\n      bulk`), []);
    assert.deepEqual(
      await at("bulkhead.config.yaml", "rules:\n  bulk"),
      await at("bulkhead.config.yaml", "rules:\n  bulk", {}),
    );
    assert.deepEqual(await at("compose.yaml", `${services}  bulk`, {}), []);
  });

  it("offers values of settings of containers, in the order of their table", async () => {
    const editor = await startEditor({ engine: createEngine() });
    const at = async (name: string, text: string): Promise<readonly string[]> => {
      const uri = `${folder}/${name}`;
      editor.open(uri, text, "yaml");
      const lines = text.split("\n");
      const items = await complete(editor, uri, lines.length - 1, lines.at(-1)?.length ?? 0);
      return items.toSorted((a, b) => ((a.sortText ?? "") < (b.sortText ?? "") ? -1 : 1)).map(({ label }) => label);
    };
    const service = "services:\n  a:\n    image: b\n";

    assert.equal((await at("compose.yaml", `${service}    runtime: `))[0], "runsc");
    assert.deepEqual((await at("one/compose.yaml", `${service}    ipc: s`)).slice(0, 2), ["private", "shareable"]);
    assert.ok((await at("two/compose.yaml", `${service}    cap_add:\n      - SYS`)).includes("SYS_ADMIN"));
    assert.ok((await at("Dockerfile", "FROM a\nRUN docker run --cap-add ")).includes("NET_ADMIN"));
    assert.deepEqual(await at("three/compose.yaml", `${service}    image: `), []);
  });

  it("offers machines directly in the configuration of a Vagrantfile, and nowhere else", async () => {
    const at = async (name: string, text: string): Promise<readonly string[]> => {
      const editor = await startEditor({ engine: createEngine({ ruby: () => ruby }), capabilities: snippetSupport });
      const uri = `${folder}/${name}`;
      editor.open(uri, text, "ruby");
      const lines = text.split("\n");
      return (await complete(editor, uri, lines.length - 1, lines.at(-1)!.length)).map(({ label }) => label);
    };
    const start = 'Vagrant.configure("2") do |config|\n  config.vm.box = "a/b"\n';

    assert.deepEqual(await at("Vagrantfile", `${start}  b`), ["bulkhead-docker-host"]);
    assert.deepEqual(await at("Vagrantfile", `${start}  config.vm.define "a" do |a|\n    b`), []);
    assert.deepEqual(await at("app.rb", `${start}  b`), []);
  });

  it("replaces the typed prefix of a service by its text", async () => {
    const editor = await startEditor({ engine: createEngine(), capabilities: snippetSupport });
    const uri = `${folder}/compose.yaml`;
    editor.open(uri, "services:\n  bulkhead-v", "yaml");

    const item = (await complete(editor, uri, 1, 12)).find(({ label }) => label === "bulkhead-vpn");

    assert.equal(item?.insertTextFormat, 2);
    assert.equal(item.filterText, "bulkhead-vpn");
    assert.deepEqual((item.textEdit as { range: unknown }).range, {
      start: { line: 1, character: 2 },
      end: { line: 1, character: 12 },
    });
    assert.match((item.textEdit as { newText: string }).newText, /^\$\{1:vpn\}:\n {2}image: /);
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
    assert.match(JSON.stringify((await hover(editor))?.contents), /Which rules are on/);

    const other = await startEditor({ engine: createEngine(), initializationOptions: { yamlSchemas: true } });
    other.open(config, "profile: \n", "yaml");
    assert.deepEqual([await complete(other, config, 0, 9), await hover(other)], [[], null]);
  });
});
