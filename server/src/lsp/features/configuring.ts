import { CodeActionKind, type CancellationToken, type CodeAction } from "vscode-languageserver";
import { URI, Utils } from "vscode-uri";
import type { ConfigChange } from "../../engine/index.ts";
import {
  changeSeverity,
  configFileNames,
  hadolintFileNames,
  type ChangeConfigParams,
  type ChangeConfigResult,
  type NewConfigurationParams,
  type NewConfigurationResult,
} from "../../protocol.ts";
import { isActive, type Analyzed } from "../analyzed.ts";
import { toWorkspaceEdit } from "../convert.ts";
import type { Session } from "../session.ts";

/** Actions that change what the whole workspace says of a rule; an editor without our commands gets the edit that turns it off. */
export function severityActions(rule: string, analyzed: Analyzed, session: Session): readonly CodeAction[] {
  if (!analyzed.engine.rules.some(({ id }) => id === rule) || !isActive(analyzed)) return [];
  const kind = CodeActionKind.QuickFix;
  const turnOff = `Turn off ${rule} in the workspace`;
  if (session.abilities.options.commands) {
    const change = `Change severity of ${rule} in the workspace`;
    const { uri } = analyzed.document;
    return [
      { title: change, kind, command: { title: change, command: changeSeverity, arguments: [uri, rule] } },
      { title: turnOff, kind, command: { title: turnOff, command: changeSeverity, arguments: [uri, rule, "off"] } },
    ];
  }
  const { root, engine, request } = analyzed;
  const change = engine.changeConfig(request, `rules.${rule}`, "off");
  const fix =
    change.in === "settings" && root !== undefined
      ? {
          edits: [],
          create: [
            {
              uri: Utils.joinPath(URI.parse(root), "bulkhead.config.yaml").toString(),
              text: `rules:\n${change.keys.map((key) => `  ${key.replace(/^rules\./, "")}: off\n`).join("")}`,
            },
          ],
        }
      : { edits: change.in === "file" ? [change.edit] : [], create: [] };
  const edit = toWorkspaceEdit({ title: turnOff, kind: "behaviour", preferred: false, ...fix }, analyzed, session);
  return edit ? [{ title: turnOff, kind, edit }] : [];
}

/** Returns where the client sets a value for a document, and with which edit. Null if the document is unsupported. */
export async function changeConfig(
  session: Session,
  { uri, key, value }: ChangeConfigParams,
  token: CancellationToken,
): Promise<ChangeConfigResult | null> {
  const analyzed = await session.analyze(uri, token);
  if (!analyzed) return null;
  const change: ConfigChange = analyzed.engine.changeConfig(analyzed.request, key, value);
  if (change.in !== "file") return change;

  const { edit } = change;
  if (edit.edits.length === 0) return { in: "file", uri: edit.uri };
  const fix = { title: "", kind: "behaviour" as const, preferred: false, edits: [edit], create: [] };
  const workspaceEdit = toWorkspaceEdit(fix, analyzed, session);
  return workspaceEdit ? { in: "file", uri: edit.uri, edit: workspaceEdit } : { in: "broken", uri: edit.uri };
}

/** Returns a first configuration for a folder, with its converted hadolint settings; `existing` if there already is one. */
export async function newConfiguration(
  session: Session,
  { folder }: NewConfigurationParams,
): Promise<NewConfigurationResult> {
  const at = (name: string): string => Utils.joinPath(URI.parse(folder), name).toString();
  for (const name of configFileNames) {
    if ((await session.readFile(at(name), folder)).state === "read") return { existing: at(name) };
  }
  const engine = await session.engine();
  const nothing = { files: new Map(), speaking: new Map(), images: [] };
  for (const path of hadolintFileNames) {
    const state = await session.readFile(at(path), folder);
    if (state.state !== "read") continue;
    return { uri: at("bulkhead.config.yaml"), ...engine.newConfiguration(nothing, { path, text: state.text }) };
  }
  return { uri: at("bulkhead.config.yaml"), ...engine.newConfiguration(nothing) };
}
