import { hostOnlyNetwork, ipcSysctls, sysctlSources } from "../linux/sysctls.ts";
import { costOf, lines } from "./text.ts";
import { defineTopic, type Topic } from "./topic.ts";

const sysctlTopicSources = [
  "https://docs.docker.com/reference/compose-file/services/#sysctls",
  ...sysctlSources.slice(0, 1),
];

/** `NAME` or `NAME=value`, in both spellings, of a setting that no namespace has for itself. */
const hostSysctl = new RegExp(
  `^(?!(?:net|user|fs[./]mqueue)[./]|kernel[./]hostname(?:=|$)|(?:${["kernel.domainname", ...ipcSysctls].map((name) => name.replaceAll(".", "[./]")).join("|")})(?:=|$))[a-z]+[./]`,
);

/** Control groups: shares of one machine. */
export const limitTopics: readonly Topic[] = [
  defineTopic({
    id: "memory-limit",
    title: "mem_limit: a ceiling, not a share",
    text: lines(
      "The control group counts the memory pages of the container's processes. At the limit the kernel kills one of them: *OOMKilled*, exit code 137. Without a limit one container can take all memory of the host.",
      "- Nothing is reserved: memory that the container does not use stays with the host. The host allocates a **virtual machine's** memory when the guest first uses it, and gets it back only through ballooning.",
      "- Not every runtime sizes its heap by the limit. Set a Java or Node.js heap to 75 % of it, Elasticsearch's to 50 %.",
      costOf("density"),
      "- **Use it** with a size that you measured (`docker stats`), not the size of a machine. Hosts that are sized as for VMs stay mostly unused.",
    ),
    sources: [
      "https://docs.docker.com/engine/containers/resource_constraints/",
      "https://docs.kernel.org/admin-guide/cgroup-v2.html",
    ],
  }),
  defineTopic({
    id: "swap-limit",
    title: "memswap_limit: memory and swap together",
    text: lines(
      "The limit for memory plus swap. It needs a memory limit and must not be lower than it.",
      "- Equal to the memory limit: no swap. `-1`: unlimited swap. Unset: as much swap as memory.",
      "- **Shared:** the host's swap. A **virtual machine** has its own, on its own disk.",
      "- Swapping delays an OOM kill and slows down every process that shares the disk.",
    ),
    sources: ["https://docs.docker.com/engine/containers/resource_constraints/#--memory-swap-details"],
  }),
  defineTopic({
    id: "memory-reservation",
    title: "mem_reservation: a soft limit",
    text: lines(
      "The engine reserves no memory. If the host runs short, the kernel first reclaims memory from containers above their reservation. Nothing is killed at that size.",
      "- It must be lower than the memory limit, which is the hard limit.",
      "- **Shared:** the host's memory. A **virtual machine** keeps what it has touched, unless ballooning gives it back.",
      "- Swarm uses `deploy.resources.reservations` to choose a node with enough free memory.",
    ),
    sources: ["https://docs.docker.com/engine/containers/resource_constraints/#limit-a-containers-access-to-memory"],
  }),
  defineTopic({
    id: "resources",
    title: "deploy.resources: limits and reservations",
    settings: [
      "compose:services.*.deploy.resources",
      "compose:services.*.deploy.resources.limits",
      "compose:services.*.deploy.resources.reservations",
    ],
    text: lines(
      "`limits` are ceilings that the kernel enforces. `reservations` are requests: soft memory limits, and devices such as GPUs.",
      "- **Shared:** the host's memory and processors. A **virtual machine** has its own maximum of both.",
      "- `mem_limit`, `cpus` and `pids_limit` of the service are the same limits. Compose rejects a file that sets both to different values.",
      "- Compose ignores a CPU reservation. Swarm uses it to place tasks.",
    ),
    sources: ["https://docs.docker.com/reference/compose-file/deploy/#resources"],
  }),
  defineTopic({
    id: "gpu",
    title: "gpus, devices: the host's GPU and its driver, shared",
    text: lines(
      "The engine adds the GPU's device files and the libraries of the host's driver to the container. Every container that requests the GPU gets all of it, because a reservation is not exclusive.",
      "- `capabilities: [gpu]` is required; `count` and `device_ids` exclude each other.",
      "- The host needs the driver and the NVIDIA Container Toolkit. The image needs neither.",
      "- The driver runs in the shared kernel. A **virtual machine** takes a whole GPU by passthrough, or a slice of it with vGPU.",
    ),
    sources: [
      "https://docs.docker.com/compose/how-tos/gpu-support/",
      "https://docs.nvidia.com/datacenter/cloud-native/container-toolkit/latest/",
    ],
  }),
  defineTopic({
    id: "cpu-limit",
    title: "cpus: time slices, not processors",
    text: lines(
      "`cpus: 1.5` lets the container run for 150 ms in every 100 ms of wall time, spread over all processors that it may use. It still sees all of them. `cpu_quota` and `cpu_period` are the same limit in microseconds.",
      "- **Shared:** the processors and the scheduler. Without a limit one container may use all of them.",
      "- Programs that size thread pools by the number of processors create too many threads.",
      "- A **virtual machine** sees only its own virtual processors.",
    ),
    sources: ["https://docs.docker.com/engine/containers/resource_constraints/#cpu"],
  }),
  defineTopic({
    id: "cpuset",
    title: "cpuset: which processors the container may use",
    text: lines(
      "Pins the container to the processors with these numbers (`0-3`, `1,3`). Other processes may still run there, so it reserves nothing.",
      "- Programs that ask for their CPU affinity, such as `nproc`, the JVM and Go, count only these. `/proc/cpuinfo` lists all.",
      "- The container does not start if the host has no processor with one of the numbers.",
      "- **Shared:** the processors and their caches. A **virtual machine** sees only its own vCPUs, and can be pinned too.",
      "- `cpus` limits the CPU time instead, on any processor.",
    ),
    sources: ["https://docs.docker.com/engine/containers/resource_constraints/#cpu"],
  }),
  defineTopic({
    id: "process-limits",
    title: "pids_limit, ulimits: the kernel's tables are shared by all containers",
    text: lines(
      "Process IDs, file descriptors and connections come from one kernel. A container that opens a million connections or forks endlessly starves the others.",
      "- `pids_limit` (`limits.pids`) and `ulimits.nofile` keep one container from using them all.",
      "- Engine 29 with containerd 2.1 starts containers with a soft limit of 1024 open files. Earlier versions often allowed a million, or had no limit.",
      "- Each **virtual machine** has its own tables.",
      costOf("memory"),
      "- **Use** both limits for everything that accepts input from others. A VM is needed only for other kernel-wide settings.",
    ),
    sources: [
      "https://docs.docker.com/reference/compose-file/services/#ulimits",
      "https://github.com/moby/moby/pull/51485",
    ],
  }),
  defineTopic({
    id: "shared-memory",
    title: "shm_size: /dev/shm is 64 MB by default",
    text: lines(
      "Browsers, PostgreSQL's parallel queries and PyTorch workers exchange data there and crash when it is full.",
      "- Its pages count towards the container's memory limit.",
      "- `ipc: host` also removes this limit, but shares the host's memory segments. Prefer a larger `shm_size`.",
      "- A **virtual machine** has a /dev/shm of half its memory.",
    ),
    sources: ["https://docs.docker.com/reference/compose-file/services/#shm_size"],
  }),
  defineTopic({
    id: "sysctls",
    title: "sysctls: only namespaced kernel parameters",
    settings: ["command:sysctl"],
    text: lines(
      `A container may set \`net.*\`, \`fs.mqueue.*\`, \`kernel.domainname\` and ${ipcSysctls.map((name) => `\`${name.slice("kernel.".length)}\``).join(", ")} of \`kernel\`, because each namespace has its own.`,
      "- The engine rejects all others, such as `vm.max_map_count`. Set them on the host.",
      "- A privileged container that writes one of them to `/proc/sys` changes it for the whole host.",
      "- A **virtual machine** has a kernel of its own to tune.",
      costOf("start"),
    ),
    sources: sysctlTopicSources,
  }),
  defineTopic({
    id: "sysctl-of-the-host",
    title: "This sysctl is the host's",
    refines: "sysctls",
    values: hostSysctl,
    text: lines(
      "The kernel has one value for all containers, so the engine rejects the setting and the container does not start.",
      "- Set it on the host: `sysctl -w`, or a file in `/etc/sysctl.d`.",
      `- Allowed are \`net.*\`, \`fs.mqueue.*\`, \`kernel.domainname\` and exactly these: ${ipcSysctls.map((name) => `\`${name}\``).join(", ")}.`,
      "- A **virtual machine** has a kernel of its own to tune.",
    ),
    sources: sysctlTopicSources,
  }),
  defineTopic({
    id: "sysctl-missing",
    title: "This sysctl does not exist in a container's network namespace",
    refines: "sysctls",
    values: new RegExp(`^(?:${hostOnlyNetwork.map((name) => name.replaceAll(".", "[./]")).join("|")})(?:=|$)`),
    text: lines(
      "The engine accepts it because its name begins with `net.`, but only the host has the file: *open /proc/sys/net/core/…: no such file or directory*.",
      "- Set it on the host, where it applies to the sockets of all containers.",
      "- `net.core.somaxconn`, `net.ipv4.*` and `net.ipv6.*` exist for each container.",
    ),
    sources: ["https://github.com/moby/moby/issues/30778", ...sysctlTopicSources],
  }),
  defineTopic({
    id: "io-limit",
    title: "blkio_config, device-read-bps: limits of disk I/O",
    text: lines(
      "Weights (`blkio-weight`) share a disk that is busy. The limits of `device-read-bps`, `device-write-iops` and their like are ceilings for one device, in bytes or operations a second. `io-maxbandwidth` and `io-maxiops` are for Windows.",
      "- **Shared:** the disk and its queue. One container that writes a lot slows down all others.",
      "- Weights need an I/O scheduler that supports them (BFQ). Buffered writes count only with cgroup v2.",
      "- A **virtual machine** has a virtual disk of its own, but the disk below is shared too.",
      "- **Instead:** volumes on separate disks for databases.",
    ),
    sources: [
      "https://docs.docker.com/reference/compose-file/services/#blkio_config",
      "https://docs.kernel.org/admin-guide/cgroup-v2.html",
    ],
  }),
  defineTopic({
    id: "cpu-weight",
    title: "cpu_shares: a weight, not a limit",
    text: lines(
      "The weight counts only while processors are short: 512 gets half of what 1024 (the default) gets. An idle host gives everything to anyone.",
      "- **Shared:** the processors and the scheduler.",
      "- A **virtual machine** sees only its own vCPUs.",
      "- **Use** `cpus` for a ceiling.",
    ),
    sources: ["https://docs.docker.com/engine/containers/resource_constraints/#cpu"],
  }),
  defineTopic({
    id: "cpu-realtime",
    title: "cpu_rt_runtime, cpu_rt_period: real-time scheduling",
    text: lines(
      "Processes with real-time priority may use `cpu_rt_runtime` of every `cpu_rt_period` microseconds, before all others of the host.",
      "- **Shared:** the scheduler. A loop in such a process stops the other containers for that time.",
      "- It needs cgroup v1, a kernel with `CONFIG_RT_GROUP_SCHED`, and `SYS_NICE`.",
      "- In a **virtual machine** real-time priority is within the guest only.",
    ),
    sources: ["https://docs.docker.com/engine/containers/resource_constraints/#configure-the-real-time-scheduler"],
  }),
  defineTopic({
    id: "cpuset-mems",
    title: "cpuset-mems: memory of these NUMA nodes",
    text: lines(
      "On machines with several processor sockets, each has memory that it reaches faster. The container gets memory from these nodes only.",
      "- **Shared:** the memory of the nodes, with everything else that runs there.",
      "- A **virtual machine** can be bound to a node in the same way.",
      "- **Use it** together with `cpuset` for the processors of the same nodes.",
    ),
    sources: ["https://docs.docker.com/engine/containers/resource_constraints/#cpu"],
  }),
  defineTopic({
    id: "swappiness",
    title: "mem_swappiness: how readily memory is swapped out",
    text: lines(
      "From 0 (only when memory is short) to 100. It exists with cgroup v1 only: `--memory-swappiness` has no effect with cgroup v2.",
      "- **Shared:** the host's swap, and the disk that it is on.",
      "- A **virtual machine** has its own swap and its own setting.",
      "- **Instead:** `memswap_limit` equal to `mem_limit` switches swap off.",
    ),
    sources: ["https://docs.docker.com/engine/containers/resource_constraints/#--memory-swappiness-details"],
  }),
  defineTopic({
    id: "oom",
    title: "oom_score_adj, oom_kill_disable: which process the kernel kills",
    text: lines(
      "When the host runs out of memory, the kernel kills the process with the highest score. -1000 excludes a container, 1000 offers it first.",
      "- **Shared:** the host's memory. A protected container without a limit makes the kernel kill others, or the engine.",
      "- `oom_kill_disable` lets the processes hang at their limit. cgroup v2 ignores it.",
      "- The kernel of a **virtual machine** kills only among its own processes.",
      "- **Instead:** a memory limit for every container.",
    ),
    sources: ["https://docs.docker.com/engine/containers/resource_constraints/#memory"],
  }),
  defineTopic({
    id: "storage-opt",
    title: "storage_opt: the size of the container's own layer",
    text: lines(
      "`size` limits what the container writes outside of volumes. It works with btrfs and zfs, and with overlay2 on xfs with project quotas.",
      "- **Shared:** without it, the host's disk. One container may fill it for all.",
      "- A **virtual machine** has a disk of a fixed maximum.",
      "- **Instead:** `read_only: true`, with volumes and `tmpfs` for what is written.",
    ),
    sources: ["https://docs.docker.com/reference/cli/docker/container/run/#storage-opt"],
  }),
];
