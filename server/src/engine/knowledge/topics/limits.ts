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
      "- Nothing is set aside: memory that the container does not use stays with the host. The host backs a **virtual machine's** memory when the guest touches it, and gets it back only through ballooning.",
      "- Not every runtime sizes its heap by the limit: keep a Java or Node.js heap at 75 % of it, Elasticsearch's at 50 %.",
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
      "The limit for memory plus swap, so it needs a memory limit beside it and must not be lower.",
      "- Equal to the memory limit: no swap. `-1`: unlimited swap. Unset: as much swap as memory.",
      "- Swapping delays an OOM kill and slows down every process that shares the disk.",
    ),
    sources: ["https://docs.docker.com/engine/containers/resource_constraints/#--memory-swap-details"],
  }),
  defineTopic({
    id: "memory-reservation",
    title: "mem_reservation: a soft limit",
    text: lines(
      "The engine sets no memory aside. The kernel reclaims memory from containers above their reservation first when the host runs short; nothing is killed at that size.",
      "- It must be lower than the memory limit, which is the hard one.",
      "- Swarm uses `deploy.resources.reservations` to choose a node with that much left.",
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
      "`limits` are ceilings that the kernel enforces. `reservations` are what a service asks for: soft memory limits, and devices such as GPUs.",
      "- `mem_limit`, `cpus` and `pids_limit` of the service are the same limits. Compose refuses a file that gives both with different values.",
      "- Compose ignores a reservation of processors; Swarm places tasks by it.",
    ),
    sources: ["https://docs.docker.com/reference/compose-file/deploy/#resources"],
  }),
  defineTopic({
    id: "gpu",
    title: "gpus, devices: the host's GPU and its driver, shared",
    text: lines(
      "The engine adds the GPU's device files and the libraries of the host's driver to the container. Every container that asks for the GPU gets all of it: a reservation excludes nobody.",
      "- `capabilities: [gpu]` is required; `count` and `device_ids` exclude each other.",
      "- It needs the driver on the host and the NVIDIA Container Toolkit; the image needs neither.",
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
      "- A **virtual machine** has virtual processors and sees only those.",
    ),
    sources: ["https://docs.docker.com/engine/containers/resource_constraints/#cpu"],
  }),
  defineTopic({
    id: "cpuset",
    title: "cpuset: which processors the container may use",
    text: lines(
      "Pins the container to the processors with these numbers (`0-3`, `1,3`). Others may still run there, so it reserves nothing.",
      "- Programs that ask for their CPU affinity, such as `nproc`, the JVM and Go, count only these. `/proc/cpuinfo` lists all.",
      "- A number that the host does not have makes the start fail.",
      "- `cpus` limits the time instead, on any processor.",
    ),
    sources: ["https://docs.docker.com/engine/containers/resource_constraints/#cpu"],
  }),
  defineTopic({
    id: "process-limits",
    title: "pids_limit, ulimits: the kernel's tables are shared by all containers",
    text: lines(
      "Process ids, file descriptors and connections come from one kernel. A container that opens a million connections or forks without end starves its neighbours.",
      "- `pids_limit` (`limits.pids`) and `ulimits.nofile` keep one container from taking all.",
      "- Engine 29 with containerd 2.1 starts containers with a soft limit of 1024 open files; before, it was often a million or none.",
      "- Each **virtual machine** has tables of its own.",
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
      "- `ipc: host` removes this limit too, but shares the host's memory segments: prefer a larger `shm_size`.",
    ),
    sources: ["https://docs.docker.com/reference/compose-file/services/#shm_size"],
  }),
  defineTopic({
    id: "sysctls",
    title: "sysctls: only settings that a namespace has for itself",
    settings: ["command:sysctl"],
    text: lines(
      `A container may set \`net.*\`, \`fs.mqueue.*\`, \`kernel.domainname\` and ${ipcSysctls.map((name) => `\`${name.slice("kernel.".length)}\``).join(", ")} of \`kernel\`: each namespace has its own.`,
      "- The engine refuses all others, such as `vm.max_map_count`: set them on the host.",
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
      "The kernel has it once for all containers, so the engine refuses it: the container does not start.",
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
      "- Set it on the host: it applies to the sockets of all containers.",
      "- `net.core.somaxconn`, `net.ipv4.*` and `net.ipv6.*` exist for each container.",
    ),
    sources: ["https://github.com/moby/moby/issues/30778", ...sysctlTopicSources],
  }),
];
