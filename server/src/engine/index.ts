import type { Position, Range } from "vscode-languageserver-types";
import { branchesOf, namesOf } from "./branches.ts";
import { docsOf } from "./docs.ts";
import { changeConfig, ignoreFinding, type ConfigChange, type ConfigKeyName } from "./features/actions.ts";
import { describeConfig, type DescribedValue } from "./config/describe.ts";
import { readHadolint } from "./config/init/hadolint.ts";
import { newConfiguration, type NewConfiguration, type WorkspaceSummary } from "./config/init/template.ts";
import type { Config } from "./config/resolve.ts";
import { analyze, open, type Opened } from "./analyze.ts";
import type { IgnoreEdit, IgnoreTarget } from "./directives/write.ts";
import { privateImagesOf } from "./facts/privateImages.ts";
import { complete } from "./features/complete.ts";
import { kindOf } from "./formats/kinds.ts";
import type { RubyParser } from "./formats/vagrantfile/index.ts";
import { hover } from "./features/hover.ts";
import { declareAt, intentAt, type IntentAt } from "./features/intent.ts";
import { inlayHints } from "./features/inlayHints.ts";
import { unknownsIn, type Unknown } from "./features/unknown/unknown.ts";
import { dataDate } from "./knowledge/dataDate.ts";
import { topicNamed } from "./knowledge/topics/index.ts";
import type { FileKind } from "./model/document.ts";
import type { FileEdit } from "./model/editor.ts";
import { rulePage, topicText } from "./features/pages.ts";
import { createReader } from "./project/reader.ts";
import type { Severity } from "./finding.ts";
import { levelOf } from "./levels.ts";
import type { Completion, HoverText, InlayHintText } from "./answer.ts";
import type { Analysis, AnalysisRequest } from "./request.ts";
import type { RuleDefinition } from "./rule.ts";
import { rules as shippedRules } from "./rules/index.ts";

export type { Config, Origin, SettingsLayer } from "./config/resolve.ts";
export type { RubyParser } from "./formats/vagrantfile/index.ts";
export type { ConfigChange } from "./features/actions.ts";
export type { WorkspaceSummary } from "./config/init/template.ts";
export { configFileNames, hadolintFileNames } from "./model/files.ts";
export type { IgnoreEdit, IgnoreTarget } from "./directives/write.ts";
export type { DescribedValue } from "./config/describe.ts";
export { docsOf } from "./docs.ts";
export { dataDate } from "./knowledge/dataDate.ts";
export { topics } from "./knowledge/topics/index.ts";
export { closest } from "./model/text/closest.ts";
export { reaches, severities } from "./finding.ts";
export { isNamedLikeOurs } from "./formats/kinds.ts";
export { compileRuby, createRubyParser } from "./formats/vagrantfile/index.ts";
export type { Finding, Fix, FixKind, RelatedPlace, Severity } from "./finding.ts";
export type { FileKind, ReadProblem } from "./model/document.ts";
export type { Existence, FileState, Wanted, UnreadableReason } from "./model/files.ts";
export type { Completion, HoverText, InlayHintText } from "./answer.ts";
export type { Analysis, AnalysisRequest } from "./request.ts";
export type { Unknown } from "./features/unknown/unknown.ts";
export type { Profile, RuleDefinition } from "./rule.ts";

