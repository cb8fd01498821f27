import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { isNamedLikeOurs, type DescribedValue } from "../../engine/index.ts";
import { readNodeFile } from "../../node/files.ts";
import { checkFiles, unreadReasons } from "../checkFiles.ts";
import { UsageError, type Command } from "../command.ts";
import { exitCode } from "../exitCode.ts";
import { rootOf } from "../roots.ts";
import { createWorkspace, pathOf, uriOf, type Workspace } from "../workspace.ts";

export const config: Command = {
  name: "config",
  summary: "show the settings that apply to a file, and where each one comes from",
  usage: "Usage: bulkhead config <file> [--json]",
  async run(argv, io) {
    const options = { json: { type: "boolean", default: false } } as const;
    const { values, positionals } = parseArgs({ args: [...argv], allowPositionals: true, options });
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0) throw new UsageError("Give one file.");

    const path = resolve(io.cwd, file);
    const state = await readNodeFile(path);
    // A file that does not exist yet has a configuration too.
    if (state.state !== "read" && !(state.reason === "missing" && isNamedLikeOurs(uriOf(path)))) {
      io.stderr.write(`${file}: ${unreadReasons[state.reason]}\n`);
      return exitCode.failed;
    }
    const workspace = createWorkspace(io.cwd);
    const text = state.state === "read" ? state.text : "";
    const { analysis } = await workspace.analyze({ uri: uriOf(path), text }, rootOf(path, false, io.cwd), []);
    const { file: configFile, excluded } = analysis.config;
    const origin = (value: DescribedValue): string => originText(value, (uri) => workspace.display(pathOf(uri)));
    const described = workspace.engine.describeConfig(analysis.config).map((one) => ({ ...one, origin: origin(one) }));
    const configPath = configFile === undefined ? undefined : workspace.display(pathOf(configFile));
    if (configFile !== undefined) io.stderr.write(await problemsText(configFile, workspace));
    if (values.json) {
      const all = described.map(({ key, value, origin: from }) => ({
        key,
        value: JSON.parse(value) as unknown,
        origin: from,
      }));
      io.stdout.write(
        `${JSON.stringify({ version: 1, file: configPath ?? null, excluded, values: all }, undefined, 2)}\n`,
      );
      return exitCode.clean;
    }
    io.stdout.write(`Configuration file: ${configPath ?? "none"}\n\n${table(described)}`);
    if (excluded) io.stdout.write("\nThe file is excluded, so it is not checked.\n");
    return exitCode.clean;
  },
};

/** An invalid value is left out of the table, so the table alone would not explain it. */
async function problemsText(configFile: string, workspace: Workspace): Promise<string> {
  const path = pathOf(configFile);
  const named = { path, root: rootOf(path, false, workspace.cwd), isNamed: true, isForeign: false };
  const { files } = await checkFiles([named], workspace, []);
  const count = files.reduce((sum, { findings }) => sum + findings.length, 0);
  if (count === 0) return "";
  const shown = workspace.display(path);
  return `${shown} has ${count} problem${count === 1 ? "" : "s"}: run "bulkhead check ${shown}" to list them.\n`;
}

function originText({ origin }: DescribedValue, display: (uri: string) => string): string {
  if (typeof origin === "string") return origin;
  const { file, override } = origin;
  return override === undefined ? display(file) : `${display(file)}, overrides of ${override}`;
}

function table(rows: readonly { readonly key: string; readonly value: string; readonly origin: string }[]): string {
  const keyWidth = Math.max(...rows.map(({ key }) => key.length));
  const valueWidth = Math.min(40, Math.max(...rows.map(({ value }) => value.length)));
  return rows
    .map(({ key, value, origin }) => `${key.padEnd(keyWidth)}  ${value.padEnd(valueWidth)}  ${origin}\n`)
    .join("");
}
