/** The boundary between a workload and the host's kernel. */
export type RuntimeKind = "shared-kernel" | "user-namespace" | "user-space-kernel" | "virtual-machine";

export interface Runtime {
  readonly id: string;
  readonly title: string;
  /** Names that teams register it under, whole: `runsc-kvm`, `io.containerd.kata.v2`. */
  readonly names: RegExp;
  readonly kind: RuntimeKind;
  /** What it shares with the host, what not. */
  readonly shares: string;
  /** What stops working or behaves otherwise. */
  readonly breaks: string;
  /** Where it runs and what it needs. */
  readonly needs: string;
  /** How it works or who uses it, a sentence. */
  readonly about?: string;
  /** What it says to settings that reach for the host; absent: nothing to say. */
  readonly conflicts: Readonly<Partial<Record<RuntimeSetting, RuntimeConflict>>>;
  readonly sources: readonly string[];
}

export type RuntimeSetting =
  | "network-host"
  | "network-shared"
  | "privileged"
  | "pid-host"
  | "userns-host"
  | "engine-socket"
  | "kvm"
  | "fuse"
  | "host-device"
  | "nested-engine";

export interface RuntimeConflict {
  readonly severity: "warning" | "info";
  /** Ends the sentence `With this runtime …`. */
  readonly effect: string;
}

const warning = (effect: string): RuntimeConflict => ({ severity: "warning", effect });
const info = (effect: string): RuntimeConflict => ({ severity: "info", effect });

const socket = warning("the engine's socket hands over the host all the same");

