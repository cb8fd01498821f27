import type { InitializeParams, WorkspaceFoldersChangeEvent } from "vscode-languageserver";
import { isInside, normalized } from "../host/reader.ts";

/** The workspace folders. */
export interface Folders {
  /** The innermost folder that holds the file. */
  of(uri: string): string | undefined;
  change(event: WorkspaceFoldersChangeEvent): void;
}

export function createFolders(params: InitializeParams): Folders {
  // Editors without workspace folders may still say where they were opened.
  const root = params.rootUri;
  const given = params.workspaceFolders?.map((folder) => folder.uri) ?? (root ? [root] : []);
  const folders = new Set(given.map(withoutSlash));
  return {
    of: (uri) => [...folders].filter((folder) => isInside(folder, uri)).sort((a, b) => b.length - a.length)[0],
    change({ added, removed }) {
      for (const { uri } of removed) folders.delete(withoutSlash(uri));
      for (const { uri } of added) folders.add(withoutSlash(uri));
    },
  };
}

function withoutSlash(uri: string): string {
  return normalized(uri).replace(/(?<!\/)\/$/, "");
}
