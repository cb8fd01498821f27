import * as vscode from "vscode";
import { statusRequest, type StatusParams, type StatusResult } from "../../server/src/protocol.ts";
import { selector } from "./selector.ts";
import type { Server } from "./server.ts";

/** Shows beside the language what is found in the active document and which configuration is in force. */
export function showStatus(server: Server): vscode.Disposable {
  const { t } = vscode.l10n;
  const item = vscode.languages.createLanguageStatusItem("bulkhead.status", [...selector]);
  item.name = "Bulkhead";
  item.text = "Bulkhead";
  item.command = { command: "bulkhead.showConfiguration", title: t("Show Configuration") };

  const update = async (): Promise<void> => {
    const document = vscode.window.activeTextEditor?.document;
    const client = server.running();
    if (!document || !client || vscode.languages.match(selector, document) === 0) return;
    const params: StatusParams = { uri: client.code2ProtocolConverter.asUri(document.uri) };
    const status = await client.sendRequest<StatusResult | null>(statusRequest, params).catch(() => null);
    if (vscode.window.activeTextEditor?.document !== document) return;
    item.text = status ? `$(shield) ${findingsText(status)}` : "Bulkhead";
    item.detail = status
      ? [configurationText(status), ...unknownTexts(status)].join(" · ")
      : t("This file is not analysed.");
    item.accessibilityInformation = { label: `Bulkhead: ${status ? findingsText(status) : ""}. ${item.detail}` };
    item.severity = vscode.LanguageStatusSeverity.Information;
  };
  const isShown = (uri: vscode.Uri): boolean =>
    uri.toString() === vscode.window.activeTextEditor?.document.uri.toString();

  return vscode.Disposable.from(
    item,
    server.onDidStart(() => void update()),
    vscode.window.onDidChangeActiveTextEditor(() => void update()),
    vscode.languages.onDidChangeDiagnostics(({ uris }) => void (uris.some(isShown) && update())),
  );
}

function findingsText({ error, warning, info, hint, suppressed }: StatusResult): string {
  const { t } = vscode.l10n;
  const counts = [
    ...(error > 0 ? [t("Errors: {0}", error)] : []),
    ...(warning > 0 ? [t("Warnings: {0}", warning)] : []),
    ...(info + hint > 0 ? [t("Notes: {0}", info + hint)] : []),
    ...(suppressed > 0 ? [t("Suppressed: {0}", suppressed)] : []),
  ];
  return counts.length === 0 ? t("No advice") : counts.join(", ");
}

/** The profile and the configuration file in force, in a line. */
export function configurationText({ enabled, profile, configFile }: StatusResult): string {
  const { t } = vscode.l10n;
  if (!enabled) return t("Switched off for this file by the configuration");
  if (configFile === undefined) return t("Profile {0}, no configuration file", profile);
  return t("Profile {0}, {1}", profile, vscode.workspace.asRelativePath(vscode.Uri.parse(configFile)));
}

/** The images and boxes that rules cannot check because they are unknown, and files that could not be read. */
function unknownTexts({ unknown, unread }: StatusResult): readonly string[] {
  const { t } = vscode.l10n;
  const [first, ...others] = unknown.map(({ name }) => name);
  return [
    ...(first === undefined
      ? []
      : [others.length === 0 ? t("Unknown: {0}", first) : t("Unknown: {0} and {1} more", first, others.length)]),
    ...(unread.length > 0 ? [t("Unread files: {0}", unread.length)] : []),
  ];
}
