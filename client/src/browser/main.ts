import * as vscode from "vscode";
import {
  BrowserMessageReader,
  BrowserMessageWriter,
  LanguageClient,
  type MessageTransports,
} from "vscode-languageclient/browser";
import { activateExtension } from "../extension.ts";

export function activate(context: vscode.ExtensionContext): void {
  const script = vscode.Uri.joinPath(context.extensionUri, "server", "dist", "worker.js");
  let worker: Worker | undefined;
  // A worker does not end with its client: it would stay, with all that it remembers, beside the next one.
  const end = (): void => worker?.terminate();
  const start = async (): Promise<MessageTransports> => {
    end();
    worker = await startWorker(script);
    return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
  };
  context.subscriptions.push({ dispose: end });
  activateExtension(context, (options) => new LanguageClient("bulkhead", "Bulkhead", start, options));
}

/** An extension that comes from a remote may not start its worker by address: its text then starts as a blob. */
async function startWorker(script: vscode.Uri): Promise<Worker> {
  try {
    return new Worker(script.toString(true));
  } catch {
    const text = new Uint8Array(await vscode.workspace.fs.readFile(script));
    return new Worker(URL.createObjectURL(new Blob([text], { type: "text/javascript" })));
  }
}
