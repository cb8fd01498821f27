import { is, isWhollyKnown, knownItems, valueOf, type Known, type ListFact } from "../model/fact.ts";
import type { Machine } from "../model/machine.ts";
import { writtenPart, type Part } from "../model/partialText.ts";
import type { Place } from "../model/place.ts";
import type { Project } from "../model/project.ts";
import type { Mount, Service } from "../model/service.ts";
import type { Stage } from "../model/stage.ts";
import type { Workload } from "../model/workload.ts";
import { engineOf } from "./engine.ts";
import { remembered } from "./remembered.ts";

/** One thing that a workload shares with its host or with others, or a protection that it gives up. */
export type Opening = OpeningText &
  (
    | { readonly kind: PlainOpening }
    /** `what` is a path of the host, or the name of a pipe, as written; `readOnly` is undefined if it is unresolved. */
    | { readonly kind: "engine-socket" | "host-path"; readonly readOnly: boolean | undefined }
    /** A namespace of another container: `owner` is its name. */
    | { readonly kind: "container-namespace"; readonly owner: string }
    /** `what` is the port of the host, or that of the container if the engine chooses one. */
    | { readonly kind: "published-port"; readonly hostIp: Part | undefined }
  );

type PlainOpening =
  | "privileged"
  | "namespace"
  | "capability"
  | "device"
  | "device-rule"
  /** Devices that the engine chooses, by their capabilities: `gpu`. */
  | "device-request"
  | "security-profile"
  /** A network card of the host's own network. */
  | "bridged-network"
  /** The keys of the user's SSH agent, or the display of the user. */
  | "ssh-agent"
  | "display";

interface OpeningText {
  /** As written or normalised: `SYS_ADMIN`, `/dev/fuse`, `pid`, `seccomp`, `/var/run/docker.sock`. */
  readonly what: string;
  readonly at: Place;
  readonly entry: Place;
}

/**
 * Everything that the files say a workload shares or gives up, the heaviest kinds first. A stage opens only its build, a
 * job what its container does; a machine that runs nothing but its defaults opens nothing.
 */
export const openingsOf = remembered("openings", (_project: Project, workload: Workload): readonly Opening[] => {
  switch (workload.kind) {
    case "service":
      return ofService(workload);
    case "job":
      return workload.container ? ofService(workload.container) : [];
    case "machine":
      return ofMachine(workload);
    case "stage":
      return ofBuild(workload);
  }
});

function ofService(service: Service): readonly Opening[] {
  return [
    ...(is(service.privileged, true) ? [opening("privileged", "privileged", service.privileged)] : []),
    ...socketsOf(service).map(({ source, readOnly, at, entry }): Opening => ({
      kind: "engine-socket",
      what: source,
      readOnly,
      at,
      entry,
    })),
    ...namespaces(service),
    ...knownItems(service.capAdd).map((item) => opening("capability", capabilityName(item.value), item)),
    ...knownItems(service.devices).map((item) => opening("device", item.value.host, item)),
    ...knownItems(service.deviceCgroupRules).map((item) => opening("device-rule", item.value, item)),
    ...[service.gpus, service.deploy.reservations.devices].flatMap((list) =>
      knownItems(list).map((item) => opening("device-request", item.value.capabilities.join(","), item)),
    ),
    ...knownItems(service.securityOpt).flatMap((item) => {
      const profile = disabledProfile(item.value);
      return profile === undefined ? [] : [opening("security-profile", profile, item)];
    }),
    ...hostPaths(service),
    ...knownItems(service.ports).map(({ value: { published, target, hostIp }, at, entry }): Opening => {
      return { kind: "published-port", what: writtenPart(published ?? target), hostIp, at, entry };
    }),
  ];
}

/** True if the list of openings is whole: none may hide in a setting that cannot be read. */
export function hasReadableOpenings(project: Project, workload: Workload): boolean {
  switch (workload.kind) {
    case "service": {
      const { privileged, useApiSocket, mounts, capAdd, devices, deviceCgroupRules, gpus, securityOpt, ports } =
        workload;
      const lists: readonly ListFact<unknown>[] = [
        mounts,
        capAdd,
        devices,
        deviceCgroupRules,
        gpus,
        securityOpt,
        ports,
      ];
      const facts = [privileged, useApiSocket, ...namespaceKeys.map((key) => workload[key])];
      // `${DATA}:/data` may be a folder of the host.
      const isOpen = knownItems(mounts).some(({ value: { type } }) => type === undefined);
      return lists.every(isWhollyKnown) && facts.every(({ state }) => state !== "unreadable") && !isOpen;
    }
    case "job":
      return workload.container === undefined || hasReadableOpenings(project, workload.container);
    case "machine": {
      const { networks, syncedFolders } = workload;
      const facts = [...networks.map(({ host }) => host), ...syncedFolders.map(({ source }) => source)];
      return workload.complete && facts.every(({ state }) => state !== "unreadable");
    }
    case "stage":
      return true;
  }
}

const sockets =
  /(?:^|\/)(?:docker|podman|containerd|crio|cri-dockerd|buildkitd)\.sock$|^\\\\\.\\pipe\\(?:docker_engine|podman-machine-default|containerd-containerd)$/;

/** The engine's API in a container's hands. */
export interface EngineSocket {
  /** Path of the Unix socket, or name of the Windows pipe, on the host. */
  readonly source: string;
  readonly readOnly: boolean;
  readonly at: Place;
  readonly entry: Place;
}

