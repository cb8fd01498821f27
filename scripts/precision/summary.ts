import * as v from "valibot";
import { dataDate } from "../../server/src/engine/index.ts";
import type { Group } from "./fingerprint.ts";
import type { Judgements } from "./judgements.ts";
import type { Scan } from "./scan.ts";

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** The data of the page about precision. */
export const summarySchema = v.object({
  date: v.string(),
  dataDate: v.string(),
  files: v.object({ dockerfile: count, compose: count, vagrantfile: count, workflow: count }),
  rules: v.record(
    v.string(),
    v.object({
      error: count,
      warning: count,
      info: count,
      hint: count,
      /** Errors and warnings, those that are alike counted once; how many of them were read; how many of these hold. */
      distinct: count,
      read: count,
      hold: count,
    }),
  ),
  /** How many cases each rule answers. */
  cases: v.optional(v.record(v.string(), count), {}),
  /** Commits by name. */
  repositories: v.record(v.string(), v.string()),
});

export type Summary = v.InferOutput<typeof summarySchema>;

export function summarize(
  scan: Scan,
  groups: readonly Group[],
  judgements: Judgements,
  { date, cases = {} }: Pick<Summary, "date"> & Partial<Pick<Summary, "cases">>,
): Summary {
  const rules = [...scan.counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([rule, counts]) => {
      const verdicts = groups.filter((group) => group.rule === rule).map((group) => judgements.of(group));
      const read = verdicts.filter((verdict) => verdict !== undefined);
      return [
        rule,
        { ...counts, distinct: verdicts.length, read: read.length, hold: read.filter((verdict) => verdict).length },
      ] as const;
    });
  const files = (kind: "dockerfile" | "compose" | "vagrantfile" | "workflow"): number => scan.files.get(kind) ?? 0;
  return {
    date,
    dataDate,
    files: {
      dockerfile: files("dockerfile"),
      compose: files("compose"),
      vagrantfile: files("vagrantfile"),
      workflow: files("workflow"),
    },
    rules: Object.fromEntries(rules),
    cases,
    repositories: Object.fromEntries(
      scan.repositories
        .map(({ name, commit = "" }) => [name, commit.slice(0, 12)] as const)
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    ),
  };
}
