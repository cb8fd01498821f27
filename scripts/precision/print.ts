import type { Group } from "./fingerprint.ts";
import type { Judgements } from "./judgements.ts";
import { placeText } from "./record.ts";

/** Prints the groups without a judgement, at most `limit` of each rule. Returns how many there are. */
export function printNew(
  groups: readonly Group[],
  judgements: Judgements,
  limit: number,
  print: (line: string) => void,
): number {
  const rules = [...new Set(groups.map(({ rule }) => rule))].sort();
  let total = 0;
  for (const rule of rules) {
    const own = groups.filter((group) => group.rule === rule);
    const unread = own.filter((group) => judgements.of(group) === undefined);
    const bad = own.filter((group) => judgements.of(group) === false);
    total += unread.length;
    const shown = unread.slice(0, limit);
    const rest = unread.length > shown.length ? `, ${String(shown.length)} shown` : "";
    print(`\n${rule}: ${String(unread.length)} new of ${String(own.length)}${rest}; ${String(bad.length)} do not hold`);
    for (const { fingerprint, problems } of shown) {
      const [first] = problems;
      const more = problems.length > 1 ? ` (and ${String(problems.length - 1)} alike)` : "";
      print(`\n  ${fingerprint}  ${first.severity}  ${placeText(first)}${more}`);
      print(`    ${first.message}`);
      for (const line of first.around) print(`    ${line}`);
    }
  }
  return total;
}
