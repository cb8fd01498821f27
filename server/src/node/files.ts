import { readFileSync, statSync } from "node:fs";
import { lstat, readFile, realpath, stat } from "node:fs/promises";
import { basename, dirname, join, sep } from "node:path";
import { URI } from "vscode-uri";
import type { Existence, FileState, UnreadableReason } from "../engine/index.ts";
import { stateOfBytes, type FileReader } from "../host/reader.ts";
import { maximumFileBytes } from "../protocol.ts";

/** Reads files below the folder, links followed first: a link that leads out of it counts as outside. */
export function createNodeReader(root: string): Required<FileReader> {
  const realRoot = realpath(URI.parse(root).fsPath).catch(() => undefined);
  const follow = createLinks(URI.parse(root).fsPath, realRoot);
  const look = async <T>(uri: string, at: (path: string) => Promise<T>): Promise<T | FileState> => {
    const parsed = URI.parse(uri);
    if (parsed.scheme !== "file") return unreadable("outside");
    try {
      const border = await realRoot;
      const path = await follow(parsed.fsPath);
      return border !== undefined && isBelow(border, path) ? await at(path) : unreadable("outside");
    } catch (error) {
      return unreadable(reasonOf(error));
    }
  };
  return {
    read: (uri) => look(uri, readState),
    stat: (uri) => look(uri, existenceOf),
  };
}

async function existenceOf(path: string): Promise<Existence> {
  return { state: "present", type: (await stat(path)).isDirectory() ? "folder" : "file" };
}

/**
 * Follows links as `realpath` does, but each folder once: a search upwards asks about every folder above a file, and each
 * answer would look at all of those again.
 */
function createLinks(root: string, realRoot: Promise<string | undefined>): (path: string) => Promise<string> {
  const folders = new Map<string, Promise<string>>();
  const realFolder = (path: string): Promise<string> => {
    const known = folders.get(path) ?? follow(path);
    folders.set(path, known);
    return known;
  };
  const follow = async (path: string): Promise<string> => {
    if (path === root) return (await realRoot) ?? realpath(path);
    if (!isBelow(root, path)) return realpath(path);
    const candidate = join(await realFolder(dirname(path)), basename(path));
    return (await lstat(candidate)).isSymbolicLink() ? realpath(candidate) : candidate;
  };
  return follow;
}

/** The state of one file, wherever it lies. */
export async function readNodeFile(path: string): Promise<FileState> {
  return readState(path).catch((error: unknown) => unreadable(reasonOf(error)));
}

/** The text of a regular file that is not too large, else undefined. */
export function readTextSync(path: string): string | undefined {
  try {
    const found = statSync(path);
    return found.isFile() && found.size <= maximumFileBytes ? readFileSync(path, "utf8") : undefined;
  } catch {
    return undefined;
  }
}

async function readState(path: string): Promise<FileState> {
  // Looked at before it is opened: opening a pipe waits for its writer.
  const found = await stat(path);
  if (found.isDirectory()) return unreadable("directory");
  if (!found.isFile()) return unreadable("denied");
  const bytes = found.size > maximumFileBytes ? undefined : await readFile(path);
  // A file may have grown in between.
  if (bytes === undefined || bytes.length > maximumFileBytes) return unreadable("too-large");
  return stateOfBytes(bytes, process.platform === "win32" ? undefined : (found.mode & 0o111) !== 0);
}

function isBelow(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

function unreadable(reason: UnreadableReason): FileState {
  return { state: "unreadable", reason };
}

function reasonOf(error: unknown): UnreadableReason {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOENT" || code === "ENOTDIR") return "missing";
  return code === "EISDIR" ? "directory" : "denied";
}
