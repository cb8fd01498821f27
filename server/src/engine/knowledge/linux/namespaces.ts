export interface Namespace {
  readonly name: "pid" | "mount" | "network" | "ipc" | "uts" | "user" | "cgroup" | "time";
  /** The Compose key that gives it up; undefined when there is none. */
  readonly setting: string | undefined;
  /** A default engine gives each container its own. */
  readonly byDefault: boolean;
  /** What a container of its own does not see. */
  readonly hides: string;
  /** What it sees and can touch when it shares the host's. */
  readonly shows: string;
  /** How much sharing the host's gives away on a default engine. */
  readonly weight: "warning" | "info" | "none";
  readonly source: string;
}

const manual = "https://man7.org/linux/man-pages/man7";

/** The eight namespaces of Linux. */
export const namespaces: readonly Namespace[] = [
  {
    name: "pid",
    setting: "pid",
    byDefault: true,
    hides: "every process but its own, and its first process is PID 1",
    shows: "all processes of the host with their arguments and environment, to signal and, with SYS_PTRACE, to read",
    weight: "warning",
    source: `${manual}/pid_namespaces.7.html`,
  },
  {
    name: "mount",
    setting: undefined,
    byDefault: true,
    hides: "the host's file systems; it has its image's root and what is mounted into it",
    shows: "whatever host path is mounted; there is no switch to give up the rest",
    weight: "none",
    source: `${manual}/mount_namespaces.7.html`,
  },
  {
    name: "network",
    setting: "network_mode",
    byDefault: true,
    hides: "the host's interfaces, ports, routes and abstract sockets",
    shows: "every interface and port of the host, services on its loopback address included",
    weight: "info",
    source: `${manual}/network_namespaces.7.html`,
  },
  {
    name: "ipc",
    setting: "ipc",
    byDefault: true,
    hides: "shared memory segments, semaphores and message queues of others",
    shows: "System V and POSIX shared memory of every program on the host",
    weight: "warning",
    source: `${manual}/ipc_namespaces.7.html`,
  },
  {
    name: "uts",
    setting: "uts",
    byDefault: true,
    hides: "the host's name",
    shows: "the host's name and, with SYS_ADMIN, the power to change it",
    weight: "info",
    source: `${manual}/uts_namespaces.7.html`,
  },
  {
    name: "user",
    setting: "userns_mode",
    byDefault: false,
    hides: "the host's users: root inside is an unprivileged user on the host",
    shows:
      "nothing new on a default engine, where root inside is root outside already; only an engine with userns-remap loses by it",
    weight: "info",
    source: `${manual}/user_namespaces.7.html`,
  },
  {
    name: "cgroup",
    setting: "cgroup",
    // On cgroup v1 the host's is the default.
    byDefault: true,
    hides: "its position in the host's cgroup tree",
    shows: "the host's cgroup tree, to read and, if it is privileged, to write",
    weight: "info",
    source: `${manual}/cgroup_namespaces.7.html`,
  },
  {
    name: "time",
    setting: undefined,
    byDefault: false,
    hides: "the host's uptime and monotonic clocks; the date is the host's in any case",
    shows: "the host's clocks, as containers of today's engines do",
    weight: "none",
    source: `${manual}/time_namespaces.7.html`,
  },
];

/** A namespace by its name. */
export function namespaceNamed(name: string): Namespace | undefined {
  return namespaces.find((entry) => entry.name === name);
}
