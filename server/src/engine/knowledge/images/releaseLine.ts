import { releases } from "./releases.ts";
import type { ReleaseLines } from "./releases.ts";
import { vendorReleases } from "./software/releases.ts";

/** A base word out of the release table: `bookworm`, `alpine3.18`, `ubuntu`. */
export interface Release {
  readonly word: string;
  /** The line is still published, so the tag may name another image tomorrow. */
  readonly moves: boolean;
}

/** The base word below a version of a repository whose tag names none; undefined when it is not known. */
export function releaseOf(row: string, version: string | undefined): Release | undefined {
  const lines = [releases, vendorReleases].find((table) => Object.hasOwn(table, row))?.[row];
  const parts = version === undefined ? undefined : numbers(version);
  if (lines === undefined || parts === undefined) return undefined;

  const line =
    Object.entries(lines).find(([range]) => isIn(range, parts)) ??
    (row.endsWith("-alpine") ? undefined : newestLine(lines, parts));
  if (line === undefined) return undefined;
  const depth = numbers(line[0].split("-")[0] ?? "")?.length ?? 0;
  return wordAt(line[1], parts.slice(depth));
}

/** `3.8.10` → [3, 8, 10]; undefined for anything with other characters than a leading `v`. */
function numbers(version: string): readonly number[] | undefined {
  return /^v?\d+(?:\.\d+)*$/.test(version) ? version.replace("v", "").split(".").map(Number) : undefined;
}

/** The tag `3` follows the newest `3.x`. Rows are sorted; those of Alpine variants lack the lines that still move. */
function newestLine(lines: ReleaseLines, version: readonly number[]): readonly [string, string] | undefined {
  return Object.entries(lines).findLast(([range]) => {
    const first = numbers(range.split("-")[0] ?? "") ?? [];
    return first.length > version.length && compare(version, first) === 0;
  });
}

/** `3.8` or `1.19-1.36` against the version's leading parts. */
function isIn(range: string, version: readonly number[]): boolean {
  const [first = "", last = first] = range.split("-");
  const from = numbers(first);
  const to = numbers(last);
  if (from === undefined || to === undefined || version.length < from.length) return false;
  const head = version.slice(0, from.length);
  return compare(head, from) >= 0 && compare(head, to) <= 0;
}

function wordAt(line: string, rest: readonly number[]): Release | undefined {
  const entries = line.split(" ");
  const moves = entries.at(-1) === "+";
  const runs = entries.filter((entry) => entry !== "+").map((entry) => entry.split("@"));
  const index = runs.findLastIndex(([, start]) => start === undefined || compareOpen(rest, numbers(start) ?? []) >= 0);
  const [word, start] = runs[index] ?? [];
  if (word === undefined || word === "?") return undefined;
  // In a row that knows only where a line ended, older patches are unknown.
  if (index === 0 && start !== undefined && compareOpen(rest, numbers(start) ?? []) < 0) return undefined;
  return { word, moves: moves && index === runs.length - 1 };
}

/** A missing part means the newest: the tag `3.8` is beyond every `3.8.x`. */
function compareOpen(a: readonly number[], b: readonly number[]): number {
  for (const [index, part] of b.entries()) {
    const difference = (a[index] ?? Infinity) - part;
    if (difference !== 0) return difference;
  }
  return 0;
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (const [index, part] of a.entries()) {
    const difference = part - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
