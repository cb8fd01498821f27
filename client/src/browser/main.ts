import * as vscode from "vscode";
import { LanguageClient } from "vscode-languageclient/browser";
import { activateExtension } from "../extension.ts";

export function activate(context: vscode.ExtensionContext): void {
  const script = vscode.Uri.joinPath(context.extensionUri, "server", "dist", "worker.js");
  activateExtension(
    context,
    async (options) => new LanguageClient("bulkhead", "Bulkhead", await startWorker(script), options),
  );
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
