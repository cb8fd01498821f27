import * as vscode from "vscode";
import { changeConfiguration, configuredDocument } from "../configuration.ts";
import type { Server } from "../server.ts";
import { chooseRule } from "./openRuleDocumentation.ts";

const severities = ["error", "warning", "info", "hint", "off"] as const;

/** Sets what the workspace says of a rule; whatever is not given is asked for. */
export async function changeSeverity(server: Server, uri: unknown, rule: unknown, severity: unknown): Promise<void> {
  const document = typeof uri === "string" ? vscode.Uri.parse(uri) : await configuredDocument();
  const id = typeof rule === "string" ? rule : await chooseRule(server);
  if (id === undefined) return;
  const value = severities.find((one) => one === severity) ?? (await chooseSeverity(id));
  if (value !== undefined) await changeConfiguration(server, document, `rules.${id}`, value);
}

async function chooseSeverity(rule: string): Promise<string | undefined> {
  const { t } = vscode.l10n;
  const details = {
    error: t("Something fails, or the host is open"),
    warning: t("Probably not what was meant"),
    info: t("Worth knowing"),
    hint: t("Marked, but not listed among the problems"),
    off: t("Nothing is said"),
  };
  const items = severities.map((label) => ({ label, detail: details[label] }));
  const chosen = await vscode.window.showQuickPick(items, { placeHolder: t("How severe is {0}?", rule) });
  return chosen?.label;
}
