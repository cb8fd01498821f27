import { createHash } from "node:crypto";
import type { Problem } from "./scan.ts";

/** A problem with the keys of its judgement. */
export interface Marked extends Problem {
  /** Equal for problems whose rule, severity and text are alike, wherever they are. */
  readonly fingerprint: string;
  /** One place of one repository: it outlives a rewording of the message. */
  readonly place: string;
}

/** Problems that are alike; the first is shown. */
export interface Group {
  readonly fingerprint: string;
  readonly rule: string;
  readonly problems: readonly [Marked, ...Marked[]];
}

/** Adds fingerprint and place. Problems of one file must be in their order. */
export function mark(problems: readonly Problem[]): readonly Marked[] {
  const seen = new Map<string, number>();
  return problems.map((problem) => {
    const { rule, severity, message, repository, path, flagged } = problem;
    const line = [rule, severity, repository, path, spaced(flagged)].join("\n");
    const earlier = seen.get(line) ?? 0;
    seen.set(line, earlier + 1);
    return {
      ...problem,
      fingerprint: hash([rule, severity, numberedAlike(message), spaced(flagged).replaceAll(/\d+/g, "#")].join("\n")),
      place: hash([line, String(earlier)].join("\n")),
    };
  });
}

/** Groups in the order of their fingerprints: random, but the same on each run. */
export function group(marked: readonly Marked[]): readonly Group[] {
  const groups = new Map<string, Marked[]>();
  for (const one of marked) groups.set(one.fingerprint, [...(groups.get(one.fingerprint) ?? []), one]);
  return [...groups.values()]
    .map((members) => [...members].sort((a, b) => (a.place < b.place ? -1 : 1)))
    .flatMap(([first, ...rest]) =>
      first ? [{ fingerprint: first.fingerprint, rule: first.rule, problems: [first, ...rest] as const }] : [],
    )
    .sort((a, b) => (a.fingerprint < b.fingerprint ? -1 : 1));
}

/** Names in quotes that differ in a number only are alike: `peer0` and `peer1`. Versions and dates have no quotes. */
function numberedAlike(text: string): string {
  return spaced(text.replaceAll(/"[^"]*"/g, (name) => name.replaceAll(/\d+/g, "#")));
}

function spaced(text: string): string {
  return text.trim().replaceAll(/\s+/g, " ");
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 12);
}
