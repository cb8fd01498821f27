import assert from "node:assert/strict";
import { PassThrough } from "node:stream";
import {
  createConnection,
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type ProtocolConnection,
} from "vscode-languageserver/node";
import { startServer } from "../../server/src/lsp/server.ts";
import { createFakeEngine } from "./fakeEngine.ts";
import { folder, startEditor, stopEditors } from "./inMemory.ts";

const dockerfile = `${folder}/Dockerfile`;
const position = { line: 0, character: 0 };

async function codeOf(connection: ProtocolConnection, method: string, params: unknown): Promise<unknown> {
  return connection.sendRequest(method, params).then(
    () => "answered",
    (error: { readonly code: number }) => error.code,
  );
}

describe("the life cycle of the server", () => {
  afterEach(stopEditors);

  it("refuses requests before initialize with ServerNotInitialized", async () => {
    const toServer = new PassThrough();
    const toClient = new PassThrough();
    const server = createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient));
    startServer(server, () => Promise.resolve(createFakeEngine()), {
      readerFor: () => ({ read: () => Promise.resolve({ state: "unreadable", reason: "missing" }) }),
    });
    const connection = createProtocolConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
    connection.listen();

    for (const method of ["textDocument/hover", "textDocument/diagnostic", "bulkhead/status", "no/such"]) {
      assert.equal(await codeOf(connection, method, { textDocument: { uri: dockerfile }, position }), -32002, method);
    }
    assert.equal(await codeOf(connection, "initialize", null), -32602);
    connection.dispose();
    server.dispose();
  });

  it("refuses requests after shutdown with InvalidRequest", async () => {
    const { connection } = await startEditor();
    await connection.sendRequest("shutdown");

    for (const method of ["textDocument/hover", "textDocument/codeAction", "bulkhead/rules"]) {
      assert.equal(await codeOf(connection, method, { textDocument: { uri: dockerfile }, position }), -32600, method);
    }
  });

  it("refuses methods that it does not have with MethodNotFound", async () => {
    assert.equal(await codeOf((await startEditor()).connection, "textDocument/rename", {}), -32601);
  });

  it("refuses requests without parameters with InvalidParams, and logs no defect", async () => {
    const editor = await startEditor();
    for (const method of ["textDocument/hover", "textDocument/completion", "textDocument/diagnostic", "bulkhead/at"]) {
      assert.equal(await codeOf(editor.connection, method, null), -32602, method);
    }
    assert.deepEqual(editor.logged, []);
  });

  it("offers code actions to a client that leaves the context out", async () => {
    const editor = await startEditor();
    editor.open(dockerfile, "BAD");
    const range = { start: position, end: position };

    const actions = await editor.connection.sendRequest<readonly { readonly title: string }[]>(
      "textDocument/codeAction",
      { textDocument: { uri: dockerfile }, range },
    );

    assert.equal(actions[0]?.title, "Replace (safe)");
    assert.deepEqual(editor.logged, []);
  });
});
