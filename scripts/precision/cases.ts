import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { adapters } from "../cases/adapters.ts";

/** Returns how many cases of a folder each rule answers; of several rules that may answer one, each counts it. */
export function countCases(folder: string): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const adapter of adapters) {
    const path = join(folder, `${adapter.name}.json`);
    if (!existsSync(path)) continue;
    const json: unknown = JSON.parse(readFileSync(path, "utf8"));
    const cases = "check" in adapter ? adapter.check(json) : adapter.read(json).flatMap(({ want }) => want);
    for (const rule of cases.flatMap(({ rules }) => rules)) counts[rule] = (counts[rule] ?? 0) + 1;
  }
  return Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)));
}
