import type { Finding } from "../engine/index.ts";
import type { CheckedFile, Results } from "./results.ts";

/** Counts a mistake that several files show once. */
export function countedOnce(results: Results): Results {
  const counted = findingsOnce(results.files.map(({ findings }) => findings));
  const files = results.files.map((file, index): CheckedFile => ({ ...file, findings: counted[index] ?? [] }));
  return { ...results, files };
}

/**
 * Keeps a mistake that several files show once: in the file with the cause if that is among them, else in the first
 * one, which names the others. Takes and returns the findings of each file.
 */
export function findingsOnce(files: readonly (readonly Finding[])[]): readonly (readonly Finding[])[] {
  const findings = files.flat();
  const atCauses = grouped(
    findings.filter(({ cause }) => !cause),
    ({ rule, uri }) => `${rule} ${uri}`,
  );
  const isRepeated = ({ rule, cause, isRepeat }: Finding): boolean =>
    isRepeat &&
    cause !== undefined &&
    (atCauses.get(`${rule} ${cause.uri}`) ?? []).some(({ range }) => meets(range, cause.range));
  const byCause = grouped(
    findings.filter((finding) => finding.cause && !isRepeated(finding)),
    causeOf,
  );

  const once = (finding: Finding): readonly Finding[] => {
    if (!finding.cause) return [finding];
    const [first, ...others] = byCause.get(causeOf(finding)) ?? [];
    if (isRepeated(finding) || first !== finding) return [];
    const users = others.map(({ uri, range }) => ({ at: { uri, range }, message: "Used here." }));
    return [users.length === 0 ? finding : { ...finding, related: [...finding.related, ...users] }];
  };
  return files.map((shown) => shown.flatMap(once));
}

/** Equal for findings of one rule with the same cause. */
export function causeOf({ rule, cause }: Finding): string {
  return JSON.stringify([rule, cause?.uri, cause?.range]);
}

function meets(a: Finding["range"], b: Finding["range"]): boolean {
  return isBefore(a.start, b.end) && isBefore(b.start, a.end);
}

function isBefore(a: Finding["range"]["start"], b: Finding["range"]["start"]): boolean {
  return a.line < b.line || (a.line === b.line && a.character <= b.character);
}

function grouped(findings: readonly Finding[], keyOf: (finding: Finding) => string): ReadonlyMap<string, Finding[]> {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const group = groups.get(keyOf(finding));
    if (group) group.push(finding);
    else groups.set(keyOf(finding), [finding]);
  }
  return groups;
}
