import { defineTopic, type Topic } from "./topic.ts";

/** Switches that give away what separates a container from its host. */
export const privilegeTopics: readonly Topic[] = [
  defineTopic({
    id: "privileged",
    title: "privileged: root in the container is root on the host",
    text: [
      "Keeps every capability, shows every device of the host, and drops the seccomp and AppArmor profiles.",
      "",
      "- **Shared:** the kernel, as always, and now nearly every way to use it: mounting the host's disk, loading modules, changing its network.",
      "- **A virtual machine** has its own kernel: root in the guest still faces the hypervisor.",
      "- **Instead:** the one capability or device that the software needs. VPN: `NET_ADMIN` and `/dev/net/tun`. FUSE: `SYS_ADMIN` and `/dev/fuse`. KVM: `/dev/kvm`.",
      "- **Docker in Docker, Kubernetes nodes, systemd:** sysbox or a virtual machine. To build images only: rootless BuildKit, which needs `seccomp=unconfined`, `apparmor=unconfined` and `systempaths=unconfined` in a container.",
      "- `docker:dind-rootless` still needs `privileged`, but its engine runs as an ordinary user of the container, not as root.",
    ].join("\n"),
    sources: [
      "https://docs.docker.com/reference/cli/docker/container/run/#privileged",
      "https://man7.org/linux/man-pages/man7/capabilities.7.html",
      "https://github.com/moby/buildkit/blob/master/docs/rootless.md",
    ],
  }),
  defineTopic({
    id: "build-security",
    title: "RUN --security: root of the build host, for one instruction",
    settings: ["dockerfile:RUN --security"],
    text: [
      "`insecure` runs the instruction without the build's sandbox, as a privileged container would.",
      "",
      "- The builder must allow it: `--allow security.insecure`, and the entitlement in BuildKit's own configuration.",
      "- Whoever can change the Dockerfile is then root on the build host.",
      "- **Instead:** do the privileged step when the container runs, or build in a virtual machine.",
    ].join("\n"),
    sources: ["https://docs.docker.com/reference/dockerfile/#run---security"],
  }),
  defineTopic({
    id: "capabilities",
    title: "cap_add, cap_drop: root's power in pieces",
    text: [
      "Linux splits what root may do into some forty capabilities; an engine grants fourteen by default.",
      "",
      "- A capability counts against the **one shared kernel**: `SYS_ADMIN` in a container is a large part of root on the host.",
      "- `cap_drop: [ALL]` and then the few that are needed is the cheapest hardening there is.",
      "- Under `privileged: true` both lists are ignored.",
    ].join("\n"),
    sources: [
      "https://man7.org/linux/man-pages/man7/capabilities.7.html",
      "https://docs.docker.com/engine/security/#linux-kernel-capabilities",
    ],
  }),
  defineTopic({
    id: "security-profiles",
    title: "security_opt: filters of system calls and file access",
    text: [
      "seccomp filters system calls, AppArmor and SELinux filter what they may touch, `no-new-privileges` stops setuid programs from gaining rights.",
      "",
      "- They separate the workload from the **shared kernel**; most published container escapes need one of them to be off.",
      "- `seccomp:unconfined` as a cure for *Operation not permitted* usually hides an engine or libseccomp that is older than the image: update those.",
      "- `privileged: true` drops the default profiles; a profile named here explicitly stays.",
    ].join("\n"),
    sources: [
      "https://docs.docker.com/engine/security/seccomp/",
      "https://github.com/docker-library/official-images/issues/16829",
    ],
  }),
  defineTopic({
    id: "devices",
    title: "devices: the host's hardware, without a driver in between",
    text: [
      "The container opens the host's device node; the driver behind it runs in the shared kernel.",
      "",
      "- `/dev/kvm`, `/dev/net/tun`, `/dev/fuse`, `/dev/dri` and serial ports are narrow and usual.",
      "- A raw disk, `/dev/mem` or the whole of `/dev` is the host itself.",
      "- A virtual machine gets an emulated device, or one that is passed through and lost to the host.",
    ].join("\n"),
    sources: ["https://docs.docker.com/reference/compose-file/services/#devices"],
  }),
  defineTopic({
    id: "engine-socket",
    title: "The engine's socket gives root on the host",
    refines: "volumes",
    values: /(?:docker|podman|containerd|crio)\.sock|docker_engine|^true$/,
    text: [
      "The API behind the socket starts containers with any mount and any privilege: `docker run -v /:/host --privileged` is one request away.",
      "",
      "- **`:ro` does not help.** It protects the socket's file, not the API behind it: requests are writes to a connection.",
      "- **Instead:** a socket proxy on an internal network that lets through the few calls that are needed; a rootless engine, whose socket is worth one user; or a runner of its own.",
      "- Docker Desktop hands over its hidden virtual machine instead of the laptop; mounted home folders still lie in reach.",
    ].join("\n"),
    sources: [
      "https://docs.docker.com/engine/security/#docker-daemon-attack-surface",
      "https://github.com/Tecnativa/docker-socket-proxy",
    ],
  }),
];
