import { namesOf } from "./branches.ts";
import { resolveConfig } from "./config/resolve.ts";
import { judgeIgnores } from "./directives/judge.ts";
import { createSuppressions } from "./directives/suppressions.ts";
import { createEditor } from "./editor.ts";
import type { Finding } from "./finding.ts";
import { kindOf } from "./formats/kinds.ts";
import { mergeFindings } from "./running/mergeFindings.ts";
import type { Analysis, AnalysisRequest } from "./request.ts";
import type { Document, FileKind, ReadProblem } from "./model/document.ts";
import { comparePositions } from "./model/place.ts";
import type { Project } from "./model/project.ts";
import { createNeighbours, type TrackedNeighbours } from "./project/neighbours.ts";
import { problemsOf } from "./project/problems.ts";
import { createProject } from "./project/project.ts";
import type { Reader } from "./project/reader.ts";
import type { RuleDefinition } from "./rule.ts";
import type { Judged } from "./running/judged.ts";
import { runRules, type JudgingContext } from "./running/runRules.ts";
import { subjectsOf } from "./running/subjects.ts";
import type { Config } from "./config/resolve.ts";

/** A document read and linked with its neighbours, or why it is not. */
export interface Opened {
  readonly kind: FileKind | undefined;
  readonly config: Config;
  readonly files: TrackedNeighbours;
  /** Undefined if the file is unsupported, disabled, excluded or cannot be read yet. */
  readonly project: Project | undefined;
}

/** Everything that a feature of the editor needs of a document: what an analysis, a hover or a hint starts from. */
export function open(request: AnalysisRequest, reader: Reader, rules: readonly RuleDefinition[]): Opened {
  const { uri, text } = request.document;
  const kind = kindOf(request.document);
  const files = createNeighbours(request.files, request.candidates);
  const { folder, settings, isForeign } = request;
  const config = resolveConfig({ uri, folder, settings, isForeign }, files, namesOf(rules));
  const isLeftAlone = kind === undefined || !config.enable || config.excluded;
  const document = isLeftAlone ? undefined : reader.read(uri, text, kind, files);
  return {
    kind,
    config,
    files,
    project: document && createProject(document, files, reader, { config, folder: request.folder }),
  };
}

/** Judges one document with what the host has read so far. */
export function analyze(request: AnalysisRequest, reader: Reader, rules: readonly RuleDefinition[]): Analysis {
  const { kind, config, files, project } = open(request, reader, rules);
  const problems = [...(project ? problemsOf(project.root) : []), ...(files.isLimited() ? [tooManyFiles] : [])];
  const { findings = [], suppressed = [] } = project ? findingsIn(project, problems, config, rules) : {};
  return {
    kind,
    config,
    findings: sorted(findings),
    suppressed: sorted(suppressed),
    problems,
    wanted: files.wanted(),
    neighbours: files.asked(),
  };
}

/** Reported if a file leads to more related files than one analysis reads. */
const tooManyFiles: ReadProblem = {
  kind: "too-many-files",
  message: "This file refers to too many other files to read them all, so some advice may be missing.",
  range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
  fatal: false,
};

function findingsIn(
  project: Project,
  problems: readonly ReadProblem[],
  config: Config,
  rules: readonly RuleDefinition[],
) {
  const { root } = project;
  const documentAt = (uri: string): Document | undefined => {
    if (uri === root.source.uri) return root;
    const state = project.files.read(uri);
    const kind = state?.state === "read" ? kindOf({ uri, text: state.text }) : undefined;
    return kind && project.document(uri, kind);
  };
  const context: JudgingContext = { project, config, edit: createEditor(documentAt), documentAt };
  const judged = runRules(rules, subjectsOf(project, problems), context);
  if (!config.inlineIgnore) return { findings: mergeFindings(judged) };

  const suppressions = createSuppressions(documentAt);
  const kept: Judged[] = [];
  const suppressed: Judged[] = [];
  for (const one of judged) (suppressions.silences(one) ? suppressed : kept).push(one);
  const ignores = judgeIgnores(root, rules, config, suppressions);
  const aboutIgnores = runRules(rules, { ignore: ignores }, context).filter((one) => !suppressions.silences(one));
  return { findings: mergeFindings([...kept, ...aboutIgnores]), suppressed: mergeFindings(suppressed) };
}

function sorted(findings: readonly Finding[]): readonly Finding[] {
  return [...findings].sort(
    (a, b) =>
      comparePositions(a.range.start, b.range.start) ||
      comparePositions(a.range.end, b.range.end) ||
      a.rule.localeCompare(b.rule),
  );
}
