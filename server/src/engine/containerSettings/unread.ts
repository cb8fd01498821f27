import type { ContainerSetting } from "./setting.ts";

/** A setting that no rule needs, so that it has a text and no field in the model. */
export type UnreadSetting = Omit<ContainerSetting, "field" | "kind"> & {
  /** The option of `docker run` needs no value. */
  readonly isSwitch?: boolean;
};

/** Settings of a container that the model does not hold. */
export const unreadSettings: readonly UnreadSetting[] = [
  {
    compose: "annotations",
    flags: ["annotation"],
    summary: "Annotations for the OCI runtime, some of which change its isolation (`io.katacontainers.*`).",
  },
  {
    compose: "attach",
    flags: ["attach"],
    short: "a",
    summary: "Which output of the container the command shows. It does not change the container.",
  },
  {
    compose: "blkio_config",
    flags: [
      "blkio-weight",
      "blkio-weight-device",
      "device-read-bps",
      "device-read-iops",
      "device-write-bps",
      "device-write-iops",
    ],
    topic: "io-limit",
    summary: "Weight and limits of the container's disk I/O.",
  },
  {
    compose: "cpu_shares",
    flags: ["cpu-shares"],
    short: "c",
    topic: "cpu-weight",
    summary: "The weight of the container while processors are short.",
  },
  { compose: "cpu_count", flags: ["cpu-count"], summary: "The number of processors, for Windows containers." },
  {
    compose: "cpu_percent",
    flags: ["cpu-percent"],
    summary: "The share of all processors in percent, for Windows containers.",
  },
  {
    compose: "cpu_rt_runtime",
    flags: ["cpu-rt-runtime"],
    topic: "cpu-realtime",
    summary: "Microseconds of real-time scheduling in each period.",
  },
  {
    compose: "cpu_rt_period",
    flags: ["cpu-rt-period"],
    topic: "cpu-realtime",
    summary: "The period that the real-time runtime refers to, in microseconds.",
  },
  { flags: ["cpuset-mems"], topic: "cpuset-mems", summary: "The NUMA nodes that the container gets memory from." },
  {
    compose: "mem_swappiness",
    flags: ["memory-swappiness"],
    topic: "swappiness",
    summary: "How readily the kernel swaps out the container's memory. cgroup v2 ignores it.",
  },
  { flags: ["kernel-memory"], summary: "A limit on kernel memory. Current kernels and engines ignore it." },
  {
    compose: "storage_opt",
    flags: ["storage-opt"],
    topic: "storage-opt",
    summary: "Options of the storage driver, such as `size`, the limit of the container's own layer.",
  },
  {
    compose: "volumes_from",
    flags: ["volumes-from"],
    topic: "volumes-from",
    summary: "Mounts everything that another container has mounted.",
  },
  { flags: ["volume-driver"], summary: "The driver of the volumes that the command creates." },
  {
    compose: "secrets",
    topic: "secrets",
    summary: "Secrets that are mounted as files below `/run/secrets`.",
  },
  { compose: "configs", topic: "configs", summary: "Configuration that is mounted as files." },
  {
    compose: "credential_spec",
    summary: "The group managed service account of a Windows container.",
  },
  {
    compose: "dns_opt",
    flags: ["dns-option", "dns-opt"],
    topic: "container-network",
    summary: "Options of the DNS resolver in the container.",
  },
  {
    compose: "dns_search",
    flags: ["dns-search"],
    topic: "container-network",
    summary: "Domains that the DNS resolver in the container appends to short names.",
  },
  {
    compose: "domainname",
    flags: ["domainname"],
    topic: "namespace-uts",
    summary: "The NIS domain name that the container sees.",
  },
  {
    compose: "mac_address",
    flags: ["mac-address"],
    topic: "container-network",
    summary: "The MAC address of the container's interface.",
  },
  { flags: ["ip", "ip6", "link-local-ip"], topic: "container-network", summary: "The address of the container." },
  {
    flags: ["publish-all"],
    short: "P",
    isSwitch: true,
    topic: "ports",
    summary: "Publishes every exposed port on a free port of the host.",
  },
  {
    compose: "external_links",
    summary: "Containers outside of this project under additional names. Networks replace it.",
  },
  {
    compose: "logging",
    flags: ["log-driver", "log-opt"],
    topic: "logging",
    summary: "Where the engine writes the output of the main process.",
  },
  {
    flags: ["health-interval", "health-retries", "health-start-interval", "health-start-period", "health-timeout"],
    topic: "healthcheck",
    summary: "How often and how long the engine runs the health check.",
  },
  { compose: "extends", summary: "Takes the settings of another service, in this or another file." },
  { compose: "develop", summary: "What Compose does when files change while `docker compose watch` runs." },
  { compose: "provider", summary: "A program outside of the engine that provides the service." },
  { compose: "models", summary: "AI models that the service uses." },
  { compose: "pull_policy", flags: ["pull"], summary: "When the engine pulls the image." },
  { compose: "pull_refresh_after", summary: "How old an image may be before Compose pulls it again." },
  {
    compose: "post_start",
    topic: "hooks",
    summary: "Commands that run in the container after its start, `privileged` or as another user if set.",
  },
  {
    compose: "pre_stop",
    topic: "hooks",
    summary: "Commands that run in the container before it stops, `privileged` or as another user if set.",
  },
  { compose: "label_file", flags: ["label-file"], summary: "Files with labels of the container." },
  {
    flags: ["detach"],
    short: "d",
    isSwitch: true,
    summary: "Starts the container in the background and prints its ID.",
  },
  { flags: ["detach-keys"], summary: "The keys that detach the terminal from the container." },
  {
    flags: ["rm"],
    isSwitch: true,
    topic: "short-lived",
    summary: "Removes the container and its anonymous volumes when it exits.",
  },
  { flags: ["cidfile"], summary: "The file that the container's ID is written to." },
  {
    flags: ["sig-proxy"],
    isSwitch: true,
    summary: "Passes signals of the command on to the main process. On by default.",
  },
  { flags: ["quiet"], short: "q", isSwitch: true, summary: "Hides the progress of the pull." },
  { flags: ["help"], isSwitch: true, summary: "Prints help and starts nothing." },
  {
    flags: ["disable-content-trust"],
    isSwitch: true,
    summary: "Skips the check of the image's signature. On by default; Docker 29 has no content trust.",
  },
  {
    flags: ["io-maxbandwidth", "io-maxiops"],
    topic: "io-limit",
    summary: "Limits of the I/O on the system drive of a Windows container.",
  },
  {
    devcontainer: "remoteUser",
    topic: "user",
    summary: "The user of the editor's processes in the container. The main process keeps its own.",
  },
  {
    devcontainer: "workspaceMount",
    topic: "volumes",
    summary: "How the workspace is mounted: a bind mount of the host's folder, or a volume.",
  },
  { devcontainer: "workspaceFolder", summary: "The folder in the container that the editor opens." },
  {
    devcontainer: "runArgs",
    topic: "run-args",
    summary: "Options for `docker run`, which may give up any part of the isolation.",
  },
  {
    devcontainer: "overrideCommand",
    topic: "main-process",
    summary: "Replaces the image's command by a loop that keeps the container alive.",
  },
  { devcontainer: "dockerComposeFile", summary: "Compose files with the service that the editor connects to." },
  { devcontainer: "service", summary: "The Compose service that the editor connects to." },
  { devcontainer: "runServices", summary: "The Compose services that start. All of them by default." },
  { devcontainer: "dockerFile", summary: "The Dockerfile to build. Replaced by `build.dockerfile`." },
  {
    devcontainer: "forwardPorts",
    topic: "forward-ports",
    summary: "Ports of the container that the editor forwards to the user's machine.",
  },
  {
    devcontainer: "hostRequirements",
    topic: "host-requirements",
    summary: "Processors, memory, storage and GPU that the host needs.",
  },
  { devcontainer: "shutdownAction", summary: "What happens to the container when the editor closes." },
  { devcontainer: "remoteEnv", summary: "Environment variables of the editor's processes, not of the main process." },
  {
    devcontainer: "updateRemoteUserUID",
    topic: "user",
    summary: "Changes the user's UID to that of the host's user, so that files in bind mounts have the right owner.",
  },
  { devcontainer: "userEnvProbe", summary: "The kind of shell that the editor reads environment variables from." },
  {
    devcontainer: "initializeCommand",
    topic: "initialize-command",
    summary: "A command that runs on the host, outside of the container.",
  },
  ...["onCreateCommand", "updateContentCommand", "postCreateCommand", "postStartCommand", "postAttachCommand"].map(
    (devcontainer): UnreadSetting => ({
      devcontainer,
      summary: "A command that runs in the container, with its rights, while the editor sets it up.",
    }),
  ),
];
