import { openCheckout, type Checkout, type Revision } from "./checkout.ts";
import type { Check, Notes } from "./check.ts";

/** A known difference between a table and its source. */
export interface Accepted {
  /** As printed before the colon: `nginx user`. */
  readonly subject: string;
  readonly reason: string;
}

export interface Outcome {
  readonly lines: readonly string[];
  /** Differences without a reason in the list of accepted ones. */
  readonly open: number;
  readonly revisions: ReadonlyMap<string, Revision>;
}

/** Runs the checks whose sources are in the folder; says of each other one what is missing. */
export function runChecks(sources: string, checks: readonly Check[], accepted: readonly Accepted[]): Outcome {
  const lines: string[] = [];
  const revisions = new Map<string, Revision>();
  const opened = new Map<string, Checkout | undefined>();
  const open = (name: string): Checkout | undefined => {
    if (!opened.has(name)) opened.set(name, openCheckout(sources, name));
    const checkout = opened.get(name);
    if (checkout?.revision) revisions.set(name, checkout.revision);
    return checkout;
  };
  let count = 0;

  for (const check of checks) {
    const checkouts = check.needs.map(open);
    const missing = check.needs.filter((_, index) => checkouts[index] === undefined);
    if (missing.length > 0) {
      lines.push(`${check.title}: skipped, no checkout of ${missing.join(", ")}`);
      continue;
    }
    const found = createNotes();
    const known = checkouts.filter((checkout) => checkout !== undefined);
    check.run(known, found.notes, open);
    const from = known.map(
      ({ name, revision }) => `${name}${revision ? ` ${revision.commit.slice(0, 9)} of ${revision.date}` : ""}`,
    );
    lines.push(`${check.title}${from.length > 0 ? ` (${from.join(", ")})` : ""}: ${found.compared.join(", ")}`);
    for (const [subject, differences] of found.differences) {
      const reason = accepted.find((one) => one.subject === subject)?.reason;
      if (reason === undefined) count += 1;
      lines.push(`  differs  ${subject}: ${shown(differences)}${reason === undefined ? "" : ` (${reason})`}`);
    }
    lines.push(...found.additions.map((text) => `  new      ${text}`));
  }
  const without = [...opened].filter(([, checkout]) => checkout === undefined).map(([name]) => name);
  if (without.length > 0) lines.push(`Not read, no checkout: ${without.toSorted().join(" ")}`);
  return { lines, open: count, revisions };
}

function shown(differences: readonly string[]): string {
  const more = differences.length - 3;
  return [...differences.slice(0, 3), ...(more > 0 ? [`${String(more)} more`] : [])].join("; ");
}

function createNotes() {
  const differences = new Map<string, string[]>();
  const additions: string[] = [];
  const compared: string[] = [];
  const notes: Notes = {
    differs(subject, ours, theirs) {
      const list = differences.get(subject) ?? [];
      differences.set(subject, [...list, `${ours}, source: ${theirs}`]);
    },
    isNew: (text) => void additions.push(text),
    compared: (text) => void compared.push(text),
  };
  return { notes, differences, additions, compared };
}
