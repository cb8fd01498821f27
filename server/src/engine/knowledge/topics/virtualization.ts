import { costOf, lines } from "./text.ts";
import { defineTopic, type Topic } from "./topic.ts";

/** How containers and virtual machines are made, and systems between them. */
export const virtualizationTopics: readonly Topic[] = [
  defineTopic({
    id: "container-stack",
    title: "docker, podman, containerd, runc: from a command to a process",
    settings: ["docker", "dockerd", "podman", "nerdctl", "buildah", "containerd", "ctr", "crictl", "runc", "crun"].map(
      (name) => `command:${name}`,
    ),
    text: lines(
      "`docker` calls the API of `dockerd`, which asks `containerd`, whose shim starts `runc`. `runc` creates namespaces and a control group, starts the program in them and exits. Podman starts the same runtimes without a daemon.",
      "- **Shared:** nothing remains between the program and the host's kernel, so every system call goes to it.",
      "- In a **virtual machine** a monitor such as QEMU stays between guest and host.",
      "- Anyone who can call the API of `dockerd` is root on the host.",
      costOf("start"),
      "- **Instead**, for untrusted code: replace only `runc`, by `runsc` (gVisor) or Kata Containers. The other layers stay.",
    ),
    sources: [
      "https://docs.docker.com/engine/daemon/alternative-runtimes/",
      "https://github.com/opencontainers/runc",
      "https://github.com/containerd/containerd",
    ],
  }),
  defineTopic({
    id: "hardware-virtualization",
    title: "KVM, qemu, nested: what the processor separates in a virtual machine",
    settings: [
      ...["kvm", "kvm-ok", "qemu-kvm", "qemu-system-x86_64", "qemu-system-aarch64", "firecracker"].map(
        (name) => `command:${name}`,
      ),
      ...["cloud-hypervisor", "qemu-img", "virt-install"].map((name) => `command:${name}`),
      "vagrant:provider.libvirt.nested",
      "vagrant:provider.virtualbox.nested_hw_virt",
    ],
    text: lines(
      "- **vCPUs** are threads of the host. The processor runs the guest's instructions directly and leaves the guest for privileged ones.",
      "- **Memory** is translated twice: the processor adds page tables of the host (EPT on Intel, NPT on AMD), so a guest cannot address the memory of others.",
      "- **Devices** are emulated or virtio, which the guest knows to be virtual and which is faster. The IOMMU keeps a device that is passed through within the guest's memory.",
      "- **Shared** with the host are only the monitor and `/dev/kvm`. A container shares the kernel.",
      costOf("memory"),
      "- A VM in a VM needs nested virtualization, which hosts often disable. **Instead:** gVisor needs no KVM.",
    ),
    sources: [
      "https://docs.kernel.org/virt/kvm/x86/mmu.html",
      "https://docs.kernel.org/virt/kvm/x86/running-nested-guests.html",
      "https://docs.kernel.org/driver-api/virtio/virtio.html",
    ],
  }),
  defineTopic({
    id: "device-kvm",
    title: "/dev/kvm: virtual machines from within the container",
    refines: "devices",
    values: /\/dev\/kvm\b/,
    text: lines(
      "The container can start virtual machines with hardware virtualization. It needs no other privilege.",
      "- **Shared:** the KVM module of the host's kernel, whose bugs are rare but reach the host.",
      "- Each **virtual machine** has its own kernel, memory that EPT or NPT maps, and virtio devices.",
      costOf("memory"),
      "- **Instead** of `privileged: true`, this device is enough for Android emulators, Firecracker and QEMU.",
    ),
    sources: [
      "https://docs.kernel.org/virt/kvm/api.html",
      "https://docs.docker.com/reference/compose-file/services/#devices",
    ],
  }),
  defineTopic({
    id: "system-containers",
    title: "LXC, LXD, Incus, systemd-nspawn: containers that run a whole system",
    settings: [
      ...["lxc", "lxd", "incus", "lxc-create", "lxc-start", "lxc-attach", "machinectl", "systemd-nspawn"].map(
        (name) => `command:${name}`,
      ),
      "vagrant:provider.lxc",
      "vagrant:provider.lxd",
    ],
    text: lines(
      "A system container boots an init system with its services and is treated like a light virtual machine: updated in place, logged in to, kept for months.",
      "- **Shared:** the host's kernel, as with every container. Modules and kernel settings are the host's.",
      "- LXD and Incus map root to an ordinary user of the host by default, and can also start a **virtual machine** with its own kernel.",
      costOf("density"),
      "- **Use it** for systemd with several services. For one service use an ordinary container, for another kernel a VM.",
    ),
    sources: ["https://linuxcontainers.org/lxc/introduction/", "https://linuxcontainers.org/incus/docs/main/"],
  }),
  defineTopic({
    id: "kubernetes-tenants",
    title: "kubectl, helm, kind, k3s: Kubernetes with several tenants",
    settings: ["kubectl", "helm", "minikube", "kind", "k3d", "k3s", "kubeadm", "kustomize", "oc"].map(
      (name) => `command:${name}`,
    ),
    text: lines(
      "Pods of a node share its kernel, and a namespace of Kubernetes is a name, not a boundary.",
      "- **For several tenants:** Pod Security Admission (the successor of pod security policies), network policies, admission webhooks and quotas.",
      "- **For untrusted code:** a `RuntimeClass` with gVisor or Kata Containers, or separate nodes. GKE, EKS and AKS run nodes as **virtual machines**, so a tenant with its own nodes has its own kernel.",
      costOf("density"),
      "- `kind` and `k3d` run nodes as privileged containers, for tests only.",
    ),
    sources: [
      "https://kubernetes.io/docs/concepts/security/multi-tenancy/",
      "https://kubernetes.io/docs/concepts/containers/runtime-class/",
    ],
  }),
  defineTopic({
    id: "wsl",
    title: "wsl: Linux in a hidden virtual machine of Windows",
    settings: ["command:wsl", "command:wsl.exe"],
    text: lines(
      "WSL 2 runs one Linux kernel in a light Hyper-V virtual machine. Its distributions are containers in that machine, and Docker Desktop uses it for Linux containers.",
      "- **Shared:** the distributions share that kernel and its memory.",
      "- Files of Windows cross the boundary of the **virtual machine**, so they are slower than files within Linux.",
      costOf("start"),
      "- Windows containers do not run in WSL 2. They need the Windows kernel or Hyper-V isolation.",
    ),
    sources: ["https://learn.microsoft.com/en-us/windows/wsl/about"],
  }),
  defineTopic({
    id: "namespaces",
    title: "unshare, nsenter, ip, chroot: the namespaces of Linux",
    settings: ["unshare", "nsenter", "lsns", "setns", "chroot", "pivot_root", "ip", "bwrap"].map(
      (name) => `command:${name}`,
    ),
    text: lines(
      "A container is a process with its own view of **PIDs, mounts, network, IPC, host name (UTS), users and control groups**. `chroot` only changes the root folder and hides nothing else.",
      "- **Shared** is everything else: the kernel, its memory, its modules and its clock.",
      "- Creating or joining a namespace needs `SYS_ADMIN`, or a user namespace. `nsenter -t 1` with `pid: host` is root on the host.",
      "- A **virtual machine** does not need namespaces, because it has a kernel for itself.",
      costOf("start"),
      "- **Instead** of namespaces of your own in a container: a second container, or a virtual machine for untrusted code.",
    ),
    sources: [
      "https://man7.org/linux/man-pages/man7/namespaces.7.html",
      "https://man7.org/linux/man-pages/man1/unshare.1.html",
    ],
  }),
  defineTopic({
    id: "cgroups",
    title: "cgroup_parent, cgexec, systemd-run: control groups",
    settings: ["cgcreate", "cgexec", "cgset", "systemd-run", "systemd-cgtop"].map((name) => `command:${name}`),
    text: lines(
      "A control group (cgroup) counts and limits what its processes use: processor time, memory, disk I/O and the number of processes. Above the memory limit the OOM killer ends one of them; above `pids` the kernel refuses a new process.",
      "- **Shared:** the resources themselves. Without limits one container takes them from all others. With `--cgroup-parent` containers have one limit together.",
      "- A **virtual machine** has a fixed number of vCPUs and a maximum of memory instead.",
      costOf("density"),
      "- **Instead** of control groups of your own: `mem_limit`, `cpus` and `pids_limit`.",
    ),
    sources: [
      "https://docs.kernel.org/admin-guide/cgroup-v2.html",
      "https://docs.docker.com/engine/containers/resource_constraints/",
    ],
  }),
];
