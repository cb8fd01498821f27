import {
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type Connection,
  type FileSystemWatcher,
} from "vscode-languageserver";
import { Utils, URI } from "vscode-uri";
import { isInside } from "../host/reader.ts";
import type { ClientAbilities } from "./clientAbilities.ts";

/** Asks the editor to tell of changes in the folders of files that analyses looked at, and in no others. */
export interface Watching {
  watch(uris: readonly string[], root: string): void;
}

export function createWatching(connection: Connection, abilities: ClientAbilities): Watching {
  const watched = new Set<string>();
  const register = (watchers: FileSystemWatcher[]): void => {
    connection.client
      .register(DidChangeWatchedFilesNotification.type, { watchers })
      .catch((error: unknown) => connection.console.warn(`Changes on disk go unseen: ${String(error)}`));
  };
  return {
    watch(uris, root) {
      if (!abilities.registersWatchers) return;
      if (!abilities.relativePatterns) {
        if (watched.size === 0) register([{ globPattern: "**/*" }]);
        watched.add("all");
        return;
      }
      const fresh = uris
        .flatMap((uri) => foldersBetween(root, uri))
        .filter((folder) => {
          const isFresh = !watched.has(folder);
          watched.add(folder);
          return isFresh;
        });
      if (fresh.length > 0) register(fresh.map((baseUri) => ({ globPattern: { baseUri, pattern: "*" } })));
    },
  };
}

/** All folders from the root down to the file: of a deleted folder only the folder itself is told. */
function foldersBetween(root: string, uri: string): readonly string[] {
  if (!isInside(root, uri)) return [];
  const parent = Utils.dirname(URI.parse(uri)).toString();
  return [...foldersBetween(root, parent), parent];
}

/** Asks the editor to tell of changed settings. */
export function watchSettings(connection: Connection, abilities: ClientAbilities): void {
  if (!abilities.registersConfiguration) return;
  connection.client
    .register(DidChangeConfigurationNotification.type, { section: "bulkhead" })
    .catch((error: unknown) => connection.console.warn(`Changed settings go unseen: ${String(error)}`));
}
