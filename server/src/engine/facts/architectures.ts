import type { Fact } from "../model/fact.ts";
import { valueOf } from "../model/fact.ts";
import type { Job } from "../model/job.ts";
import type { Place } from "../model/place.ts";
import type { Project } from "../model/project.ts";
import type { Stage } from "../model/stage.ts";
import { baseImageOf } from "./baseImage.ts";
import { hostedRunnersOf } from "./machine/runner.ts";
import { remembered } from "./remembered.ts";
import { buildCommandsOf } from "./scripts/buildCommands.ts";
import { lineOf, maximumStages } from "./scripts/container.ts";

/** The architectures of a download, as platforms name them. */
export type Architecture = "amd64" | "arm64";

/** An address that names one architecture as written. */
export interface FixedDownload {
  readonly architecture: Architecture;
  /** `x86_64` */
  readonly written: string;
  readonly at: Place;
  /** What starts the script with the address, if it is in one. */
  readonly startedAt: Place | undefined;
  /** The whole word. */
  readonly text: string;
}

const names: Readonly<Record<string, Architecture>> = {
  amd64: "amd64",
  x86_64: "amd64",
  x64: "amd64",
  arm64: "arm64",
  aarch64: "arm64",
};

/** `arm64` of `linux/arm64/v8`; undefined without a second part. */
export function architectureIn(platform: Fact<string>): string | undefined {
  return valueOf(platform)?.toLowerCase().split("/")[1];
}

/** The architecture of every runner that a job may get. */
export function runnerArchitectureOf(project: Project, job: Job): Architecture | undefined {
  const [first, ...others] = (hostedRunnersOf(project, job) ?? []).map(({ architecture }) => architecture);
  return others.every((one) => one === first) && first !== undefined ? names[first] : undefined;
}

/** The platform that the stages of a line set; that of the lowest one, as the others take its image. */
export function platformOf(stage: Stage): Fact<string> {
  return lineOf(stage).findLast(({ platform }) => platform.state !== "unset")?.platform ?? stage.platform;
}

/**
 * True if a stage is surely built for one architecture: its image has no other, the services that build the file ask for
 * one each, or the names of the file, its folder or the stage have it.
 */
export function isForOneArchitecture(project: Project, stage: Stage): boolean {
  const base = baseImageOf(project, stage);
  if (base?.os === "windows" || base?.architectures?.length === 1) return true;
  const { root, servicesOf, pathOf } = project;
  const { name = "", uri } = stage;
  if (/amd64|x86[_-]?64|x64|aarch64|(?<![a-z])arm(?:v\d|64|32)?(?![a-z])/i.test(`${pathOf(uri)} ${name}`)) return true;
  const services = root.kind === "dockerfile" ? root.stages.flatMap((one) => servicesOf(one)) : [];
  return services.length > 0 && services.every(({ platform }) => architectureIn(platform) !== undefined);
}

/** The stage and all that it builds on or copies from, as far as they set no platform of their own. */
export function stagesOfTarget(stage: Stage): readonly Stage[] {
  const found = new Set<Stage>();
  const add = (one: Stage | undefined): void => {
    if (!one || found.has(one) || found.size >= maximumStages || platformOf(one).state !== "unset") return;
    found.add(one);
    add(one.parent);
    for (const { fromStage } of one.copies) add(fromStage);
  };
  add(stage);
  return [...found];
}

/** Words with which a script finds out, or chooses, the architecture. */
const aware =
  /TARGET(?:ARCH|PLATFORM|VARIANT)|BUILD(?:ARCH|PLATFORM)|\buname\b|--print-(?:foreign-)?arch|^arch$|%\{?_arch/;
/** Signatures, lists and keys, and what is for another system. */
const otherFile =
  /\.(?:asc|sig|sha\d+(?:sum)?|gpg|key|pub|list|repo|txt|md|json|ya?ml|noarch\.rpm)(?:["']|$)|noarch|windows|[-_./]win(?:32|64)?[-_./]|darwin|macos|osx/i;
const token = /(?<=[-_./=])(?:amd64|x86[_-]64|x64|arm64|aarch64)(?=[-_./"'&?]|$)/gi;

/**
 * Returns the downloads of a stage whose address names one architecture. None if a command or an argument deals with
 * architectures, if addresses for both occur, or if another file is for another architecture.
 */
export const fixedDownloadsOf = remembered(
  "fixed downloads",
  (project: Project, stage: Stage): readonly FixedDownload[] => {
    if (stage.index >= maximumStages) return [];
    const commands = buildCommandsOf(project, stage);
    const sure = commands.filter(({ conditional, inFunction }) => !conditional && inFunction === undefined);
    const found = [
      ...sure.flatMap(({ words, startedAt }) => words.flatMap(({ text, at }) => downloadIn(text, at, startedAt) ?? [])),
      ...stage.copies.flatMap(({ keyword, sources }) =>
        keyword === "ADD" ? sources.flatMap((one) => downloadIn(valueOf(one) ?? "", one.at) ?? []) : [],
      ),
    ];
    const [first] = found;
    if (!first || !found.every(({ architecture }) => architecture === first.architecture)) return [];
    const texts = commands.flatMap(({ words, assignments }) => [
      ...words.map(({ text }) => text),
      ...assignments.map(({ value = "" }) => value),
    ]);
    const isAware = lineOf(stage).some(({ args }) => [...args.keys()].some((name) => aware.test(name)));
    return isAware || texts.some((text) => aware.test(text)) || hasTwin(project, stage) ? [] : found;
  },
);

/** True if a file beside it is for another architecture by its name: `Dockerfile.aarch64`. */
function hasTwin({ files }: Project, { uri }: Stage): boolean {
  return ["aarch64", "arm64", "arm"].some((name) => files.stat(`${uri}.${name}`) !== "missing");
}

function downloadIn(text: string, at: Place, startedAt?: Place): FixedDownload | undefined {
  if (!/^["']?(?:https?|ftp):\/\//.test(text) || otherFile.test(text)) return undefined;
  const written = [...text.matchAll(token)].map(([one]) => one);
  const found = new Set(written.map((one) => names[one.toLowerCase().replace("-", "_")]));
  const [architecture] = found;
  const [first] = written;
  return architecture && first !== undefined && found.size === 1
    ? { architecture, written: first, at, startedAt, text }
    : undefined;
}
