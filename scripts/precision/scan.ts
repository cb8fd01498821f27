import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { FileKind, Finding, Severity } from "../../server/src/engine/index.ts";
import { checkFiles } from "../../server/src/cli/checkFiles.ts";
import { countedOnce } from "../../server/src/cli/countOnce.ts";
import { discover } from "../../server/src/cli/discover.ts";
import { createWorkspace } from "../../server/src/cli/workspace.ts";

export interface Repository {
  readonly name: string;
  /** Undefined if the folder is no checkout. */
  readonly commit: string | undefined;
}

/** An error or a warning in a public repository. */
export interface Problem {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly repository: string;
  readonly path: string;
  /** 1-based. */
  readonly line: number;
  /** The flagged text, as far as it is on one line. */
  readonly flagged: string;
  /** The line with those around it, numbered. */
  readonly around: readonly string[];
}

export interface Scan {
  readonly repositories: readonly Repository[];
  readonly files: ReadonlyMap<FileKind, number>;
  /** Findings by rule and severity. */
  readonly counts: ReadonlyMap<string, Readonly<Record<Severity, number>>>;
  readonly problems: readonly Problem[];
  /** Files that the analysis threw on. */
  readonly crashes: readonly string[];
}

/** Lines shown before and after the flagged one. */
const margin = 3;

/** Checks each repository below the folders in its own folder, as the command line does without options. */
export async function scan(folders: readonly string[], progress: (line: string) => void): Promise<Scan> {
  const repositories: Repository[] = [];
  const files = new Map<FileKind, number>();
  const counts = new Map<string, Record<Severity, number>>();
  const problems: Problem[] = [];
  const crashes: string[] = [];
  const all = folders.flatMap((folder) => repositoriesIn(resolve(folder)));
  for (const [index, folder] of all.entries()) {
    if (index % 50 === 0) progress(`${String(index)} of ${String(all.length)} repositories`);
    const name = nameOf(folder);
    repositories.push({ name, commit: commitOf(folder) });
    const workspace = createWorkspace(folder);
    const results = countedOnce(await checkFiles(discover(["."], folder), workspace, []));
    for (const { path, kind, text, findings } of results.files) {
      files.set(kind, (files.get(kind) ?? 0) + 1);
      const lines = text.split(/\r?\n/);
      for (const finding of findings) {
        const own = counts.get(finding.rule) ?? { error: 0, warning: 0, info: 0, hint: 0 };
        own[finding.severity] += 1;
        counts.set(finding.rule, own);
        if (isProblem(finding)) problems.push(problemOf(finding, name, path, lines));
      }
    }
    crashes.push(
      ...results.errors
        .filter(({ message }) => message.startsWith("Internal error"))
        .map(({ path, message }) => `${name} ${path}: ${message}`),
    );
  }
  return { repositories, files, counts, problems, crashes };
}

function repositoriesIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(folder, name))
    .sort();
}

/** `owner+name` is the folder of `owner/name`. */
function nameOf(folder: string): string {
  return (folder.split(/[\\/]/).at(-1) ?? "").replace("+", "/");
}

function commitOf(folder: string): string | undefined {
  try {
    const head = readFileSync(join(folder, ".git/HEAD"), "utf8").trim();
    const ref = /^ref: (.+)$/.exec(head)?.[1];
    return ref === undefined ? head : readFileSync(join(folder, ".git", ref), "utf8").trim();
  } catch {
    return undefined;
  }
}

function isProblem({ severity }: Finding): boolean {
  return severity === "error" || severity === "warning";
}

function problemOf(
  { rule, severity, message, range }: Finding,
  repository: string,
  path: string,
  lines: readonly string[],
): Problem {
  const line = range.start.line + 1;
  const from = Math.max(0, line - 1 - margin);
  return {
    rule,
    severity,
    message,
    repository,
    path,
    line,
    flagged: (lines[line - 1] ?? "").slice(
      range.start.character,
      range.end.line === range.start.line ? range.end.character : undefined,
    ),
    around: lines.slice(from, line + margin).map((text, index) => {
      const number = from + index + 1;
      return `${number === line ? ">" : " "} ${String(number).padStart(4)} | ${text.slice(0, 160)}`;
    }),
  };
}
