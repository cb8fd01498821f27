import { dirname, isAbsolute, join, relative, sep } from "node:path";
import ignore, { type Ignore } from "ignore";
import { readTextSync } from "../node/files.ts";

/**
 * Judges paths below the folder by its `.gitignore` files, as git does: a deeper file wins, and nothing returns from an
 * ignored folder, so a caller that skips those asks only about files and folders of folders that are not ignored.
 */
export function createGitIgnore(base: string): (path: string, isFolder: boolean) => boolean {
  /** Rules of a folder and of those above it, nearest first; folders without rules are left out. */
  const chains = new Map<string, Chain | undefined>();

  const chainOf = (folder: string): Chain | undefined => {
    if (chains.has(folder)) return chains.get(folder);
    const outer = folder === base || dirname(folder) === folder ? undefined : chainOf(dirname(folder));
    const rules = readRules(folder);
    const chain = rules ? { folder, rules, outer } : outer;
    chains.set(folder, chain);
    return chain;
  };

  return (path, isFolder) => {
    for (let chain = isBelow(base, path) ? chainOf(dirname(path)) : undefined; chain; chain = chain.outer) {
      const inFolder = relative(chain.folder, path).replaceAll(sep, "/") + (isFolder ? "/" : "");
      const { ignored, unignored } = chain.rules.test(inFolder);
      if (ignored || unignored) return ignored;
    }
    return false;
  };
}

interface Chain {
  readonly folder: string;
  readonly rules: Ignore;
  readonly outer: Chain | undefined;
}

/** Most folders have none; one that cannot be read, a pipe or a device hides nothing. */
function readRules(folder: string): Ignore | undefined {
  const text = readTextSync(join(folder, ".gitignore"));
  return text === undefined ? undefined : ignore().add(text);
}

function isBelow(folder: string, path: string): boolean {
  const inFolder = relative(folder, path);
  return inFolder !== ".." && !inFolder.startsWith(`..${sep}`) && !isAbsolute(inFolder);
}