export interface Engine {
  /** Date of the tables of images, boxes and ends of life. */
  readonly dataDate: string;
  readonly rules: readonly RuleDefinition[];
  /** Address of a rule's public page; undefined until the project has one. */
  docsOf(rule: string): string | undefined;
  /** Markdown of a rule's page, or of the pages of an alias; undefined for an unknown name. */
  rulePage(id: string): string | undefined;
  /** Markdown of a topic's page; undefined for an unknown id. */
  topicPage(id: string): string | undefined;
  kindOf(document: AnalysisRequest["document"]): FileKind | undefined;
  analyze(request: AnalysisRequest): Analysis;
  hover(request: AnalysisRequest, position: Position): HoverText | undefined;
  /** Completion items at the position in a comment or a configuration; `speaking` are the rules with a finding in the file. */
  complete(request: AnalysisRequest, position: Position, speaking: readonly string[]): readonly Completion[];
  inlayHints(request: AnalysisRequest, range: Range): readonly InlayHintText[];
  /** The comment that suppresses a finding; undefined if there is none. */
  ignore(request: AnalysisRequest, target: IgnoreTarget): IgnoreEdit | undefined;
  /** The intent keys of the workload at the position. */
  intentAt(request: AnalysisRequest, position: Position): IntentAt | undefined;
  /** The edit that declares a value for the workload at the position. */
  declareIntent(request: AnalysisRequest, position: Position, key: string, value: string): FileEdit | undefined;
  /** How a value of the configuration is set for a document. */
  changeConfig(request: AnalysisRequest, key: ConfigKeyName, value: string): ConfigChange;
  /** The severities of a rule in a configuration, each once: several if its branches differ. The defaults without one. */
  severitiesOf(rule: string, config: Pick<Config, "rules" | "profile"> | undefined): readonly (Severity | "off")[];
  /** Every value of a configuration with its origin. */
  describeConfig(config: Config): readonly DescribedValue[];
  /** A first configuration; `hadolint` is the text of hadolint's configuration and its path. */
  newConfiguration(
    found: WorkspaceSummary,
    hadolint?: { readonly path: string; readonly text: string },
  ): NewConfiguration;
  /** Images of private registries in the document that the configuration could describe. */
  privateImages(request: AnalysisRequest): readonly string[];
  /** Images and boxes of the document that are unknown, with the rules that do not check them. */
  unknowns(request: AnalysisRequest): readonly Unknown[];
  /** Gives back the trees of files that the host does not need any more. */
  release(isNeeded: (uri: string) => boolean): void;
  /** For `bulkhead debug tree`. */
  printTree(request: AnalysisRequest): string | undefined;
}

export interface EngineOptions {
  /** Asked for on each Vagrantfile: undefined until the host has loaded the parser, and such files have no findings until then. */
  readonly ruby?: () => RubyParser | undefined;
  /** All shipped rules by default. */
  readonly rules?: readonly RuleDefinition[];
}

export function createEngine({ ruby = () => undefined, rules = shippedRules }: EngineOptions = {}): Engine {
  const reader = createReader(ruby, namesOf(rules));
  const start = (request: AnalysisRequest): Opened => open(request, reader, rules);
  return {
    dataDate,
    rules,
    docsOf,
    rulePage: (id) => pageOf(rules, id),
    topicPage,
    kindOf,
    analyze: (request) => analyze(request, reader, rules),
    hover: (request, position) => hover(start(request), position, rules),
    complete: (request, position, speaking) => complete(request, position, rules, speaking),
    inlayHints: (request, range) => inlayHints(start(request), range),
    ignore: (request, target) => ignoreFinding(request, target, reader, rules, ruby),
    intentAt: (request, position) => intentAt(start(request), position),
    declareIntent: (request, position, key, value) => declareAt(start(request), position, key, value),
    changeConfig: (request, key, value) => changeConfig(request, key, value, rules),
    severitiesOf: (id, config) => severitiesOf(rules, id, config),
    describeConfig,
    newConfiguration: (found, hadolint) => newConfiguration(found, hadolint && readHadolint(hadolint, rules)),
    privateImages: (request) => {
      const { project } = start(request);
      return project ? privateImagesOf(project) : [];
    },
    unknowns: (request) => {
      const { project, config } = start(request);
      return project ? unknownsIn(project, rules, config) : [];
    },
    release: (isNeeded) => reader.release(isNeeded),
    printTree: (request) => start(request).project?.root.printTree(),
  };
}

function severitiesOf(
  rules: readonly RuleDefinition[],
  id: string,
  config: Pick<Config, "rules" | "profile"> = { rules: {}, profile: "recommended" },
): readonly (Severity | "off")[] {
  const rule = rules.find((one) => one.id === id);
  return [...new Set(rule && branchesOf(rule).map(([, branch]) => levelOf(rule, branch, config) ?? "off"))];
}

function topicPage(id: string): string | undefined {
  const topic = topicNamed(id);
  return topic && topicText(topic);
}

function pageOf(rules: readonly RuleDefinition[], id: string): string | undefined {
  const ids = namesOf(rules).aliases.get(id) ?? [id];
  const pages = rules.filter((rule) => ids.includes(rule.id)).map((rule) => rulePage(rule));
  return pages.length > 0 ? pages.join("\n") : undefined;
}
