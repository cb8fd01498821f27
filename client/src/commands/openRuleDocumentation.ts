import * as vscode from "vscode";
import { rulesRequest, type RulesResult } from "../../../server/src/protocol.ts";
import { showPage } from "../pages.ts";
import type { Server } from "../server.ts";
import { whatIsAtCursor } from "./cursor.ts";

/** Shows the page of the given rule; without one, of a rule that is chosen from all, those at the cursor first. */
export async function openRuleDocumentation(server: Server, rule: unknown): Promise<void> {
  const id = typeof rule === "string" ? rule : await chooseRule(server);
  if (id !== undefined) await showPage({ of: "rule", id });
}

/** A rule chosen from all, those at the cursor first. */
export async function chooseRule(server: Server): Promise<string | undefined> {
  const client = await server.client();
  const all = (await client?.sendRequest<RulesResult>(rulesRequest)) ?? [];
  const { rules: here } = await whatIsAtCursor(server);
  const sorted = [...all].sort((a, b) => Number(here.includes(b.id)) - Number(here.includes(a.id)));
  const items = sorted.map(({ id, summary, category }) => ({ label: id, description: category, detail: summary }));
  const chosen = await vscode.window.showQuickPick(items, {
    placeHolder: vscode.l10n.t("Which rule?"),
    matchOnDetail: true,
  });
  return chosen?.label;
}
