import { figures } from "../figures.ts";
import { hostOnlyNetwork, ipcSysctls, sysctlSources } from "../linux/sysctls.ts";
import { lines } from "./text.ts";
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
      `- ${figures.memory.render}.`,
      `- ${figures.density.render}.`,
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
      "`cpus: 1.5` lets the container run for 150 ms in every 100 ms of wall time, spread over all processors that it may use. It still sees all of them.",
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
];
