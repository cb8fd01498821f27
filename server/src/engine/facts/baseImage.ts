import { hasWindowsTwin } from "../knowledge/images/windowsTwins.ts";
import { imageFacts, type ImageFacts } from "../knowledge/images/imageFacts.ts";
import { parseImageReference } from "../knowledge/images/reference.ts";
import { commandIsProcess } from "../knowledge/images/entrypoints.ts";
import { remembered } from "./remembered.ts";
import { partialImageFacts, repositoryOf } from "./partialImage.ts";
import { endOfLifeOf, productEndOfLife, type EndOfLife } from "../knowledge/endOfLife/endOfLife.ts";
import type { Fact, Known } from "../model/fact.ts";
import type { PartialText } from "../model/partialText.ts";
import type { Project, UserImage } from "../model/project.ts";
import type { Service } from "../model/service.ts";
import type { Stage } from "../model/stage.ts";

/** The image that a workload starts from, as far as it is known; undefined is unknown, an empty list a known nothing. */
export interface BaseImage extends Pick<
  ImageFacts,
  "os" | "libc" | "codename" | "sh" | "init" | "user" | "workdir" | "process" | "tools" | "slim" | "architectures"
> {
  readonly repository: string;
  /** A name of the image tables, or one that the configuration gives. */
  readonly family: string | undefined;
  readonly version: string | undefined;
  readonly versionMoves: boolean;
  readonly packageManagers: readonly string[] | undefined;
  readonly shells: readonly string[] | undefined;
  /** Free maintenance of the distribution. */
  readonly life: EndOfLife | undefined;
  readonly product: ImageFacts["product"];
  /** Free maintenance of the software that the tag's version is of. */
  readonly productLife: EndOfLife | undefined;
  /** `CMD` is the process: there is no entrypoint before it, or one that runs whatever it is given. */
  readonly commandIsProcess: boolean;
  /** The same reference names a Windows image too, for those who pull it on Windows. */
  readonly hasWindowsTwin: boolean;
  /** The configuration says so, not the tables. */
  readonly isUserDefined: boolean;
  /** A run fills in a part of the tag: what is given here holds for all images that the reference may name. */
  readonly isPartial: boolean;
  /** The reference that the files write, and where. */
  readonly written: Known<string>;
}

/** The base of a stage, through the stages below it, or of the image that a service runs. Unknown images are undefined. */
export const baseImageOf = remembered(
  "base image",
  (project: Project, workload: Stage | Service): BaseImage | undefined => {
    if (workload.kind === "stage") return ofStage(project, workload);
    const stage = project.stageOf(workload);
    if (stage) return baseImageOf(project, stage);
    return workload.build.state === "unset" ? ofImage(project, workload.image) : undefined;
  },
);

function ofStage(project: Project, stage: Stage): BaseImage | undefined {
  if (stage.parent) return baseImageOf(project, stage.parent);
  return ofImage(project, stage.image);
}

function ofImage(project: Project, image: Fact<string>): BaseImage | undefined {
  if (image.state === "known") return ofReference(project, image);
  if (image.state !== "unreadable" || !image.partial) return undefined;
  const { at, entry, partial } = image;
  const base = partialImageAt(project, partial, image);
  return base && { written: { state: "known", value: partial.written, at, entry }, ...base, isPartial: true };
}

function partialImageAt(project: Project, partial: PartialText, image: Fact<string>) {
  const repository = repositoryOf(image);
  if (repository === undefined) return undefined;
  const given = project.images.find(({ pattern }) => !hasTag(pattern) && matches(pattern, repository));
  if (given) return userDefined(given, repository);
  const facts = partialImageFacts(partial);
  return facts && withLife(facts, partial.written);
}

const imagesByReference = remembered<Project, Map<string, Omit<BaseImage, "written"> | undefined>>(
  "base images by reference",
  () => new Map(),
);

/** Jobs and services of one project mostly run the same few images. */
function ofReference(project: Project, written: Known<string>): BaseImage | undefined {
  const known = imagesByReference(project, project);
  if (!known.has(written.value)) known.set(written.value, imageAt(project, written.value));
  const image = known.get(written.value);
  return image && { written, ...image };
}

function imageAt(project: Project, reference: string): Omit<BaseImage, "written"> | undefined {
  const given = project.images.find(({ pattern }) => matches(pattern, reference));
  if (given) return userDefined(given, reference);
  const facts = imageFacts(reference);
  if (!facts || pinsAnyVariant(facts, reference)) return undefined;
  return withLife(facts, reference);
}

function withLife(facts: ImageFacts, reference: string): Omit<BaseImage, "written"> {
  // New keys come before the spread: after it each one costs a hundred times as much in Node 20.
  return {
    life: facts.family === undefined ? undefined : endOfLifeOf(facts.family, facts.version),
    productLife: facts.product && productEndOfLife(facts.product.name, facts.product.version),
    commandIsProcess: commandIsProcess(facts.repository),
    hasWindowsTwin: hasWindowsTwin(facts.repository, reference),
    isUserDefined: false,
    isPartial: false,
    ...facts,
  };
}

/** A digest without a tag may be that of any variant, where the repository's name does not settle the distribution. */
function pinsAnyVariant({ family, os, repository, version }: ImageFacts, written: string): boolean {
  const reference = parseImageReference(written);
  const isBare = reference?.digest !== undefined && reference.tag === undefined;
  return isBare && os !== "windows" && version === undefined && family !== repository;
}

const managersOf: Readonly<Record<string, readonly string[]>> = {
  debian: ["apt"],
  ubuntu: ["apt"],
  alpine: ["apk"],
  wolfi: ["apk"],
  fedora: ["dnf", "yum"],
  rhel: ["dnf", "yum"],
};

function userDefined(given: UserImage, repository: string): Omit<BaseImage, "written"> {
  const { family, version } = given;
  const isWindows = family.startsWith("windows");
  return {
    repository,
    os: isWindows ? "windows" : "linux",
    family,
    version,
    versionMoves: false,
    codename: undefined,
    libc: given.libc as BaseImage["libc"], // the schema of the configuration allows only names of the type
    packageManagers: given.packageManagers ?? managersOf[family],
    shells: given.shells,
    sh: undefined,
    init: undefined,
    user: undefined,
    workdir: undefined,
    process: undefined,
    tools: undefined,
    slim: false,
    product: undefined,
    productLife: undefined,
    architectures: undefined,
    life: endOfLifeOf(family, version),
    commandIsProcess: false,
    hasWindowsTwin: false,
    isUserDefined: true,
    isPartial: false,
  };
}

/** A pattern with a tag must match the whole reference; one without matches every tag. */
function matches(pattern: string, reference: string): boolean {
  const source = pattern.split("*").map((text) => text.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${source.join(".*")}${hasTag(pattern) ? "" : "(?:[:@].*)?"}$`).test(reference);
}

function hasTag(pattern: string): boolean {
  return pattern.includes(":", pattern.lastIndexOf("/") + 1);
}
