import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A checkout of a public repository. */
export interface Checkout {
  /** `owner/name` */
  readonly name: string;
  /** Undefined if the folder has no history. */
  readonly revision: Revision | undefined;
  /** Undefined for a file that the checkout lacks. */
  read(path: string): string | undefined;
  /** The file at a commit; undefined if the history does not reach it. Without a history, the file of the checkout. */
  readAt(commit: string | undefined, path: string): string | undefined;
  readonly folder: string;
}

export interface Revision {
  readonly commit: string;
  /** `YYYY-MM-DD` */
  readonly date: string;
}

/** Opens the checkout of `owner/name` below a folder, where it is called `owner+name`; undefined if there is none. */
export function openCheckout(sources: string, name: string): Checkout | undefined {
  const folder = join(sources, name.replace("/", "+"));
  if (!existsSync(folder)) return undefined;
  const revision = revisionOf(folder);
  const read = (path: string): string | undefined => {
    const file = join(folder, path);
    return existsSync(file) ? readFileSync(file, "utf8") : undefined;
  };
  return {
    name,
    revision,
    folder,
    read,
    readAt: (commit, path) => {
      if (!revision || commit === undefined || commit === revision.commit) return read(path);
      return git(folder, "show", `${commit}:${path}`);
    },
  };
}

function git(folder: string, ...words: readonly string[]): string | undefined {
  const { status, stdout } = spawnSync("git", ["-C", folder, ...words], { encoding: "utf8" });
  return status === 0 ? stdout : undefined;
}

function revisionOf(folder: string): Revision | undefined {
  // Without its own .git, git would answer for a repository around the folder.
  if (!existsSync(join(folder, ".git"))) return undefined;
  const [commit, date] = git(folder, "log", "-1", "--format=%H %cs")?.trim().split(" ") ?? [];
  return commit && date ? { commit, date } : undefined;
}
