import { defineRule, prose } from "../../rule.ts";
import { memoryByProvider } from "../../facts/machine/machineMemory.ts";
import { gibibytes, onlyServiceOf } from "./support.ts";

export default defineRule({
  id: "vm-per-service",
  category: "machine",
  since: "0.1.0",
  severity: "info",
  profile: "recommended",
  summary: "Each service has a virtual machine of its own",
  why: prose(
    "Each machine boots a kernel and an init system and keeps memory and a disk for them, whether its service works or not. The memory of a machine is reserved; containers take what they use from one kernel.",
    "",
    "A machine per service is worth it if the services must not share a kernel, or if the network between the machines is what is tested.",
  ),
  instead:
    "Run the services from their official images in one Compose file: they reach each other by name. Keep the machines if the kernels are the point, and declare that with `# bulkhead kernel=own`.",
  exceptions: prose(
    "Ignores files in which a machine does more than run one known service, or changes its kernel, or cannot be read, and machines with `kernel=own`, `trust=untrusted`, `tenancy=multi`, `compliance` or `lifetime=long-lived`. If `host.memory` is set, the message compares the sum of their memory with it.",
  ),
  topic: "machine-memory",
  sources: [
    "https://docs.docker.com/get-started/docker-overview/",
    "https://developer.hashicorp.com/vagrant/docs/multi-machine",
  ],
  examples: {
    invalid: [
      {
        files: {
          Vagrantfile: `
            Vagrant.configure("2") do |config|
              config.vm.box = "bento/ubuntu-24.04"
              config.vm.define "cache" do |m|
                m.vm.provision "shell", inline: "apt-get install -y redis-server"
              end
              config.vm.define "web" do |m|
                m.vm.provision "shell", inline: "apt-get install -y nginx"
              end
            end
          `,
        },
        underline: '"cache"',
      },
      {
        title: "Together they take more memory than the host has.",
        files: {
          Vagrantfile: `
            Vagrant.configure("2") do |config|
              config.vm.box = "bento/ubuntu-24.04"
              config.vm.provider("virtualbox") { |v| v.memory = 4096 }
              config.vm.define "queue" do |m|
                m.vm.provision "shell", inline: "apt-get install -y rabbitmq-server"
              end
              config.vm.define "cache" do |m|
                m.vm.provision "shell", inline: "apt-get install -y redis-server"
              end
            end
          `,
          "bulkhead.config.yaml": `
            host:
              memory: 4 GiB
          `,
        },
        underline: '"queue"',
      },
    ],
    valid: [
      {
        title: "One of the machines changes its kernel.",
        files: {
          Vagrantfile: `
            Vagrant.configure("2") do |config|
              config.vm.box = "bento/ubuntu-24.04"
              config.vm.define "cache" do |m|
                m.vm.provision "shell", inline: "apt-get install -y redis-server"
              end
              config.vm.define "router" do |m|
                m.vm.provision "shell", inline: "apt-get install -y nginx && sysctl -w net.ipv4.ip_forward=1"
              end
            end
          `,
        },
      },
      {
        title: "A playbook decides what the machines run.",
        files: {
          Vagrantfile: `
            Vagrant.configure("2") do |config|
              config.vm.box = "bento/ubuntu-24.04"
              config.vm.define "a"
              config.vm.define "b"
              config.vm.provision "ansible", playbook: "site.yml"
            end
          `,
        },
      },
      {
        title: "The kernels are declared to be the point.",
        files: {
          Vagrantfile: `
            # bulkhead kernel=own
            Vagrant.configure("2") do |config|
              config.vm.box = "bento/ubuntu-24.04"
              config.vm.define "cache" do |m|
                m.vm.provision "shell", inline: "apt-get install -y redis-server"
              end
              config.vm.define "web" do |m|
                m.vm.provision "shell", inline: "apt-get install -y nginx"
              end
            end
          `,
        },
      },
    ],
  },
  check: {
    project(project, { report }) {
      const machines = project.root.kind === "vagrantfile" ? project.root.machines : [];
      const services = machines.flatMap((machine) => {
        const service = onlyServiceOf(project, machine);
        return service ? [{ machine, service }] : [];
      });
      const [first] = services;
      if (!first || services.length < 2 || services.length < machines.length) return;
      const titles = [...new Set(services.map(({ service }) => service.daemon.title))].join(", ");
      const memory = Math.max(...memoryByProvider(machines).map(({ bytes }) => bytes), 0);
      const host = project.hostMemory;
      const much =
        host !== undefined && memory > host
          ? `, and together they reserve ${gibibytes(memory)} of the host's ${gibibytes(host)}`
          : "";
      report({
        at: first.machine.at,
        message: `${String(services.length)} machines boot a system each for one service (${titles})${much}. One Compose file runs them on one kernel.`,
        related: services.map(({ service }) => ({ at: service.at, message: `${service.daemon.title}.` })),
      });
    },
  },
});
