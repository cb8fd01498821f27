import type {
  buildSettings,
  containerSettings,
  ContainerSetting,
  deployLimits,
  deployReservations,
  deploySettings,
} from "../containerSettings/index.ts";
import type { CommandLine } from "./command.ts";
import type { Fact, Item, ListFact } from "./fact.ts";
import type { Part } from "./partialText.ts";
import type { Place } from "./place.ts";

/** The type of a field by the kind of its setting. */
export interface SettingTypes {
  readonly text: Fact<string>;
  readonly image: Fact<string>;
  readonly boolean: Fact<boolean>;
  readonly integer: Fact<number>;
  /** Processors, fractions allowed. */
  readonly cpus: Fact<number>;
  readonly bytes: Fact<number>;
  readonly seconds: Fact<number>;
  readonly texts: ListFact<string>;
  readonly distinctTexts: ListFact<string>;
  readonly textOrTexts: ListFact<string>;
  readonly environment: ReadonlyMap<string, Item<string>>;
  readonly labels: ReadonlyMap<string, Item<string>>;
  readonly sysctls: ReadonlyMap<string, Item<string>>;
  readonly envFiles: ListFact<string>;
  readonly command: Fact<CommandLine>;
  readonly entrypoint: Fact<CommandLine>;
  readonly healthcheck: Fact<CommandLine | "none">;
  readonly build: Fact<Build>;
  readonly intent: ReadonlyMap<string, Item<string>>;
  readonly dependencies: readonly Dependency[];
  readonly hostEntries: ListFact<string>;
  readonly devices: ListFact<Device>;
  readonly deviceRequests: ListFact<DeviceRequest>;
  readonly networkMode: Fact<string>;
  readonly networks: ListFact<string>;
  readonly networkAliases: ListFact<string>;
  readonly ulimits: ReadonlyMap<string, Item<Ulimit>>;
  readonly mounts: ListFact<Mount>;
  readonly ports: ListFact<Port>;
  readonly plain: Fact<unknown>;
  readonly deploy: Deploy;
}

/** The fields that the rows of a table of settings describe. */
export type SettingFields<Row extends Pick<ContainerSetting, "field" | "kind">> = {
  readonly [R in Row as R["field"]]: SettingTypes[R["kind"]];
};

/** A container that an engine is asked to run: a Compose service, `docker run …` in a script, a CI job's container or service, a devcontainer. */
export interface Service extends ServiceIdentity, SettingFields<(typeof containerSettings)[number]> {}

export interface ServiceIdentity {
  readonly kind: "service";
  readonly origin: "compose" | "docker-run" | "workflow" | "devcontainer";
  readonly uri: string;
  readonly name: string;
  /** The name's key, the first word of `docker run`, or the property that names the image of a devcontainer. */
  readonly at: Place;
  /** The whole service. */
  readonly entry: Place;
  /** The command in a script of the workspace; `at` and `entry` are then the word of the analysed file that leads to it. */
  readonly inScript?: Place | undefined;
  /** The program whose command line asks for the container, such as `podman`; undefined if a file describes it. */
  readonly client: string | undefined;
  /** True when everything that can shape the service was read: `extends`, `include` and override files included. */
  readonly complete: boolean;
}

export interface Build extends SettingFields<(typeof buildSettings)[number]> {
  /** URI of the context folder; unreadable for a Git address or an unresolved variable. */
  readonly context: Fact<string>;
  /** URI of the Dockerfile, `Dockerfile` in the context by default; unset with `dockerfile_inline` or `dockerfile: -`. */
  readonly dockerfile: Fact<string>;
}

export interface Device {
  readonly host: string;
  /** Equal to `host` when only one path is given. A CDI name (`nvidia.com/gpu=all`) has `cdi: true`. */
  readonly container: string;
  readonly permissions: string | undefined;
  readonly cdi: boolean;
}

/** Devices that the engine chooses by their capabilities: `gpus: all`. */
export interface DeviceRequest {
  readonly driver: string | undefined;
  readonly capabilities: readonly string[];
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

export interface Deploy extends SettingFields<(typeof deploySettings)[number]> {
  readonly entry: Place | undefined;
  readonly limits: DeployLimits;
  readonly reservations: DeployReservations;
}

export interface DeployLimits extends SettingFields<(typeof deployLimits)[number]> {
  /** The whole mapping. */
  readonly entry: Place | undefined;
}

export interface DeployReservations extends SettingFields<(typeof deployReservations)[number]> {
  readonly entry: Place | undefined;
}
