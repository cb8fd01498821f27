import { dirname } from "node:path";
import type { ReadProblem, SettingsLayer, UnreadableReason } from "../engine/index.ts";
import { composeFilesAmong } from "../host/candidates.ts";
import { readNodeFile } from "../node/files.ts";
import type { Discovered } from "./discover.ts";
import type { CheckedFile, Results } from "./results.ts";
import { rootOf } from "./roots.ts";
import { pathOf, uriOf, type Workspace } from "./workspace.ts";

/** Why a file is not read, as a sentence. */
export const unreadReasons: Readonly<Record<UnreadableReason, string>> = {
  missing: "File not found.",
  outside: "The file is outside the project.",
  "too-large": "The file is larger than 1 MB, so it is skipped.",
  "too-many": "Too many files refer to this one.",
  denied: "The file cannot be read.",
  directory: "This is a folder.",
};

/** Analyses every file. If one fails, the error is reported and the others are still analysed. */
export async function checkFiles(
  discovered: readonly Discovered[],
  workspace: Workspace,
  settings: readonly SettingsLayer[],
): Promise<Results> {
  const uris = discovered.filter(({ problem }) => problem === undefined).map(({ path }) => uriOf(path));
  const composeFiles = composeFilesAmong(uris, workspace.engine);
  const results: Results[] = [];
  for (const one of discovered) {
    const state = one.problem ?? (await readNodeFile(one.path));
    results.push(
      typeof state === "object" && state.state === "read"
        ? await checkText(one, state.text, workspace, settings, composeFiles)
        : failure(
            one,
            workspace,
            typeof state === "string" ? state : unreadReasons[state.reason],
            one.problem !== undefined,
          ),
    );
  }
  return mergeResults(results);
}

/** Adds the configuration files that apply to these results, because a problem in one can explain missing findings. */
export async function withConfigurations(
  results: Results,
  workspace: Workspace,
  settings: readonly SettingsLayer[],
): Promise<Results> {
  const checked = new Set(results.files.map(({ uri }) => uri));
  const used = new Set(results.files.flatMap(({ configFile }) => configFile ?? []));
  const missing = [...used]
    .filter((uri) => !checked.has(uri))
    .map((uri) => {
      const path = pathOf(uri);
      return { path, root: rootOf(path, false, workspace.cwd), isNamed: false, isForeign: false };
    });
  if (missing.length === 0) return results;
  const { files, ...rest } = mergeResults([results, await checkFiles(missing, workspace, settings)]);
  return { files: [...files].sort((a, b) => (pathOf(a.uri) < pathOf(b.uri) ? -1 : 1)), ...rest };
}

function mergeResults(results: readonly Results[]): Results {
  return {
    files: results.flatMap(({ files }) => files),
    errors: results.flatMap(({ errors }) => errors),
    unsupported: results.flatMap(({ unsupported }) => unsupported),
    skipped: results.reduce((sum, { skipped }) => sum + skipped, 0),
  };
}

/** Analyses a text that has, or would have, this path. */
export async function checkText(
  input: Discovered,
  text: string,
  workspace: Workspace,
  settings: readonly SettingsLayer[],
  composeFiles: readonly string[] = [],
): Promise<Results> {
  const uri = uriOf(input.path);
  const path = workspace.display(input.path);
  try {
    const { analysis } = await workspace.analyze({ uri, text }, input.root, settings, {
      composeFiles,
      isForeign: input.isForeign,
    });
    const { kind, config, findings, suppressed, problems } = analysis;
    if (kind === undefined) {
      return input.isNamed ? { ...nothing, unsupported: [path] } : nothing;
    }
    if (!config.enable || config.excluded) return { ...nothing, skipped: config.enable && input.isForeign ? 1 : 0 };

    const { failOn } = config;
    const refusals = problems.filter(({ kind: why, fatal }) => fatal && why !== "syntax");
    const isBroken = problems.some(
      ({ kind: why }) => why === "syntax" || why === "unknown-instruction" || why === "continuation",
    );
    const file: CheckedFile = {
      path,
      uri,
      kind,
      text,
      findings,
      suppressed: suppressed.length,
      failOn,
      read: refusals.length > 0 ? "nothing" : isBroken ? "part" : "whole",
      configFile: config.file,
      folder: config.file === undefined ? input.root : dirname(pathOf(config.file)),
    };
    const errors = refusals.slice(0, 1).map((problem) => ({ path, message: problemText(problem), isFatal: false }));
    return { ...nothing, files: [file], errors };
  } catch (error) {
    return failure(input, workspace, `Internal error: ${error instanceof Error ? error.message : String(error)}`, true);
  }
}

function problemText({ message, range }: ReadProblem): string {
  return `Line ${range.start.line + 1}: ${message}`;
}

const nothing: Results = { files: [], errors: [], unsupported: [], skipped: 0 };

function failure({ path }: Discovered, workspace: Workspace, message: string, isFatal = false): Results {
  return { ...nothing, errors: [{ path: workspace.display(path), message, isFatal }] };
}
