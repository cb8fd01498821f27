import { boxOf } from "../../facts/machine/box.ts";
import { declares } from "../../facts/intent.ts";
import { machineUseOf } from "../../facts/machine/machineUse.ts";
import { defineRule, prose } from "../../rule.ts";

/** Makers whose boxes hold a plain distribution. */
const stock =
  /^(?:ubuntu|debian|centos|rockylinux|almalinux|fedora|opensuse|bento|generic(?:-x64)?|hashicorp|roboxes|geerlingguy|boxomatic|cloud-image)\//;

export default defineRule({
  id: "vm-for-one-service",
  category: "machine",
  since: "0.1.0",
  severity: "info",
  profile: "recommended",
  summary: "Virtual machine boots a whole system for one service that needs no kernel of its own",
  why: prose(
    "The machine takes its memory whether the service uses it or not, boots a kernel and an init system, and keeps a disk of gigabytes. The same service in a container is one process on the kernel that is running already: it starts in under a second and takes the memory that it uses.",
    "",
    "A virtual machine is worth its price where the kernel matters: untrusted code, another operating system, kernel modules, regulated data.",
  ),
  instead:
    "Run the service from its official image with Compose or `docker run`; keep the machine where the kernel is the point, and say so with `# bulkhead kernel=own`.",
  exceptions: prose(
    "Silent for boxes that nobody knows, for provisioners that cannot be read, where anything else is installed or the kernel is touched, and with `kernel=own` or `trust=untrusted` declared.",
  ),
  topic: "box",
  sources: [
    "https://developer.hashicorp.com/vagrant/docs/provisioning/shell",
    "https://docs.docker.com/get-started/docker-overview/",
  ],
  examples: {
    invalid: [
      {
        files: {
          Vagrantfile: `
            Vagrant.configure("2") do |config|
              config.vm.box = "bento/ubuntu-24.04"
              config.vm.network "forwarded_port", guest: 6379, host: 6379
              config.vm.provision "shell", inline: <<~SHELL
                apt-get update
                apt-get install -y redis-server
                systemctl enable --now redis-server
              SHELL
            end
          `,
        },
        underline: "redis-server",
      },
    ],
    valid: [
      {
        title: "The kernel is the point here.",
        files: {
          Vagrantfile: `
            Vagrant.configure("2") do |config|
              config.vm.box = "bento/ubuntu-24.04"
              config.vm.provision "shell", inline: <<~SHELL
                sysctl -w vm.overcommit_memory=1
                apt-get install -y redis-server
              SHELL
            end
          `,
        },
      },
      {
        title: "Somebody has thought about it.",
        files: {
          Vagrantfile: `
            # bulkhead kernel=own
            Vagrant.configure("2") do |config|
              config.vm.box = "bento/ubuntu-24.04"
              config.vm.provision "shell", inline: "apt-get install -y redis-server"
            end
          `,
        },
      },
    ],
  },
  check: {
    machine(machine, { project, report }) {
      const box = boxOf(project, machine);
      const use = machineUseOf(project, machine);
      if (box?.os !== "linux" || !use || use.kernelWork || use.test || use.builds || use.others.length > 0) return;
      if (project.workloads.length > 1 || !stock.test(box.name)) return;
      if (declares(project, machine, "kernel", "own") || declares(project, machine, "trust", "untrusted")) return;
      const [service, ...more] = use.services;
      if (!service || more.length > 0) return;

      const { image: name, title } = service.daemon;
      const image = name === undefined ? "" : ` (image ${name})`;
      report({
        at: service.at,
        message: `This machine boots a whole system for ${title} alone: as a container${image} it starts in under a second and takes only the memory that it uses.`,
        related: [{ at: box.written.at, message: "The box.", anchor: true }],
      });
    },
  },
});
