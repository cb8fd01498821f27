import * as vscode from "vscode";
import {
  declareIntentRequest,
  intentRequest,
  type AtParams,
  type DeclareIntentParams,
  type DeclareIntentResult,
  type IntentResult,
} from "../../../server/src/protocol.ts";
import type { Server } from "../server.ts";
import { cursorOf, mention } from "./cursor.ts";
import { markCurrent } from "./present.ts";

type Workload = NonNullable<IntentResult>;
type Key = Workload["keys"][number];

/** A place and an answer of the caller; what is missing is taken from the cursor, or asked for. */
interface Given {
  readonly uri: unknown;
  readonly position: unknown;
}

/** Declares intent for the workload at a position, in a comment above it. */
export async function declareIntent(
  server: Server,
  at: Given,
  answer: { readonly key: unknown; readonly value: unknown },
): Promise<void> {
  const client = await server.client();
  const place = isPlace(at) ? at : await cursorOf(server);
  const workload = client && place && (await client.sendRequest<IntentResult>(intentRequest, place));
  if (!client || !place || !workload) {
    return mention(vscode.l10n.t("There is no stage, service, machine or job here."));
  }
  const key = workload.keys.find((one) => one.key === answer.key) ?? (await chooseKey(workload));
  const value = typeof answer.value === "string" ? answer.value : key && (await chooseValue(key, workload));
  if (!key || value === undefined) return;

  const params: DeclareIntentParams = { ...place, key: key.key, value };
  const edit = await client.sendRequest<DeclareIntentResult>(declareIntentRequest, params);
  if (!edit) return mention(vscode.l10n.t('No comment fits above "{0}".', workload.name));
  await vscode.workspace.applyEdit(await client.protocol2CodeConverter.asWorkspaceEdit(edit));
}

async function chooseKey({ keys, name }: Workload): Promise<Key | undefined> {
  const items = keys.map((key) => ({
    label: key.key,
    description: key.present === undefined ? "" : vscode.l10n.t("{0} is declared", key.present),
    detail: key.text,
    key,
  }));
  const placeHolder = vscode.l10n.t('What do you declare of "{0}"?', name);
  return (await vscode.window.showQuickPick(items, { placeHolder, matchOnDetail: true }))?.key;
}

async function chooseValue(
  { key, text, isList, present, values }: Key,
  workload: Workload,
): Promise<string | undefined> {
  const items = values.map(({ value, meaning, changes }) => ({
    label: value,
    detail: vscode.l10n.t("{0}. Effect: {1}.", `${meaning[0]?.toUpperCase() ?? ""}${meaning.slice(1)}`, changes),
  }));
  const placeHolder = `${text}: ${workload.name} (${key})`;
  if (!isList)
    return (
      await vscode.window.showQuickPick(markCurrent(items, present === undefined ? [] : [present]), { placeHolder })
    )?.label;
  const declared = present?.split(",") ?? [];
  const marked = items.map((item) => ({ ...item, picked: declared.includes(item.label) }));
  const chosen = await vscode.window.showQuickPick(marked, { placeHolder, canPickMany: true });
  return chosen && chosen.length > 0 ? chosen.map(({ label }) => label).join(",") : undefined;
}

function isPlace(at: Given): at is AtParams {
  const { uri, position } = at;
  return typeof uri === "string" && typeof position === "object" && position !== null && "line" in position;
}
