import type { ContainerSetting } from "./setting.ts";

/** Settings of the container's control group. Sizes are bytes. */
export const resourceSettings = [
  {
    // Kept beside `deploy.resources.limits.memory`, because the two may disagree.
    field: "memLimit",
    compose: "mem_limit",
    flags: ["memory"],
    short: "m",
    kind: "bytes",
    topic: "memory-limit",
    summary: "The memory that the container may use.",
  },
  {
    field: "memReservation",
    compose: "mem_reservation",
    flags: ["memory-reservation"],
    kind: "bytes",
    topic: "memory-reservation",
    summary: "The memory that the container keeps while the host runs out of it.",
  },
  {
    // -1 is unlimited.
    field: "memswapLimit",
    compose: "memswap_limit",
    flags: ["memory-swap"],
    kind: "bytes",
    topic: "swap-limit",
    summary: "Memory and swap together.",
  },
  {
    field: "shmSize",
    compose: "shm_size",
    flags: ["shm-size"],
    kind: "bytes",
    topic: "shared-memory",
    summary: "The size of `/dev/shm`.",
  },
  {
    field: "cpus",
    compose: "cpus",
    flags: ["cpus"],
    kind: "cpus",
    topic: "cpu-limit",
    summary: "The processor time that the container may use, in processors.",
  },
  {
    field: "cpuQuota",
    compose: "cpu_quota",
    flags: ["cpu-quota"],
    kind: "integer",
    topic: "cpu-limit",
    summary: "Microseconds of processor time in each period.",
  },
  {
    field: "cpuPeriod",
    compose: "cpu_period",
    flags: ["cpu-period"],
    kind: "integer",
    topic: "cpu-limit",
    summary: "The length of the period that `cpu_quota` refers to, in microseconds.",
  },
  {
    field: "cpuset",
    compose: "cpuset",
    flags: ["cpuset-cpus"],
    kind: "text",
    topic: "cpuset",
    summary: "The processors that the container may run on.",
  },
  {
    field: "pidsLimit",
    compose: "pids_limit",
    flags: ["pids-limit"],
    kind: "integer",
    topic: "process-limits",
    summary: "The number of processes and threads that the container may have.",
  },
  {
    field: "oomKillDisable",
    compose: "oom_kill_disable",
    flags: ["oom-kill-disable"],
    kind: "boolean",
    topic: "oom",
    summary: "Switches off the OOM killer for the container. cgroup v2 ignores it.",
  },
  {
    field: "oomScoreAdj",
    compose: "oom_score_adj",
    flags: ["oom-score-adj"],
    kind: "integer",
    topic: "oom",
    summary: "How likely the kernel is to kill the container if the host runs out of memory.",
  },
  {
    field: "deploy",
    compose: "deploy",
    kind: "deploy",
    summary: "Replicas, placement and resources.",
  },
] as const satisfies readonly ContainerSetting[];

/** Settings below `deploy`, except `resources`. */
export const deploySettings = [
  { field: "mode", compose: "mode", kind: "text", summary: "Replicated, or one container per node." },
  { field: "replicas", compose: "replicas", kind: "integer", summary: "The number of containers." },
  { field: "placement", compose: "placement", kind: "plain", summary: "The nodes that may run the containers." },
] as const satisfies readonly ContainerSetting[];

/** Settings below `deploy.resources.limits`. */
export const deployLimits = [
  {
    field: "memory",
    compose: "memory",
    kind: "bytes",
    topic: "memory-limit",
    summary: "The memory that each container may use.",
  },
  {
    field: "cpus",
    compose: "cpus",
    kind: "cpus",
    topic: "cpu-limit",
    summary: "The processor time that each container may use, in processors.",
  },
  {
    field: "pids",
    compose: "pids",
    kind: "integer",
    topic: "process-limits",
    summary: "The number of processes and threads that each container may have.",
  },
] as const satisfies readonly ContainerSetting[];

/** Settings below `deploy.resources.reservations`. */
export const deployReservations = [
  {
    field: "memory",
    compose: "memory",
    kind: "bytes",
    topic: "memory-reservation",
    summary: "The memory that each container keeps while the host runs out of it.",
  },
  {
    field: "cpus",
    compose: "cpus",
    kind: "cpus",
    summary: "The processors that a node must have left for each container.",
  },
  {
    field: "devices",
    compose: "devices",
    kind: "deviceRequests",
    topic: "gpu",
    summary: "Devices that each container needs, such as GPUs.",
  },
] as const satisfies readonly ContainerSetting[];

/** Settings below `build`, except the context and the Dockerfile, which depend on each other. */
export const buildSettings = [
  {
    field: "inline",
    compose: "dockerfile_inline",
    kind: "text",
    summary: "The Dockerfile itself.",
  },
  {
    field: "target",
    compose: "target",
    devcontainer: "target",
    kind: "text",
    reference: "stage",
    summary: "The stage to build.",
  },
  {
    field: "args",
    compose: "args",
    devcontainer: "args",
    kind: "environment",
    summary: "Values of the Dockerfile's ARG instructions.",
  },
  {
    field: "platforms",
    compose: "platforms",
    kind: "texts",
    summary: "The platforms to build for.",
  },
] as const satisfies readonly ContainerSetting[];
