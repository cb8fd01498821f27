import { figures } from "../figures.ts";
import { providers } from "../providers.ts";
import { lines } from "./text.ts";
import { defineTopic, type Topic } from "./topic.ts";

const hypervisors = {
  "type-1": "Type 1: the hypervisor is in the kernel or on the hardware.",
  "type-2": "Type 2: the hypervisor is a program of the host.",
  none: "No virtual machine at all: containers on the host's kernel.",
};

/** Virtual machines of a Vagrantfile, and machines of CI. */
export const machineTopics: readonly Topic[] = [
  defineTopic({
    id: "box",
    title: "A box is a whole system, kernel included",
    settings: ["vagrant:config.vm.box", "vagrant:config.vm.box_url", "vagrant:config.vm"],
    text: lines(
      "The machine boots firmware, a kernel and an init system, and then your service. It has its own disk, and the host allocates its memory when the guest first uses it.",
      "- **Worth it** for untrusted code, another operating system, kernel work or regulated data.",
      "- **Not worth it** for one service or one test run, because the same program in a container starts in a second or two.",
      `- ${figures.start.render}.`,
      `- ${figures["vm-parts"].render}.`,
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
      text: lines(about, `- ${hypervisors[hypervisor]}`, `- ${figures.memory.render}.`),
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
      `- ${figures.density.render}.`,
      `- ${figures.cost.render}.`,
    ),
    sources: ["https://developer.hashicorp.com/vagrant/docs/providers/virtualbox/configuration"],
  }),
  defineTopic({
    id: "synced-folder",
    title: "Synced folders cross from the host's kernel to the guest's",
    settings: [
      "vagrant:synced_folder",
      ...["nfs", "rsync", "smb", "virtualbox", "virtiofs", "9p"].map((type) => `vagrant:synced_folder.${type}`),
    ],
    text: lines(
      "The files are on the host, but the guest has its own kernel, so every access is translated. Folders with many small files (`node_modules`, `vendor`) are the slowest.",
      "- rsync copies one way. NFS needs a server on the host and is not available on Windows. virtiofs is the fastest if it is available.",
      "- A bind mount into a container on Linux needs no translation, because both use the same kernel and file system.",
    ),
    sources: ["https://developer.hashicorp.com/vagrant/docs/synced-folders"],
  }),
  defineTopic({
    id: "provision",
    title: "Provisioning changes each machine, an image is built once",
    settings: ["shell", "file", "ansible", "ansible_local", "docker", "puppet", "chef_solo", "salt"].map(
      (type) => `vagrant:provision.${type}`,
    ),
    text: lines(
      "A provisioner runs in the guest after the boot, by default on the first `vagrant up` only. Each machine is set up separately, so machines drift apart.",
      "- The same commands in a Dockerfile run once; every container starts from the same result.",
      "- Use the tools of the guest: apt on Debian and Ubuntu, dnf on Red Hat, PowerShell on Windows.",
    ),
    sources: ["https://developer.hashicorp.com/vagrant/docs/provisioning"],
  }),
  defineTopic({
    id: "machine-network",
    title: "A virtual machine has its own network",
    settings: ["forwarded_port", "private_network", "public_network"].map((type) => `vagrant:network.${type}`),
    text: lines(
      "The guest has its own kernel, interfaces and firewall, and packets cross a virtual switch.",
      "- With most providers a forwarded port listens on all addresses of the host, unless `host_ip` is set.",
      "- `public_network` puts the guest on the host's network as a separate machine.",
    ),
    sources: ["https://developer.hashicorp.com/vagrant/docs/networking"],
  }),
  defineTopic({
    id: "ci-machine",
    title: "runs-on: most hosted runners are virtual machines already",
    settings: ["workflow:jobs.*.runs-on"],
    text: lines(
      "GitHub creates a hosted runner for one job and deletes it afterwards. `ubuntu-slim` is a container on a shared machine. The file does not show what a self-hosted runner is.",
      "- A `container:` job, or `docker run --rm`, starts the toolchain in seconds and leaves nothing behind.",
      "- A virtual machine inside a runner adds a second kernel and takes minutes to boot. Keep it if the kernel, the init system or another operating system is under test.",
      "- x64 Linux runners have had KVM since April 2024; `ubuntu-slim` has none.",
    ),
    sources: [
      "https://github.com/actions/runner-images",
      "https://docs.github.com/en/actions/how-tos/write-workflows/choose-where-workflows-run/run-jobs-in-a-container",
    ],
  }),
  defineTopic({
    id: "machine-commands",
    title: "vagrant, VBoxManage, multipass, virsh: commands that boot a virtual machine",
    settings: ["vagrant", "VBoxManage", "multipass", "virsh"].map((name) => `command:${name}`),
    text: lines(
      "They need hardware virtualization. A container has it only with `/dev/kvm`, a virtual machine only if its host allows nested virtualization.",
      "- In CI, a `container:` job or `docker run --rm` avoids the second kernel and the minutes of boot.",
      `- ${figures.start.render}.`,
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
  defineTopic({
    id: "kernel-commands",
    title: "All containers share the host's kernel",
    settings: [
      "modprobe",
      "insmod",
      "rmmod",
      "mount",
      "umount",
      "iptables",
      "ip6tables",
      "nft",
      "swapon",
      "losetup",
      "dmesg",
      "reboot",
    ].map((name) => `command:${name}`),
    text: lines(
      "This command changes the kernel, which a container shares with the host. Without the privilege it fails, and with it the command changes the host for every container.",
      "- A faulty kernel module crashes the whole host.",
      "- It fails in a build, because the build sandbox does not have the privilege.",
      "- Run it on the host, or in a **virtual machine** with its own kernel.",
    ),
    sources: ["https://man7.org/linux/man-pages/man7/capabilities.7.html"],
  }),
];
