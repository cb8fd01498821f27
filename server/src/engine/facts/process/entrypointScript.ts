import { programName, type Word } from "../../model/command.ts";
import { valueOf } from "../../model/fact.ts";
import type { FileState } from "../../model/files.ts";
import type { Project } from "../../model/project.ts";
import type { Copy, Stage } from "../../model/stage.ts";

/** A file of the build context that a stage copies to a path which is then run. */
export interface CopiedFile {
  /** In the context, as a URI. */
  readonly uri: string;
  readonly state: FileState;
  readonly copy: Copy;
}

/**
 * The file behind an absolute or `./` path of a stage; undefined unless one `COPY` of the stage, or of a stage below it,
 * surely brings it from the context and nothing writes over it later.
 */
export function copiedFileAt(project: Project, stage: Stage, program: Word): CopiedFile | undefined {
  const path = program.value === undefined ? undefined : absolute(program.value, stage);
  return path === undefined ? undefined : copiedTo(project, stage, path);
}

function copiedTo(project: Project, stage: Stage, path: string): CopiedFile | undefined {
  if (isWritten(stage, path)) return undefined;
  for (const copy of [...stage.copies].reverse()) {
    const destination = valueOf(copy.destination);
    const folder = destination === undefined ? undefined : absolute(destination, stage);
    if (folder === undefined || rearranges(copy)) continue;
    if (mayReplace(copy, folder, path)) return undefined;
    const found = copy.from.state === "unset" ? inContext(project, stage, copy, folder, path) : undefined;
    if (found) return { ...found, copy };
  }
  return stage.parent && copiedTo(project, stage.parent, path);
}

function inContext(project: Project, stage: Stage, copy: Copy, destination: string, path: string) {
  for (const source of copy.sources) {
    if (source.state !== "known") continue;
    for (const inContext of contextPaths(source.value, destination, path)) {
      const uri = project.contextFile(stage, inContext);
      const state = uri === undefined ? undefined : project.files.read(uri);
      if (uri !== undefined && state?.state === "read") return { uri, state };
    }
  }
  return undefined;
}

/** The copy puts a file of another origin there: one that is written inline, or out of another stage. */
function mayReplace({ from, inlineFiles, sources }: Copy, destination: string, path: string): boolean {
  const others = [...inlineFiles.map(({ name }) => name), ...(from.state === "unset" ? [] : sources.map(valueOf))];
  const name = path.slice(path.lastIndexOf("/") + 1);
  return others.some((other) => destination === path || other?.split("/").at(-1) === name);
}

const writers = new Set(["cp", "curl", "install", "ln", "mv", "rm", "tee", "wget"]);

/** A command of the build writes the file anew. */
function isWritten({ commands }: Stage, path: string): boolean {
  return commands.some(
    (command) =>
      command.redirects.some(({ operator, target }) => operator.includes(">") && target?.value === path) ||
      (writers.has(programName(command) ?? "") && command.words.at(-1)?.value === path),
  );
}

/** Flags that say which files come, and into which folders. */
function rearranges({ instruction }: Copy): boolean {
  return instruction.flags.some(({ name }) => name === "parents" || name === "exclude");
}

/** Paths of the context that `COPY source destination` may have put at `path`. */
function contextPaths(source: string, destination: string, path: string): readonly string[] {
  if (/[*?[]|^[a-z]+:\/\//.test(source)) return [];
  const clean = source.replace(/^\.?\//, "").replace(/\/$/, "");
  const name = clean.slice(clean.lastIndexOf("/") + 1);
  const folder = destination.replace(/\/$/, "");
  // One file to its new name, a file into a folder, or the content of a folder.
  if (path === folder || path === `${folder}/${name}`) return [clean];
  if (path.startsWith(`${folder}/`)) {
    const below = path.slice(folder.length + 1);
    return [clean === "" || clean === "." ? below : `${clean}/${below}`];
  }
  return [];
}

function absolute(path: string, stage: Stage): string | undefined {
  if (path.startsWith("/")) return normal(path);
  const folders = stage.instructions.filter(({ keyword }) => keyword === "WORKDIR");
  const folder = folders.length === 1 ? valueOf(stage.workdir) : undefined;
  // A name without a folder is looked up on PATH.
  if (!path.includes("/") && path !== "." && folder === undefined) return undefined;
  return folder?.startsWith("/") ? normal(`${folder}/${path}`) : undefined;
}

function normal(path: string): string {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return `/${parts.join("/")}${path.endsWith("/") && parts.length > 0 ? "/" : ""}`;
}
