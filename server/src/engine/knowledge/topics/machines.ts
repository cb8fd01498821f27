import { folderTypes, networks, pageOf, provisioners } from "../vagrant.ts";
import { providers } from "../providers.ts";
import { costOf, lines } from "./text.ts";
import { defineTopic, type Topic } from "./topic.ts";

const otherNetworks: Readonly<Record<string, string>> = {
  forwarded_port: '`host_ip: "127.0.0.1"` keeps the port on this host. In Compose: `ports` with an address.',
  private_network: "with containers, a network of the Compose project, where services have names.",
  public_network: "`private_network` with forwarded ports, unless other machines must reach the guest.",
};

function folderText(about: string): string {
  return lines(
    about,
    "- **Shared** with the host: the files. The guest has its own kernel, so every access is translated.",
    "- Folders with many small files (`node_modules`, `vendor`) are the slowest. Keep them in the guest.",
    "- **Instead:** a bind mount into a container on Linux needs no translation, because both use the same kernel and file system.",
  );
}

const hypervisors = {
  "type-1": "Type 1: the hypervisor is on the hardware or in the kernel, as KVM, Hyper-V, Xen and ESXi are.",
  "type-2": "Type 2: the hypervisor is a program of the host, as VirtualBox and VMware Workstation are.",
  none: "No virtual machine at all: containers on the host's kernel.",
};

const sharedBy = {
  "type-1":
    "the hypervisor, and emulated or virtio devices. The processor separates memory (EPT, NPT) and the IOMMU separates devices.",
  "type-2": "a process of the user for each machine, its devices and the synced folders. The guest has its own kernel.",
  none: "the kernel. The machine is a container.",
};

const insteadOf = {
  "type-1": "the provider `docker`, or Compose, for services that need no kernel of their own.",
  "type-2": "on Linux, libvirt with KVM is faster. For services that need no kernel of their own, Compose.",
  none: "Compose describes the same container without Vagrant. For another kernel, libvirt or VirtualBox.",
};

