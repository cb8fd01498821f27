import { programName, type SimpleCommand } from "../model/command.ts";
import { has, valueOf } from "../model/fact.ts";
import type { Project } from "../model/project.ts";
import type { Copy, Stage } from "../model/stage.ts";
import { mainProcessOf } from "./process/mainProcess.ts";
import { buildCommandsOf } from "./scripts/buildCommands.ts";
import { baseName, lineOf } from "./scripts/container.ts";

/** A program that a stage copies from the stage that built it, and that needs the C library of that stage. */
export interface BuiltProgram {
  readonly copy: Copy;
  readonly from: Stage;
  readonly language: "go" | "rust" | "node";
  /** It surely needs a C library: Rust, and Go with `CGO_ENABLED=1`. Otherwise it does if it uses certain packages. */
  readonly isDynamic: boolean;
  /** The container starts it. */
  readonly isProcess: boolean;
  /** The command that builds a Go program, if the file leaves open whether it uses C. */
  readonly goBuild?: SimpleCommand | undefined;
}

/** Returns the programs that a stage copies from stages that build Go or Rust for their own C library, and copied node_modules. */
export function builtProgramsOf(project: Project, stage: Stage): readonly BuiltProgram[] {
  const [first] = (stage.isFinal && mainProcessOf(project, stage)?.words) || [];
  return stage.copies.flatMap((copy) => {
    const from = copy.fromStage;
    const sources = copy.sources.flatMap((source) => valueOf(source) ?? []);
    const [source] = sources;
    if (!from || source === undefined || sources.length !== 1) return [];
    if (/(?:^|\/)node_modules\/?$/.test(source))
      return [{ copy, from, language: "node", isDynamic: false, isProcess: false }];
    const build = buildOf(project, from, source);
    if (!build) return [];
    const target = valueOf(copy.destination) ?? "";
    const names = [baseName(source), baseName(target)];
    const isProcess = first?.value !== undefined && names.includes(baseName(first.value));
    return [{ copy, from, isProcess, ...build }];
  });
}

function buildOf(
  project: Project,
  stage: Stage,
  source: string,
): Pick<BuiltProgram, "language" | "isDynamic" | "goBuild"> | undefined {
  const line = lineOf(stage);
  const commands = line.flatMap((one) => buildCommandsOf(project, one));
  const env = (name: string) => line.map((one) => one.env.get(name) ?? one.args.get(name)).find((item) => item);
  if (commands.some(namesStatic)) return undefined;
  if (commands.some(isCargoBuild) && /(?:^|\/)release\/[\w-]+$/.test(source) && !source.includes("-musl")) {
    return env("CARGO_BUILD_TARGET") || env("RUSTFLAGS") ? undefined : { language: "rust", isDynamic: true };
  }
  const go = commands.filter((command) => isGoBuild(command) && baseName(outputOf(command) ?? "") === baseName(source));
  const [build] = go;
  if (!build || go.length > 1 || env("GOOS") || env("GOARCH") || crosses(build)) return undefined;
  const exported = commands
    .flatMap(({ words }) => words.map(({ text }) => text))
    .find((text) => text.startsWith("CGO_ENABLED="));
  const written =
    build.assignments.find(({ name }) => name === "CGO_ENABLED")?.value ?? exported?.slice("CGO_ENABLED=".length);
  const item = env("CGO_ENABLED");
  if (written === undefined && item && item.state !== "known") return undefined;
  const value = written ?? (item && valueOf(item));
  if (value === undefined) return { language: "go", isDynamic: false, goBuild: build };
  return value === "1" ? { language: "go", isDynamic: true } : undefined;
}

function isCargoBuild(command: SimpleCommand): boolean {
  return programName(command) === "cargo" && command.words.some(({ value }) => value === "build");
}

function isGoBuild(command: SimpleCommand): boolean {
  return programName(command) === "go" && command.words[1]?.value === "build";
}

/** The file after `-o`. */
function outputOf({ words }: SimpleCommand): string | undefined {
  const index = words.findIndex(({ value }) => value === "-o");
  return index < 0 ? undefined : words[index + 1]?.value;
}

/** Another system or processor, for which Go disables cgo by default. */
function crosses({ assignments }: SimpleCommand): boolean {
  return assignments.some(({ name }) => name === "GOOS" || name === "GOARCH");
}

/** Options and targets with which the program needs no C library, or another one. */
function namesStatic({ words, assignments }: SimpleCommand): boolean {
  const texts = [...words.map(({ text }) => text), ...assignments.map(({ value }) => value ?? "")];
  return texts.some((text) => /-static\b|netgo|osusergo|musl|crt-static|cross$|zigbuild|--target/.test(text));
}

/** The stage installs a layer that runs programs for glibc on musl. */
export function bringsCompatibility(project: Project, stage: Stage): boolean {
  const commands = lineOf(stage).flatMap((one) => buildCommandsOf(project, one));
  const isLayer = (text: string): boolean => /^(?:gcompat|libc6-compat|glibc\S*|musl\S*)$|ld-linux|ld-musl/.test(text);
  const copies = lineOf(stage).flatMap((one) => one.copies);
  return (
    commands.some(({ words }) => words.some(({ text }) => isLayer(text))) ||
    copies.some(({ sources }) =>
      sources.some((source) => has(source, (path) => /ld-linux|ld-musl|libc\.so|^\/lib/.test(path))),
    )
  );
}
