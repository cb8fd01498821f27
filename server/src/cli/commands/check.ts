import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { reaches, severities, type SettingsLayer, type Severity } from "../../engine/index.ts";
import { UsageError, type Command } from "../command.ts";
import { checkFiles, checkText, withConfigurations } from "../checkFiles.ts";
import { discover } from "../discover.ts";
import { exitCode } from "../exitCode.ts";
import { formatJson } from "../formatters/json.ts";
import { formatText } from "../formatters/text.ts";
import type { Io } from "../io.ts";
import type { Results } from "../results.ts";
import { createWorkspace, type Workspace } from "../workspace.ts";

const formatters = { text: formatText, json: formatJson } as const;
const profiles = ["essential", "recommended", "strict"] as const;
const thresholds = [...severities, "never"] as const;

export const check: Command = {
  name: "check",
  summary: "advise on files, or on all files of ours below folders (default: here)",
  usage: `Usage: bulkhead check [paths] [options]

  --format text|json        how to say it (default: text)
  --fail-on error|warning|info|hint|never
                            exit with 1 when a finding is at least this severe (default: error)
  --profile essential|recommended|strict
                            how much to say, whatever the configuration says
  --no-inline-ignore        ignore comments in files do not count
  --stdin-filename <path>   read one file from standard input, as if it had this path

Exit codes: 0 nothing reaches --fail-on, 1 something does, 2 wrong usage or nothing could be analysed.`,
  async run(argv, io) {
    const { values, positionals } = parseArgs({ args: [...argv], options, allowPositionals: true });
    const format = choice("--format", values.format, Object.keys(formatters) as (keyof typeof formatters)[]);
    const failOn = values["fail-on"] === undefined ? undefined : choice("--fail-on", values["fail-on"], thresholds);
    const flags: SettingsLayer = {
      source: "flags",
      value: {
        ...(values.profile === undefined ? {} : { profile: choice("--profile", values.profile, profiles) }),
        ...(values["no-inline-ignore"] ? { inlineIgnore: false } : {}),
      },
    };
    const workspace = createWorkspace(io.cwd);
    const found = await resultsOf(positionals, values["stdin-filename"], workspace, [flags], io);
    const results = await withConfigurations(found, workspace, [flags]);
    formatters[format](results, io);
    return codeOf(results, failOn);
  },
};

const options = {
  format: { type: "string", default: "text" },
  "fail-on": { type: "string" },
  profile: { type: "string" },
  "no-inline-ignore": { type: "boolean", default: false },
  "stdin-filename": { type: "string" },
} as const;

async function resultsOf(
  paths: readonly string[],
  stdinFilename: string | undefined,
  workspace: Workspace,
  settings: readonly SettingsLayer[],
  io: Io,
): Promise<Results> {
  if (stdinFilename === undefined) {
    return checkFiles(await discover(paths.length > 0 ? paths : ["."], io.cwd, workspace.root), workspace, settings);
  }
  if (paths.length > 0) throw new UsageError("--stdin-filename takes no other paths.");
  const input = { path: resolve(io.cwd, stdinFilename), isNamed: true };
  return checkText(input, (await io.readStdin()).replace(/^\uFEFF/, ""), workspace, settings);
}

function codeOf({ files, errors }: Results, failOn: Severity | "never" | undefined): number {
  if (errors.length > 0 && files.every((file) => file.isBroken)) return exitCode.failed;
  const isReached = files.some(({ findings, failOn: configured }) => {
    const threshold = failOn ?? configured;
    return threshold !== "never" && findings.some(({ severity }) => reaches(severity, threshold));
  });
  return isReached ? exitCode.findings : exitCode.clean;
}

function choice<T extends string>(flag: string, given: string, allowed: readonly T[]): T {
  const found = allowed.find((one) => one === given);
  if (found === undefined) throw new UsageError(`${flag} must be one of ${allowed.join(", ")}, not "${given}".`);
  return found;
}
