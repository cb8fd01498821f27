import * as vscode from "vscode";
import { wrongAdviceRequest, type WrongAdviceResult } from "../../../server/src/protocol.ts";
import type { Server } from "../server.ts";
import { cursorOf, mention } from "./cursor.ts";

/** Copies what a maintainer needs to see the same advice. Nothing is sent: the user pastes it where they like. */
export async function reportWrongAdvice(server: Server, { extension }: vscode.ExtensionContext): Promise<void> {
  const cursor = await cursorOf(server);
  const client = await server.client();
  const report = cursor && (await client?.sendRequest<WrongAdviceResult>(wrongAdviceRequest, cursor));
  if (typeof report !== "string") {
    mention(vscode.l10n.t("Put the cursor on the advice that is wrong."));
    return;
  }
  await vscode.env.clipboard.writeText(report);
  const { bugs } = extension.packageJSON as { readonly bugs: { readonly url: string } };
  // The status bar is short.
  mention(vscode.l10n.t("Copied, for an issue at {0}", bugs.url.replace("https://", "")));
}
