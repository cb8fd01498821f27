import type { Script, SimpleCommand, Word } from "./command.ts";
import type { DeclaredIntent } from "./directive.ts";
import type { Document, FileKind } from "./document.ts";
import type { Item } from "./fact.ts";
import type { Neighbours } from "./files.ts";
import type { Place } from "./place.ts";
import type { Service } from "./service.ts";
import type { Stage } from "./stage.ts";
import type { Workload } from "./workload.ts";

/** Everything that one analysis knows: the analysed document, its neighbours, and the links between them. */
export interface Project {
  readonly root: Document;
  readonly files: Neighbours;
  /** The path of a file in the workspace folder; only its name for a file elsewhere, or if no folder is known. */
  pathOf(uri: string): string;
  /** A neighbour parsed as one of our kinds; undefined while it is not read, or cannot be. */
  document(uri: string, kind: FileKind): Document | undefined;
  /** The stage that the service runs: its Dockerfile's target, or the last stage. */
  stageOf(service: Service): Stage | undefined;
  /** Compose services and devcontainers that build a Dockerfile into this stage. */
  servicesOf(stage: Stage): readonly Service[];
  /**
   * The build context's file that a `COPY` source names, as a URI; undefined if no context is known, or if an ignore file
   * keeps it from the builder.
   */
  contextFile(stage: Stage, path: string): string | undefined;
  /** The variables of a container: those of the image that the service builds, below its `env_file`s, below its `environment`. */
  environmentOf(service: Service): ReadonlyMap<string, Item<string>>;
  readonly workloads: readonly Workload[];
  /** Intent that comments of the file declare, in the order of the text. */
  declaredIn(uri: string): readonly DeclaredIntent[];
  /** Host memory in bytes, from the configuration. */
  readonly hostMemory: number | undefined;
  /** The engine of the configuration; `engineOf` says where it counts. */
  readonly engine: ContainerEngine;
  /** The day on which end of life is judged: `2026-11-21`. Never the clock. */
  readonly dataDate: string;
  /** Base image facts that the user gave. */
  readonly images: readonly UserImage[];
  /** Returns the commands that these words run: wrappers are followed, `sh -c` is opened. */
  commandsIn(words: readonly Word[], at: Place): readonly SimpleCommand[];
  /** The container that a command such as `docker run` asks for; undefined for any other command. */
  containerOf(command: SimpleCommand): Service | undefined;
  /**
   * A script of the workspace that a shell reads; undefined when it is not read, or names another interpreter. Without a
   * `#!` line only `isForShell` makes it a shell script: a shell is called to read it.
   */
  script(uri: string, isForShell: boolean): Script | undefined;
  /** The URI of a path of the host that a file writes relative to its own folder; undefined for any other path. */
  hostFile(from: string, path: string): string | undefined;
  /** Keeps a derived fact for the length of the analysis. */
  remember<S extends object, T>(fact: symbol, subject: S, derive: (project: Project, subject: S) => T): T;
}

/** docker: on the kernel of the host. desktop: in the VM of Docker Desktop. rootless and podman: as one user. */
export const containerEngines = ["docker", "desktop", "rootless", "podman"] as const;

export type ContainerEngine = (typeof containerEngines)[number];

/** An entry of `bulkhead.images`. */
export interface UserImage {
  /** `*` matches any run of characters. */
  readonly pattern: string;
  readonly family: string;
  readonly version?: string;
  readonly libc?: string;
  readonly packageManagers?: readonly string[];
  readonly shells?: readonly string[];
}
