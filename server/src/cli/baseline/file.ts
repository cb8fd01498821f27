import { readFileSync, writeFileSync } from "node:fs";
import { Failure } from "../command.ts";

export const baselineName = ".bulkhead-baseline.json";

/** Findings of one rule on equal text of one file. */
export interface Entry {
  /** Relative to the baseline's folder, with `/`. */
  readonly path: string;
  readonly rule: string;
  readonly fingerprint: string;
  readonly count: number;
}

/** As it is written: counts by path, rule and fingerprint. */
type Written = Record<string, Record<string, Record<string, number>>>;

/** Reads a baseline, or returns undefined if there is none. `shown` is the path in messages. */
export function readBaseline(path: string, shown: string): readonly Entry[] | undefined {
  const text = textOf(path, shown);
  return text === undefined ? undefined : entriesOf(text, shown);
}

export function writeBaseline(path: string, entries: readonly Entry[], shown: string): void {
  const files: Written = {};
  const sorted = [...entries].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  for (const { path: file, rule, fingerprint, count } of sorted)
    ((files[file] ??= {})[rule] ??= {})[fingerprint] = count;
  try {
    writeFileSync(path, `${JSON.stringify({ version: 1, files }, undefined, 2)}\n`);
  } catch (error) {
    throw new Failure(`${shown} cannot be written: ${reasonOf(error)}.`);
  }
}

/** Equal for findings that count as the same. */
export function keyOf({ path, rule, fingerprint }: Omit<Entry, "count">): string {
  return [path, rule, fingerprint].join("\n");
}

function textOf(path: string, shown: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw new Failure(`${shown} cannot be read: ${reasonOf(error)}.`);
  }
}

function entriesOf(text: string, shown: string): readonly Entry[] {
  const value = parsed(text);
  const remedy = 'Delete it and run "bulkhead baseline" again';
  const invalid = new Failure(`${shown} is not a baseline. ${remedy}.`);
  if (!isMapping(value) || !("files" in value)) throw invalid;
  if (value["version"] !== 1) {
    throw new Failure(`${shown} has version ${JSON.stringify(value["version"])}, expected 1. ${remedy}.`);
  }
  const entries: Entry[] = [];
  for (const [path, rules] of pairsOf(value["files"], invalid)) {
    for (const [rule, fingerprints] of pairsOf(rules, invalid)) {
      for (const [fingerprint, count] of pairsOf(fingerprints, invalid)) {
        if (!isCount(count)) throw invalid;
        entries.push({ path, rule, fingerprint, count });
      }
    }
  }
  return entries;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    return undefined;
  }
}

function pairsOf(value: unknown, invalid: Failure): readonly [string, unknown][] {
  if (!isMapping(value)) throw invalid;
  return Object.entries(value);
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value > 0;
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error ? String(error.code) : undefined;
}

function reasonOf(error: unknown): string {
  return codeOf(error) ?? String(error);
}
