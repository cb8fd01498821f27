import { existsSync } from "node:fs";
import { dirname, isAbsolute, join, relative, sep } from "node:path";
import { configFileNames } from "../engine/index.ts";

/**
 * The folder within which files are read for a path: the nearest one above it that Git keeps, else the nearest one with a
 * configuration, else the working directory if it holds the path, else the path itself. It does not depend on where
 * the command runs as long as one of the first two exists.
 */
export function rootOf(path: string, isFolder: boolean, cwd: string): string {
  const own = isFolder ? path : dirname(path);
  const isConfigured = (folder: string): boolean => configFileNames.some((name) => existsSync(join(folder, name)));
  return (
    nearest(own, (folder) => existsSync(join(folder, ".git"))) ??
    nearest(own, isConfigured) ??
    (holds(cwd, own) ? cwd : own)
  );
}

function nearest(from: string, isRoot: (folder: string) => boolean): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    if (isRoot(folder)) return folder;
    if (dirname(folder) === folder) return undefined;
  }
}

function holds(folder: string, path: string): boolean {
  const inFolder = relative(folder, path);
  return inFolder !== ".." && !inFolder.startsWith(`..${sep}`) && !isAbsolute(inFolder);
}
