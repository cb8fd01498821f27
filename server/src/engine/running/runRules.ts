import type { Config } from "../config/resolve.ts";
import type { Fix } from "../finding.ts";
import type { Judged, NamedWorkload } from "./judged.ts";
import { branchOf, isEnabled, severityOf } from "../levels.ts";
import type { Document } from "../model/document.ts";
import type { Editor, FileEdit } from "../model/editor.ts";
import { comparePositions } from "../model/place.ts";
import type { Project } from "../model/project.ts";
import { placed } from "./placing.ts";
import type { CheckContext, FixOffer, Report, RuleDefinition, Subjects } from "../rule.ts";
import { createDispatch, type Dispatch, type SubjectLists } from "./subjects.ts";
import { withoutYielding } from "./yielding.ts";

export interface JudgingContext {
  readonly config: Config;
  readonly edit: Editor;
  readonly project: Project;
  readonly documentAt: (uri: string) => Document | undefined;
}

/** Runs the enabled rules over what they look at; where rules yield to each other, one finding stays. */
export function runRules(
  rules: readonly RuleDefinition[],
  subjects: SubjectLists,
  context: JudgingContext,
): readonly Judged[] {
  const dispatch = createDispatch(subjects);
  const byRule = new Map<string, readonly Judged[]>();
  for (const rule of dispatch.interested(rules)) {
    if (isEnabled(rule, context.config)) byRule.set(rule.id, runRule(rule, dispatch, context));
  }
  return withoutYielding(byRule);
}

function runRule(rule: RuleDefinition, dispatch: Dispatch, context: JudgingContext): readonly Judged[] {
  const { project, edit } = context;
  const judged: Judged[] = [];
  try {
    for (const kind of Object.keys(rule.check) as (keyof Subjects)[]) {
      let subject: Subjects[keyof Subjects] | undefined;
      const report = (one: Report): void => {
        const found = subject && judgedOf(rule, one, subject, context);
        if (found) judged.push(found);
      };
      visit(rule, kind, dispatch, { project, edit, report }, (next) => (subject = next));
    }
  } catch (error) {
    // One broken rule must not hide the findings of the others.
    return [...judged, failure(rule, project.root.source.uri, error)];
  }
  return judged;
}

function visit<S extends keyof Subjects>(
  rule: RuleDefinition,
  kind: S,
  dispatch: Dispatch,
  context: CheckContext,
  enter: (subject: Subjects[S]) => void,
): void {
  const check = rule.check[kind];
  if (!check) return;
  for (const subject of dispatch.subjectsFor(rule, kind)) {
    enter(subject);
    check(subject, context);
  }
}

/** Undefined if the report's branch is off, or if the finding belongs to another file. */
function judgedOf(
  rule: RuleDefinition,
  report: Report,
  subject: Subjects[keyof Subjects],
  { project, config, documentAt }: JudgingContext,
): Judged | undefined {
  const branch = branchOf(rule, report.branch);
  const severity = severityOf(rule, branch, report, config);
  if (severity === undefined) return undefined;
  const { uri } = project.root.source;
  const workload = workloadOf(subject);
  const place = placed(report, workload, project.root, documentAt);
  if (!place) {
    // The analysis of its own file reports what is wrong with a workload of another file.
    const isOfOtherFile = "uri" in subject && subject.uri !== uri;
    return isOfOtherFile ? undefined : failure(rule, uri, `no place in this file for "${report.message}"`);
  }
  const { range, use, related, cause, isRepeat, silencing } = place;
  return {
    rule,
    branch,
    places: silencing,
    workload,
    use,
    finding: {
      rule: rule.id,
      aliases: branch.aliases ?? [],
      severity,
      message: report.message,
      uri,
      range,
      related,
      isRepeat,
      unnecessary: report.unnecessary ?? false,
      fixKinds: (report.fixes ?? []).map(({ kind }) => kind),
      fixes: lazily(() => fixesOf(report.fixes ?? [])),
      // After a spread, each new key costs microseconds.
      ...(report.branch !== undefined && { branch: report.branch }),
      ...(cause && { cause }),
    },
  };
}

function workloadOf(subject: Subjects[keyof Subjects]): NamedWorkload | undefined {
  if ("stage" in subject) return subject.stage;
  if (!("kind" in subject)) return undefined;
  switch (subject.kind) {
    case "stage":
    case "service":
    case "machine":
    case "job":
      return subject;
    case "command":
      return subject.owner;
    default:
      return undefined;
  }
}

function fixesOf(offers: readonly FixOffer[]): readonly Fix[] {
  return offers.flatMap((offer) => {
    const edits = offer.edits();
    if (!edits.every((edit): edit is FileEdit => edit !== undefined)) return [];
    const create = offer.create?.() ?? [];
    if (edits.length === 0 && create.length === 0) return [];
    const { title, kind, preferred = false } = offer;
    const files = mergeEdits(edits);
    // Editors refuse a fix whose edits overlap.
    if (files.some((file) => hasOverlap(file.edits))) return [];
    return [{ title, kind, preferred, edits: files, create }];
  });
}

/** Edits of the same file in one list, in the order of the text. */
function mergeEdits(edits: readonly FileEdit[]): readonly FileEdit[] {
  const byFile = new Map<string, FileEdit["edits"][number][]>();
  for (const { uri, edits: own } of edits) byFile.set(uri, [...(byFile.get(uri) ?? []), ...own]);
  return [...byFile].map(([uri, own]) => ({ uri, edits: own }));
}

function hasOverlap(edits: FileEdit["edits"]): boolean {
  const ranges = edits
    .map(({ range }) => range)
    .sort((a, b) => comparePositions(a.start, b.start) || comparePositions(a.end, b.end));
  return ranges.some(({ start }, index) => {
    const before = ranges[index - 1];
    return before !== undefined && comparePositions(start, before.end) < 0;
  });
}

function failure(rule: RuleDefinition, uri: string, error: unknown): Judged {
  const start = { line: 0, character: 0 };
  return {
    rule,
    branch: rule,
    places: [{ uri, range: { start, end: start } }],
    workload: undefined,
    use: undefined,
    finding: {
      rule: "internal-error",
      aliases: [],
      severity: "info",
      message: `The rule ${rule.id} failed on this file (${String(error)}). Findings of other rules are not affected. Please report it: "Bulkhead: Report Wrong Advice".`,
      uri,
      range: { start, end: start },
      related: [],
      isRepeat: false,
      unnecessary: false,
      fixKinds: [],
      fixes: () => [],
    },
  };
}

function lazily<T>(derive: () => T): () => T {
  let kept: { readonly value: T } | undefined;
  return () => (kept ??= { value: derive() }).value;
}
