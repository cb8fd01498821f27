import { readFileSync, statSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import ignore, { type Ignore } from "ignore";
import { glob } from "tinyglobby";
import { isNamedLikeOurs } from "../engine/index.ts";
import { uriOf } from "./workspace.ts";

/** A file to be analysed, or a path that leads to none. */
export interface Discovered {
  readonly path: string;
  /** The user wrote its path, so no ignore file hides it. */
  readonly isNamed: boolean;
  /** Why there is nothing to analyse. */
  readonly problem?: string;
}

/** The files below folders whose names are ours, and every file that is named; sorted, each once. */
export async function discover(paths: readonly string[], cwd: string, root: string): Promise<readonly Discovered[]> {
  const found = new Map<string, Discovered>();
  for (const given of paths) {
    const path = resolve(cwd, given);
    const kind = kindOfPath(path);
    if (kind === "missing") found.set(path, { path, isNamed: true, problem: "There is no such file or folder." });
    else if (kind === "file") found.set(path, { path, isNamed: true });
    else
      for (const file of await filesBelow(path, root))
        if (!found.has(file)) found.set(file, { path: file, isNamed: false });
  }
  return [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

async function filesBelow(folder: string, root: string): Promise<readonly string[]> {
  const files = await glob("**/*", {
    cwd: folder,
    absolute: true,
    dot: true,
    // A link may lead anywhere; what it leads to inside of the folder is found under its own name.
    followSymbolicLinks: false,
    expandDirectories: false,
    ignore: ["**/.git/**", "**/node_modules/**"],
  });
  const isIgnored = createGitIgnore(isBelow(root, folder) ? root : folder);
  // Whole paths are judged: below `.github` a workflow is one, too.
  return files.map((file) => resolve(file)).filter((file) => isNamedLikeOurs(uriOf(file)) && !isIgnored(file));
}

/** Judges paths below the folder by its `.gitignore` files, as git does: a deeper file wins, and nothing returns from an ignored folder. */
function createGitIgnore(base: string): (path: string) => boolean {
  const rules = new Map<string, Ignore | undefined>();
  const folders = new Map<string, boolean>();

  const rulesIn = (folder: string): Ignore | undefined => {
    if (!rules.has(folder)) rules.set(folder, readRules(folder));
    return rules.get(folder);
  };
  const isMatched = (path: string, isFolder: boolean): boolean => {
    for (let folder = dirname(path); isBelow(base, folder); folder = dirname(folder)) {
      const inFolder = relative(folder, path).replaceAll(sep, "/") + (isFolder ? "/" : "");
      const { ignored, unignored } = rulesIn(folder)?.test(inFolder) ?? { ignored: false, unignored: false };
      if (ignored || unignored) return ignored;
      if (dirname(folder) === folder) break;
    }
    return false;
  };
  const isIgnoredFolder = (folder: string): boolean => {
    if (folder === base || !isBelow(base, folder)) return false;
    const known = folders.get(folder) ?? (isIgnoredFolder(dirname(folder)) || isMatched(folder, true));
    folders.set(folder, known);
    return known;
  };
  return (path) => isIgnoredFolder(dirname(path)) || isMatched(path, false);
}

function readRules(folder: string): Ignore | undefined {
  try {
    return ignore().add(readFileSync(join(folder, ".gitignore"), "utf8"));
  } catch {
    // Most folders have none; one that cannot be read hides nothing.
    return undefined;
  }
}

function kindOfPath(path: string): "file" | "folder" | "missing" {
  try {
    return statSync(path).isDirectory() ? "folder" : "file";
  } catch {
    return "missing";
  }
}

function isBelow(folder: string, path: string): boolean {
  const inFolder = relative(folder, path);
  return inFolder !== ".." && !inFolder.startsWith(`..${sep}`) && !isAbsolute(inFolder);
}