/** Virtual machines of a Vagrantfile. */
export const machineTopics: readonly Topic[] = [
  defineTopic({
    id: "box",
    title: "A box is a whole system, kernel included",
    settings: ["vagrant:config.vm.box", "vagrant:config.vm.box_url", "vagrant:config.vm"],
    text: lines(
      "The machine boots firmware, a kernel and an init system, and then your service. It has its own disk, and the host allocates its memory when the guest first uses it.",
      "- **Worth it** for untrusted code, another operating system, kernel work or regulated data.",
      "- **Not worth it** for one service or one test run, because the same program in a container starts in a second or two.",
      "- **Shared** with the host: the hypervisor only. Containers in the machine share the guest's kernel, which is how clouds separate tenants.",
      costOf("vm-parts"),
    ),
    sources: [
      "https://developer.hashicorp.com/vagrant/docs/boxes",
      "https://docs.docker.com/get-started/docker-overview/",
    ],
  }),
  ...providers.map(({ name, title, hypervisor, about, source }) =>
    defineTopic({
      id: `provider-${name.replaceAll("_", "-")}`,
      title,
      settings: [`vagrant:provider.${name}`],
      text: lines(
        about,
        `- ${hypervisors[hypervisor]}`,
        `- **Shared** with the host: ${sharedBy[hypervisor]}`,
        costOf("memory"),
        `- **Instead:** ${insteadOf[hypervisor]}`,
      ),
      sources: [source],
    }),
  ),
  defineTopic({
    id: "machine-memory",
    title: "Memory and processors of a virtual machine",
    settings: ["memory", "cpus", "memsize", "numvcpus"].flatMap((key) =>
      ["virtualbox", "libvirt", "vmware_desktop", "hyperv", "parallels"].map(
        (provider) => `vagrant:provider.${provider}.${key}`,
      ),
    ),
    text: lines(
      "`memory` is the memory that the guest may use. The host allocates it when the guest first uses it, and gets it back only through ballooning or at shutdown. A container only occupies the memory that it currently uses.",
      "- `cpus` are virtual processors that the host schedules like threads. If there are more than the host has, all machines become slower.",
      "- **Shared** with the host: its processors, and memory that the guest has not used yet.",
      costOf("cost"),
      "- **Instead** of a machine for each service: one machine, or containers with `mem_limit`.",
    ),
    sources: ["https://developer.hashicorp.com/vagrant/docs/providers/virtualbox/configuration"],
  }),
  defineTopic({
    id: "synced-folder",
    title: "synced_folder: files cross from the host's kernel to the guest's",
    settings: ["vagrant:synced_folder"],
    text: folderText(
      "The provider decides how: VirtualBox and VMware have their own shared folders, libvirt uses NFS.",
    ),
    sources: ["https://developer.hashicorp.com/vagrant/docs/synced-folders"],
  }),
  ...folderTypes.map(({ name, about, page }) =>
    defineTopic({
      id: `synced-folder-${name}`,
      title: `synced_folder, type ${name}`,
      settings: [`vagrant:synced_folder.${name}`],
      text: folderText(about),
      sources: [page],
    }),
  ),
  ...provisioners.map(({ name, about }) =>
    defineTopic({
      id: `provision-${name.replaceAll("_", "-")}`,
      title: `provision "${name}": each machine is set up separately`,
      settings: [`vagrant:provision.${name}`],
      text: lines(
        about,
        "- It runs after the boot, by default on the first `vagrant up` only, so machines of different days differ.",
        "- **Shared** with the host: the files that it copies. The guest has its own kernel, so kernel settings and modules are allowed.",
        costOf("start"),
        "- **Instead:** the same commands in a Dockerfile run once, and every container starts from the result.",
      ),
      sources: [`https://developer.hashicorp.com/vagrant/docs/provisioning/${pageOf(name)}`],
    }),
  ),
  defineTopic({
    id: "machine-network",
    title: "network: a virtual machine has its own network",
    settings: ["vagrant:config.vm.network", "vagrant:config.vm.hostname"],
    text: lines(
      "The guest has its own kernel, interfaces and firewall, and packets cross a virtual switch.",
      "- **Shared** with the host: the switch, and forwarded ports.",
      "- A container has its own interfaces, but the host's kernel handles its packets.",
      "- With most providers a forwarded port listens on all addresses of the host, unless `host_ip` is set.",
    ),
    sources: ["https://developer.hashicorp.com/vagrant/docs/networking"],
  }),
  ...networks.map(({ name, about }) =>
    defineTopic({
      id: `machine-network-${name.replaceAll("_", "-")}`,
      title: `network "${name}"`,
      settings: [`vagrant:network.${name}`],
      text: lines(
        about,
        "- **Shared** with the host: a virtual switch. The guest has its own kernel, interfaces and firewall.",
        "- A container has its own interfaces, but the host's kernel handles its packets.",
        `- **Instead:** ${otherNetworks[name] ?? ""}`,
      ),
      sources: [`https://developer.hashicorp.com/vagrant/docs/networking/${name.replace("_port", "_ports")}`],
    }),
  ),
  defineTopic({
    id: "machine-commands",
    title: "vagrant, VBoxManage, multipass, virsh, lima, tart: commands that boot a virtual machine",
    settings: ["vagrant", "VBoxManage", "vboxmanage", "multipass", "virsh", "limactl", "lima", "colima", "tart"].map(
      (name) => `command:${name}`,
    ),
    text: lines(
      "They need hardware virtualization. A container has it only with `/dev/kvm`, a virtual machine only if its host allows nested virtualization.",
      "- **Shared** with the host: the hypervisor only. Each machine has its own kernel.",
      costOf("start"),
      "- **Instead**, in CI: a `container:` job or `docker run --rm` avoids the second kernel and the minutes of boot.",
    ),
    sources: ["https://docs.kernel.org/virt/kvm/x86/running-nested-guests.html"],
  }),
  defineTopic({
    id: "machine-definition",
    title: "define: an additional machine",
    settings: ["vagrant:config.vm.define"],
    text: lines(
      "Each definition is a machine with its own kernel, disk and memory, and `vagrant up` boots all of them unless `autostart` is false.",
      "- Settings outside the block apply to every machine. Settings inside override them.",
      "- The containers of a Compose project share one kernel instead.",
    ),
    sources: ["https://developer.hashicorp.com/vagrant/docs/multi-machine"],
  }),
  defineTopic({
    id: "guest",
    title: "guest, communicator: the system in the box, and how Vagrant connects to it",
    settings: ["vagrant:config.vm.guest", "vagrant:config.vm.communicator"],
    text: lines(
      "Vagrant detects the `guest` system to choose its commands for host names, networks and shutdown. A Windows box usually needs `communicator` set to `winrm` or `winssh`. Vagrant connects to all others by SSH.",
      "- Many Windows boxes set both in their own Vagrantfile.",
    ),
    sources: ["https://developer.hashicorp.com/vagrant/docs/vagrantfile/machine_settings"],
  }),
  defineTopic({
    id: "box-version",
    title: "box_version: the version of the box",
    settings: ["vagrant:config.vm.box_version"],
    text: lines(
      "If it is unset, `vagrant up` uses the newest version that it finds, so machines that are set up on different days differ.",
      "- Only `vagrant box update` and a new machine update the box. The guest updates its own packages.",
      "- An old version contains an old system. Check whether its distribution is still maintained.",
    ),
    sources: ["https://developer.hashicorp.com/vagrant/docs/boxes/versioning"],
  }),
];
