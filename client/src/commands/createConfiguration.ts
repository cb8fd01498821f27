import * as vscode from "vscode";
import {
  newConfigurationRequest,
  type NewConfigurationParams,
  type NewConfigurationResult,
} from "../../../server/src/protocol.ts";
import type { Server } from "../server.ts";
import { mention } from "./cursor.ts";

/** Writes a commented configuration into a workspace folder and shows it; shows the one that is there already. */
export async function createConfiguration(server: Server): Promise<void> {
  const { t } = vscode.l10n;
  const folder = await chooseFolder();
  const client = await server.client();
  if (!folder || !client) return mention(t("Open a folder first."));

  const params: NewConfigurationParams = { folder: client.code2ProtocolConverter.asUri(folder) };
  const created = await client.sendRequest<NewConfigurationResult | null>(newConfigurationRequest, params);
  if (!created) return;
  if ("existing" in created) {
    await vscode.window.showTextDocument(client.protocol2CodeConverter.asUri(created.existing));
    return;
  }
  const file = client.protocol2CodeConverter.asUri(created.uri);
  const edit = new vscode.WorkspaceEdit();
  edit.createFile(file, { contents: new TextEncoder().encode(created.text) });
  if (!(await vscode.workspace.applyEdit(edit))) return;
  await vscode.window.showTextDocument(file);
  if (created.notes.length > 0) void vscode.window.showInformationMessage(created.notes.join(" "));
}

async function chooseFolder(): Promise<vscode.Uri | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length < 2) return folders[0]?.uri;
  return (await vscode.window.showWorkspaceFolderPick())?.uri;
}
