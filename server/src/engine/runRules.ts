import { isEnabled, type Config } from "./config/resolve.ts";
import { lowered, severities, type Finding, type Fix, type Severity } from "./finding.ts";
import type { Command } from "./model/command.ts";
import type { ReadProblem } from "./model/document.ts";
import type { Editor, FileEdit } from "./model/editor.ts";
import { overlaps, type Place } from "./model/place.ts";
import type { Project } from "./model/project.ts";
import { commandsOf, servicesIn } from "./project/project.ts";
import type { FixOffer, Report, RuleContext, RuleDefinition, Subjects } from "./rule.ts";

/** A finding with its rule and every place whose ignore comment silences it. */
export interface Judged {
  readonly rule: RuleDefinition;
  readonly finding: Finding;
  readonly places: readonly Place[];
  /** What the rule was looking at. */
  readonly subject?: unknown;
}

export interface JudgingContext {
  readonly config: Config;
  readonly edit: Editor;
  readonly project: Project;
}

/** Runs the enabled rules over the project; where rules yield to each other, one finding stays at each place. */
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
  const judged = [...byRule.values()].flat();
  return withoutRepeats(judged).filter(({ rule, finding, subject }) => {
    return !rule.yieldsTo?.some((entry) =>
      typeof entry === "string"
        ? byRule.get(entry)?.some((other) => overlaps(other.finding.range, finding.range))
        : byRule.get(entry.rule)?.some((other) => other.subject === subject),
    );
  });
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
  const judged: Judged[] = [];
  const reportOn =
    (subject: unknown): RuleContext["report"] =>
    (one) => {
      const found = judge(rule, one, context);
      if (found) judged.push({ ...found, subject });
    };
  try {
    for (const subject of Object.keys(rule.check) as (keyof Subjects)[]) {
      visit(rule, subject, subjects, (one) => ({
        project: context.project,
        edit: context.edit,
        report: reportOn(one),
      }));
    }
  } catch (error) {
    // One broken rule must not silence the others.
    return [...judged, failure(rule, context.project.root.source.uri, error)];
  }
  return judged;
}

function visit<S extends keyof Subjects>(
  rule: RuleDefinition,
  subject: S,
  subjects: SubjectLists,
  contextOf: (one: Subjects[S]) => RuleContext,
): void {
  const check = rule.check[subject];
  if (!check) return;
  for (const one of subjects[subject] ?? []) check(one, contextOf(one));
}

function judge(
  rule: RuleDefinition,
  report: Parameters<RuleContext["report"]>[0],
  { project, config }: JudgingContext,
): Judged | undefined {
  const { uri } = project.root.source;
  const related = report.related ?? [];
  const anchors = [report.at, ...related.filter((place) => place.anchor).map((place) => place.at)];
  const place = anchors.find((anchor) => anchor.uri === uri);
  if (!place) return undefined;

  const elsewhere = related.filter(({ at }) => at !== place).map(({ at, message }) => ({ at, message }));
  // The finding stands at its second place: the first one becomes the related one.
  const first = report.at === place ? [] : [{ at: report.at, message: report.message }];
  const inOtherFiles = related.map(({ at }) => at).filter((at) => at.uri !== uri && !anchors.includes(at));
  return {
    rule,
    places: [...anchors, ...inOtherFiles],
    finding: {
      rule: rule.id,
      severity: severityOf(rule, report, config),
      message: report.message,
      uri,
      range: place.range,
      related: [...first, ...elsewhere],
      unnecessary: report.unnecessary ?? false,
      fixKinds: (report.fixes ?? []).map(({ kind }) => kind),
      fixes: lazily(() => fixesOf(report.fixes ?? [])),
    },
  };
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
    return [{ title, kind, preferred, edits: joined(edits), create }];
  });
}

/** Edits of the same file in one list, in the order of the text. */
function joined(edits: readonly FileEdit[]): readonly FileEdit[] {
  const byFile = new Map<string, FileEdit["edits"][number][]>();
  for (const { uri, edits: own } of edits) byFile.set(uri, [...(byFile.get(uri) ?? []), ...own]);
  return [...byFile].map(([uri, own]) => ({ uri, edits: own }));
}

function failure(rule: RuleDefinition, uri: string, error: unknown): Judged {
  const start = { line: 0, character: 0 };
  return {
    rule,
    places: [{ uri, range: { start, end: start } }],
    finding: {
      rule: "internal-error",
      severity: "info",
      message: `The rule ${rule.id} failed on this file (${String(error)}); all other advice stands. Please report it: "Bulkhead: Report Wrong Advice".`,
      uri,
      range: { start, end: start },
      related: [],
      unnecessary: false,
      fixKinds: [],
      fixes: () => [],
    },
  };
}

/** A machine of a loop, or a service seen twice, says the same thing at the same place once. */
function withoutRepeats(judged: readonly Judged[]): readonly Judged[] {
  const seen = new Set<string>();
  return judged.filter(({ finding: { rule, range, message } }) => {
    const key = JSON.stringify([rule, range, message]);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function lazily<T>(derive: () => T): () => T {
  let kept: { readonly value: T } | undefined;
  return () => (kept ??= { value: derive() }).value;
}
