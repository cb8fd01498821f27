/** How many tests of a suite went which way. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export const none: Counts = { passed: 0, failed: 0, skipped: 0 };

/** A step that is one check, such as a build. */
export const onePassed: Counts = { ...none, passed: 1 };
export const oneFailed: Counts = { ...none, failed: 1 };
export const oneSkipped: Counts = { ...none, skipped: 1 };

export function add(a: Counts, b: Counts): Counts {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}

/** Reads the summary that mocha prints; a run that ended badly, or ran nothing, counts as one failure at least. */
export function readMocha(output: string, exitCode: number | null): Counts {
  const plain = output.replaceAll(/\x1b\[[\d;]*m/g, "");
  const count = (word: string) => Number(new RegExp(`^\\s*(\\d+) ${word}\\b`, "m").exec(plain)?.[1] ?? 0);
  const counts = { passed: count("passing"), failed: count("failing"), skipped: count("pending") };
  const empty = counts.passed + counts.failed === 0;
  return counts.failed === 0 && (exitCode !== 0 || empty) ? add(counts, oneFailed) : counts;
}

/** The closing line of a run, as machines read it. */
export function closingLine({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}
