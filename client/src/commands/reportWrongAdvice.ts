import * as vscode from "vscode";
import { wrongAdviceRequest, type WrongAdviceResult } from "../../../server/src/protocol.ts";
import type { Server } from "../server.ts";
import { cursorOf, mention } from "./cursor.ts";

/** Copies what a maintainer needs to reproduce the advice and offers the issue tracker. Nothing is sent. */
export async function reportWrongAdvice(server: Server, { extension }: vscode.ExtensionContext): Promise<void> {
  const cursor = await cursorOf(server);
  const client = await server.client();
  const report = cursor && (await client?.sendRequest<WrongAdviceResult>(wrongAdviceRequest, cursor));
  if (typeof report !== "string") {
    mention(vscode.l10n.t("Put the cursor on the wrong finding first."));
    return;
  }
  await vscode.env.clipboard.writeText(report);
  const { bugs } = extension.packageJSON as { readonly bugs: { readonly url: string } };
  const open = vscode.l10n.t("Open Issues");
  const copied = vscode.l10n.t("Copied the finding and the lines around it. Paste them into an issue.");
  // Not awaited: the command is done, and the user may ignore the message.
  void vscode.window.showInformationMessage(copied, open).then((chosen) => {
    if (chosen === open) void vscode.env.openExternal(vscode.Uri.parse(bugs.url));
  });
}
