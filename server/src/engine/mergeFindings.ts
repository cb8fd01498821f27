import { severities, type Finding, type RelatedPlace } from "./finding.ts";
import type { Place } from "./model/place.ts";
import type { Judged } from "./runRules.ts";

/** A file with hundreds of users of one definition names some of them. */
const mostRelated = 20;

/**
 * Merges the findings of a rule about one definition, whoever uses it: a container of several jobs, an anchor, a constant,
 * a machine of a loop. The strongest stays, and names the users as related places.
 */
export function mergeFindings(judged: readonly Judged[]): readonly Finding[] {
  const groups = new Map<string, Judged[]>();
  for (const one of judged) {
    const key = keyOf(one);
    const group = groups.get(key);
    if (!group) groups.set(key, [one]);
    else if (isOtherMistake(one, group)) groups.set(`${key} ${one.finding.message}`, [one]);
    else group.push(one);
  }
  return [...groups.values()].map(merged);
}

function keyOf({ finding, workload }: Judged): string {
  const { rule, range, cause, message } = finding;
  const place = cause ? [cause.uri, cause.range] : [range];
  return JSON.stringify([rule, ...place, ...(workload ? [] : [message])]);
}

/** One workload may have two mistakes at one place. */
function isOtherMistake({ finding, workload }: Judged, group: readonly Judged[]): boolean {
  return group.some((other) => other.workload === workload && other.finding.message !== finding.message);
}

function merged(group: readonly Judged[]): Finding {
  const strongest = group.reduce((best, one) => (strength(one) > strength(best) ? one : best));
  const { finding } = strongest;
  const users = group.flatMap((one) => userOf(one, strongest) ?? []);
  if (users.length === 0) return finding;
  const related = [...finding.related, ...users].filter(isFirst).slice(0, mostRelated);
  return { ...finding, related };
}

function strength({ finding }: Judged): number {
  return severities.indexOf(finding.severity);
}

function userOf({ use, workload, finding }: Judged, strongest: Judged): RelatedPlace | undefined {
  const isElsewhere = finding.cause !== undefined && !isSame(finding, strongest.finding);
  const own = isElsewhere ? { uri: finding.uri, range: finding.range } : undefined;
  const at = own ?? (use && !isSame(use, finding) ? use : undefined);
  if (at) return { at, message: workload?.name === undefined ? "Used here." : `Used by "${workload.name}".` };
  if (workload?.name === undefined || !strongest.workload || isSame(workload.at, strongest.workload.at))
    return undefined;
  return { at: workload.at, message: `Used by "${workload.name}".` };
}

function isSame(a: Place, b: Place): boolean {
  return a.uri === b.uri && JSON.stringify(a.range) === JSON.stringify(b.range);
}

function isFirst({ at, message }: RelatedPlace, index: number, all: readonly RelatedPlace[]): boolean {
  return all.findIndex((other) => other.message === message && isSame(other.at, at)) === index;
}
