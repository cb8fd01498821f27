import { programName, type CommandLine, type SimpleCommand, type Word } from "../../model/command.ts";
import type { Fact } from "../../model/fact.ts";
import { comparePositions, type Place } from "../../model/place.ts";
import type { Project } from "../../model/project.ts";
import type { Service } from "../../model/service.ts";
import type { Stage } from "../../model/stage.ts";
import { imageCommandsOf } from "../imageCommands.ts";
import { packageCommand } from "../packages/packageManagement.ts";
import { mainProcessOf } from "../process/mainProcess.ts";

/** A shell that a workload starts. */
export interface NeededShell {
  /** Without its folder: `bash`. */
  readonly shell: string;
  readonly at: Place;
  /** The command that needs the shell; undefined if all commands of the workload come before. */
  readonly command: SimpleCommand | undefined;
  /** The `SHELL` instruction that names it. */
  readonly setBy?: Place;
}

/** Shells that rules distinguish: each system has its own `sh`, and others are rarely part of an image. */
const named = new Set(["bash", "pwsh", "powershell"]);

/** Returns the shells that surely run in the image of a workload, those of its build first. */
export function neededShells(project: Project, workload: Stage | Service): readonly NeededShell[] {
  if (workload.kind === "service")
    return [...ofCommands(imageCommandsOf(project, workload)), ...ofForm(workload.healthcheck)];
  const process = workload.isFinal ? mainProcessOf(project, workload) : undefined;
  const commands = [...imageCommandsOf(project, workload), ...(process?.isWhole ? process.runs : [])];
  const lines = workload.isFinal ? [workload.cmd, workload.entrypoint, workload.healthcheck] : [];
  return [
    ...ofInstruction(workload),
    ...ofRun(workload),
    ...ofCommands(commands),
    // `SHELL` names the shell of the lines after it.
    ...(workload.shell.state === "unset" ? lines.flatMap(ofForm) : []),
  ];
}

function ofCommands(commands: readonly SimpleCommand[]): readonly NeededShell[] {
  return commands.flatMap((command) => {
    if (command.conditional || command.guarded || command.inFunction !== undefined) return [];
    const words = [...command.wrappers, command.words].map(([word]) => word);
    const word = words.find((one) => one?.value !== undefined && named.has(nameOf(one)));
    return word ? [{ shell: nameOf(word), at: word.at, command }] : [];
  });
}

function nameOf(word: Word): string {
  return withoutFolder(programName({ words: [word] }) ?? "");
}

function withoutFolder(path: string): string {
  return path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1).replace(/\.exe$/i, "");
}

/** The shell that `SHELL` names is needed by the next `RUN`. */
function ofInstruction({ shell, instructions }: Stage): readonly NeededShell[] {
  if (shell.state !== "known") return [];
  const name = withoutFolder(shell.value[0] ?? "");
  const start = shell.entry.range.start;
  const run = instructions.find(({ keyword, at }) => keyword === "RUN" && comparePositions(at.range.start, start) > 0);
  if (!run || !(named.has(name) || name === "cmd")) return [];
  return [{ shell: name, at: run.keywordAt, command: undefined, setBy: shell.entry }];
}

/** The first `RUN`, in shell form. Package managers say more about a missing userland. */
function ofRun({ shell, parent, commands, instructions }: Stage): readonly NeededShell[] {
  const [first] = commands;
  const run = instructions.find(({ keyword }) => keyword === "RUN");
  if (shell.state !== "unset" || parent || !first || !run || run.flags.length > 0) return [];
  if (isExecForm(first) || commands.some(packageCommand)) return [];
  return [{ shell: "sh", at: run.keywordAt, command: first }];
}

/** The brackets of the list are before the first word. */
function isExecForm({ at, words: [program], wrappers: [wrapper] }: SimpleCommand): boolean {
  const first = wrapper?.[0] ?? program;
  return (
    first !== undefined && first.text.startsWith('"') && comparePositions(at.range.start, first.at.range.start) < 0
  );
}

function ofForm(line: Fact<CommandLine | "none">): readonly NeededShell[] {
  const isShellForm = line.state === "known" && line.value !== "none" && line.value.form === "shell";
  return isShellForm ? [{ shell: "sh", at: line.at, command: undefined }] : [];
}
