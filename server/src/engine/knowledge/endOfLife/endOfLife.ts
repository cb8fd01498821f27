import { distributionLifeCycles } from "./distributions.ts";
import type { LifeCycle, ReleaseLife } from "./lifeCycle.ts";
import { productLifeCycles } from "./products.ts";

export interface EndOfLife {
  readonly name: string;
  readonly version: string;
  /** Last day of free maintenance, `YYYY-MM-DD`; undefined while none is set. */
  readonly until: string | undefined;
  readonly longTerm: boolean;
  readonly source: string;
}

/** When free maintenance of a distribution's release ends; undefined for one that the table does not hold. */
export function endOfLifeOf(family: string, version: string | undefined): EndOfLife | undefined {
  return lookUp(distributionLifeCycles, family, version);
}

/** The same for a language or a database: `node` `16.3`, `python` `3.8.10`. */
export function productEndOfLife(product: string, version: string | undefined): EndOfLife | undefined {
  return lookUp(productLifeCycles, product, version);
}

/** True when free maintenance ended before that day, `YYYY-MM-DD`. */
export function isEndOfLife(life: EndOfLife | undefined, day: string): boolean {
  return life?.until !== undefined && life.until < day;
}

/**
 * The release to move to: the oldest long-term one that is newer and still maintained for a year after that day, else the
 * newest long-term one that is maintained on it. Never a short-lived release, and another distribution only where its own line ended; undefined when there is none.
 */
export function successorOf(name: string, version: string, day: string): EndOfLife | undefined {
  const cycle = cycleOf(name);
  if (cycle === undefined) return undefined;
  const { continuedBy } = cycle;
  if (continuedBy !== undefined && !/^(?:ltsc|stream)/.test(version))
    return endOfLifeOf(continuedBy.name, continuedBy.version);
  const candidates = cycle.releases
    .filter(
      ({ version: other, longTerm }) =>
        longTerm === true && compareVersions(other, version) > 0 && sameKind(other, version),
    )
    .filter(({ until }) => until === undefined || until >= day)
    .toSorted((a, b) => compareVersions(a.version, b.version));
  const lasting = candidates.find(({ until }) => until === undefined || until >= nextYear(day));
  const chosen = lasting ?? candidates.at(-1);
  return chosen === undefined ? undefined : asEndOfLife(cycle, chosen);
}

/** Every distribution and product with its releases. */
export const lifeCycles: readonly LifeCycle[] = [...distributionLifeCycles, ...productLifeCycles];

function cycleOf(name: string): LifeCycle | undefined {
  return lifeCycles.find((cycle) => cycle.name === name);
}

function lookUp(cycles: readonly LifeCycle[], name: string, version: string | undefined): EndOfLife | undefined {
  const cycle = cycles.find((entry) => entry.name === name);
  if (cycle === undefined || version === undefined) return undefined;
  const release = cycle.releases.find((entry) => version === entry.version || version.startsWith(`${entry.version}.`));
  return release === undefined ? undefined : asEndOfLife(cycle, release);
}

function asEndOfLife({ name, source }: LifeCycle, { version, until, longTerm }: ReleaseLife): EndOfLife {
  return { name, version, until, longTerm: longTerm === true, source };
}

/** CentOS Stream and `ltsc` names are their own lines; numbers compare with numbers. */
function sameKind(a: string, b: string): boolean {
  return /^[a-z]*/.exec(a)?.[0] === /^[a-z]*/.exec(b)?.[0];
}

function compareVersions(a: string, b: string): number {
  const left = numbers(a);
  const right = numbers(b);
  for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function numbers(version: string): readonly number[] {
  return (version.match(/\d+/g) ?? []).map(Number);
}

function nextYear(day: string): string {
  return `${String(Number(day.slice(0, 4)) + 1)}${day.slice(4)}`;
}
