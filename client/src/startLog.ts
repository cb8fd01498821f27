import * as vscode from "vscode";
import { statusRequest, type StatusParams, type StatusResult } from "../../server/src/protocol.ts";
import { selector } from "./selector.ts";
import type { Server } from "./server.ts";
import { configurationText } from "./statusBar.ts";

/** Logs the configuration at each start of the server, which logs its version and the date of its tables. */
export function logStarts(server: Server, output: vscode.LogOutputChannel): vscode.Disposable {
  return server.onDidStart(async () => {
    const documents = [vscode.window.activeTextEditor?.document ?? [], vscode.workspace.textDocuments].flat();
    const document = documents.find((one) => vscode.languages.match(selector, one) > 0);
    const client = server.running();
    if (!document || !client) return;

    const params: StatusParams = { uri: client.code2ProtocolConverter.asUri(document.uri) };
    const status = await client.sendRequest<StatusResult | null>(statusRequest, params).catch(() => null);
    if (!status) return;
    output.info(`For ${vscode.workspace.asRelativePath(document.uri)}: ${configurationText(status)}`);
    for (const { key, value, origin } of status.values) {
      if (origin === "default") continue;
      output.info(`${key}: ${value} (${typeof origin === "string" ? origin : origin.file})`);
    }
  });
}
