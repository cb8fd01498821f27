import * as vscode from "vscode";
import { rulesRequest, type RulesParams, type RulesResult } from "../../../server/src/protocol.ts";
import { changeConfiguration, configuredDocument } from "../configuration.ts";
import type { Server } from "../server.ts";
import { chooseRule } from "./openRuleDocumentation.ts";
import { markCurrent } from "./present.ts";

const severities = ["error", "warning", "info", "hint", "off"] as const;

/** Sets the severity of a rule in the workspace; asks for the rule and the severity unless they are given. */
export async function changeSeverity(server: Server, uri: unknown, rule: unknown, severity: unknown): Promise<void> {
  const document = typeof uri === "string" ? vscode.Uri.parse(uri) : await configuredDocument();
  const id = typeof rule === "string" ? rule : await chooseRule(server);
  if (id === undefined) return;
  const value = severities.find((one) => one === severity) ?? (await chooseSeverity(server, document, id));
  if (value !== undefined) await changeConfiguration(server, document, `rules.${id}`, value);
}

async function chooseSeverity(
  server: Server,
  document: vscode.Uri | undefined,
  rule: string,
): Promise<string | undefined> {
  const { t } = vscode.l10n;
  const details = {
    error: t("The files prove that it fails"),
    warning: t("Likely to fail, or exposes the host"),
    info: t("A trade-off worth knowing"),
    hint: t("Marked in the editor, but not listed in Problems"),
    off: t("Not reported"),
  };
  const items = severities.map((label) => ({ label, detail: details[label] }));
  const current = await currentSeverities(server, document, rule);
  const partly = current.length > 1 ? t("current value of some branches") : undefined;
  const chosen = await vscode.window.showQuickPick(markCurrent(items, current, partly), {
    placeHolder: t("Severity of {0} in this workspace", rule),
  });
  return chosen?.label;
}

/** Returns the severities in force, whether an alias, the id or the profile decides them. */
async function currentSeverities(
  server: Server,
  document: vscode.Uri | undefined,
  rule: string,
): Promise<readonly string[]> {
  const client = await server.client();
  const params: RulesParams = { uri: document && client?.code2ProtocolConverter.asUri(document) };
  const rules = await client?.sendRequest<RulesResult>(rulesRequest, params);
  return rules?.find(({ id }) => id === rule)?.current ?? [];
}
