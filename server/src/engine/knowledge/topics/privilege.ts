import { costOf, lines } from "./text.ts";
import { defineTopic, type Topic } from "./topic.ts";

/** Settings that remove the separation between a container and its host. */
export const privilegeTopics: readonly Topic[] = [
  defineTopic({
    id: "privileged",
    title: "privileged: root in the container is root on the host",
    text: lines(
      "Keeps every capability, shows every device of the host, and drops the seccomp and AppArmor profiles.",
      "- **Shared:** the kernel, and nearly every operation on it: mounting the host's disk, loading modules, changing its network.",
      "- **A virtual machine** has its own kernel, so root in the guest still has to escape the hypervisor.",
      costOf("start"),
      "- **Instead:** grant the one capability or device that the software needs. VPN: `NET_ADMIN` and `/dev/net/tun`. FUSE: `SYS_ADMIN` and `/dev/fuse`. KVM: `/dev/kvm`.",
      "- **Docker in Docker, Kubernetes nodes, systemd:** use sysbox or a virtual machine. To build images only: rootless BuildKit, which needs `seccomp=unconfined`, `apparmor=unconfined` and `systempaths=unconfined` in a container.",
      "- `docker:dind-rootless` still needs `privileged`, but its engine runs as an ordinary user of the container, not as root.",
    ),
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
    text: lines(
      "`insecure` runs the instruction without the build's sandbox, as a privileged container would.",
      "- The builder must allow it: `--allow security.insecure`, and the entitlement in BuildKit's own configuration.",
      "- Anyone who can change the Dockerfile then has root on the build host.",
      "- **Instead:** do the privileged step when the container runs, or build in a virtual machine.",
    ),
    sources: ["https://docs.docker.com/reference/dockerfile/#run---security"],
  }),
  defineTopic({
    id: "capabilities",
    title: "cap_add, cap_drop: the privileges of root, one by one",
    text: lines(
      "Linux splits the privileges of root into about forty capabilities. An engine grants fourteen by default.",
      "- A capability applies to the **shared kernel**: `SYS_ADMIN` in a container is a large part of root on the host.",
      "- `cap_drop: [ALL]`, followed by the few capabilities that are needed, is the cheapest hardening.",
      "- With `privileged: true` both lists have no effect.",
      "- In a **virtual machine** capabilities apply to the guest's kernel only.",
      costOf("start"),
      "- **Instead** of `SYS_ADMIN` or `NET_ADMIN`: run what needs it on the host, in gVisor, Kata or a VM.",
    ),
    sources: [
      "https://man7.org/linux/man-pages/man7/capabilities.7.html",
      "https://docs.docker.com/engine/security/#linux-kernel-capabilities",
    ],
  }),
  defineTopic({
    id: "security-profiles",
    title: "security_opt: seccomp, AppArmor and SELinux",
    text: lines(
      "seccomp filters system calls, AppArmor and SELinux restrict access to files and other resources, and `no-new-privileges` stops setuid programs from gaining privileges.",
      "- They separate the workload from the **shared kernel**, whose bugs affect all containers. CVE-2022-0185 is an escape that needs `unshare`, which the default seccomp profile blocks.",
      "- They are layers, together with a user that is not root, `read_only`, `cap_drop` and images that are scanned.",
      "- If `seccomp:unconfined` fixes *Operation not permitted*, the engine or libseccomp is usually older than the image. Update them instead.",
      "- `privileged: true` drops the default profiles, but keeps a profile that is named here.",
      "- A **virtual machine** does not depend on them: its system calls go to its own kernel.",
      costOf("start"),
    ),
    sources: [
      "https://docs.docker.com/engine/security/seccomp/",
      "https://nvd.nist.gov/vuln/detail/CVE-2022-0185",
      "https://github.com/docker-library/official-images/issues/16829",
    ],
  }),
  defineTopic({
    id: "devices",
    title: "devices: the host's hardware, without a driver in between",
    text: lines(
      "The container opens the host's device node, and its driver runs in the shared kernel.",
      "- `/dev/kvm`, `/dev/net/tun`, `/dev/fuse`, `/dev/dri` and serial ports are narrow, common grants.",
      "- A raw disk, `/dev/mem` or the whole of `/dev` gives control of the host.",
      "- `device_cgroup_rules` allows a class of devices, including ones that appear later.",
      "- A **virtual machine** gets an emulated or virtio device, or one that is passed through and that the host can no longer use.",
      costOf("memory"),
      "- **Instead** of a disk: a volume. Instead of `privileged`: the one device.",
    ),
    sources: ["https://docs.docker.com/reference/compose-file/services/#devices"],
  }),
  defineTopic({
    id: "engine-socket",
    title: "Docker socket: root on the host",
    refines: "volumes",
    values: /(?:docker|podman|containerd|crio)\.sock|docker_engine/,
    text: lines(
      "The engine's API starts containers with any mount and any privilege, for example `docker run -v /:/host --privileged`.",
      "- **`:ro` does not help.** It protects the socket's file, but requests go through a connection and do not write to the file.",
      "- **Instead:** use a socket proxy on an internal network that allows only the calls that are needed, a rootless engine, whose socket gives the rights of one user, or a separate runner.",
      "- A **virtual machine** with an engine of its own gives away only itself.",
      costOf("memory"),
      "- `use_api_socket` also hands over the caller's credentials for registries.",
      "- On Docker Desktop the socket gives root in Docker Desktop's VM, not on the laptop, but mounted home folders are still accessible.",
    ),
    sources: [
      "https://docs.docker.com/engine/security/#docker-daemon-attack-surface",
      "https://github.com/Tecnativa/docker-socket-proxy",
    ],
  }),
];
