import { capabilities } from "./linux/capabilities.ts";
import { runtimes } from "./runtimes.ts";

/** A value that may be written, and one line about it. */
export interface SettingValue {
  readonly text: string;
  readonly meaning: string;
}

/** Settings whose values are completed, by the Compose key. */
export type CompletedSetting =
  | "cap_add"
  | "cap_drop"
  | "runtime"
  | "security_opt"
  | "sysctls"
  | "pid"
  | "ipc"
  | "uts"
  | "userns_mode"
  | "network_mode"
  | "isolation";

/** The usual name of a runtime, of those that teams register it under. */
const runtimeNames: Readonly<Record<string, string>> = {
  gvisor: "runsc",
  kata: "io.containerd.kata.v2",
  sysbox: "sysbox-runc",
  krun: "krun",
  firecracker: "aws.firecracker",
  nvidia: "nvidia",
  youki: "youki",
  crun: "crun",
  runc: "runc",
};

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const capabilityValues: readonly SettingValue[] = [
  { text: "ALL", meaning: "All capabilities" },
  ...capabilities.map(({ name, isDefault, opens }) => ({
    text: name,
    meaning: `${sentence(opens)}${isDefault ? " (granted by default)" : ""}`,
  })),
];

/** Kernel parameters that a container may set. https://docs.kernel.org/admin-guide/sysctl/ */
const sysctlValues: readonly SettingValue[] = [
  { text: "net.core.somaxconn", meaning: "Longest queue of connections that a socket has not accepted yet" },
  { text: "net.ipv4.ip_forward", meaning: "Forward packets between interfaces, for VPNs and routers" },
  { text: "net.ipv4.conf.all.forwarding", meaning: "Forward IPv4 packets, for each interface" },
  { text: "net.ipv4.conf.all.src_valid_mark", meaning: "Respect packet marks in the source check, for WireGuard" },
  { text: "net.ipv4.conf.all.rp_filter", meaning: "Drop packets whose source is not reachable by the same interface" },
  { text: "net.ipv4.ip_unprivileged_port_start", meaning: "First port that needs no NET_BIND_SERVICE" },
  { text: "net.ipv4.ip_local_port_range", meaning: "Ports for outgoing connections" },
  { text: "net.ipv4.ping_group_range", meaning: "Groups that may ping without NET_RAW" },
  { text: "net.ipv4.tcp_keepalive_time", meaning: "Seconds of silence before a keepalive probe" },
  { text: "net.ipv4.tcp_keepalive_intvl", meaning: "Seconds between keepalive probes" },
  { text: "net.ipv4.tcp_fin_timeout", meaning: "Seconds that a closed connection waits for the other side" },
  { text: "net.ipv4.tcp_syncookies", meaning: "Defend against floods of new connections" },
  { text: "net.ipv4.tcp_max_syn_backlog", meaning: "Longest queue of half-open connections" },
  { text: "net.ipv4.tcp_tw_reuse", meaning: "Reuse ports of recently closed connections" },
  { text: "net.ipv6.conf.all.disable_ipv6", meaning: "Switch IPv6 off" },
  { text: "net.ipv6.conf.all.forwarding", meaning: "Forward IPv6 packets between interfaces" },
  { text: "fs.mqueue.msg_max", meaning: "Most messages in a POSIX message queue" },
  { text: "fs.mqueue.msgsize_max", meaning: "Longest message in a POSIX message queue" },
  { text: "kernel.domainname", meaning: "The NIS domain name" },
  { text: "kernel.msgmax", meaning: "Longest System V message" },
  { text: "kernel.msgmnb", meaning: "Bytes in a System V message queue" },
  { text: "kernel.msgmni", meaning: "Number of System V message queues" },
  { text: "kernel.sem", meaning: "Limits of System V semaphores" },
  { text: "kernel.shmall", meaning: "Pages of System V shared memory in total" },
  { text: "kernel.shmmax", meaning: "Bytes in a System V shared memory segment" },
  { text: "kernel.shmmni", meaning: "Number of System V shared memory segments" },
  { text: "kernel.shm_rmid_forced", meaning: "Remove shared memory that no process uses" },
];

const another = { text: "container:", meaning: "That of a running container, by its name" };

/** Values by setting. */
export const settingValues: Readonly<Record<CompletedSetting, readonly SettingValue[]>> = {
  cap_add: capabilityValues,
  cap_drop: capabilityValues,
  runtime: runtimes.flatMap(({ id, title, shares }) => {
    const text = runtimeNames[id];
    return text === undefined ? [] : [{ text, meaning: `${title}: ${shares}` }];
  }),
  security_opt: [
    { text: "no-new-privileges:true", meaning: "setuid programs such as sudo gain no privileges" },
    { text: "seccomp:unconfined", meaning: "No filter for system calls: removes a layer before the shared kernel" },
    { text: "seccomp=", meaning: "A filter of your own for system calls, a JSON file" },
    { text: "apparmor:unconfined", meaning: "No AppArmor profile: allows mounts and writes to /proc and /sys" },
    { text: "apparmor=", meaning: "The name of an AppArmor profile that the host has loaded" },
    { text: "label:disable", meaning: "No SELinux separation from the host's files" },
    { text: "label:type:", meaning: "The SELinux type of the process" },
    { text: "systempaths=unconfined", meaning: "/proc and /sys without masked paths, for nested containers" },
  ],
  sysctls: sysctlValues,
  pid: [{ text: "host", meaning: "The host's processes: all can be seen, and signalled by root" }, another],
  ipc: [
    { text: "private", meaning: "Shared memory of its own, which no other container can join" },
    { text: "shareable", meaning: "Shared memory of its own, which other containers can join" },
    { text: "none", meaning: "Shared memory of its own, without /dev/shm" },
    { text: "host", meaning: "Shared memory of all programs of the host" },
    another,
  ],
  uts: [{ text: "host", meaning: "The host's name" }],
  userns_mode: [{ text: "host", meaning: "No user remapping: root inside is root outside" }],
  network_mode: [
    { text: "none", meaning: "No network but the loopback interface" },
    { text: "bridge", meaning: "The default bridge, without names for other containers" },
    { text: "host", meaning: "All interfaces and ports of the host; published ports have no effect" },
    another,
  ],
  isolation: [
    { text: "default", meaning: "`process` on Windows Server, `hyperv` on Windows 10 and 11; the only value on Linux" },
    { text: "process", meaning: "On the host's Windows kernel, whose build must match the image's" },
    { text: "hyperv", meaning: "In a small virtual machine with its own Windows kernel" },
  ],
};

/** The values of the namespaces of another service, in Compose only. */
export const serviceValue: SettingValue = { text: "service:", meaning: "That of another service of this project" };

/** Settings that can name a service. */
export const namesService: ReadonlySet<CompletedSetting> = new Set(["pid", "ipc", "network_mode"]);
