import { parseArgs } from "node:util";
import type { SettingsLayer } from "../../engine/index.ts";
import { baselinedFiles, coverage, entriesFor, type Baselined } from "../baseline/apply.ts";
import { readBaseline, writeBaseline } from "../baseline/file.ts";
import { checkFiles, withConfigurations } from "../checkFiles.ts";
import { profileFlag, UsageError, type Command } from "../command.ts";
import { countedOnce } from "../countOnce.ts";
import { discover } from "../discover.ts";
import { exitCode } from "../exitCode.ts";
import { analyzedFiles } from "../results.ts";
import { createWorkspace } from "../workspace.ts";

export const baseline: Command = {
  name: "baseline",
  summary: "record today's findings, so that check reports only new ones",
  usage: `Usage: bulkhead baseline [paths] [options]

Writes the findings of the files, or of all files below folders (default: the working directory), to
.bulkhead-baseline.json beside the configuration, else into the root of the project. "bulkhead check" then reports only
other findings. A finding is recorded by rule, file and text of the line with the lines that enclose it, so it is still
known when lines move. Files that exist but are not checked keep their entries.

  --output <path>           write this file; "bulkhead check --baseline <path>" reads it
  --profile essential|recommended|strict
                            which rules are on, in place of the configuration's profile`,
  async run(argv, io) {
    const { values, positionals } = parseArgs({ args: [...argv], options, allowPositionals: true });
    if (positionals.includes("")) throw new UsageError("A path is empty.");
    const flags: SettingsLayer = { source: "flags", value: profileFlag(values.profile) };
    const workspace = createWorkspace(io.cwd);
    const discovered = discover(positionals.length > 0 ? positionals : ["."], io.cwd);
    const results = await withConfigurations(await checkFiles(discovered, workspace, [flags]), workspace, [flags]);
    for (const { path, message } of results.errors) io.stderr.write(`${path}: ${message}\n`);
    if (results.errors.some(({ isFatal }) => isFatal)) return exitCode.failed;
    if (analyzedFiles(results).length === 0) {
      io.stderr.write("No file was analysed; nothing is written.\n");
      return exitCode.failed;
    }
    for (const group of baselinedFiles(results, io.cwd, values.output)) {
      const shown = workspace.display(group.path);
      record(group, shown);
      const { files } = countedOnce({ ...results, files: group.files });
      const count = files.reduce((sum, { findings }) => sum + findings.length, 0);
      io.stdout.write(`${shown}: ${count} finding${count === 1 ? "" : "s"} recorded.\n`);
    }
    return exitCode.clean;
  },
};

const options = { output: { type: "string" }, profile: { type: "string" } } as const;

function record(group: Baselined, shown: string): void {
  const isChecked = coverage(group.files, group.folder);
  const kept = (readBaseline(group.path, shown) ?? []).filter((entry) => !isChecked(entry));
  writeBaseline(group.path, [...kept, ...entriesFor(group)], shown);
}
