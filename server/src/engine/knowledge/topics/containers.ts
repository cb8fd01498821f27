import { costOf, lines } from "./text.ts";
import { defineTopic, type Topic } from "./topic.ts";

/** Files, networks and life of a container. */
export const containerTopics: readonly Topic[] = [
  defineTopic({
    id: "read-only",
    title: "read_only: a root file system that cannot be changed",
    text: lines(
      "The container cannot write to its own layer, so an attacker cannot replace programs or leave files. Volumes and `tmpfs` stay writable.",
      "- **Shared:** the kernel. It is one layer of several: seccomp, AppArmor or SELinux, a user that is not root, `cap_drop`, and images that are scanned.",
      "- A **virtual machine** has its own disk, writable by its root.",
      "- It costs nothing at run time. Programs that write to `/tmp` or `/run` need `tmpfs` there.",
    ),
    sources: [
      "https://docs.docker.com/reference/compose-file/services/#read_only",
      "https://docs.docker.com/engine/security/",
    ],
  }),
  defineTopic({
    id: "tmpfs",
    title: "tmpfs: files in memory",
    text: lines(
      "The files are in the memory of the **shared** kernel, count towards the container's memory limit, and are lost when it stops.",
      "- Without `size` one mount may fill half of the host's memory.",
      "- A **virtual machine** has a tmpfs in its own memory.",
      "- **Use it** with `read_only: true` for `/tmp` and `/run`.",
    ),
    sources: ["https://docs.docker.com/engine/storage/tmpfs/"],
  }),
  defineTopic({
    id: "volumes-from",
    title: "volumes_from: all mounts of another container",
    text: lines(
      "The container gets every mount of the other one, with the same rights unless `:ro` is added, sockets and host folders included.",
      "- **Shared:** the files, and with bind mounts the host's.",
      "- **Virtual machines** share files only through a network or a shared folder.",
      "- **Instead:** name the volumes that both need.",
    ),
    sources: ["https://docs.docker.com/reference/compose-file/services/#volumes_from"],
  }),
  defineTopic({
    id: "secrets",
    title: "secrets: files instead of variables",
    text: lines(
      "Secrets are mounted below `/run/secrets`. They do not appear in `docker inspect` or in the environment of child processes.",
      "- **Shared:** with Compose the source is a file of the host or a variable, bind-mounted. Only Swarm encrypts and distributes it.",
      "- Root of the host reads them either way. It also reads the memory of a **virtual machine**, unless that is encrypted.",
    ),
    sources: ["https://docs.docker.com/compose/how-tos/use-secrets/"],
  }),
  defineTopic({
    id: "configs",
    title: "configs: configuration as mounted files",
    text: lines(
      "The content is mounted as a file, so the image stays the same in all environments.",
      "- **Shared:** with Compose it is a bind mount of a file of the host. Swarm distributes it.",
      "- A **virtual machine** gets its configuration from provisioning, or when it boots.",
    ),
    sources: ["https://docs.docker.com/reference/compose-file/configs/"],
  }),
  defineTopic({
    id: "container-network",
    title: "networks, dns, ip, mac_address: the container's own network",
    text: lines(
      "Each container has a network namespace with its own interfaces, address and name resolution. Containers of one network reach each other at every port, by name.",
      "- **Shared:** the kernel's network stack, and a bridge between all containers of a network. Raw packets (`NET_RAW`) can forge addresses there.",
      "- A **virtual machine** has its own stack, on a virtual switch.",
      "- **Separate** what must not meet: a network for each group, and `internal: true` where no access to the outside is needed.",
    ),
    sources: ["https://docs.docker.com/engine/network/", "https://docs.docker.com/reference/compose-file/networks/"],
  }),
  defineTopic({
    id: "network-container",
    title: "The network of another container",
    refines: "network-host",
    values: /^(?:service|container):/,
    text: lines(
      "Both containers have the same interfaces, ports and `localhost`. Ports are published at the other one.",
      "- **Shared:** the network namespace. Each keeps its own processes and files.",
      "- Kata cannot share it, because each container is in its own **virtual machine**.",
      "- **Use it** for sidecars such as VPNs. **Instead** of it, containers of one network reach each other by name.",
    ),
    sources: [
      "https://docs.docker.com/engine/network/#container-networks",
      "https://docs.docker.com/reference/compose-file/services/#network_mode",
    ],
  }),
  defineTopic({
    id: "network-none",
    title: "network_mode: none",
    refines: "network-host",
    values: /^none$/,
    text: lines(
      "The container has only its loopback interface: it reaches nothing and cannot be reached.",
      "- **Shared:** the kernel, but no network. Unix sockets in shared volumes still work.",
      "- **Use it** for code that needs no network. Untrusted code also needs gVisor or a **virtual machine**, because escapes from the kernel need no network.",
    ),
    sources: ["https://docs.docker.com/engine/network/drivers/none/"],
  }),
  defineTopic({
    id: "network-bridge",
    title: "network_mode: bridge",
    refines: "network-host",
    values: /^(?:bridge|default|private)$/,
    text: lines(
      "The container has its own network namespace on the engine's default bridge, where containers find each other by address only, not by name.",
      "- **Shared:** the bridge, with all containers that name no network.",
      "- A **virtual machine** has its own network stack, on a virtual switch.",
      "- **Instead:** a network of the project, which has name resolution and separates it from others.",
    ),
    sources: ["https://docs.docker.com/engine/network/drivers/bridge/"],
  }),
  defineTopic({
    id: "logging",
    title: "logging, log-driver: where the output goes",
    text: lines(
      "The engine reads standard output and error of the main process. The default driver `json-file` keeps everything on the host's disk, without a limit unless `max-size` is set.",
      "- **Shared:** the host's disk. One container that logs a lot fills it for all.",
      "- Programs that log to files or to syslog show nothing in `docker logs`.",
      "- A **virtual machine** keeps its logs on its own disk.",
    ),
    sources: ["https://docs.docker.com/engine/logging/configure/"],
  }),
  defineTopic({
    id: "short-lived",
    title: "--rm: a container for one command",
    text: lines(
      "The container and its anonymous volumes are removed when it exits, so each run starts from the image.",
      "- **Shared:** the image's layers, the kernel, and whatever is mounted.",
      "- A **virtual machine** for one command has to boot first.",
      costOf("lifespan"),
      "- Files that must stay belong into a volume or a bind mount.",
    ),
    sources: ["https://docs.docker.com/reference/cli/docker/container/run/#rm"],
  }),
  defineTopic({
    id: "hooks",
    title: "post_start, pre_stop: commands in the running container",
    text: lines(
      "Compose runs them beside the main process. `privileged: true` and `user` apply to the hook only, so a hook may have more rights than the service.",
      "- **Shared:** with `privileged`, nearly everything of the host.",
      "- They do not run if the container stops by itself.",
      "- The init system of a **virtual machine** does the same for its services.",
    ),
    sources: ["https://docs.docker.com/compose/how-tos/lifecycle/"],
  }),
  defineTopic({
    id: "run-args",
    title: "runArgs: options for docker run",
    text: lines(
      "The tool passes them to `docker run` as they are. They may give up any part of the isolation: `--privileged`, `--network=host`, `-v /:/host`.",
      "- **Shared:** the kernel of the machine with the engine; on macOS and Windows that is Docker Desktop's VM.",
      "- A remote machine or a codespace is a **virtual machine** for each user.",
      "- **Instead:** the properties `capAdd`, `securityOpt`, `mounts`, `init` and `privileged` work with Compose too.",
    ),
    sources: ["https://containers.dev/implementors/json_reference/"],
  }),
  defineTopic({
    id: "dev-features",
    title: "features: software that is added to the image",
    text: lines(
      "Features are installed as root while the image is built. They may also ask for `privileged`, capabilities, mounts and an entrypoint: `docker-in-docker` makes the container privileged, `docker-outside-of-docker` mounts the engine's socket.",
      "- **Shared:** with either of the two, the kernel of the engine's machine, with root on it.",
      "- A codespace runs the container in a **virtual machine** of its own.",
      "- **Instead** of a feature without a version: pin it, as an image.",
    ),
    sources: ["https://containers.dev/implementors/features/", "https://github.com/devcontainers/features"],
  }),
  defineTopic({
    id: "forward-ports",
    title: "forwardPorts: ports through the editor",
    text: lines(
      "The editor forwards a port to the user's machine, on its loopback address. It works without `appPort` and across a remote connection.",
      "- **Shared:** nothing with the network; other machines cannot reach the port.",
      "- `appPort` publishes the port on the engine's host instead, as `-p` does.",
    ),
    sources: ["https://containers.dev/implementors/json_reference/"],
  }),
  defineTopic({
    id: "host-requirements",
    title: "hostRequirements: the machine below the container",
    text: lines(
      "Services such as Codespaces choose a **virtual machine** of at least this size. Locally the tool only warns.",
      "- It is no limit: the container may use all of the machine. `--memory` and `--cpus` in `runArgs` limit it.",
      costOf("memory"),
    ),
    sources: ["https://containers.dev/implementors/json_reference/"],
  }),
  defineTopic({
    id: "initialize-command",
    title: "initializeCommand: a command on the host",
    text: lines(
      "It runs on the user's machine before the container exists, so no isolation applies. All other lifecycle commands run in the container.",
      "- **Shared:** everything that the user can access. Read it before you open the repository of a stranger.",
      "- In a codespace the host is a **virtual machine** in the cloud.",
    ),
    sources: ["https://containers.dev/implementors/json_reference/#lifecycle-scripts"],
  }),
];
