import { URI, Utils } from "vscode-uri";
import { contextFile, dockerfileAt } from "./buildContext.ts";
import type { Config } from "../config/resolve.ts";
import { declaredIntents } from "../directives/judge.ts";
import { environmentOf } from "./environment.ts";

import { kindOf } from "../formats/kinds.ts";
import { readDockerRun } from "../formats/shell/dockerRun.ts";
import { readCommandLine, readShell } from "../formats/shell/index.ts";
import type { Script } from "../model/command.ts";
import {
  commandsOf,
  type ComposeFile,
  type DevContainer,
  type Document,
  type Dockerfile,
  type FileKind,
} from "../model/document.ts";
import { valueOf } from "../model/fact.ts";
import { composeFileNames, type Neighbours, type ReadFile } from "../model/files.ts";
import { memoWith } from "../model/memo.ts";
import type { Project } from "../model/project.ts";
import { createSourceText } from "../model/text/sourceText.ts";
import { uriOrNothing } from "../model/text/uri.ts";
import type { Service } from "../model/service.ts";
import type { Stage } from "../model/stage.ts";
import type { Workload } from "../model/workload.ts";
import type { Reader } from "./reader.ts";

/** Links the analysed document with its neighbours. */
export function createProject(
  root: Document,
  files: Neighbours,
  reader: Reader,
  { config, folder }: { readonly config: Config; readonly folder: string | undefined },
): Project {
  const memory = new Map<symbol, Map<object, unknown>>();
  const documents = new Map<string, Document | undefined>([[root.source.uri, root]]);

  const document = (uri: string, kind: FileKind): Document | undefined => {
    if (documents.has(uri)) return documents.get(uri);
    const state = files.read(uri);
    if (state?.state !== "read") return undefined;
    const read = reader.read(uri, state.text, kind, files);
    documents.set(uri, read);
    return read;
  };

  const stageOf = remembered((service: Service): Stage | undefined => {
    const build = valueOf(service.build);
    const uri = build && valueOf(build.dockerfile);
    if (!build || uri === undefined || build.target.state === "unreadable") return undefined;
    const dockerfile = document(dockerfileAt(uri, files), "dockerfile");
    return dockerfile?.kind === "dockerfile" ? targetStage(dockerfile, valueOf(build.target)) : undefined;
  });

  const composeFiles = (): readonly ComposeFile[] => {
    if (root.kind === "compose") return [root];
    const near = files.nearest(root.source.uri, composeFileNames);
    const open = files.candidates.filter((uri) => kindOf({ uri, text: textOf(files, uri) }) === "compose");
    return [...new Set([...near, ...open])]
      .map((uri) => document(uri, "compose"))
      .filter((file): file is ComposeFile => file?.kind === "compose");
  };

  /** Those beside a Dockerfile in `.devcontainer`; one that builds a Dockerfile elsewhere is not looked for. */
  const devContainers = (): readonly DevContainer[] => {
    if (root.kind === "devcontainer") return [root];
    const [, folder, inner = ""] = /^(.*\/\.devcontainer\/)([^/]+\/)?[^/]+$/.exec(root.source.uri) ?? [];
    if (root.kind !== "dockerfile" || folder === undefined) return [];
    return [...new Set([folder, folder + inner])]
      .map((one) => document(`${one}devcontainer.json`, "devcontainer"))
      .filter((file): file is DevContainer => file?.kind === "devcontainer");
  };

  const buildersOf = once(() => {
    const builders = new Map<Stage, Service[]>();
    for (const service of [...composeFiles(), ...devContainers()].flatMap((file) => file.services)) {
      const stage = stageOf(service);
      if (stage) builders.set(stage, [...(builders.get(stage) ?? []), service]);
    }
    return builders;
  });

  // A stage that no file builds directly is built as part of another stage of its file.
  const whoBuild = (stage: Stage): readonly Service[] =>
    buildersOf().get(stage) ??
    [...buildersOf()].filter(([{ uri }]) => uri === stage.uri).flatMap(([, services]) => services);

  const project: Project = {
    root,
    files,
    pathOf: remembered((uri) => pathIn(folder, uri)),
    document,
    stageOf,
    servicesOf: (stage) => buildersOf().get(stage) ?? [],
    contextFile: (stage, path) => contextFile(stage, path, whoBuild(stage), files),
    environmentOf: remembered((service) => environmentOf(service, stageOf(service), files)),
    workloads: workloadsOf(root),
    declaredIn: (uri) => {
      const file = uri === root.source.uri ? root : documents.get(uri);
      return file ? declaredIntents(file) : [];
    },
    commandsIn: readCommandLine,
    containerOf: readDockerRun,
    script: (uri, isForShell) => readScript(uri, files, isForShell),
    hostFile,
    engine: config.engine,
    hostMemory: config.hostMemory,
    dataDate: config.dataDate,
    images: config.images,
    remember<S extends object, T>(fact: symbol, subject: S, derive: (project: Project, subject: S) => T): T {
      let known = memory.get(fact);
      if (!known) memory.set(fact, (known = new Map<object, unknown>()));
      const before = known.get(subject);
      // The symbol belongs to one fact, so what it keeps has that fact's type.
      if (before !== undefined || known.has(subject)) return before as T;
      const value = derive(project, subject);
      known.set(subject, value);
      return value;
    },
  };
  return project;
}

