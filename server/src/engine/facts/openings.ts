import { is, knownItems, type Known, type ListFact } from "../model/fact.ts";
import { writtenPart } from "../model/partialText.ts";
import type { Place } from "../model/place.ts";
import type { Project } from "../model/project.ts";
import type { Service } from "../model/service.ts";

/** One thing that a container shares with its host, or a protection that it gives up. */
export interface Opening {
  readonly kind:
    "privileged" | "capability" | "device" | "namespace" | "security-profile" | "host-path" | "engine-socket";
  /** As written or normalised: `SYS_ADMIN`, `/dev/fuse`, `pid`, `seccomp`, `/var/run/docker.sock`. */
  readonly what: string;
  readonly at: Place;
  readonly entry: Place;
}

/** Everything that the service is known to share with the host or to switch off, in the order of weight. */
export function openingsOf(service: Service): readonly Opening[] {
  return [
    ...(is(service.privileged, true) ? [opening("privileged", "privileged", service.privileged)] : []),
    ...engineSocketsOf(service).map((socket) => opening("engine-socket", socket.source, socket)),
    ...namespaces(service),
    ...knownItems(service.capAdd).map((item) => opening("capability", capabilityName(item.value), item)),
    ...knownItems(service.devices).map((item) => opening("device", item.value.host, item)),
    ...knownItems(service.securityOpt).flatMap((item) => {
      const profile = disabledProfile(item.value);
      return profile === undefined ? [] : [opening("security-profile", profile, item)];
    }),
    ...hostPaths(service),
  ];
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

/** What hands over the engine: a mounted Unix socket or Windows pipe, or `use_api_socket`. */
export function engineSocketsOf({ mounts, useApiSocket }: Service): readonly EngineSocket[] {
  const mounted = knownItems(mounts).flatMap(({ value: { type, source: part, readOnly }, at, entry }) => {
    if ((type !== "bind" && type !== "npipe") || part === undefined) return [];
    // The folder may be unresolved: `${XDG_RUNTIME_DIR}/docker.sock`.
    const source = writtenPart(part);
    return sockets.test(source.replaceAll("/", source.startsWith("//./") ? "\\" : "/"))
      ? [{ source, readOnly: readOnly === true, at, entry }]
      : [];
  });
  if (!is(useApiSocket, true)) return mounted;
  // https://github.com/docker/compose/blob/main/pkg/compose/apiSocket.go
  const { entry } = useApiSocket;
  return [{ source: "/var/run/docker.sock", readOnly: false, at: entry, entry }, ...mounted];
}

/** A container of `podman run`, which is often started without root: its host is then one user's rights. */
export function isPodmanRun({ root }: Project, service: Service): boolean {
  if (service.origin !== "docker-run" || service.uri !== root.source.uri) return false;
  return /(?:^|\/)podman$/.test(root.source.slice(service.at.range));
}

/** `SYS_ADMIN` for `cap_sys_admin`; the engine takes any case and an optional prefix. */
export function capabilityName(written: string): string {
  const name = written.toUpperCase();
  return name.startsWith("CAP_") && name !== "CAP_ALL" ? name.slice("CAP_".length) : name;
}

/**
 * Lists, or single items of lists, that `privileged: true` makes pointless: the engine grants every capability and
 * device anyway and drops the default profiles. Not so for a custom seccomp or AppArmor profile, `no-new-privileges`,
 * labels, CDI names, and devices that get another path.
 * https://github.com/moby/moby/blob/v28.0.0/daemon/oci_linux.go, daemon/seccomp_linux.go, oci/caps/utils.go
 */
export function redundantUnderPrivileged(service: Service): readonly Redundant[] {
  return [
    ...redundantItems(service.capAdd, "cap_add", () => true),
    ...redundantItems(service.devices, "devices", (device) => !device.cdi && device.host === device.container),
    ...redundantItems(service.deviceCgroupRules, "device_cgroup_rules", () => true),
    ...redundantItems(
      service.securityOpt,
      "security_opt",
      (option) => disabledProfile(option) !== undefined && !option.startsWith("label"),
    ),
  ];
}

export interface Redundant {
  /** The key of the list. */
  readonly key: string;
  /** The whole list, or one item where others of the list still count. */
  readonly entry: Place;
  readonly isWhole: boolean;
}

function redundantItems<T>(list: ListFact<T>, key: string, isRedundant: (value: T) => boolean): readonly Redundant[] {
  if (list.state !== "known") return [];
  const redundant = list.value.filter((item) => item.state === "known" && isRedundant(item.value));
  if (redundant.length === 0) return [];
  if (redundant.length === list.value.length) return [{ key, entry: list.entry, isWhole: true }];
  return redundant.map(({ entry }) => ({ key, entry, isWhole: false }));
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
  return namespaceKeys.flatMap((key) => {
    const fact = service[key];
    return is(fact, "host") ? [opening("namespace", namespaceNames[key], fact)] : [];
  });
}

const sharedRoots =
  /^\/(?:$|etc$|proc$|sys$|boot$|dev$|root$|var\/run$|run$|var\/lib\/docker$|lib\/modules$)|^[A-Za-z]:[\\/]?$/;

function hostPaths(service: Service): readonly Opening[] {
  return knownItems(service.mounts).flatMap((mount) => {
    const { type, source } = mount.value;
    const isRoot = type === "bind" && typeof source === "string" && sharedRoots.test(source);
    return isRoot ? [opening("host-path", source, mount)] : [];
  });
}

function opening(kind: Opening["kind"], what: string, { at, entry }: Pick<Known<unknown>, "at" | "entry">): Opening {
  return { kind, what, at, entry };
}
