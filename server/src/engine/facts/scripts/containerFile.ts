import { valueOf } from "../../model/fact.ts";
import type { FileState } from "../../model/files.ts";
import { comparePositions, type Place } from "../../model/place.ts";
import type { Project } from "../../model/project.ts";
import { startOf, type Command } from "../../model/command.ts";
import type { Copy, InlineFile, Stage } from "../../model/stage.ts";
import { remembered } from "../remembered.ts";
import { buildCommandsOf, startersOf } from "./buildCommands.ts";
import { effectOf, mayChangeFiles } from "./buildEffects.ts";
import {
  absolute,
  baseName,
  checkoutFolder,
  folderAt,
  isBefore,
  maximumStages,
  type Checkout,
  type Container,
} from "./container.ts";
import { sourcesOf } from "./copiedPaths.ts";
import { mountedAt } from "./mounts.ts";

/** A file of the workspace, or a here-document of a `COPY`, that a container has at a path. */
export interface ContainerFile {
  /** Of a here-document: that of its Dockerfile. */
  readonly uri: string;
  readonly inline: InlineFile | undefined;
  /** Where the copy or the mount puts it; a link to it may have another path. */
  readonly path: string;
  readonly state: FileState & { readonly state: "read" };
  /** The `COPY`, or the mount, that brings it. */
  readonly broughtAt: Place;
  /** The copy out of the build context, with its stage; undefined for a mount. */
  readonly copy: { readonly copy: Copy; readonly stage: Stage } | undefined;
  /** The build removes carriage returns after it has copied the file. */
  readonly isConverted: boolean;
}

/** `unknown`: something is there, but which file it is cannot be read from the workspace. Undefined: nothing brings one. */
export type Found = ContainerFile | "unknown" | undefined;

/**
 * The file that a container has at an absolute path, if one mount or `COPY` surely brings it from the workspace and
 * nothing writes over it later.
 */
export function fileAt(project: Project, container: Container, path: string): Found {
  if (container.checkout && path.startsWith(`${checkoutFolder}/`)) return checkedOut(project, container.checkout, path);
  const mounted = mountedAt(project, container, path);
  if (mounted !== undefined) return mounted;
  return container.stage && inStage(project, container.stage, path, container.run?.at);
}

function checkedOut(project: Project, { uri: from, root, at }: Checkout, path: string): Found {
  const uri = project.hostFile(from, `${root}${path.slice(checkoutFolder.length + 1)}`);
  const state = uri === undefined ? undefined : project.files.read(uri);
  if (uri === undefined || state?.state !== "read") return undefined;
  return { uri, inline: undefined, path, state, broughtAt: at, copy: undefined, isConverted: false };
}

const filesOfFinished = remembered<Stage, Map<string, Found>>("files of a finished stage by path", () => new Map());

/** Files of contexts that one analysis asks for. */
const maximumLookups = 100;

function inStage(project: Project, stage: Stage, path: string, before?: Place): Found {
  if (stage.index >= maximumStages) return "unknown";
  if (before) return searchStage(project, stage, path, before);
  // Several ways may lead to one stage.
  const known = filesOfFinished(project, stage);
  if (!known.has(path)) known.set(path, searchStage(project, stage, path));
  return known.get(path);
}

function searchStage(project: Project, stage: Stage, path: string, before?: Place): Found {
  let isConverted = false;
  const asSeen = (found: Found): Found =>
    isConverted && found !== undefined && found !== "unknown" ? { ...found, isConverted } : found;
  const changes = before ? eventsOf(project, stage) : allEventsOf(project, stage);
  for (const event of changes.toReversed()) {
    if (before && !isBefore(event.at, before)) continue;
    if (event.kind === "copy") {
      const found = broughtBy(project, stage, event.copy, path);
      if (found !== undefined) return asSeen(found);
      continue;
    }
    const effect = effectOf(event.command, path, () => folderAt(project, stage, event.at));
    if (effect.kind === "converts") isConverted = true;
    if (effect.kind === "writes") return "unknown";
    if (effect.kind === "moves") return asSeen(inStage(project, stage, effect.from, event.at) ?? "unknown");
  }
  return stage.parent && asSeen(inStage(project, stage.parent, path));
}

type Event = { readonly at: Place } & (
  { readonly kind: "copy"; readonly copy: Copy } | { readonly kind: "command"; readonly command: Command }
);

