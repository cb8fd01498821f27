import assert from "node:assert/strict";
import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import path from "node:path";
import {
  createProtocolConnection,
  InitializeRequest,
  DidOpenTextDocumentNotification,
  PublishDiagnosticsNotification,
  StreamMessageReader,
  StreamMessageWriter,
  type PublishDiagnosticsParams,
} from "vscode-languageserver/node";

const root = path.join(import.meta.dirname, "../..");

describe("the language server over standard input and output", () => {
  let server: ChildProcessWithoutNullStreams;

  beforeEach(() => {
    server = spawn(process.execPath, ["--import", "tsx", "server/src/node/main.ts", "--stdio"], { cwd: root });
  });

  afterEach(() => server.kill());

  it("advises an editor that can neither pull nor watch", async () => {
    const connection = createProtocolConnection(
      new StreamMessageReader(server.stdout),
      new StreamMessageWriter(server.stdin),
    );
    const published = new Promise<PublishDiagnosticsParams>((resolve) => {
      connection.onNotification(PublishDiagnosticsNotification.type, resolve);
    });
    connection.listen();

    const { capabilities } = await connection.sendRequest(InitializeRequest.type, {
      processId: process.pid,
      rootUri: null,
      capabilities: {},
    });
    await connection.sendNotification(DidOpenTextDocumentNotification.type, {
      textDocument: {
        uri: "untitled:Untitled-1",
        languageId: "dockerfile",
        version: 1,
        text: "FROM alpine:3.22\nRUN apt-get update\n",
      },
    });
    const { diagnostics } = await published;

    assert.equal(capabilities.diagnosticProvider, undefined, "pushed, so not pulled as well");
    assert.deepEqual(
      diagnostics.map(({ code }) => code),
      ["package-manager-mismatch"],
    );
    connection.dispose();
  });
});
