import assert from "node:assert/strict";
import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { text } from "node:stream/consumers";
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

  it("ends with a message on input that is not the protocol", async () => {
    const ended = once(server, "exit");
    const said = text(server.stderr);
    server.stdin.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n");

    assert.deepEqual((await ended)[0], 1);
    assert.match(await said, /^Standard input is not the language server protocol: /m);
  });

  it("ends with its client", async () => {
    const ended = once(server, "exit");
    server.stdin.end();

    assert.equal((await ended)[0], 1);
  });
});
