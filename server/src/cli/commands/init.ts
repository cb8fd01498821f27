import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import {
  configFileNames,
  hadolintFileNames,
  type FileKind,
  type Finding,
  type Severity,
  type WorkspaceSummary,
} from "../../engine/index.ts";
import { readNodeFile } from "../../node/files.ts";
import { UsageError, type Command } from "../command.ts";
import { findingsOnce } from "../countOnce.ts";
import { discover } from "../discover.ts";
import { exitCode } from "../exitCode.ts";
import type { Io } from "../io.ts";
import { createWorkspace, uriOf, type Workspace } from "../workspace.ts";

const target = "bulkhead.config.yaml";

export const init: Command = {
  name: "init",
  summary: "write a commented configuration for the files in the working directory",
  usage: `Usage: bulkhead init [--print]

Writes ${target} into the working directory, and converts the settings of a hadolint configuration there.

  --print   write it to standard output instead`,
  async run(argv, io) {
    const options = { print: { type: "boolean", default: false } } as const;
    const { values, positionals } = parseArgs({ args: [...argv], allowPositionals: true, options });
    if (positionals.length > 0) throw new UsageError("init takes no path: it writes into the working directory.");

    const present = await firstPresent(configFileNames, io);
    if (present && !values.print) {
      io.stderr.write(`${present.path} already exists, so nothing was written.\n`);
      return exitCode.failed;
    }
    const workspace = createWorkspace(io.cwd);
    const hadolint = await firstPresent(hadolintFileNames, io);
    const { text, notes } = workspace.engine.newConfiguration(await lookAround(workspace, io), hadolint);
    if (values.print) io.stdout.write(text);
    else writeFileSync(join(io.cwd, target), text);
    const said = [...(values.print ? [] : [`Wrote ${target}.`]), ...notes];
    (values.print ? io.stderr : io.stdout).write(said.map((sentence) => `${sentence}\n`).join(""));
    return exitCode.clean;
  },
};

async function lookAround(workspace: Workspace, io: Io): Promise<WorkspaceSummary> {
  const files = new Map<FileKind, number>();
  const speaking = new Map<string, { readonly severity: Severity; readonly count: number }>();
  const images = new Set<string>();
  const findings: (readonly Finding[])[] = [];
  const discovered = discover(["."], io.cwd).filter(({ isForeign }) => !isForeign);
  const uris = discovered.map(({ path }) => uriOf(path));
  for (const { path, root } of discovered) {
    const state = await readNodeFile(path);
    if (state.state !== "read") continue;
    const { request, analysis } = await workspace.analyze({ uri: uriOf(path), text: state.text }, root, [], {
      composeFiles: uris,
    });
    if (analysis.kind !== undefined) files.set(analysis.kind, (files.get(analysis.kind) ?? 0) + 1);
    findings.push(analysis.findings);
    for (const image of workspace.engine.privateImages(request)) images.add(image);
  }
  for (const { rule, severity } of findingsOnce(findings).flat()) {
    speaking.set(rule, { severity, count: (speaking.get(rule)?.count ?? 0) + 1 });
  }
  return { files, speaking, images: [...images] };
}

async function firstPresent(
  names: readonly string[],
  io: Io,
): Promise<{ readonly path: string; readonly text: string } | undefined> {
  for (const name of names) {
    const state = await readNodeFile(join(io.cwd, name));
    if (state.state === "read") return { path: name, text: state.text };
  }
  return undefined;
}
