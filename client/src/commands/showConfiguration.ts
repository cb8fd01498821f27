import * as vscode from "vscode";
import { statusRequest, type StatusParams, type StatusResult } from "../../../server/src/protocol.ts";
import type { Server } from "../server.ts";
import { mention } from "./cursor.ts";

interface Item extends vscode.QuickPickItem {
  readonly run?: () => Thenable<unknown>;
}

/** Lists every value that applies to the active document with its origin; choosing one opens the place where it is set. */
export async function showConfiguration(server: Server): Promise<void> {
  const { t } = vscode.l10n;
  const editor = vscode.window.activeTextEditor;
  const client = await server.client();
  const params: StatusParams | undefined = editor &&
    client && { uri: client.code2ProtocolConverter.asUri(editor.document.uri) };
  const status = params && (await client?.sendRequest<StatusResult | null>(statusRequest, params));
  if (!editor || !status) return mention(t("This file is not analysed."));

  const chosen = await vscode.window.showQuickPick(itemsOf(status, editor.document.uri), {
    placeHolder: t("Settings of this file, and where they come from"),
    matchOnDescription: true,
  });
  await chosen?.run?.();
}

/** Returns the entries of the menu, each value with the name of its origin. */
function itemsOf({ configFile, values, unknown, unread }: StatusResult, document: vscode.Uri): readonly Item[] {
  const { t } = vscode.l10n;
  const { executeCommand } = vscode.commands;
  const file: Item =
    configFile === undefined
      ? {
          label: t("No configuration file"),
          description: t("Create one"),
          run: () => executeCommand("bulkhead.createConfiguration"),
        }
      : { label: relative(configFile), description: t("Configuration file"), run: () => show(configFile) };
  return [
    file,
    ...unknown.map(({ kind, name, range, rules }): Item => ({
      label: kind === "image" ? t("Unknown image: {0}", name) : t("Unknown box: {0}", name),
      description: t("Rules that do not check it: {0}. Hover it for details.", rules),
      run: () => showRange(document, range),
    })),
    ...unread.map(({ uri, reason }): Item => ({
      label: t("Unread file: {0}", relative(uri)),
      description: reason === "too-large" ? t("too large") : t("no permission"),
    })),
    { label: "", kind: vscode.QuickPickItemKind.Separator },
    ...values.map(({ key, value, origin }): Item => ({
      label: `${key}: ${value}`,
      description: originText(origin),
      run: () => (typeof origin === "object" ? show(origin.file) : openSetting(key)),
    })),
    { label: "", kind: vscode.QuickPickItemKind.Separator },
    { label: t("Select Profile"), run: () => executeCommand("bulkhead.selectProfile") },
    { label: t("Show Output"), run: () => executeCommand("bulkhead.showOutput") },
  ];
}

function originText(origin: StatusResult["values"][number]["origin"]): string {
  const { t } = vscode.l10n;
  if (typeof origin === "object") {
    const { file, override } = origin;
    return override === undefined ? relative(file) : t("{0}, overrides of {1}", relative(file), override);
  }
  const names: Readonly<Record<string, string>> = {
    default: t("default"),
    user: t("user settings"),
    workspace: t("workspace settings"),
    folder: t("folder settings"),
  };
  return names[origin] ?? origin;
}

function relative(uri: string): string {
  return vscode.workspace.asRelativePath(vscode.Uri.parse(uri));
}

function show(uri: string): Thenable<unknown> {
  return vscode.window.showTextDocument(vscode.Uri.parse(uri));
}

function showRange(document: vscode.Uri, { start, end }: StatusResult["unknown"][number]["range"]): Thenable<unknown> {
  const selection = new vscode.Range(start.line, start.character, end.line, end.character);
  return vscode.window.showTextDocument(document, { selection });
}

function openSetting(key: string): Thenable<unknown> {
  const setting = key.startsWith("host.") ? key : (key.split(".")[0] ?? key);
  return vscode.commands.executeCommand("workbench.action.openSettings", `bulkhead.${setting}`);
}
