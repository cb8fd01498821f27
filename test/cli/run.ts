import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { main } from "../../server/src/cli/commandLine.ts";

export interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  readonly stdin?: string;
  readonly isTTY?: boolean;
  readonly env?: Record<string, string>;
  /** Below the project's folder. */
  readonly cwd?: string;
}

/** A folder with files, removed by `removeProjects`. */
export interface Project {
  readonly folder: string;
  run(argv: readonly string[], options?: RunOptions): Promise<Run>;
}

const projects: string[] = [];

export function createProject(files: Record<string, string>): Project {
  const folder = mkdtempSync(join(tmpdir(), "bulkhead-cli-"));
  projects.push(folder);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return { folder, run: (argv, options = {}) => run(folder, argv, options) };
}

export function removeProjects(): void {
  for (const folder of projects.splice(0)) rmSync(folder, { recursive: true, force: true });
}

async function run(folder: string, argv: readonly string[], options: RunOptions): Promise<Run> {
  const out: string[] = [];
  const err: string[] = [];
  const code = await main(argv, {
    cwd: join(folder, options.cwd ?? ""),
    env: options.env ?? {},
    stdout: { isTTY: options.isTTY ?? false, write: (text) => out.push(text) },
    stderr: { write: (text) => err.push(text) },
    readStdin: () => Promise.resolve(options.stdin ?? ""),
  });
  return { code, out: out.join(""), err: err.join("") };
}
