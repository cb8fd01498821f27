import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import type { Check } from "./compare.ts";

const entry = v.union([
  v.strictObject({ id: v.string(), reason: v.pipe(v.string(), v.minLength(1)) }),
  v.strictObject({ rule: v.string(), reason: v.pipe(v.string(), v.minLength(1)) }),
]);

/** A known disagreement: one check by its id, or all checks that this rule is the first to answer. */
export type Accepted = v.InferOutput<typeof entry>;

export function readAccepted(folder: string, name: string): readonly Accepted[] {
  const path = join(folder, `${name}.accepted.json`);
  return existsSync(path) ? v.parse(v.array(entry), JSON.parse(readFileSync(path, "utf8"))) : [];
}

export function covers(accepted: Accepted, { id, rules }: Check): boolean {
  return "id" in accepted ? accepted.id === id : accepted.rule === rules[0];
}
