import * as vscode from "vscode";
import { statusRequest, type StatusParams, type StatusResult } from "../../../server/src/protocol.ts";
import type { Server } from "../server.ts";

/** Returns the profile of the document; without one, the profile in the settings. */
export async function currentProfile(server: Server, document: vscode.Uri | undefined): Promise<string | undefined> {
  const client = await server.client();
  const params: StatusParams | undefined = document && client && { uri: client.code2ProtocolConverter.asUri(document) };
  const status = params && (await client?.sendRequest<StatusResult | null>(statusRequest, params));
  return status?.profile ?? vscode.workspace.getConfiguration("bulkhead", document).get<string>("profile");
}

/** Describes the items of the current values as such, and lists them first so that the first one is selected. */
export function markCurrent<T extends vscode.QuickPickItem>(
  items: readonly T[],
  current: readonly string[],
  description = vscode.l10n.t("current value"),
): T[] {
  const isCurrent = ({ label }: T): boolean => current.includes(label);
  const marked = items.map((item) => (isCurrent(item) ? { ...item, description } : item));
  return marked.sort((a, b) => Number(isCurrent(b)) - Number(isCurrent(a)));
}
