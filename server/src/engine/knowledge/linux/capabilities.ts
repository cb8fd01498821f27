/**
 * host: enough to take over or stop the host. notable: reaches past the container, within bounds.
 * ordinary: power over what is the container's own.
 */
export type CapabilityReach = "host" | "notable" | "ordinary";

export interface Capability {
  /** Without `CAP_`. */
  readonly name: string;
  /** Docker grants it by default, so adding it changes nothing. */
  readonly isDefault: boolean;
  readonly reach: CapabilityReach;
  /** What it opens in the kernel that all containers of a host share; ends a sentence that begins with the name. */
  readonly opens: string;
  /** What usually asks for it, and what else would do. */
  readonly usual?: string;
}

export const capabilitySources: readonly string[] = [
  "https://man7.org/linux/man-pages/man7/capabilities.7.html",
  "https://github.com/moby/moby/blob/master/daemon/pkg/oci/caps/defaults.go",
];

function capability(name: string, reach: CapabilityReach, opens: string, usual?: string): Capability {
  return { name, isDefault: defaults.has(name), reach, opens, ...(usual === undefined ? {} : { usual }) };
}

const defaults: ReadonlySet<string> = new Set([
  "AUDIT_WRITE",
  "CHOWN",
  "DAC_OVERRIDE",
  "FOWNER",
  "FSETID",
  "KILL",
  "MKNOD",
  "NET_BIND_SERVICE",
  "NET_RAW",
  "SETFCAP",
  "SETGID",
  "SETPCAP",
  "SETUID",
  "SYS_CHROOT",
]);

/** Every capability of Linux, in alphabetical order. */
export const capabilities: readonly Capability[] = [
  capability("AUDIT_CONTROL", "notable", "switches the kernel's audit of the whole host on and off"),
  capability("AUDIT_READ", "notable", "reads the audit messages of the whole host"),
  capability("AUDIT_WRITE", "ordinary", "writes records to the kernel's audit log"),
  capability("BLOCK_SUSPEND", "notable", "keeps the host from going to sleep"),
  capability(
    "BPF",
    "host",
    "loads eBPF programs into the shared kernel, where they can watch every process",
    "observability agents; run one on the host, not one in each project",
  ),
  capability("CHECKPOINT_RESTORE", "notable", "chooses process ids and reads what other processes have mapped"),
  capability("CHOWN", "ordinary", "changes the owner of any file that the container can see"),
  capability("DAC_OVERRIDE", "ordinary", "ignores read and write permissions of files that the container can see"),
  capability(
    "DAC_READ_SEARCH",
    "host",
    "opens files by handle, past the container's root: the host's files become readable",
    "backup tools; a read-only mount of what is backed up does",
  ),
  capability("FOWNER", "ordinary", "acts as the owner of any file that the container can see"),
  capability("FSETID", "ordinary", "keeps set-user-id bits when a file changes"),
  capability(
    "IPC_LOCK",
    "notable",
    "pins memory, past the limit for locked memory",
    "databases and secret stores; ulimit memlock does",
  ),
  capability("IPC_OWNER", "ordinary", "ignores permissions of System V shared memory and queues in its IPC namespace"),
  capability("KILL", "ordinary", "signals any process that the container can see"),
  capability("LEASE", "ordinary", "sets leases on files of others"),
  capability("LINUX_IMMUTABLE", "notable", "makes files immutable, those of mounted host folders too"),
  capability("MAC_ADMIN", "host", "changes the host's AppArmor or Smack policy"),
  capability("MAC_OVERRIDE", "host", "ignores the host's Smack policy"),
  capability("MKNOD", "ordinary", "creates device nodes; the device cgroup decides whether they open"),
  capability(
    "NET_ADMIN",
    "notable",
    "changes interfaces, routes and firewall of its network namespace, with host networking those of the host",
    "VPNs and packet filters",
  ),
  capability("NET_BIND_SERVICE", "ordinary", "listens on ports below 1024"),
  capability("NET_BROADCAST", "ordinary", "has no effect in today's kernels"),
  capability(
    "NET_RAW",
    "ordinary",
    "sends raw packets, so it can forge addresses towards its neighbours",
    "ping on old hosts",
  ),
  capability("PERFMON", "notable", "measures and traces processes of the whole host"),
  capability("SETFCAP", "ordinary", "gives files capabilities of the container's own set"),
  capability("SETGID", "ordinary", "becomes any group inside the container"),
  capability("SETPCAP", "ordinary", "drops capabilities and passes its own on"),
  capability("SETUID", "ordinary", "becomes any user inside the container"),
  capability(
    "SYS_ADMIN",
    "host",
    "mounts file systems, makes namespaces and reaches hundreds of other administrative calls: close to root on the host",
    "FUSE, nested containers, systemd; a sandbox runtime or a virtual machine is the cleaner way",
  ),
  // reboot(2): outside the initial PID namespace only that namespace ends.
  capability(
    "SYS_BOOT",
    "notable",
    "ends all processes of its PID namespace through reboot(2), which is the whole host with `pid: host`",
  ),
  capability("SYS_CHROOT", "ordinary", "changes its root folder"),
  capability("SYS_MODULE", "host", "loads code into the one kernel that all containers run on"),
  capability(
    "SYS_NICE",
    "notable",
    "takes processor time and memory placement from others by raising its priority",
    "real-time audio, databases",
  ),
  capability("SYS_PACCT", "notable", "switches the host's process accounting"),
  capability(
    "SYS_PTRACE",
    "host",
    "reads and changes the memory of every process that it can see; with the host's process ids, of the host's",
    "debuggers; needed for processes of other users only",
  ),
  capability(
    "SYS_RAWIO",
    "host",
    "talks to devices and memory below the kernel: disks, /dev/mem, model-specific registers",
  ),
  capability("SYS_RESOURCE", "notable", "exceeds quotas and limits that protect the other containers"),
  capability(
    "SYS_TIME",
    "host",
    "sets the host's clock, for every container and certificate on it",
    "NTP; keep time on the host",
  ),
  capability("SYS_TTY_CONFIG", "notable", "takes over the host's terminals"),
  capability("SYSLOG", "notable", "reads the host's kernel log and the kernel's addresses in it"),
  capability("WAKE_ALARM", "notable", "wakes the host from sleep"),
];

const byName = new Map(capabilities.map((entry) => [entry.name, entry]));

/** A capability by name: any case, `CAP_` optional, as the engine reads it. `ALL` is none of them. */
export function capabilityNamed(written: string): Capability | undefined {
  return byName.get(written.toUpperCase().replace(/^CAP_/, ""));
}

/** The engine knows the name: a capability, or `ALL`; `CAP_ALL` is refused. */
export function isCapabilityName(written: string): boolean {
  return written.toUpperCase() === "ALL" || capabilityNamed(written) !== undefined;
}
