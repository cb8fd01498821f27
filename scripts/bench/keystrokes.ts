import { PassThrough } from "node:stream";
import {
  createConnection,
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type ProtocolConnection,
} from "vscode-languageserver/node";
import { createEngine } from "../../server/src/engine/index.ts";
import { startServer } from "../../server/src/lsp/server.ts";
import { cpuNow, percentile } from "./measure.ts";
import type { Ruby } from "./ruby.ts";
import { folder, type Subject } from "./subjects.ts";
import { millisecondsRow, type Row } from "./table.ts";

/** From a typed character to the diagnostics of the text with it, through a language server in this process. */
export async function keystrokes(
  subject: Subject,
  ruby: Ruby,
  lines: number,
  count: number,
  limit?: number,
): Promise<Row> {
  const editor = await openEditor(ruby);
  const { uri, languageId } = subject;
  const text = subject.generate(lines);
  const versioned = (version: number) => ({ uri, languageId, version, text });
  await editor.sendNotification("textDocument/didOpen", { textDocument: versioned(0) });
  await editor.sendRequest("textDocument/diagnostic", { textDocument: { uri } });

  // At the end of a comment in the middle, as one who explains something.
  const line = text.slice(0, text.indexOf("# ", text.length / 2)).split("\n").length - 1;
  const cpu: number[] = [];
  const clock: number[] = [];
  let character = text.split("\n")[line]?.length ?? 0;
  for (let version = 1; version <= count; version += 1) {
    const at = { line, character };
    const started = { cpu: cpuNow(), clock: performance.now() };
    await editor.sendNotification("textDocument/didChange", {
      textDocument: { uri, version },
      contentChanges: [{ range: { start: at, end: at }, text: version % 6 === 0 ? " " : "a" }],
    });
    await editor.sendRequest("textDocument/diagnostic", { textDocument: { uri } });
    cpu.push(cpuNow() - started.cpu);
    clock.push(performance.now() - started.clock);
    character += 1;
  }
  editor.dispose();
  // The first ones also warm the machine up.
  const [steady, steadyClock] = [cpu.slice(count / 4), clock.slice(count / 4)];
  const what = `${subject.name}, ${String(lines)} lines: keystroke to diagnostics, p95`;
  return millisecondsRow(what, percentile(steady, 0.95), percentile(steadyClock, 0.95), limit);
}

async function openEditor(ruby: Ruby): Promise<ProtocolConnection> {
  const toServer = new PassThrough();
  const toClient = new PassThrough();
  const server = createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient));
  startServer(server, () => Promise.resolve(createEngine({ ruby: () => ruby.parser })), {
    readerFor: () => ({ read: () => Promise.resolve({ state: "unreadable", reason: "missing" }) }),
  });
  const editor = createProtocolConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
  editor.onRequest("client/registerCapability", () => null);
  editor.onRequest("workspace/configuration", ({ items }: { items: unknown[] }) => items.map(() => null));
  editor.listen();
  await editor.sendRequest("initialize", {
    processId: null,
    rootUri: null,
    workspaceFolders: [{ uri: folder, name: "bench" }],
    capabilities: {
      workspace: { configuration: true, workspaceFolders: true, didChangeWatchedFiles: { dynamicRegistration: true } },
      textDocument: { diagnostic: {}, publishDiagnostics: { relatedInformation: true } },
    },
  });
  await editor.sendNotification("initialized", {});
  return editor;
}
