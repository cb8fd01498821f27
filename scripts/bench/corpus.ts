import { resolve } from "node:path";
import { discover } from "../../server/src/cli/discover.ts";
import { createWorkspace, uriOf } from "../../server/src/cli/workspace.ts";
import { composeFilesAmong } from "../../server/src/host/candidates.ts";
import { readNodeFile } from "../../server/src/node/files.ts";
import { cpuNow, percentile } from "./measure.ts";
import type { Subject } from "./subjects.ts";
import { milliseconds } from "./table.ts";

interface TimedFile {
  readonly path: string;
  readonly kind: string;
  readonly lines: number;
  readonly findings: number;
  /** Milliseconds of processor time, the neighbours included. */
  readonly time: number;
  /** The same for the bare parser; undefined where there is none. */
  readonly bare: number | undefined;
}

/** Analyses all supported files below the folder as the command line does, and prints how long each part took. */
export async function corpus(folder: string, parsers: readonly Subject[]): Promise<void> {
  const root = resolve(folder);
  const start = cpuNow();
  const found = discover([root], root).map(({ path }) => path);
  const discovery = cpuNow() - start;

  const workspace = createWorkspace(root);
  const composeFiles = composeFilesAmong(found.map(uriOf), workspace.engine);
  const files: TimedFile[] = [];
  for (const path of found) {
    const started = cpuNow();
    const state = await readNodeFile(path);
    if (state.state !== "read") continue;
    const { analysis } = await workspace.analyze({ uri: uriOf(path), text: state.text }, root, [], { composeFiles });
    const { kind, findings } = analysis;
    const lines = state.text.split("\n").length;
    if (kind === undefined) continue;
    const time = cpuNow() - started;
    files.push({ path, kind, lines, findings: findings.length, time, bare: bareTime(path, kind, state.text, parsers) });
  }
  console.log(`${String(found.length)} files found in ${milliseconds(discovery)} of processor time.\n`);
  printKinds(files);
  printSlowest(files, root);
}

function bareTime(path: string, kind: string, text: string, parsers: readonly Subject[]): number | undefined {
  const parser = parsers.find(({ name }) => name.toLowerCase() === kind);
  if (!parser || /jenkinsfile[^/]*$/i.test(path)) return undefined;
  const started = cpuNow();
  parser.bare(text);
  return cpuNow() - started;
}

function printKinds(files: readonly TimedFile[]): void {
  const kinds = [...new Set(files.map(({ kind }) => kind)), "all"];
  console.table(
    kinds.map((kind) => {
      const own = kind === "all" ? files : files.filter((file) => file.kind === kind);
      const times = own.map(({ time }) => time);
      const lines = sum(own.map((file) => file.lines));
      const parsed = own.filter(({ bare }) => bare !== undefined);
      const bare = sum(parsed.map((file) => file.bare ?? 0));
      return {
        kind,
        files: own.length,
        lines,
        findings: sum(own.map(({ findings }) => findings)),
        total: milliseconds(sum(times)),
        "p50 of a file": milliseconds(percentile(times, 0.5)),
        "p95 of a file": milliseconds(percentile(times, 0.95)),
        "µs per line": Math.round((1000 * sum(times)) / lines),
        "against bare parsers": `${(sum(parsed.map(({ time }) => time)) / bare).toFixed(2)} ×`,
      };
    }),
  );
}

function printSlowest(files: readonly TimedFile[], root: string): void {
  console.log("The slowest files:");
  for (const { path, kind, lines, time } of [...files].sort((a, b) => b.time - a.time).slice(0, 15)) {
    console.log(`${milliseconds(time).padStart(9)}  ${kind}, ${String(lines)} lines  ${path.slice(root.length + 1)}`);
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
