import { namesOf } from "../branches.ts";
import { open } from "../analyze.ts";
import { resolveConfig, type Config } from "../config/resolve.ts";
import { readConfigState } from "../config/file.ts";
import { takesIn } from "../config/globs.ts";
import { setConfigValues, type ConfigPath } from "../config/write.ts";
import { ignoreEdit, type IgnoreEdit, type IgnoreTarget } from "../directives/write.ts";
import type { RubyParser } from "../formats/vagrantfile/index.ts";
import type { FileEdit } from "../model/editor.ts";
import { createNeighbours } from "../project/neighbours.ts";
import { createReader, type Reader } from "../project/reader.ts";
import type { AnalysisRequest } from "../request.ts";
import { decidingKeys } from "../levels.ts";
import type { RuleDefinition } from "../rule.ts";

/** A value of the configuration: the profile, or the severity of a rule. */
export type ConfigKeyName = "profile" | `rules.${string}`;

/** How a value can be set for a document: in the file that counts for it, or, without one, in the editor's settings. */
export type ConfigChange =
  | { readonly in: "file"; readonly edit: FileEdit }
  /** The keys that decide the value: aliases in `rules` are stronger than the id. */
  | { readonly in: "settings"; readonly keys: readonly ConfigKeyName[] }
  | { readonly in: "broken"; readonly uri: string }
  /** The key of the file that decides the severity also decides that of other rules. */
  | { readonly in: "shared"; readonly uri: string; readonly key: string };

/** Returns whether a comment can suppress the rule in the file. Rules about comments and configurations cannot be suppressed by one. */
function canIgnore(rule: RuleDefinition | undefined): rule is RuleDefinition {
  return rule !== undefined && rule.check.ignore === undefined && rule.check.problem === undefined;
}

/** Returns the comment that suppresses a finding; undefined if there is none. */
export function ignoreFinding(
  request: AnalysisRequest,
  target: IgnoreTarget,
  reader: Reader,
  rules: readonly RuleDefinition[],
  ruby: () => RubyParser | undefined,
): IgnoreEdit | undefined {
  const { project, files } = open(request, reader, rules);
  const document = project?.root;
  if (!document || document.kind === "config" || document.problems.some(({ fatal }) => fatal)) return undefined;
  if (!canIgnore(rules.find(({ id }) => id === target.rule))) return undefined;
  // A trial text must not be cached as the last state of the file.
  const trial = createReader(ruby, namesOf([]));
  return ignoreEdit(document, target, (text) => trial.read(document.source.uri, text, document.kind, files));
}

export function changeConfig(
  request: AnalysisRequest,
  key: ConfigKeyName,
  value: string,
  rules: readonly RuleDefinition[],
): ConfigChange {
  const files = createNeighbours(request.files, request.candidates);
  const names = namesOf(rules);
  const { uri } = request.document;
  const config: Config = resolveConfig({ uri, folder: request.folder, settings: request.settings }, files, names);
  const state = config.file === undefined ? undefined : files.read(config.file);
  const keys = keysOf(key, rules, config);
  if (config.file === undefined || state?.state !== "read") return { in: "settings", keys };
  const shared = keys.map(nameOf).find((name) => (names.aliases.get(name)?.length ?? 0) > 1);
  if (shared !== undefined) return { in: "shared", uri: config.file, key: shared };

  const { values, problems } = readConfigState(state, config.file, names);
  const folder = config.file.slice(0, config.file.lastIndexOf("/"));
  const paths = keys.map((one): ConfigPath => {
    const path: ConfigPath = one === "profile" ? [one] : ["rules", nameOf(one)];
    const override = (values.overrides ?? []).findLastIndex(
      (each) => has(each, path) && takesIn([each.files].flat(), uri, folder),
    );
    return override === -1 ? path : ["overrides", override, ...path];
  });
  // The place of an override is sure only when none was left out.
  if (problems.length > 0 && paths.some(([first]) => first === "overrides")) return { in: "broken", uri: config.file };
  const edits = setConfigValues(config.file, state.text, paths, value);
  return edits ? { in: "file", edit: { uri: config.file, edits } } : { in: "broken", uri: config.file };
}

function keysOf(key: ConfigKeyName, rules: readonly RuleDefinition[], config: Config): readonly ConfigKeyName[] {
  const rule = key === "profile" ? undefined : rules.find(({ id }) => id === nameOf(key));
  return rule ? decidingKeys(rule, config).map((name) => `rules.${name}` as const) : [key];
}

function nameOf(key: ConfigKeyName): string {
  return key.replace(/^rules\./, "");
}

function has(value: object, [first = "", ...rest]: ConfigPath): boolean {
  const inner: unknown = Object.entries(value).find(([key]) => key === String(first))?.[1];
  if (inner === undefined) return false;
  return rest.length === 0 || (typeof inner === "object" && inner !== null && has(inner, rest));
}
