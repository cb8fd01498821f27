import type { Finding } from "../../server/src/engine/index.ts";
import type { Project } from "./analyze.ts";
import { classOf, type Case, type Want } from "./case.ts";

/** One point on which Bulkhead and a case agree or not. */
export interface Check {
  /** `case/want`, or `case/nothing-else`. */
  readonly id: string;
  /** The rules that answer it; empty for `nothing-else`. */
  readonly rules: readonly string[];
  /** The missing or unwanted finding; undefined if both agree. */
  readonly disagreement: string | undefined;
}

export const nothingElse = "nothing-else";

/** Compares the findings of a project with what its case wants. Each finding answers at most one want. */
export function compare({ id, want, mustBeSilent }: Case, { found, display }: Project): readonly Check[] {
  const all = [...found].flatMap(([file, findings]) => findings.map((finding) => ({ file, finding })));
  const left = new Set(all);
  const checks = new Map<Want, Check>();
  // A want that any rule answers takes what the others leave.
  for (const one of [...want].sort((a, b) => Number(a.rules.length === 0) - Number(b.rules.length === 0))) {
    const candidates = [...left].filter(({ file, finding }) => isAnswer(one, file, finding, display));
    const answer = candidates.find(({ finding }) => hasClass(one, finding)) ?? candidates[0];
    if (answer) left.delete(answer);
    const agrees = answer !== undefined && hasClass(one, answer.finding);
    checks.set(one, {
      id: `${id}/${one.id}`,
      rules: one.rules,
      disagreement: agrees ? undefined : missing(one, answer?.finding),
    });
  }
  const unwanted = [...left].filter(({ finding }) => classOf(finding.severity) === "problem");
  const silence: Check = {
    id: `${id}/${nothingElse}`,
    rules: [],
    disagreement: unwanted.length === 0 ? undefined : unwanted.map(described).join("; "),
  };
  return [...want.flatMap((one) => checks.get(one) ?? []), ...(mustBeSilent ? [silence] : [])];
}

function isAnswer(want: Want, file: string, finding: Finding, display: (uri: string) => string): boolean {
  if (want.rules.length > 0 && !want.rules.includes(finding.rule)) return false;
  if (want.text !== undefined && !finding.message.toLowerCase().includes(want.text.toLowerCase())) return false;
  const places = [
    { file, range: finding.range },
    ...finding.related.map(({ at }) => ({ file: display(at.uri), range: at.range })),
  ];
  return places.some(
    (place) =>
      place.file === want.file &&
      (want.lines.length === 0 ||
        want.lines.some((line) => place.range.start.line < line && line <= place.range.end.line + 1)),
  );
}

function hasClass(want: Want, { severity }: Finding): boolean {
  return want.class === undefined || want.class === classOf(severity);
}

const levels = { problem: "an error or a warning", advice: "information or a hint" } as const;

function missing({ file, lines, rules, class: wanted, advice }: Want, other: Finding | undefined): string {
  const place = [file, ...lines.slice(0, 1).map(String)].join(":");
  const rule = rules.length === 0 ? "any finding" : rules.join(" or ");
  const level = other === undefined || wanted === undefined ? "" : ` as ${levels[wanted]}, not as ${other.severity}`;
  return `${place} wants ${rule}${level} (${advice})`;
}

function described({ file, finding }: { file: string; finding: Finding }): string {
  const { rule, severity, message, range } = finding;
  return `${file}:${String(range.start.line + 1)} has the ${severity} ${rule} (${message})`;
}
