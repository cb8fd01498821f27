import * as vscode from "vscode";
import type { SettingsResult } from "../../server/src/protocol.ts";

/** The user's, the workspace's and the folder's settings for a document, apart, so that each value's origin is known. */
export function settingsFor(uri: vscode.Uri, { extension }: vscode.ExtensionContext): SettingsResult {
  const configuration = vscode.workspace.getConfiguration("bulkhead", uri);
  const inspected = keysOf(extension.packageJSON).map((key) => ({ key, values: configuration.inspect(key) }));
  const layer = (at: "globalValue" | "workspaceValue" | "workspaceFolderValue"): Record<string, unknown> =>
    Object.fromEntries(inspected.map(({ key, values }) => [key, values?.[at]]));
  return [
    { source: "user", value: layer("globalValue") },
    { source: "workspace", value: layer("workspaceValue") },
    { source: "folder", value: layer("workspaceFolderValue") },
  ];
}

interface Manifest {
  readonly contributes: { readonly configuration: { readonly properties: Readonly<Record<string, unknown>> } };
}

/** First words of our settings: `inlayHints` of `bulkhead.inlayHints.enable`. */
function keysOf(manifest: Manifest): readonly string[] {
  const names = Object.keys(manifest.contributes.configuration.properties);
  return [...new Set(names.flatMap((name) => name.split(".")[1] ?? []))];
}
