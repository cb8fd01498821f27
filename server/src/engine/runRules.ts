import { isEnabled, type Config } from "./config/resolve.ts";
import { lowered, severities, type Finding, type Fix, type Severity } from "./finding.ts";
import type { Command } from "./model/command.ts";
import type { Document, ReadProblem } from "./model/document.ts";
import type { Editor, FileEdit } from "./model/editor.ts";
import { comparePositions, overlaps, type Place } from "./model/place.ts";
import type { Project } from "./model/project.ts";
import { placed } from "./placing.ts";
import { commandsOf, servicesIn } from "./project/project.ts";
import type { FixOffer, Report, RuleContext, RuleDefinition, Subjects } from "./rule.ts";

/** A finding with its rule, its subject and every place whose ignore comment silences it. */
export interface Judged {
  readonly rule: RuleDefinition;
  readonly finding: Finding;
  readonly places: readonly Place[];
  /** Undefined for rules about the file as a whole and about directives. */
  readonly workload: NamedWorkload | undefined;
  /** The place that refers to the finding's place. */
  readonly use: Place | undefined;
}

/** A stage may have no name. */
export interface NamedWorkload {
  readonly at: Place;
  readonly name?: string | undefined;
}

export interface JudgingContext {
  readonly config: Config;
  readonly edit: Editor;
  readonly project: Project;
  readonly documentAt: (uri: string) => Document | undefined;
}

/** Runs the enabled rules over the project; where rules yield to each other, one finding stays. */
export function runRules(
  rules: readonly RuleDefinition[],
  subjects: SubjectLists,
  context: JudgingContext,
): readonly Judged[] {
  const byRule = new Map(
    rules
      .filter((rule) => isEnabled(rule, context.config))
      .map((rule) => [rule.id, runRule(rule, subjects, context)] as const),
  );
  return [...byRule.values()].flat().filter(
    (judged) =>
      !judged.rule.yieldsTo?.some((entry) => {
        const { rule: id, on } = typeof entry === "string" ? { rule: entry, on: "place" } : entry;
        return byRule.get(id)?.some((other) => (on === "workload" ? isSameWorkload : isSamePlace)(judged, other));
      }),
  );
}

function isSamePlace({ finding: a }: Judged, { finding: b }: Judged): boolean {
  return overlaps(a.range, b.range);
}

function isSameWorkload({ workload }: Judged, other: Judged): boolean {
  return workload !== undefined && workload === other.workload;
}

/** What there is to judge, by subject; a missing subject has nothing. */
export type SubjectLists = { readonly [S in keyof Subjects]?: readonly Subjects[S][] };

export function subjectsOf(project: Project, problems: readonly ReadProblem[]): SubjectLists {
  const { root } = project;
  return {
    stage: root.kind === "dockerfile" ? root.stages : [],
    service: servicesIn(root, project),
    machine: root.kind === "vagrantfile" ? root.machines : [],
    job: root.kind === "workflow" ? root.jobs : [],
    command: commandsOf(root),
    file: [root],
    project: [project],
    intent: project.declaredIn(root.source.uri),
    problem: problems.map((problem) => ({ ...problem, at: { uri: root.source.uri, range: problem.range } })),
  };
}

function runRule(rule: RuleDefinition, subjects: SubjectLists, context: JudgingContext): readonly Judged[] {
  const { project, edit } = context;
  const judged: Judged[] = [];
  try {
    for (const kind of Object.keys(rule.check) as (keyof Subjects)[]) {
      visit(rule, kind, subjects, (subject) => ({
        project,
        edit,
        report: (one) => {
          const found = judge(rule, one, subject, context);
          if (found) judged.push(found);
        },
      }));
    }
  } catch (error) {
    // One broken rule must not silence the others.
    return [...judged, failure(rule, project.root.source.uri, error)];
  }
  return judged;
}

function visit<S extends keyof Subjects>(
  rule: RuleDefinition,
  kind: S,
  subjects: SubjectLists,
  contextFor: (subject: Subjects[S]) => RuleContext,
): void {
  const check = rule.check[kind];
  if (!check) return;
  for (const one of subjects[kind] ?? []) check(one, contextFor(one));
}

function judge(
  rule: RuleDefinition,
  report: Parameters<RuleContext["report"]>[0],
  subject: Subjects[keyof Subjects],
  { project, config, documentAt }: JudgingContext,
): Judged | undefined {
  const { uri } = project.root.source;
  const place = placed(report, project.root, documentAt);
  if (!place) {
    // The analysis of its own file reports what is wrong with a workload of another file.
    const isOfOtherFile = "uri" in subject && subject.uri !== uri;
    return isOfOtherFile ? undefined : failure(rule, uri, `no place in this file for "${report.message}"`);
  }
  const { range, use, related, cause, isRepeat, silencing } = place;
  return {
    rule,
    places: silencing,
    workload: workloadOf(subject),
    use,
    finding: {
      rule: rule.id,
      severity: severityOf(rule, report, config),
      message: report.message,
      uri,
      range,
      related,
      ...(cause && { cause }),
      isRepeat,
      unnecessary: report.unnecessary ?? false,
      fixKinds: (report.fixes ?? []).map(({ kind }) => kind),
      fixes: lazily(() => fixesOf(report.fixes ?? [])),
    },
  };
}

function workloadOf(subject: Subjects[keyof Subjects]): NamedWorkload | undefined {
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

function severityOf(rule: RuleDefinition, report: Report & { because?: Command }, config: Config): Severity {
  const own = config.rules[rule.id];
  const highest = own === undefined || own === "off" ? rule.severity : own;
  const steps = severities.indexOf(rule.severity) - severities.indexOf(report.severity ?? rule.severity);
  const conditional = report.because?.conditional ? 1 : 0;
  let severity = highest;
  for (let step = 0; step < Math.max(0, steps) + conditional; step += 1) severity = lowered(severity);
  return severity;
}

function fixesOf(offers: readonly FixOffer[]): readonly Fix[] {
  return offers.flatMap((offer) => {
    const edits = offer.edits();
    if (!edits.every((edit): edit is FileEdit => edit !== undefined)) return [];
    const create = offer.create?.() ?? [];
    if (edits.length === 0 && create.length === 0) return [];
    const { title, kind, preferred = false } = offer;
    const files = joined(edits);
    // Editors refuse a fix whose edits overlap.
    if (files.some((file) => hasOverlap(file.edits))) return [];
    return [{ title, kind, preferred, edits: files, create }];
  });
}

/** Edits of the same file in one list, in the order of the text. */
function joined(edits: readonly FileEdit[]): readonly FileEdit[] {
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
    places: [{ uri, range: { start, end: start } }],
    workload: undefined,
    use: undefined,
    finding: {
      rule: "internal-error",
      severity: "info",
      message: `The rule ${rule.id} failed on this file (${String(error)}); all other advice stands. Please report it: "Bulkhead: Report Wrong Advice".`,
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
