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
      "The machine boots firmware, a kernel and an init system, then your service. Its disk is its own; the host backs its memory as the guest touches it.",
      "- **Worth it** for untrusted code, another operating system, kernel work, regulated data.",
      "- **Not worth it** for one service or one test run: the same program in a container starts in a second or two.",
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
    title: "Memory and processors of a machine are its own",
    settings: ["memory", "cpus", "memsize", "numvcpus"].flatMap((key) =>
      ["virtualbox", "libvirt", "vmware_desktop", "hyperv", "parallels"].map(
        (provider) => `vagrant:provider.${provider}.${key}`,
      ),
    ),
    text: lines(
      "`memory` is what the guest may touch: the host backs it when it is touched, and gets it back only through ballooning or at shutdown. A container holds what it uses at the moment.",
      "- `cpus` are virtual processors that the host schedules like threads; more than it has makes all machines slower.",
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
      "Files live on the host, the guest's kernel is another one: every access is translated. Many small files (`node_modules`, `vendor`) suffer most.",
      "- rsync copies one way; NFS needs a server on the host and does not exist on Windows; virtiofs is the fastest where it exists.",
      "- A bind mount into a container on Linux crosses no wall: it is the same kernel and the same file system.",
    ),
    sources: ["https://developer.hashicorp.com/vagrant/docs/synced-folders"],
  }),
  defineTopic({
    id: "provision",
    title: "Provisioning changes a machine, an image is made once",
    settings: ["shell", "file", "ansible", "ansible_local", "docker", "puppet", "chef_solo", "salt"].map(
      (type) => `vagrant:provision.${type}`,
    ),
    text: lines(
      "A provisioner runs in the guest after the boot, on the first `vagrant up` unless told otherwise. Each machine is set up by itself and drifts by itself.",
      "- The same commands in a Dockerfile run once; every container starts from the same result.",
      "- The guest decides what works: apt on Debian and Ubuntu, dnf on Red Hat, PowerShell on Windows.",
    ),
    sources: ["https://developer.hashicorp.com/vagrant/docs/provisioning"],
  }),
  defineTopic({
    id: "machine-network",
    title: "A machine's network is a network of its own",
    settings: ["forwarded_port", "private_network", "public_network"].map((type) => `vagrant:network.${type}`),
    text: lines(
      "The guest has its own kernel, interfaces and firewall; packets cross a virtual switch.",
      "- A forwarded port listens on all addresses of the host with most providers, unless `host_ip` says otherwise.",
      "- `public_network` puts the guest on the office network as a machine of its own.",
    ),
    sources: ["https://developer.hashicorp.com/vagrant/docs/networking"],
  }),
  defineTopic({
    id: "ci-machine",
    title: "runs-on: most hosted runners are virtual machines already",
    settings: ["workflow:jobs.*.runs-on"],
    text: lines(
      "GitHub creates a hosted runner for one job and deletes it afterwards. `ubuntu-slim` is a container on a shared machine; what a self-hosted runner is, the file does not say.",
      "- A `container:` job, or `docker run --rm`, brings the toolchain in seconds and leaves nothing behind.",
      "- A virtual machine inside a runner is a second kernel and minutes of boot. Keep it if the kernel, the init system or another operating system is under test.",
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
      "They need virtualization by the processor. A container has it only with `/dev/kvm`, a virtual machine only if its host nests it.",
      "- In CI, a `container:` job or `docker run --rm` does without a second kernel and minutes of boot.",
      `- ${figures.start.render}.`,
    ),
    sources: ["https://docs.kernel.org/virt/kvm/x86/running-nested-guests.html"],
  }),
  defineTopic({
    id: "machine-definition",
    title: "define: one more machine",
    settings: ["vagrant:config.vm.define"],
    text: lines(
      "Each definition is a machine with its own kernel, disk and memory, and `vagrant up` boots all of them unless `autostart` is false.",
      "- Settings outside the block apply to every machine, those inside override them.",
      "- Containers of one Compose project would share one kernel, or one machine.",
    ),
    sources: ["https://developer.hashicorp.com/vagrant/docs/multi-machine"],
  }),
  defineTopic({
    id: "guest",
    title: "guest, communicator: which system the box holds, and how Vagrant reaches it",
    settings: ["vagrant:config.vm.guest", "vagrant:config.vm.communicator"],
    text: lines(
      "Vagrant detects the `guest` system to choose its commands for host names, networks and shutdown. A Windows box needs `communicator` set to `winrm` or `winssh` in most cases; all others are reached by SSH.",
      "- Many Windows boxes set both in the Vagrantfile that they carry.",
    ),
    sources: ["https://developer.hashicorp.com/vagrant/docs/vagrantfile/machine_settings"],
  }),
  defineTopic({
    id: "box-version",
    title: "box_version: which build of the box",
    settings: ["vagrant:config.vm.box_version"],
    text: lines(
      "Unset, `vagrant up` takes the newest version of the box that it finds, and machines set up on different days differ.",
      "- A box is updated only by `vagrant box update` and a new machine; its packages by the guest itself.",
      "- An old version is an old system: check whether its distribution is still maintained.",
    ),
    sources: ["https://developer.hashicorp.com/vagrant/docs/boxes/versioning"],
  }),
  defineTopic({
    id: "kernel-commands",
    title: "One kernel for all",
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
      "This speaks to the kernel, and a container has none of its own: it fails without the privilege, and with it changes the host for every container on it.",
      "- A module with a fault takes the whole host down, fast start or not.",
      "- In a build it fails: the sandbox has no right to it.",
      "- Work on the kernel belongs on the host, or into a **virtual machine** that has its own.",
    ),
    sources: ["https://man7.org/linux/man-pages/man7/capabilities.7.html"],
  }),
];
