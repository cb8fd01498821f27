import {
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  RegistrationRequest,
  UnregistrationRequest,
  type Connection,
  type FileSystemWatcher,
} from "vscode-languageserver";
import { Utils, URI } from "vscode-uri";
import { isInside } from "../host/reader.ts";
import type { ClientAbilities } from "./clientAbilities.ts";

/** Registers watchers of folders with the editor. Which folders are watched is known to the state of the session. */
export interface Watchers {
  /** Resolves when the editor reports changes in these folders, or has refused to. */
  add(folders: readonly string[]): Promise<void>;
  remove(folders: readonly string[]): void;
}

export function createWatchers(connection: Connection, abilities: ClientAbilities): Watchers {
  const { method } = DidChangeWatchedFilesNotification;
  const register = async (watchers: readonly (readonly [id: string, watcher: FileSystemWatcher])[]): Promise<void> => {
    const registrations = watchers.map(([id, watcher]) => ({ id, method, registerOptions: { watchers: [watcher] } }));
    await connection
      .sendRequest(RegistrationRequest.type, { registrations })
      .catch((error: unknown) => connection.console.warn(`Changes on disk go unseen: ${String(error)}`));
  };
  if (!abilities.registersWatchers) return { add: () => Promise.resolve(), remove: () => undefined };
  if (!abilities.relativePatterns) {
    let everywhere: Promise<void> | undefined;
    return {
      add: () => (everywhere ??= register([[idOf("**"), { globPattern: "**/*" }]])),
      remove: () => undefined,
    };
  }
  return {
    add: (folders) =>
      register(folders.map((baseUri) => [idOf(baseUri), { globPattern: { baseUri, pattern: "*" } }] as const)),
    remove(folders) {
      const unregisterations = folders.map((folder) => ({ id: idOf(folder), method }));
      connection
        .sendRequest(UnregistrationRequest.type, { unregisterations })
        .catch((error: unknown) => connection.console.warn(`Watchers stay: ${String(error)}`));
    },
  };
}

function idOf(folder: string): string {
  return `bulkhead watches ${folder}`;
}

/** All folders from the root down to the file: of a deleted folder only the folder itself is reported. */
export function foldersBetween(root: string, uri: string): readonly string[] {
  if (!isInside(root, uri)) return [];
  const parent = Utils.dirname(URI.parse(uri)).toString();
  return [...foldersBetween(root, parent), parent];
}

/** Asks the editor to report changed settings. */
export function watchSettings(connection: Connection, abilities: ClientAbilities): void {
  if (!abilities.registersConfiguration) return;
  connection.client
    .register(DidChangeConfigurationNotification.type, { section: "bulkhead" })
    .catch((error: unknown) => connection.console.warn(`Changed settings go unseen: ${String(error)}`));
}
