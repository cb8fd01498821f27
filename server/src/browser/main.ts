import { BrowserMessageReader, BrowserMessageWriter, createConnection } from "vscode-languageserver/browser";
import { createRuby } from "../host/ruby.ts";
import { startServer } from "../lsp/server.ts";
import { readRubyParserRequest } from "../protocol.ts";
import { createClientReader } from "./files.ts";

// The worker's own scope is the port to the editor; the compiler knows no workers here.
const port = globalThis as unknown as ConstructorParameters<typeof BrowserMessageReader>[0];
const connection = createConnection(new BrowserMessageReader(port), new BrowserMessageWriter(port));

const loadEngine = () => import("../engine/index.ts");
const ruby = createRuby(() => connection.sendRequest<Uint8Array>(readRubyParserRequest), loadEngine);
startServer(connection, async () => (await loadEngine()).createEngine({ ruby: ruby.parser }), {
  readerFor: (root) => createClientReader(connection, root),
  prepare: ruby.prepare,
});