/** Returns the instructions that put files into the stage, in the order of the build. */
const eventsOf = remembered("copies and writing commands", (_project: Project, { copies, commands }: Stage) =>
  inOrder(copies, commands, new Map()),
);

/** Scripts are found by the files that are there before them, so only the finished stage has their commands. */
const allEventsOf = remembered("copies and writing commands of scripts too", (project: Project, stage: Stage) =>
  inOrder(stage.copies, buildCommandsOf(project, stage), startersOf(project, stage)),
);

function inOrder(
  copies: readonly Copy[],
  commands: readonly Command[],
  starters: ReadonlyMap<Command, Command>,
): readonly Event[] {
  const writing = commands.filter(mayChangeFiles);
  return [
    ...copies.map((copy): Event => ({ kind: "copy", copy, at: copy.instruction.at })),
    ...writing.map((command): Event => ({
      kind: "command",
      command,
      at: startOf(starters.get(command) ?? command),
    })),
  ].sort((a, b) => comparePositions(a.at.range.start, b.at.range.start));
}

function broughtBy(project: Project, stage: Stage, copy: Copy, path: string): Found {
  const written = valueOf(copy.destination);
  const destination =
    written === undefined ? undefined : absolute(written, folderAt(project, stage, copy.instruction.at));
  if (destination === undefined || rearranges(copy)) return undefined;
  // `./`, and the target of several files, is a folder, never the file.
  if (destination === path && (/(?:^|\/)\.{0,2}$/.test(written ?? "") || copy.sources.length > 1)) return undefined;
  const isTarget = destination === path || `${destination === "/" ? "" : destination}/${baseName(path)}` === path;
  const inline = inlineAt(copy, destination, path);
  if (inline) return inlineFile(inline, copy, stage, path);
  for (const source of copy.sources) {
    if (source.state !== "known") {
      if (destination === path) return "unknown";
      continue;
    }
    const found = fromSource(project, stage, copy, source.value, destination, path);
    if (found !== undefined) return found;
    // A file of another origin, or one that is not there yet, is put under this very name.
    const isForeign = copy.from.state !== "unset" || /^[a-z]+:\/\//.test(source.value);
    const isSame = destination === path || baseName(source.value) === baseName(path);
    if (isTarget && isSame && (isForeign || project.contextFile(stage, source.value) !== undefined)) return "unknown";
  }
  return undefined;
}

function inlineAt(copy: Copy, destination: string, path: string): InlineFile | undefined {
  return copy.inlineFiles.find(
    ({ name }) => destination === path || `${destination === "/" ? "" : destination}/${name}` === path,
  );
}

/** BuildKit makes the file with mode 0644. https://docs.docker.com/reference/dockerfile/#here-documents */
function inlineFile(inline: InlineFile, copy: Copy, stage: Stage, path: string): Found {
  if (!inline.isVerbatim || inline.content.includes("\r")) return "unknown";
  return {
    uri: inline.at.uri,
    inline,
    path,
    state: { state: "read", text: inline.content, bom: false, firstLineEnd: "lf", executable: false },
    broughtAt: copy.instruction.at,
    copy: { copy, stage },
    isConverted: false,
  };
}

function fromSource(
  project: Project,
  stage: Stage,
  copy: Copy,
  source: string,
  destination: string,
  path: string,
): Found {
  for (const candidate of sourcesOf(source, destination, path)) {
    if (copy.fromStage) {
      const found = inStage(project, copy.fromStage, `/${candidate}`);
      if (found !== undefined) return found;
    } else if (copy.from.state === "unset") {
      const uri = lookUp(project, stage, candidate);
      if (uri === "unknown") return uri;
      const state = uri === undefined ? undefined : project.files.read(uri);
      if (uri === undefined || state?.state !== "read") continue;
      const broughtAt = copy.instruction.at;
      return { uri, inline: undefined, path, state, broughtAt, copy: { copy, stage }, isConverted: false };
    }
  }
  return undefined;
}

const lookups = remembered<Project, Set<string>>("files of contexts that scripts asked for", () => new Set());

/** The URI of a file of the build context; `unknown` after too many of them. */
function lookUp(project: Project, stage: Stage, path: string): string | undefined {
  const asked = lookups(project, project);
  if (!asked.has(path) && asked.size >= maximumLookups) return "unknown";
  asked.add(path);
  return project.contextFile(stage, path);
}

/** Flags that say which files come, and into which folders. */
function rearranges({ instruction }: Copy): boolean {
  return instruction.flags.some(({ name }) => name === "parents" || name === "exclude");
}
