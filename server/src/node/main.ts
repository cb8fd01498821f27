import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { createRuby } from "../host/ruby.ts";
import { startServer } from "../lsp/server.ts";
import { createNodeReader } from "./files.ts";
import { readRubyWasm } from "./wasm.ts";

// An editor that names no transport means standard input and output; VS Code asks for IPC.
const namesTransport = process.argv.some((argument) => /^--(stdio|node-ipc|socket|pipe)/.test(argument));
if (!namesTransport) process.argv.push("--stdio");

const loadEngine = () => import("../engine/index.ts");
const ruby = createRuby(readRubyWasm, loadEngine);
startServer(
  createConnection(ProposedFeatures.all),
  async () => (await loadEngine()).createEngine({ ruby: ruby.parser }),
  { readerFor: createNodeReader, prepare: ruby.prepare },
);
