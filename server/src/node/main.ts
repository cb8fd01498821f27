import {
  createConnection,
  ProposedFeatures,
  StreamMessageReader,
  StreamMessageWriter,
  type Connection,
} from "vscode-languageserver/node";
import { createRuby } from "../host/ruby.ts";
import { startServer } from "../lsp/server.ts";
import { version } from "../version.ts";
import { createNodeReader } from "./files.ts";
import { readRubyWasm } from "./wasm.ts";

const usage = `Usage: bulkhead-language-server [--stdio | --node-ipc | --socket=<port> | --pipe=<name>]

The language server of Bulkhead. Editors start it and communicate with it over standard input and output by default.
The command line is \`bulkhead\`.

  --version, --help
`;

const asked = process.argv.slice(2);
if (asked.includes("--help") || asked.includes("-h")) process.stdout.write(usage);
else if (asked.includes("--version") || asked.includes("-v")) process.stdout.write(`bulkhead ${version}\n`);
else serve();

function serve(): void {
  // An editor that names no transport means standard input and output; VS Code asks for IPC.
  const transport = asked.find((argument) => /^--(stdio|node-ipc|socket|pipe)/.test(argument));
  const isStdio = (transport ?? "--stdio") === "--stdio";
  if (isStdio && process.stdin.isTTY) {
    process.stderr.write("Waiting for an editor on standard input. Ctrl-C ends this, --help describes it.\n");
  }
  const loadEngine = () => import("../engine/index.ts");
  const ruby = createRuby(readRubyWasm, loadEngine);
  startServer(
    isStdio ? stdioConnection() : createConnection(ProposedFeatures.all),
    async () => (await loadEngine()).createEngine({ ruby: ruby.parser }),
    { readerFor: createNodeReader, prepare: ruby.prepare },
  );
}

/** Ends with its client, and on input that is not the protocol: what follows a broken header cannot be read. */
function stdioConnection(): Connection {
  const reader = new StreamMessageReader(process.stdin);
  reader.onError((error) => {
    process.stderr.write(`Standard input is not the language server protocol: ${error.message}\n`);
    process.exit(1);
  });
  // A client that says `exit` ends the server by that; one that is gone without a word has crashed.
  process.stdin.on("end", () => process.exit(1));
  return createConnection(ProposedFeatures.all, reader, new StreamMessageWriter(process.stdout));
}
