import { figures } from "../figures.ts";
import { lines } from "./text.ts";
import { defineTopic, type Topic } from "./topic.ts";

/** Control groups: shares of one machine. */
export const limitTopics: readonly Topic[] = [
  defineTopic({
    id: "memory-limit",
    title: "A memory limit is a ceiling, not a share",
    settings: [
      "compose:services.*.mem_limit",
      "compose:services.*.memswap_limit",
      "compose:services.*.mem_reservation",
      "compose:services.*.deploy.resources.limits.memory",
      "compose:services.*.deploy.resources.reservations.memory",
      "compose:services.*.deploy.resources",
      "docker-run:--memory",
      "docker-run:--memory-swap",
    ],
    text: lines(
      "The control group counts the pages of the container's processes; at the limit the kernel kills one of them: *OOMKilled*, exit code 137. Without a limit one container can take all memory of the host.",
      "- Nothing is set aside: unused memory stays with the host. A **virtual machine** holds what it was given.",
      "- Heaps are not aware of it by themselves everywhere: keep a Java or Node.js heap at 75 % of the limit, Elasticsearch's at 50 %.",
      `- ${figures.memory.render}.`,
      `- ${figures.density.render}.`,
    ),
    sources: [
      "https://docs.docker.com/engine/containers/resource_constraints/",
      "https://docs.kernel.org/admin-guide/cgroup-v2.html",
    ],
  }),
  defineTopic({
    id: "cpu-limit",
    title: "cpus: time slices, not processors",
    settings: [
      "compose:services.*.cpus",
      "compose:services.*.deploy.resources.limits.cpus",
      "compose:services.*.cpuset",
      "docker-run:--cpus",
      "docker-run:--cpuset-cpus",
    ],
    text: lines(
      "`cpus: 1.5` lets the container run for 150 ms of every 100 ms of wall time, on any of the host's processors. It still sees all of them.",
      "- Programs that size thread pools by the number of processors ask for too many.",
      "- A **virtual machine** has virtual processors and sees only those.",
    ),
    sources: ["https://docs.docker.com/engine/containers/resource_constraints/#cpu"],
  }),
  defineTopic({
    id: "process-limits",
    title: "Kernel-wide tables are shared by all containers",
    settings: [
      "compose:services.*.pids_limit",
      "compose:services.*.ulimits",
      "compose:services.*.ulimits.*",
      "compose:services.*.deploy.resources.limits.pids",
      "docker-run:--pids-limit",
      "docker-run:--ulimit",
    ],
    text: lines(
      "Process ids, file descriptors and connections come from one kernel. A container that opens a million connections or forks without end starves its neighbours.",
      "- `pids_limit` and `ulimits.nofile` keep one from taking all.",
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
    title: "shm_size: /dev/shm is 64 MB unless told otherwise",
    settings: ["compose:services.*.shm_size", "docker-run:--shm-size"],
    text: lines(
      "Browsers, PostgreSQL's parallel queries and PyTorch workers exchange data there and crash when it is full.",
      "- Its pages count towards the container's memory limit.",
      "- `ipc: host` lifts the limit and shares the host's memory segments with it: the size is the better way.",
    ),
    sources: ["https://docs.docker.com/reference/compose-file/services/#shm_size"],
  }),
  defineTopic({
    id: "sysctls",
    title: "sysctls: only what the kernel keeps apart",
    settings: ["compose:services.*.sysctls", "compose:services.*.sysctls.*", "docker-run:--sysctl", "command:sysctl"],
    text: lines(
      "A container may set kernel parameters that exist once for each namespace: `net.*`, `kernel.shm*`, `kernel.msg*`, `kernel.sem`, `fs.mqueue.*`.",
      "- Everything else, `vm.max_map_count` for one, is the host's and is refused: set it on the host.",
      "- Written from a privileged container it succeeds, and changes the host for everybody.",
      "- A **virtual machine** has a kernel of its own to tune.",
    ),
    sources: [
      "https://docs.docker.com/reference/compose-file/services/#sysctls",
      "https://github.com/opencontainers/runc/blob/main/libcontainer/configs/validate/validator.go",
    ],
  }),
];
