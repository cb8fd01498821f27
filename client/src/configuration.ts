import * as vscode from "vscode";
import {
  changeConfigRequest,
  configFileNames,
  type ChangeConfigParams,
  type ChangeConfigResult,
} from "../../server/src/protocol.ts";
import { mention } from "./commands/cursor.ts";
import { selector } from "./selector.ts";
import type { Server } from "./server.ts";

type Key = ChangeConfigParams["key"];

/** The document whose configuration a command is about: the active one, else a configuration file at the top of a folder. */
export async function configuredDocument(): Promise<vscode.Uri | undefined> {
  const active = vscode.window.activeTextEditor?.document;
  if (active && vscode.languages.match(selector, active) > 0) return active.uri;
  for (const { uri } of vscode.workspace.workspaceFolders ?? []) {
    for (const name of configFileNames) {
      const file = vscode.Uri.joinPath(uri, name);
      const isThere = await vscode.workspace.fs.stat(file).then(
        () => true,
        () => false,
      );
      if (isThere) return (await vscode.workspace.openTextDocument(file)).uri;
    }
  }
  return undefined;
}

/** Sets a value in the configuration file that applies to the document, else in the workspace settings. */
export async function changeConfiguration(
  server: Server,
  uri: vscode.Uri | undefined,
  key: Key,
  value: string,
): Promise<void> {
  const client = await server.client();
  const params = uri && client && { uri: client.code2ProtocolConverter.asUri(uri), key, value };
  const change = params && (await client.sendRequest<ChangeConfigResult | null>(changeConfigRequest, params));
  if (!client || !change) return changeSettings(uri, [key], value);
  if (change.in === "settings") return changeSettings(uri, change.keys, value);

  const file = client.protocol2CodeConverter.asUri(change.uri);
  const name = vscode.workspace.asRelativePath(file);
  if (change.in === "broken") {
    await vscode.window.showTextDocument(file);
    return mention(vscode.l10n.t("Cannot change {0} because it has errors. Fix them first.", name));
  }
  if (change.in === "shared") {
    await vscode.window.showTextDocument(file);
    return mention(vscode.l10n.t("{0} in {1} decides this for other rules too. Change it there.", change.key, name));
  }
  if (change.edit) {
    const isSaved = !(await vscode.workspace.openTextDocument(file)).isDirty;
    const edit = await client.protocol2CodeConverter.asWorkspaceEdit(change.edit);
    if (!(await vscode.workspace.applyEdit(edit))) return;
    // Changes that the user has not saved yet are the user's to save.
    if (isSaved) await (await vscode.workspace.openTextDocument(file)).save();
  }
  mention(vscode.l10n.t("Set {0} to {1} in {2}.", nameOf(key), value, name));
}

async function changeSettings(uri: vscode.Uri | undefined, keys: readonly Key[], value: string): Promise<void> {
  const configuration = vscode.workspace.getConfiguration("bulkhead", uri);
  const isProfile = keys.includes("profile");
  const section = isProfile ? "profile" : "rules";
  const names = keys.map(nameOf);
  const inspected = configuration.inspect<unknown>(section);
  const { ConfigurationTarget } = vscode;
  const target = (
    isProfile ? inspected?.workspaceFolderValue !== undefined : sets(inspected?.workspaceFolderValue, names)
  )
    ? ConfigurationTarget.WorkspaceFolder
    : vscode.workspace.workspaceFolders
      ? ConfigurationTarget.Workspace
      : ConfigurationTarget.Global;
  const before = {
    [ConfigurationTarget.WorkspaceFolder]: inspected?.workspaceFolderValue,
    [ConfigurationTarget.Workspace]: inspected?.workspaceValue,
    [ConfigurationTarget.Global]: inspected?.globalValue,
  }[target];
  const rules = { ...recordOf(before), ...Object.fromEntries(names.map((name) => [name, value])) };
  await configuration.update(section, isProfile ? value : rules, target);
  const undo = vscode.l10n.t("Undo");
  const named = names.join(", ");
  const places = {
    [ConfigurationTarget.WorkspaceFolder]: vscode.l10n.t("Set {0} to {1} in the folder settings.", named, value),
    [ConfigurationTarget.Workspace]: vscode.l10n.t("Set {0} to {1} in the workspace settings.", named, value),
    [ConfigurationTarget.Global]: vscode.l10n.t("Set {0} to {1} in the user settings.", named, value),
  };
  // Not awaited: the command is done, and the user may ignore the message.
  void vscode.window.showInformationMessage(places[target], undo).then(async (chosen) => {
    if (chosen === undo) await vscode.workspace.getConfiguration("bulkhead", uri).update(section, before, target);
  });
}

function nameOf(key: Key): string {
  return key.replace(/^rules\./, "");
}

function sets(value: unknown, names: readonly string[]): boolean {
  return names.some((name) => name in recordOf(value));
}

function recordOf(value: unknown): object {
  return typeof value === "object" && value !== null ? value : {};
}