function pathIn(folder: string | undefined, uri: string): string {
  const prefix = folder === undefined ? undefined : `${folder.replace(/\/$/, "")}/`;
  const path = prefix !== undefined && uri.startsWith(prefix) ? uri.slice(prefix.length) : nameOf(uri);
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function nameOf(uri: string): string {
  return uri.slice(uri.lastIndexOf("/") + 1);
}

/** Containers that the document asks for itself: Compose services, devcontainers, containers of CI jobs, `docker run`. */
export function servicesIn(project: Project, root: Document): readonly Service[] {
  const started = commandsOf(root)
    .map(readDockerRun)
    .filter((service): service is Service => service?.uri === root.source.uri);
  switch (root.kind) {
    case "compose":
      return root.services;
    case "devcontainer":
      return [...root.services, ...started];
    case "dockerfile":
      return root.stages.flatMap((stage) => project.servicesOf(stage));
    case "workflow":
      return [...root.jobs.flatMap((job) => [...(job.container ? [job.container] : []), ...job.services]), ...started];
    case "vagrantfile":
      return started;
    case "config":
      return [];
  }
}

function workloadsOf(root: Document): readonly Workload[] {
  switch (root.kind) {
    case "dockerfile":
      return root.stages;
    case "vagrantfile":
      return root.machines;
    case "workflow":
      return root.jobs;
    case "compose":
    case "devcontainer":
      return root.services;
    case "config":
      return [];
  }
}

function targetStage(dockerfile: Dockerfile, target: string | undefined): Stage | undefined {
  if (target === undefined) return dockerfile.stages.at(-1);
  return dockerfile.stages.find((stage) => stage.name?.toLowerCase() === target.toLowerCase());
}

/** Interpreters that read what our shell reader reads. */
const shellScript = /^#!\s*(?:\/usr(?:\/local)?)?\/bin\/(?:env\s+(?:-S\s+)?)?(?:ba|da|a|k|z)?sh\b/;

/** Longer scripts are generated (`configure`), and reading one takes longer than a keystroke may. */
const longestScript = 64 * 1024;

const scriptIn = memoWith(({ text }: ReadFile, uri: string) => readShell(text, createSourceText(uri, text).placeAt));

function readScript(uri: string, files: Neighbours, isForShell: boolean): Script | undefined {
  const state = files.read(uri);
  if (state?.state !== "read" || state.text.length > longestScript || state.text.includes("\0")) return undefined;
  if (!shellScript.test(state.text) && !(isForShell && !state.text.startsWith("#!"))) return undefined;
  return scriptIn(state, uri);
}

function hostFile(from: string, path: string): string | undefined {
  if (!/^\.{1,2}(?:\/|$)/.test(path)) return undefined;
  return uriOrNothing(() => Utils.joinPath(Utils.dirname(URI.parse(from)), path));
}

function textOf(files: Neighbours, uri: string): string {
  const state = files.read(uri);
  return state?.state === "read" ? state.text : "";
}

function once<T>(derive: () => T): () => T {
  let kept: { readonly value: T } | undefined;
  return () => (kept ??= { value: derive() }).value;
}

/** Many rules ask the same of each service. What is unknown may be answered by a later analysis, with another project. */
function remembered<S, T>(derive: (subject: S) => T): (subject: S) => T {
  const kept = new Map<S, T>();
  return (subject) => {
    const before = kept.get(subject);
    if (before !== undefined || kept.has(subject)) return before as T; // kept for this subject
    const value = derive(subject);
    kept.set(subject, value);
    return value;
  };
}
