import { baseName } from "./container.ts";

/** Paths that `COPY source destination` may have put at `path`; the destination is absolute, without a slash at its end. */
export function sourcesOf(source: string, destination: string, path: string): readonly string[] {
  if (/^[a-z]+:\/\//.test(source)) return [];
  const clean = withoutTrailingSlashes(source.replace(/^\.?\/+/, ""));
  const folder = destination === "/" ? "" : destination;
  const below = path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : undefined;
  if (/[*?[]/.test(clean)) return below === undefined ? [] : matching(clean, below);
  // One file to its new name, a file into a folder, or the content of a folder.
  if (path === destination || below === baseName(clean)) return [clean];
  if (below === undefined) return [];
  return [clean === "" || clean === "." ? below : `${clean}/${below}`];
}

/** Files and folders that a pattern in the last part of a source takes along. */
function matching(pattern: string, below: string): readonly string[] {
  const slash = pattern.lastIndexOf("/");
  const folder = pattern.slice(0, slash + 1);
  if (/[*?[]/.test(folder) || /[[\\]/.test(pattern)) return [];
  const [name = "", ...rest] = below.split("/");
  // What a matching folder holds comes without the folder, so only files are found by their names.
  return rest.length === 0 && matches(pattern.slice(slash + 1), name) ? [`${folder}${name}`] : [];
}

/** Matches `*` and `?` in steps that grow with the product of the two lengths and no faster. */
function matches(pattern: string, name: string): boolean {
  let ends = new Set([0]);
  for (const sign of pattern) {
    const next = new Set<number>();
    for (const end of ends) {
      if (sign === "*") for (let at = end; at <= name.length; at += 1) next.add(at);
      else if (end < name.length && (sign === "?" || sign === name[end])) next.add(end + 1);
    }
    ends = next;
  }
  return ends.has(name.length);
}

/** A backwards scan, because `/+$` is quadratic on a run of slashes. */
function withoutTrailingSlashes(path: string): string {
  let end = path.length;
  while (path[end - 1] === "/") end -= 1;
  return path.slice(0, end);
}