/** Runtimes that an engine can start containers with. The first whose names match counts. */
export const runtimes: readonly Runtime[] = [
  {
    id: "gvisor",
    title: "gVisor (runsc)",
    names: /^(?:runsc[\w.-]*|io\.containerd\.runsc[\w.-]*)$/,
    kind: "user-space-kernel",
    shares: "a kernel in user space handles the system calls, and few of them reach the host's kernel",
    breaks:
      "Docker's name service on user-defined networks, so services do not find each other by name; slower where system calls dominate; most sysctls",
    needs: "Linux, registered in daemon.json or as a containerd shim; not supported on Docker Desktop",
    about: "It intercepts each system call in user space. GKE Sandbox and Cloud Run's first generation use it.",
    conflicts: {
      "network-host": warning(
        "the sandbox keeps its own network stack, unless runsc runs with --network=host, which gives that part up",
      ),
      privileged: info("it widens what the workload may ask of the sandbox, not of the host's kernel"),
      "pid-host": warning("the host's processes cannot be shared with the sandbox"),
      "userns-host": warning("the sandbox keeps user ids of its own"),
      "engine-socket": socket,
      kvm: warning("KVM inside the sandbox is not supported"),
      "host-device": warning("host devices other than NVIDIA GPUs and TPUs are not supported"),
      "nested-engine": info("a Docker engine inside is supported, with --net-raw among others"),
    },
    sources: [
      "https://gvisor.dev/docs/user_guide/compatibility/",
      "https://gvisor.dev/docs/user_guide/faq/",
      "https://gvisor.dev/docs/tutorials/docker-compose/",
    ],
  },
  {
    id: "kata",
    title: "Kata Containers",
    names: /^(?:kata[\w.-]*|io\.containerd\.kata[\w.-]*)$/,
    kind: "virtual-machine",
    shares: "each container has a kernel of its own in a light virtual machine",
    breaks: "sharing a network namespace with another container; host namespaces; Podman",
    needs: "Linux with KVM or another hypervisor; inside a cloud instance, nested virtualization",
    about:
      "It starts QEMU, Cloud Hypervisor (`kata-clh`), Firecracker (`kata-fc`) or Dragonball for each container or pod.",
    conflicts: {
      "network-host": warning("it is unsupported and may break the host's network"),
      "network-shared": warning("network namespaces cannot be shared between containers"),
      privileged: info("its capabilities count inside the guest only, and host devices are unsupported"),
      "pid-host": warning("the guest has processes of its own and cannot see the host's"),
      "userns-host": warning("user ids belong to the guest"),
      "engine-socket": socket,
      kvm: warning("it asks for virtualization inside virtualization"),
      fuse: info("the device of the guest is used, not the host's"),
      "host-device": info("hot-plugged block devices work, others may not"),
    },
    sources: [
      "https://github.com/kata-containers/kata-containers/blob/main/docs/Limitations.md",
      "https://github.com/kata-containers/kata-containers/blob/main/docs/how-to/privileged.md",
    ],
  },
  {
    id: "sysbox",
    title: "Sysbox",
    names: /^sysbox-runc$/,
    kind: "user-namespace",
    shares: "the host's kernel, but always in a user namespace, so root inside has no rights on the host",
    breaks: "host namespaces and privileged containers; host devices belong to the user `nobody` in the container",
    needs: "a Linux host, amd64 or arm64; on Docker Desktop only as Enhanced Container Isolation",
    conflicts: {
      "network-host": warning("it does not work"),
      privileged: warning("it does not work: systemd and Docker run without it"),
      "pid-host": warning("it does not work"),
      "userns-host": warning("it does not work: the user namespace is the point"),
      "engine-socket": socket,
      kvm: info("the device belongs to nobody inside"),
      fuse: warning("creating fuse and tun devices fails, and host devices appear as nobody's"),
      "host-device": info("the device belongs to nobody inside"),
    },
    sources: ["https://github.com/nestybox/sysbox/blob/master/docs/user-guide/limitations.md"],
  },
  {
    id: "krun",
    title: "libkrun",
    names: /^(?:krun|crun-vm|crun-krun|io\.containerd\.krun[\w.-]*)$/,
    kind: "virtual-machine",
    shares: "each container has a kernel of its own in a light virtual machine",
    breaks: "host namespaces and devices",
    needs: "Linux with KVM, or macOS with Hypervisor.framework under Podman",
    conflicts: { "engine-socket": socket },
    sources: ["https://github.com/containers/libkrun"],
  },
  {
    id: "firecracker",
    title: "Firecracker",
    names: /^(?:aws\.firecracker|io\.containerd\.firecracker[\w.-]*|firecracker[\w.-]*)$/,
    kind: "virtual-machine",
    shares: "each microVM has a kernel of its own and a few virtio devices",
    breaks: "host namespaces, devices and file sharing",
    needs: "Linux with KVM and firecracker-containerd",
    about: "AWS Lambda and AWS Fargate run on it. The devices are network, block, vsock, balloon, entropy and pmem.",
    conflicts: { "engine-socket": socket },
    sources: [
      "https://github.com/firecracker-microvm/firecracker-containerd",
      "https://firecracker-microvm.github.io/",
    ],
  },
  {
    id: "nvidia",
    title: "NVIDIA Container Runtime",
    names: /^(?:nvidia|nvidia-container-runtime|nvidia\.cdi|nvidia-legacy)$/,
    kind: "shared-kernel",
    shares: "the host's kernel and its NVIDIA driver: runc with devices and libraries added",
    breaks: "nothing that runc can do",
    needs: "the host's NVIDIA driver and the container toolkit",
    conflicts: {},
    sources: ["https://docs.nvidia.com/datacenter/cloud-native/container-toolkit/latest/"],
  },
  {
    id: "youki",
    title: "youki",
    names: /^youki$/,
    kind: "shared-kernel",
    shares: "the host's kernel; namespaces and cgroups as with runc",
    breaks: "little: it follows the same specification",
    needs: "Linux, registered in daemon.json",
    conflicts: {},
    sources: ["https://github.com/youki-dev/youki"],
  },
  {
    id: "crun",
    title: "crun",
    names: /^crun$/,
    kind: "shared-kernel",
    shares: "the host's kernel; namespaces and cgroups as with runc",
    breaks: "little: it follows the same specification",
    needs: "Linux; the default of Podman on Fedora and its relatives",
    conflicts: {},
    sources: ["https://github.com/containers/crun"],
  },
  {
    id: "runc",
    title: "runc",
    names: /^(?:runc|io\.containerd\.runc[\w.-]*|io\.containerd\.runtime\.v1\.linux)$/,
    kind: "shared-kernel",
    shares: "the host's kernel; namespaces, cgroups, capabilities and seccomp separate the container from it",
    breaks: "nothing: it is the default",
    needs: "Linux",
    about: "`dockerd` asks `containerd`, whose shim starts runc. runc starts the process and exits.",
    conflicts: {},
    sources: ["https://github.com/opencontainers/runc"],
  },
  {
    id: "runhcs",
    title: "Windows containers (runhcs)",
    names: /^(?:io\.containerd\.runhcs[\w.-]*|com\.docker\.hcsshim\.v1)$/,
    kind: "shared-kernel",
    shares: "the Windows kernel with process isolation; a kernel of its own with Hyper-V isolation",
    breaks: "Linux images",
    needs: "Windows; which images run depends on the host's build",
    conflicts: {},
    sources: ["https://learn.microsoft.com/en-us/virtualization/windowscontainers/manage-containers/hyperv-container"],
  },
];

/** Returns the runtime that a `runtime:` key names, or undefined if the name is unknown. */
export function runtimeNamed(name: string): Runtime | undefined {
  return runtimes.find(({ names }) => names.test(name));
}

/** The workload does not talk to the host's kernel directly: gVisor, or a virtual machine. */
export function isSandbox(runtime: Runtime | undefined): boolean {
  return runtime?.kind === "user-space-kernel" || runtime?.kind === "virtual-machine";
}
