import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import type { Group } from "./fingerprint.ts";

const schema = v.strictObject({
  fingerprint: v.string(),
  place: v.string(),
  severity: v.picklist(["error", "warning"]),
  /** Repository, path and line when it was read. */
  at: v.string(),
  holds: v.boolean(),
  reason: v.pipe(v.string(), v.minLength(1)),
});

/** The verdict on one problem, and so on all that are alike. */
export type Judgement = v.InferOutput<typeof schema>;

export interface Judgements {
  /** Undefined if no problem of the group has been read. */
  of(group: Group): boolean | undefined;
}

/** Reads `<rule>.json` of the folder, by rule. */
export function readJudgements(folder: string): ReadonlyMap<string, readonly Judgement[]> {
  if (!existsSync(folder)) return new Map();
  const names = readdirSync(folder).filter((name) => name.endsWith(".json"));
  return new Map(
    names
      .sort()
      .map((name) => [
        name.slice(0, -".json".length),
        v.parse(v.array(schema), JSON.parse(readFileSync(join(folder, name), "utf8"))),
      ]),
  );
}

/** Finds judgements by fingerprint, and by place where the message has been reworded since. One "no" is enough. */
export function judgementsFrom(all: ReadonlyMap<string, readonly Judgement[]>): Judgements {
  const byFingerprint = new Map<string, boolean>();
  const byPlace = new Map<string, boolean>();
  for (const { fingerprint, place, holds } of [...all.values()].flat()) {
    byFingerprint.set(fingerprint, holds);
    byPlace.set(place, holds);
  }
  return {
    of: ({ fingerprint, problems }) => {
      const given = byFingerprint.get(fingerprint);
      if (given !== undefined) return given;
      const judged = problems.map(({ place }) => byPlace.get(place)).filter((one) => one !== undefined);
      return judged.length === 0 ? undefined : judged.every(Boolean);
    },
  };
}

export function writeJudgements(folder: string, rule: string, judgements: readonly Judgement[]): void {
  mkdirSync(folder, { recursive: true });
  const sorted = [...judgements].sort((a, b) => (a.fingerprint < b.fingerprint ? -1 : 1));
  writeFileSync(join(folder, `${rule}.json`), `${JSON.stringify(sorted, undefined, 2)}\n`);
}
