import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { createRuby } from "../host/ruby.ts";
import { startServer } from "../lsp/server.ts";
import { version } from "../version.ts";
import { createNodeReader } from "./files.ts";
import { readRubyWasm } from "./wasm.ts";

const usage = `Usage: bulkhead-language-server [--stdio | --node-ipc | --socket=<port> | --pipe=<name>]

The language server of Bulkhead. An editor starts it and speaks the language server protocol with it, by default over
standard input and output. For the command line there is \`bulkhead\`.

  --version, --help
`;

const asked = process.argv.slice(2);
if (asked.includes("--help") || asked.includes("-h")) process.stdout.write(usage);
else if (asked.includes("--version") || asked.includes("-v")) process.stdout.write(`bulkhead ${version}\n`);
else serve();

function serve(): void {
  // An editor that names no transport means standard input and output; VS Code asks for IPC.
  const transport = asked.find((argument) => /^--(stdio|node-ipc|socket|pipe)/.test(argument));
  if (transport === undefined) process.argv.push("--stdio");
  if ((transport ?? "--stdio") === "--stdio" && process.stdin.isTTY) {
    process.stderr.write("Waiting for an editor on standard input. Ctrl-C ends this, --help tells what it is for.\n");
  }
  const loadEngine = () => import("../engine/index.ts");
  const ruby = createRuby(readRubyWasm, loadEngine);
  startServer(
    createConnection(ProposedFeatures.all),
    async () => (await loadEngine()).createEngine({ ruby: ruby.parser }),
    { readerFor: createNodeReader, prepare: ruby.prepare },
  );
}
