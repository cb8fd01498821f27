/** What an engine does with a kernel setting of a container. */
export type SysctlScope =
  /** Each container has its own: with a private IPC namespace. */
  | { readonly kind: "ipc" }
  /** Each container has its own: with a private network namespace. */
  | { readonly kind: "network" }
  /** Allowed like every `net.*`, but the file does not exist in a container's network namespace. */
  | { readonly kind: "missing" }
  /** Each container has its own: with a private UTS namespace. */
  | { readonly kind: "uts" }
  /** Refused, because another setting is for it. */
  | { readonly kind: "replaced"; readonly by: string }
  /** Accepted with a user namespace only. */
  | { readonly kind: "user" }
  /** The whole host's: refused. */
  | { readonly kind: "host" };

export const sysctlSources: readonly string[] = [
  "https://github.com/opencontainers/runc/blob/main/libcontainer/configs/validate/validator.go",
  "https://docs.docker.com/reference/cli/docker/container/run/#sysctl",
];

/** Whole names: `kernel.shm_next_id` and its like are the host's. */
export const ipcSysctls: readonly string[] = [
  "kernel.msgmax",
  "kernel.msgmnb",
  "kernel.msgmni",
  "kernel.sem",
  "kernel.shmall",
  "kernel.shmmax",
  "kernel.shmmni",
  "kernel.shm_rmid_forced",
];

/** Accepted like every `net.*`, but their files do not exist in a container's network namespace. */
export const hostOnlyNetwork: readonly string[] = [
  "net.core.rmem_max",
  "net.core.rmem_default",
  "net.core.wmem_max",
  "net.core.wmem_default",
  "net.core.netdev_max_backlog",
];

/** With dots, as the kernel's documentation writes it: `a/b/c` is accepted too. */
export function sysctlName(written: string): string {
  const slash = written.indexOf("/");
  const dot = written.indexOf(".");
  const withSlashes = slash >= 0 && (dot < 0 || slash < dot);
  // The first separator decides: after it, the other one is part of a name, as in net/ipv4/conf/eth0.100/forwarding.
  return withSlashes ? written.replace(/[./]/g, (sign) => (sign === "/" ? "." : "/")) : written;
}

/** What runc and crun make of a kernel setting, in any spelling. */
export function sysctlScope(written: string): SysctlScope {
  const name = sysctlName(written);
  if (ipcSysctls.includes(name) || name.startsWith("fs.mqueue.")) return { kind: "ipc" };
  if (hostOnlyNetwork.includes(name)) return { kind: "missing" };
  if (name.startsWith("net.")) return { kind: "network" };
  if (name === "kernel.domainname") return { kind: "uts" };
  if (name === "kernel.hostname") return { kind: "replaced", by: "hostname" };
  return name.startsWith("user.") ? { kind: "user" } : { kind: "host" };
}
