import * as vscode from "vscode";
import { rulesRequest, type RulesResult } from "../../../server/src/protocol.ts";
import { showPage } from "../pages.ts";
import type { Server } from "../server.ts";
import { whatIsAtCursor } from "./cursor.ts";

/** Shows the page of the given rule, else of the only one that reports at the cursor, else of one that the user picks. */
export async function openRuleDocumentation(server: Server, rule: unknown): Promise<void> {
  const id = typeof rule === "string" ? rule : ((await onlyRuleAtCursor(server)) ?? (await chooseRule(server)));
  if (id !== undefined) await showPage({ of: "rule", id });
}

async function onlyRuleAtCursor(server: Server): Promise<string | undefined> {
  const [rule, ...more] = (await whatIsAtCursor(server)).rules;
  return more.length === 0 ? rule : undefined;
}

/** A rule chosen from all, those at the cursor first. */
export async function chooseRule(server: Server): Promise<string | undefined> {
  const client = await server.client();
  const all = (await client?.sendRequest<RulesResult>(rulesRequest, {})) ?? [];
  const { rules: here } = await whatIsAtCursor(server);
  const sorted = [...all].sort((a, b) => Number(here.includes(b.id)) - Number(here.includes(a.id)));
  const items = sorted.map(({ id, summary, category }) => ({ label: id, description: category, detail: summary }));
  const chosen = await vscode.window.showQuickPick(items, {
    placeHolder: vscode.l10n.t("Which rule?"),
    matchOnDetail: true,
  });
  return chosen?.label;
}
