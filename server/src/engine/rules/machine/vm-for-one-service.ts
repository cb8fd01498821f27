import { defineRule, prose } from "../../rule.ts";
import { onlyServiceOf } from "./support.ts";

export default defineRule({
  id: "vm-for-one-service",
  category: "machine",
  since: "0.1.0",
  severity: "info",
  profile: "recommended",
  summary: "Virtual machine boots a whole system for one service that needs no kernel of its own",
  why: prose(
    "The machine boots its own kernel and init system, and needs memory for both and gigabytes of disk. The same service in a container is one process on the kernel that already runs.",
    "",
    "A virtual machine is worth its cost for untrusted code, another operating system, kernel modules or regulated data.",
  ),
  instead:
    "Run the service from its official image with Compose or `docker run`. If the service needs its own kernel, keep the machine and declare that with `# bulkhead kernel=own`.",
  exceptions: prose(
    "Ignored for unknown boxes, for provisioners that cannot be read, if anything else is installed or the kernel is changed, and with `kernel=own`, `trust=untrusted`, `tenancy=multi`, `compliance` or `lifetime=long-lived` declared.",
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
      {
        title: "A database with its settings, and still one process.",
        files: {
          Vagrantfile: `
            Vagrant.configure("2") do |config|
              config.vm.box = "debian/bookworm64"
              config.vm.provision "shell", inline: "apt-get install -y postgresql"
            end
          `,
        },
        underline: "postgresql",
      },
    ],
    valid: [
      {
        title: "The provisioner changes kernel settings.",
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
        title: "The file declares that the machine needs its own kernel.",
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
      {
        title: "Two services.",
        files: {
          Vagrantfile: `
            Vagrant.configure("2") do |config|
              config.vm.box = "bento/ubuntu-24.04"
              config.vm.provision "shell", inline: "apt-get install -y redis-server postgresql"
            end
          `,
        },
      },
    ],
  },
  check: {
    machine(machine, { project, report }) {
      const service = project.workloads.length > 1 ? undefined : onlyServiceOf(project, machine);
      if (!service) return;

      const { image, title } = service.daemon;
      const container = image === undefined ? "A container" : `The image ${image}`;
      report({
        at: service.at,
        message: `This machine boots a whole system for ${title} alone. ${container} runs it as one process, without a second kernel.`,
        related: [{ at: machine.box.at, message: "The box." }],
      });
    },
  },
});
