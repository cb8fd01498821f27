import * as vscode from "vscode";
import { statusRequest, type StatusParams, type StatusResult } from "../../../server/src/protocol.ts";
import type { Server } from "../server.ts";

/** Returns the value of a configuration key that applies to the document; undefined if it is not analysed or not set. */
export async function configuredValue(
  server: Server,
  document: vscode.Uri | undefined,
  key: string,
): Promise<string | undefined> {
  const client = await server.client();
  if (!document || !client) return undefined;
  const params: StatusParams = { uri: client.code2ProtocolConverter.asUri(document) };
  const status = await client.sendRequest<StatusResult | null>(statusRequest, params);
  return status?.values.find((value) => value.key === key)?.value;
}

/** Describes the item of the present value as such, and lists it first so that it is selected. */
export function markPresent<T extends vscode.QuickPickItem>(items: readonly T[], present: string | undefined): T[] {
  const marked = items.map((item) =>
    item.label === present ? { ...item, description: vscode.l10n.t("current value") } : item,
  );
  return marked.sort((a, b) => Number(b.label === present) - Number(a.label === present));
}
