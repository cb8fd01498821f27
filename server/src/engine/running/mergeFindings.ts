import { severities, type Finding, type RelatedPlace } from "../finding.ts";
import type { Place } from "../model/place.ts";
import type { Judged, NamedWorkload } from "./judged.ts";

/** A file with hundreds of users of one definition names some of them. */
const mostRelated = 20;

/**
 * Merges the findings of a rule about one definition that several users share: a container of several jobs, an anchor, a constant,
 * a machine of a loop. The strongest stays, and names the users as related places.
 */
export function mergeFindings(judged: readonly Judged[]): readonly Finding[] {
  const groups = new Map<string, Group>();
  for (const one of judged) {
    const key = keyOf(one);
    const { message } = one.finding;
    // One workload may have two mistakes at one place.
    const before = groups.get(key)?.messages.get(one.workload) ?? message;
    const own = before === message ? key : `${key} ${message}`;
    const group = groups.get(own) ?? { members: [], messages: new Map<NamedWorkload | undefined, string>() };
    groups.set(own, group);
    group.members.push(one);
    if (!group.messages.has(one.workload)) group.messages.set(one.workload, message);
  }
  return [...groups.values()].map(({ members }) => merged(members));
}

interface Group {
  readonly members: Judged[];
  readonly messages: Map<NamedWorkload | undefined, string>;
}

function keyOf({ finding, workload }: Judged): string {
  const { rule, range, cause, message } = finding;
  const place = cause ? placeKey(cause) : rangeKey(range);
  return `${rule} ${place} ${workload ? "" : message}`;
}

function merged(group: readonly Judged[]): Finding {
  const strongest = group.reduce((best, one) => (strength(one) > strength(best) ? one : best));
  const { finding } = strongest;
  const users = group.flatMap((one) => userOf(one, strongest) ?? []);
  if (users.length === 0) return finding;
  const related = new Map([...finding.related, ...users].map((one) => [`${placeKey(one.at)} ${one.message}`, one]));
  return { ...finding, related: [...related.values()].slice(0, mostRelated) };
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
  return placeKey(a) === placeKey(b);
}

function placeKey({ uri, range }: Place): string {
  return `${uri} ${rangeKey(range)}`;
}

function rangeKey({ start, end }: Place["range"]): string {
  return `${String(start.line)}:${String(start.character)}-${String(end.line)}:${String(end.character)}`;
}
