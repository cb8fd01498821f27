/** Type 1 runs on the hardware or in the host's kernel, type 2 as a program of the host; `none` is no virtual machine at all. */
export type Hypervisor = "type-1" | "type-2" | "none";

export interface Provider {
  /** As `config.vm.provider` names it. */
  readonly name: string;
  readonly title: string;
  readonly hypervisor: Hypervisor;
  /** Systems that it runs on. */
  readonly hosts: readonly ("linux" | "macos" | "windows")[];
  /** Architectures of the guests that run at full speed on a host of the same architecture. */
  readonly architectures: readonly ("amd64" | "arm64")[];
  /** A description of the provider, one sentence. */
  readonly about: string;
  /** A forwarded port without `host_ip` listens on every address of the host. */
  readonly forwardsOpenly: boolean;
  readonly source: string;
}

export const providers: readonly Provider[] = [
  {
    name: "virtualbox",
    title: "VirtualBox",
    hypervisor: "type-2",
    hosts: ["linux", "macos", "windows"],
    architectures: ["amd64", "arm64"],
    // On Apple silicon from 7.1 on; there the box's architecture is the limit.
    about: "A program of the host that runs each machine; the guest has a kernel of its own.",
    forwardsOpenly: true,
    source: "https://developer.hashicorp.com/vagrant/docs/providers/virtualbox",
  },
  {
    name: "vmware_desktop",
    title: "VMware Workstation and Fusion",
    hypervisor: "type-2",
    hosts: ["linux", "macos", "windows"],
    architectures: ["amd64", "arm64"],
    about: "A program of the host that runs each machine; the guest has a kernel of its own.",
    forwardsOpenly: true,
    source: "https://developer.hashicorp.com/vagrant/docs/providers/vmware",
  },
  {
    name: "libvirt",
    title: "libvirt with KVM",
    hypervisor: "type-1",
    hosts: ["linux"],
    architectures: ["amd64", "arm64"],
    about: "KVM turns the host's Linux kernel into the hypervisor, and QEMU emulates the devices.",
    forwardsOpenly: false,
    source: "https://vagrant-libvirt.github.io/vagrant-libvirt/",
  },
  {
    name: "hyperv",
    title: "Hyper-V",
    hypervisor: "type-1",
    hosts: ["windows"],
    architectures: ["amd64", "arm64"],
    about: "Windows itself runs on the hypervisor, next to the guests.",
    forwardsOpenly: false,
    source: "https://developer.hashicorp.com/vagrant/docs/providers/hyperv",
  },
  {
    name: "parallels",
    title: "Parallels Desktop",
    hypervisor: "type-2",
    hosts: ["macos"],
    architectures: ["amd64", "arm64"],
    about: "A program of macOS that runs each machine; the guest has a kernel of its own.",
    forwardsOpenly: true,
    source: "https://parallels.github.io/vagrant-parallels/docs/",
  },
  {
    name: "qemu",
    title: "QEMU",
    hypervisor: "type-2",
    hosts: ["linux", "macos", "windows"],
    architectures: ["amd64", "arm64"],
    about:
      "Emulates the machine; with KVM or Hypervisor.framework it runs at full speed, without them many times slower.",
    forwardsOpenly: true,
    source: "https://github.com/ppggff/vagrant-qemu",
  },
  {
    name: "utm",
    title: "UTM",
    hypervisor: "type-2",
    hosts: ["macos"],
    architectures: ["amd64", "arm64"],
    about: "One user interface for QEMU and Apple's virtualization framework.",
    forwardsOpenly: true,
    source: "https://github.com/naveenrajm7/vagrant_utm",
  },
  {
    name: "docker",
    title: "Docker",
    hypervisor: "none",
    hosts: ["linux", "macos", "windows"],
    architectures: ["amd64", "arm64"],
    about:
      "Not a virtual machine: a container on the host's kernel, or in the engine's own Linux machine on macOS and Windows.",
    forwardsOpenly: false,
    source: "https://developer.hashicorp.com/vagrant/docs/providers/docker",
  },
];

const aliases: Readonly<Record<string, string>> = {
  vmware_fusion: "vmware_desktop",
  vmware_workstation: "vmware_desktop",
  kvm: "libvirt",
};

/** A provider by the name in a Vagrantfile; undefined for one that the table does not hold. */
export function providerNamed(name: string): Provider | undefined {
  const known = Object.hasOwn(aliases, name) ? aliases[name] : name;
  return providers.find((provider) => provider.name === known);
}
