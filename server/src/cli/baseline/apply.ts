import { existsSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import type { Finding } from "../../engine/index.ts";
import { Failure } from "../command.ts";
import { causeOf, countedOnce } from "../countOnce.ts";
import { analyzedFiles, type CheckedFile, type Results } from "../results.ts";
import { createDisplay, pathOf } from "../workspace.ts";
import { baselineName, keyOf, readBaseline, type Entry } from "./file.ts";
import { fingerprintOf } from "./fingerprint.ts";

/** Files that share a baseline. */
export interface Baselined {
  readonly path: string;
  readonly folder: string;
  readonly files: readonly CheckedFile[];
}

/** Leaves out the findings that the baselines have, and counts the others once. A named baseline must exist. */
export function applyBaselines(results: Results, cwd: string, named: string | undefined): Results {
  const display = createDisplay(cwd);
  const known = new Set<Finding>();
  let outdated = 0;
  let isUsed = false;
  if (named !== undefined && !existsSync(resolve(cwd, named)))
    throw new Failure(`${named}: There is no such baseline.`);
  for (const { path, folder, files } of baselinedFiles(results, cwd, named)) {
    const entries = readBaseline(path, display(path));
    if (!entries) continue;
    isUsed = true;
    const counts = new Map(entries.map((entry) => [keyOf(entry), entry.count]));
    for (const [finding, entry] of files.flatMap((file) => identified(file, folder))) {
      const key = keyOf(entry);
      const left = counts.get(key) ?? 0;
      if (left === 0) continue;
      counts.set(key, left - 1);
      known.add(finding);
    }
    const isChecked = coverage(files, folder);
    outdated += entries.filter((entry) => (counts.get(keyOf(entry)) ?? 0) > 0 && isChecked(entry)).length;
  }
  if (!isUsed) return countedOnce(results);
  // A new file that shares the cause of a recorded finding shows the same mistake.
  const causes = new Set([...known].filter(({ cause }) => cause).map(causeOf));
  const isKnown = (one: Finding): boolean => known.has(one) || (one.cause !== undefined && causes.has(causeOf(one)));
  const fresh = countedOnce(only(results, (finding) => !isKnown(finding)));
  const old = countedOnce(only(results, isKnown));
  const count = old.files.reduce((sum, { findings }) => sum + findings.length, 0);
  return { ...fresh, baseline: { known: count, outdated } };
}

/** The analysed files by their baselines, whether those exist or not. */
export function baselinedFiles(results: Results, cwd: string, named: string | undefined): readonly Baselined[] {
  const analyzed = analyzedFiles(results);
  if (named !== undefined) {
    const path = resolve(cwd, named);
    return [{ path, folder: resolve(path, ".."), files: analyzed }];
  }
  return [...new Set(analyzed.map(({ folder }) => folder))].map((folder) => ({
    path: join(folder, baselineName),
    folder,
    files: analyzed.filter((file) => file.folder === folder),
  }));
}

/** The findings of these files as entries of their baseline. */
export function entriesFor({ files, folder }: Baselined): readonly Entry[] {
  const entries = new Map<string, Entry>();
  for (const [, entry] of files.flatMap((file) => identified(file, folder))) {
    const key = keyOf(entry);
    entries.set(key, { ...entry, count: (entries.get(key)?.count ?? 0) + 1 });
  }
  return [...entries.values()];
}

function identified(file: CheckedFile, folder: string): readonly (readonly [Finding, Omit<Entry, "count">])[] {
  const path = pathIn(folder, file);
  const lines = file.text.split(/\r?\n/);
  return file.findings.map((finding) => [
    finding,
    { path, rule: finding.rule, fingerprint: fingerprintOf(finding, lines) },
  ]);
}

/** True for entries whose file was analysed or no longer exists, so their findings would have appeared. */
export function coverage(files: readonly CheckedFile[], folder: string): (entry: Entry) => boolean {
  const analyzed = new Set(files.map((file) => pathIn(folder, file)));
  return ({ path }) => analyzed.has(path) || !existsSync(join(folder, path));
}

function pathIn(folder: string, { uri }: CheckedFile): string {
  return relative(folder, pathOf(uri)).replaceAll(sep, "/");
}

function only(results: Results, isWanted: (finding: Finding) => boolean): Results {
  const files = results.files.map((file) => ({ ...file, findings: file.findings.filter(isWanted) }));
  return { ...results, files };
}
