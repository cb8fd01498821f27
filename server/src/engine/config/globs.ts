import picomatch from "picomatch/posix";
import { URI } from "vscode-uri";
import { memoByText } from "../model/memo.ts";

/**
 * True if the globs match the file. They are relative to the folder; without one they are matched from the root.
 * A glob without a slash matches that name at any depth, one that names a folder matches everything in it, and one that
 * begins with `!` re-includes what those before it matched.
 */
export function takesIn(globs: readonly string[], uri: string, folder: string | undefined): boolean {
  if (globs.length === 0) return false;
  const path = pathBelow(uri, folder);
  return globs.reduce((isIn, glob) => {
    const isBack = glob.startsWith("!");
    return isBack ? isIn && !matches(glob.slice(1), path) : isIn || matches(glob, path);
  }, false);
}

function pathBelow(uri: string, folder: string | undefined): string {
  const { path } = URI.parse(uri);
  const base = folder === undefined ? "/" : `${URI.parse(folder).path.replace(/\/$/, "")}/`;
  return path.startsWith(base) ? path.slice(base.length) : path.replace(/^\//, "");
}

function matches(glob: string, path: string): boolean {
  return matcherOf(glob)(path);
}

const matcherOf = memoByText(createMatcher);

function createMatcher(glob: string): (path: string) => boolean {
  const bare = glob.replace(/^\.?\//, "").replace(/\/$/, "");
  const isAnchored = bare.includes("/") || /^\.?\//.test(glob);
  const base = isAnchored ? bare : `**/${bare}`;
  const options = { dot: true, nonegate: true };
  try {
    const isMatch = picomatch(glob.endsWith("/") ? [`${base}/**/*`] : [base, `${base}/**/*`], options);
    return (path) => isMatch(path);
  } catch {
    // An invalid glob matches nothing.
    return () => false;
  }
}
