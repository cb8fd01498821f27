import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { reaches, severities, type SettingsLayer, type Severity } from "../../engine/index.ts";
import { applyBaselines } from "../baseline/apply.ts";
import { choice, profileFlag, UsageError, type Command } from "../command.ts";
import { checkFiles, checkText, withConfigurations } from "../checkFiles.ts";
import { countedOnce } from "../countOnce.ts";
import { discover } from "../discover.ts";
import { exitCode } from "../exitCode.ts";
import { formatJson } from "../formatters/json.ts";
import { formatText } from "../formatters/text.ts";
import type { Io } from "../io.ts";
import { analyzedFiles, type Results } from "../results.ts";
import { rootOf } from "../roots.ts";
import { createWorkspace, type Workspace } from "../workspace.ts";

const formatters = { text: formatText, json: formatJson } as const;
const thresholds = [...[...severities].reverse(), "never"] as const;

export const check: Command = {
  name: "check",
  summary: "check files, or all files below folders (default: the working directory)",
  usage: `Usage: bulkhead check [paths] [options]

Checks Dockerfiles, Compose files, Vagrantfiles, devcontainer.json files, CI workflows and Bulkhead's own configuration.
Below folders, files that Git ignores are skipped, and files in vendor, third_party, node_modules, testdata, testfiles
and fixtures unless the configuration re-includes them: exclude: ["!fixtures"].

  --format text|json        output format (default: text)
  --fail-on error|warning|info|hint|never
                            exit with 1 if a finding is at least this severe (default: error)
  --profile essential|recommended|strict
                            which rules are on; overrides the configuration's profile
  --baseline <path>         report only findings that this baseline lacks (default: .bulkhead-baseline.json beside the
                            configuration, else in the root of the project; "bulkhead baseline" writes it)
  --no-baseline             report all findings
  --no-inline-ignore        report findings even if a comment ignores them
  --stdin-filename <path>   check standard input, treated as a file with this path
  --color, --no-color       force or disable colors; FORCE_COLOR and NO_COLOR do the same

Exit codes: 0 no finding reaches --fail-on, 1 one does, 2 wrong usage, a named path does not exist, or none of the
files could be read.`,
  async run(argv, io) {
    const { values, positionals } = parseArgs({ args: [...argv], options, allowPositionals: true });
    if (positionals.includes("")) throw new UsageError("A path must not be empty.");
    if (values.baseline !== undefined && values["no-baseline"]) {
      throw new UsageError("--baseline and --no-baseline exclude each other.");
    }
    const format = choice("--format", values.format, Object.keys(formatters) as (keyof typeof formatters)[]);
    const failOn = values["fail-on"] === undefined ? undefined : choice("--fail-on", values["fail-on"], thresholds);
    const flags: SettingsLayer = {
      source: "flags",
      value: {
        ...profileFlag(values.profile),
        ...(values["no-inline-ignore"] ? { inlineIgnore: false } : {}),
      },
    };
    const workspace = createWorkspace(io.cwd);
    const found = await resultsOf(positionals, values["stdin-filename"], workspace, [flags], io);
    const all = await withConfigurations(found, workspace, [flags]);
    const results = values["no-baseline"] ? countedOnce(all) : applyBaselines(all, io.cwd, values.baseline);
    const color = values["no-color"] ? false : values.color;
    formatters[format](results, color === undefined ? io : { ...io, color });
    return codeOf(results, failOn);
  },
};

const options = {
  format: { type: "string", default: "text" },
  "fail-on": { type: "string" },
  profile: { type: "string" },
  baseline: { type: "string" },
  "no-baseline": { type: "boolean", default: false },
  "no-inline-ignore": { type: "boolean", default: false },
  "stdin-filename": { type: "string" },
  color: { type: "boolean" },
  "no-color": { type: "boolean" },
} as const;

async function resultsOf(
  paths: readonly string[],
  stdinFilename: string | undefined,
  workspace: Workspace,
  settings: readonly SettingsLayer[],
  io: Io,
): Promise<Results> {
  if (stdinFilename === undefined) {
    return checkFiles(discover(paths.length > 0 ? paths : ["."], io.cwd), workspace, settings);
  }
  if (paths.length > 0) throw new UsageError("--stdin-filename cannot be combined with paths.");
  const path = resolve(io.cwd, stdinFilename);
  const input = { path, root: rootOf(path, false, io.cwd), isNamed: true, isForeign: false };
  return checkText(input, (await io.readStdin()).replace(/^\uFEFF/, ""), workspace, settings);
}

function codeOf(results: Results, failOn: Severity | "never" | undefined): number {
  if (results.errors.some(({ isFatal }) => isFatal)) return exitCode.failed;
  if (results.errors.length > 0 && analyzedFiles(results).length === 0) return exitCode.failed;
  const isReached = results.files.some(({ findings, failOn: configured }) => {
    const threshold = failOn ?? configured;
    return threshold !== "never" && findings.some(({ severity }) => reaches(severity, threshold));
  });
  return isReached ? exitCode.findings : exitCode.clean;
}
