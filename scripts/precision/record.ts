import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import * as v from "valibot";
import type { Group } from "./fingerprint.ts";
import { readJudgements, writeJudgements, type Judgement } from "./judgements.ts";

const subject = v.object({
  rule: v.string(),
  place: v.string(),
  severity: v.picklist(["error", "warning"]),
  at: v.string(),
});

/** The problems of the last run by fingerprint, so that a reader does not have to repeat their places. */
type Subjects = Readonly<Record<string, v.InferOutput<typeof subject>>>;

export function keepSubjects(path: string, groups: readonly Group[]): void {
  const subjects = groups.map(({ fingerprint, rule, problems: [first] }) => [
    fingerprint,
    { rule, place: first.place, severity: first.severity, at: placeText(first) },
  ]);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, JSON.stringify(Object.fromEntries(subjects)));
}

export function placeText({ repository, path, line }: { repository: string; path: string; line: number }): string {
  return `${repository} ${path}:${String(line)}`;
}

/**
 * Stores the judgements of a text with lines such as `3f2a9c01b4d7 yes the socket is mounted`. Empty lines and lines that
 * begin with # are skipped. Returns the number of judgements. If a line cannot be read, it throws and stores none.
 */
export function record(text: string, subjectsPath: string, folder: string): number {
  const subjects: Subjects = v.parse(v.record(v.string(), subject), JSON.parse(readFileSync(subjectsPath, "utf8")));
  const kept = new Map([...readJudgements(folder)].map(([rule, all]) => [rule, byFingerprint(all)]));
  const changed = new Set<string>();
  let count = 0;
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === "" || line.startsWith("#")) continue;
    const [, fingerprint = "", word, reason = ""] = /^(\w+)\s+(yes|no)\s+(\S.*)$/.exec(line.trim()) ?? [];
    if (word === undefined) throw new Error(`Line ${String(index + 1)} is not "fingerprint yes|no reason".`);
    const known = subjects[fingerprint];
    if (!known) throw new Error(`Line ${String(index + 1)}: the last run did not find ${fingerprint}.`);
    const { rule, ...where } = known;
    const own = kept.get(rule) ?? new Map<string, Judgement>();
    kept.set(rule, own.set(fingerprint, { fingerprint, ...where, holds: word === "yes", reason }));
    changed.add(rule);
    count += 1;
  }
  for (const rule of changed) writeJudgements(folder, rule, [...(kept.get(rule)?.values() ?? [])]);
  return count;
}

function byFingerprint(judgements: readonly Judgement[]): Map<string, Judgement> {
  return new Map(judgements.map((one) => [one.fingerprint, one]));
}
