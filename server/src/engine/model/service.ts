import type { CommandLine } from "./command.ts";
import type { Fact, Item, ListFact } from "./fact.ts";
import type { Part } from "./partialText.ts";
import type { Place } from "./place.ts";

/** A container that somebody asks an engine to run: a Compose service, `docker run …` in a script, a CI job's container or service. */
export interface Service {
  readonly kind: "service";
  readonly origin: "compose" | "docker-run" | "workflow";
  readonly uri: string;
  readonly name: string;
  /** The name's key, or the first word of `docker run`. */
  readonly at: Place;
  /** The whole service. */
  readonly entry: Place;
  /** True when everything that can shape the service was read: `extends`, `include` and override files included. */
  readonly complete: boolean;

  readonly image: Fact<string>;
  readonly build: Fact<Build>;
  readonly platform: Fact<string>;
  readonly command: Fact<CommandLine>;
  readonly entrypoint: Fact<CommandLine>;
  readonly environment: ReadonlyMap<string, Item<string>>;
  /** URIs of `env_file` files; unreadable paths are unreadable items. */
  readonly envFiles: ListFact<string>;
  readonly user: Fact<string>;
  readonly workingDir: Fact<string>;
  readonly labels: ReadonlyMap<string, Item<string>>;
  /** The `x-bulkhead` mapping. */
  readonly intent: ReadonlyMap<string, Item<string>>;
  readonly profiles: ListFact<string>;
  readonly restart: Fact<string>;
  readonly stopSignal: Fact<string>;
  /** Seconds. */
  readonly stopGracePeriod: Fact<number>;
  readonly init: Fact<boolean>;
  readonly readOnly: Fact<boolean>;
  readonly tty: Fact<boolean>;
  readonly scale: Fact<number>;
  readonly dependsOn: readonly Dependency[];
  readonly links: ListFact<string>;
  readonly extraHosts: ListFact<string>;
  readonly healthcheck: Fact<CommandLine | "none">;

  readonly privileged: Fact<boolean>;
  readonly capAdd: ListFact<string>;
  readonly capDrop: ListFact<string>;
  readonly securityOpt: ListFact<string>;
  readonly devices: ListFact<Device>;
  readonly deviceCgroupRules: ListFact<string>;
  readonly networkMode: Fact<string>;
  readonly networks: ListFact<string>;
  readonly pid: Fact<string>;
  readonly ipc: Fact<string>;
  readonly uts: Fact<string>;
  readonly cgroup: Fact<string>;
  readonly cgroupParent: Fact<string>;
  readonly usernsMode: Fact<string>;
  readonly isolation: Fact<string>;
  readonly runtime: Fact<string>;
  readonly sysctls: ReadonlyMap<string, Item<string>>;
  readonly ulimits: ReadonlyMap<string, Item<Ulimit>>;
  /** Those taken from other services too. An unreadable item stands for mounts that nobody can tell. */
  readonly mounts: ListFact<Mount>;
  /** The engine's socket is handed over without a mount in the file. */
  readonly useApiSocket: Fact<boolean>;
  readonly tmpfs: ListFact<string>;
  readonly ports: ListFact<Port>;
  readonly expose: ListFact<string>;
  readonly hostname: Fact<string>;

  /** Bytes. Both `mem_limit` and `deploy.resources.limits.memory` are kept, as they may disagree. */
  readonly memLimit: Fact<number>;
  readonly memReservation: Fact<number>;
  /** Bytes; -1 for unlimited. */
  readonly memswapLimit: Fact<number>;
  readonly shmSize: Fact<number>;
  /** Processors, fractions allowed. */
  readonly cpus: Fact<number>;
  readonly pidsLimit: Fact<number>;
  readonly oomKillDisable: Fact<boolean>;
  readonly oomScoreAdj: Fact<number>;
  readonly deploy: Deploy;
}

export interface Build {
  /** URI of the context folder; unreadable for a Git address or an unresolved variable. */
  readonly context: Fact<string>;
  /** URI of the Dockerfile, `Dockerfile` in the context by default; unset with `dockerfile_inline` or `dockerfile: -`. */
  readonly dockerfile: Fact<string>;
  readonly inline: Fact<string>;
  readonly target: Fact<string>;
  readonly args: ReadonlyMap<string, Item<string>>;
  readonly platforms: ListFact<string>;
}

export interface Device {
  readonly host: string;
  /** Equal to `host` when only one path is given. A CDI name (`nvidia.com/gpu=all`) has `cdi: true`. */
  readonly container: string;
  readonly permissions: string | undefined;
  readonly cdi: boolean;
}

export interface Mount {
  /** Undefined in `${DATA}:/data`, which may name a folder or a volume. */
  readonly type: "bind" | "volume" | "tmpfs" | "npipe" | "cluster" | "image" | undefined;
  /** Host path, in which `~` stays, or volume name; undefined for an anonymous volume. */
  readonly source: Part | undefined;
  readonly target: Part;
  /** Undefined if unresolved. */
  readonly readOnly: boolean | undefined;
  readonly options: readonly string[];
}

export interface Port {
  /** Container port or range: `80`, `8000-8010`. */
  readonly target: Part;
  /** Undefined if the engine chooses it. */
  readonly published: Part | undefined;
  /** Undefined for all addresses of the host. A variable alone before the colon counts as a port, without an address. */
  readonly hostIp: Part | undefined;
  /** Undefined if unresolved. */
  readonly protocol: "tcp" | "udp" | "sctp" | undefined;
}

/** -1 is unlimited. */
export interface Ulimit {
  readonly soft: number;
  readonly hard: number;
}

export interface Dependency {
  readonly service: string;
  readonly condition: Fact<string>;
  readonly at: Place;
  readonly entry: Place;
}

export interface Deploy {
  readonly entry: Place | undefined;
  readonly mode: Fact<string>;
  readonly replicas: Fact<number>;
  readonly placement: Fact<unknown>;
  readonly limits: Resources;
  readonly reservations: Resources;
}

export interface Resources {
  /** The whole `limits:` or `reservations:` mapping. */
  readonly entry: Place | undefined;
  /** Bytes. */
  readonly memory: Fact<number>;
  readonly cpus: Fact<number>;
  readonly pids: Fact<number>;
}
