import { readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { isNamedLikeOurs } from "../engine/index.ts";
import { createGitIgnore } from "./gitIgnore.ts";
import { rootOf } from "./roots.ts";
import { uriOf } from "./workspace.ts";

/** A file to be analysed, or a path that leads to none. */
export interface Discovered {
  readonly path: string;
  /** The folder within which files are read for it. */
  readonly root: string;
  /** The user wrote its path, so no ignore file hides it. */
  readonly isNamed: boolean;
  /** It lies in a folder of code that belongs to others, or that tests read: skipped unless the configuration re-includes it. */
  readonly isForeign: boolean;
  /** Why there is nothing to analyse. */
  readonly problem?: string;
}

/** Folders whose files the authors of a project do not maintain, or keep wrong on purpose. */
const foreignFolder = /^(?:node_modules|vendor|third_party|testdata|testfiles(?:-.*)?|fixtures)$/;

/** The files below folders whose names are ours, and every file that is named; sorted, each once. */
export function discover(paths: readonly string[], cwd: string): readonly Discovered[] {
  const found = new Map<string, Discovered>();
  for (const given of paths) {
    const path = resolve(cwd, given);
    const kind = kindOfPath(path);
    const root = rootOf(path, kind === "folder", cwd);
    const named = { path, root, isNamed: true, isForeign: false };
    if (kind === "missing") found.set(path, { ...named, problem: "File or folder not found." });
    else if (kind === "file") found.set(path, named);
    else for (const file of filesBelow(path, root)) if (!found.has(file.path)) found.set(file.path, file);
  }
  return [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Regular files only: a link may lead anywhere, and what it leads to inside the folder is found under its own name. */
function filesBelow(top: string, root: string): readonly Discovered[] {
  const isIgnored = createGitIgnore(root);
  const files: Discovered[] = [];
  const waiting = [{ folder: top, isForeign: false }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { folder, isForeign } = next;
    for (const entry of entriesIn(folder)) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        if (entry.name !== ".git" && !isIgnored(path, true)) {
          waiting.push({ folder: path, isForeign: isForeign || foreignFolder.test(entry.name) });
        }
        // Whole paths are judged: below `.github` a workflow is one, too.
      } else if (entry.isFile() && isNamedLikeOurs(uriOf(path)) && !isIgnored(path, false)) {
        files.push({ path, root, isNamed: false, isForeign });
      }
    }
  }
  return files;
}

function entriesIn(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    // A folder that may not be read has no files for us.
    return [];
  }
}

function kindOfPath(path: string): "file" | "folder" | "missing" {
  try {
    return statSync(path).isDirectory() ? "folder" : "file";
  } catch {
    return "missing";
  }
}
