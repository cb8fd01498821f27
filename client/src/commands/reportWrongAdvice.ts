import * as vscode from "vscode";
import { repository, wrongAdviceRequest, type WrongAdviceResult } from "../../../server/src/protocol.ts";
import type { Server } from "../server.ts";
import { cursorOf, mention } from "./cursor.ts";

/** Copies a report that lets a maintainer reproduce the advice, and offers to show it and to open the issue tracker. Nothing is sent. */
export async function reportWrongAdvice(server: Server): Promise<void> {
  const { t } = vscode.l10n;
  const cursor = await cursorOf(server);
  const client = await server.client();
  const report = cursor && (await client?.sendRequest<WrongAdviceResult>(wrongAdviceRequest, cursor));
  if (typeof report !== "string") return mention(t("Put the cursor on the wrong finding first."));

  await vscode.env.clipboard.writeText(report);
  const show = t("Show Report");
  const open = t("Open Issues");
  const buttons = repository === undefined ? [show] : [open, show];
  const copied = t("Copied a report with the finding and the lines around it. Nothing was sent.");
  // Not awaited: the command is done, and the user may ignore the message.
  void vscode.window.showInformationMessage(copied, ...buttons).then(async (chosen) => {
    if (chosen === open) await vscode.env.openExternal(vscode.Uri.parse(`${repository ?? ""}/issues`));
    if (chosen !== show) return;
    const document = await vscode.workspace.openTextDocument({ language: "markdown", content: report });
    await vscode.window.showTextDocument(document);
  });
}