/** Returns the settings that hand over the engine: a mounted Unix socket or Windows pipe, or `use_api_socket`. */
export const engineSocketsOf = remembered(
  "engine sockets",
  (_project: Project, service: Service): readonly EngineSocket[] => socketsOf(service),
);

function socketsOf({ mounts, useApiSocket }: Service): readonly EngineSocket[] {
  const mounted = knownItems(mounts).flatMap(({ value, at, entry }) => {
    const source = hostSource(value);
    return source !== undefined && isSocket(source) ? [{ source, readOnly: value.readOnly === true, at, entry }] : [];
  });
  if (!is(useApiSocket, true)) return mounted;
  // https://github.com/docker/compose/blob/main/pkg/compose/apiSocket.go
  const { entry } = useApiSocket;
  return [{ source: "/var/run/docker.sock", readOnly: false, at: entry, entry }, ...mounted];
}

/** Returns the host path of a mount; its folder may be unresolved: `${XDG_RUNTIME_DIR}/docker.sock`. */
function hostSource({ type, source }: Mount): string | undefined {
  return (type === "bind" || type === "npipe") && source !== undefined ? writtenPart(source) : undefined;
}

/** True for the path of a socket, or the name of a pipe, through which an engine takes requests. */
export function isSocket(source: string): boolean {
  return sockets.test(source.replaceAll("/", source.startsWith("//./") ? "\\" : "/"));
}

/**
 * True if Podman runs the container: with `podman run`, or because the configuration names it. It is often started
 * without root: its host is then one user's rights.
 */
export function isPodmanRun(project: Project, { client }: Service): boolean {
  return engineOf(project) === "podman" || client?.startsWith("podman") === true;
}

/** `SYS_ADMIN` for `cap_sys_admin`; the engine takes any case and an optional prefix. */
export function capabilityName(written: string): string {
  const name = written.toUpperCase();
  return name.startsWith("CAP_") && name !== "CAP_ALL" ? name.slice("CAP_".length) : name;
}

/** The protection that a `security_opt` switches off. */
export function disabledProfile(option: string): "seccomp" | "apparmor" | "systempaths" | "label" | undefined {
  const match = /^(?:(seccomp|apparmor|systempaths)[:=]unconfined|(label)[:=]disable)$/.exec(option);
  return (match?.[1] ?? match?.[2]) as ReturnType<typeof disabledProfile>;
}

const namespaceKeys = ["pid", "ipc", "uts", "cgroup", "usernsMode", "networkMode"] as const;
const namespaceNames = {
  pid: "pid",
  ipc: "ipc",
  uts: "uts",
  cgroup: "cgroup",
  usernsMode: "user",
  networkMode: "network",
};

function namespaces(service: Service): readonly Opening[] {
  return namespaceKeys.flatMap((key): readonly Opening[] => {
    const fact = service[key];
    if (fact.state !== "known") return [];
    if (fact.value === "host") return [opening("namespace", namespaceNames[key], fact)];
    const owner = /^(?:service|container):(.+)$/.exec(fact.value)?.[1];
    if (owner === undefined) return [];
    return [{ kind: "container-namespace", what: namespaceNames[key], owner, at: fact.at, entry: fact.entry }];
  });
}

function hostPaths({ mounts }: Service): readonly Opening[] {
  return knownItems(mounts).flatMap(({ value, at, entry }): readonly Opening[] => {
    const what = hostSource(value);
    if (what === undefined || isSocket(what)) return [];
    return [{ kind: "host-path", what, readOnly: value.readOnly, at, entry }];
  });
}

/** Folders and networks that the file names; what Vagrant shares by default depends on the box. */
function ofMachine({ networks, syncedFolders, settings }: Machine): readonly Opening[] {
  return [
    ...forwardings.flatMap(([name, kind]) => {
      const value = settings.get(name)?.value;
      return value && is(value, true) ? [opening(kind, kind, value)] : [];
    }),
    ...networks.flatMap((network) =>
      network.type === "public_network" ? [opening("bridged-network", network.type, network)] : [],
    ),
    ...syncedFolders.flatMap(({ source, disabled, at, entry }): readonly Opening[] => {
      const what = valueOf(source);
      return what === undefined || is(disabled, true) ? [] : [{ kind: "host-path", what, readOnly: false, at, entry }];
    }),
    ...networks.flatMap(({ type, host, hostIp, at, entry }): readonly Opening[] => {
      const what = type === "forwarded_port" ? valueOf(host) : undefined;
      return what === undefined
        ? []
        : [{ kind: "published-port", what: String(what), hostIp: valueOf(hostIp), at, entry }];
    }),
  ];
}

const forwardings = [
  ["ssh.forward_agent", "ssh-agent"],
  ["ssh.forward_x11", "display"],
] as const;

/** Returns the privileges that `RUN` asks of the builder. https://docs.docker.com/reference/dockerfile/#run---security */
function ofBuild({ instructions }: Stage): readonly Opening[] {
  return instructions.flatMap(({ flags }) =>
    flags.flatMap(({ name, value, at }): readonly Opening[] => {
      if (name === "security" && value === "insecure") return [opening("privileged", value, { at, entry: at })];
      return name === "network" && value === "host" ? [opening("namespace", "network", { at, entry: at })] : [];
    }),
  );
}

function opening(kind: PlainOpening, what: string, { at, entry }: Pick<Known<unknown>, "at" | "entry">): Opening {
  return { kind, what, at, entry };
}
