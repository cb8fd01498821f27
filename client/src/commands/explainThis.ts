import * as vscode from "vscode";
import { showPage } from "../pages.ts";
import type { Server } from "../server.ts";
import { mention, whatIsAtCursor } from "./cursor.ts";

/** Shows the page of the topic at the cursor; if there is none, the page of the rule that reports there. */
export async function explainThis(server: Server): Promise<void> {
  const { topic, rules } = await whatIsAtCursor(server);
  if (topic !== undefined) return showPage({ of: "topic", id: topic });
  if (rules[0] !== undefined) return showPage({ of: "rule", id: rules[0] });
  mention(vscode.l10n.t("Bulkhead has nothing to explain here."));
}
