import { memoryByProvider } from "../../facts/machine/machineMemory.ts";
import { defineRule, prose } from "../../rule.ts";
import { gibibytes } from "./support.ts";

export default defineRule({
  id: "vm-memory-overcommit",
  category: "machine",
  since: "0.1.0",
  severity: "warning",
  profile: "recommended",
  summary: "Machines that start by default take more memory than the host has",
  why: prose(
    "A virtual machine's memory is its own: the guest fills it with its cache and rarely gives it back. If the machines together have more than the host, the host swaps or the last machine does not start.",
  ),
  instead:
    'Lower the memory of the machines, or start only those that are needed: `config.vm.define "build", autostart: false`.',
  exceptions: prose(
    "Ignored unless `host.memory` is configured, because the files do not say how large the host is. Ignores machines with `autostart: false` and memory that cannot be read.",
  ),
  errors: ["VERR_NO_MEMORY", "Cannot allocate memory", "not enough free memory"],
  topic: "machine-memory",
  sources: [
    "https://developer.hashicorp.com/vagrant/docs/providers/virtualbox/configuration",
    "https://developer.hashicorp.com/vagrant/docs/multi-machine#autostart-machines",
  ],
  examples: {
    invalid: [
      {
        files: {
          Vagrantfile: `
            Vagrant.configure("2") do |config|
              config.vm.box = "bento/ubuntu-24.04"
              config.vm.provider("virtualbox") { |vb| vb.memory = 16384 }
              config.vm.define "db"
              config.vm.define "web"
            end
          `,
          "bulkhead.config.yaml": `
            host:
              memory: 16 GiB
          `,
        },
        underline: "16384",
      },
      {
        title: "One machine alone.",
        files: {
          Vagrantfile: `
            Vagrant.configure("2") do |config|
              config.vm.box = "bento/ubuntu-24.04"
              config.vm.provider "libvirt" do |v|
                v.memory = 32768
              end
            end
          `,
          "bulkhead.config.yaml": `
            host:
              memory: 16 GiB
          `,
        },
        underline: "32768",
      },
    ],
    valid: [
      {
        title: "The size of the host is unknown.",
        files: {
          Vagrantfile: `
            Vagrant.configure("2") do |config|
              config.vm.box = "bento/ubuntu-24.04"
              config.vm.provider("virtualbox") { |vb| vb.memory = 65536 }
            end
          `,
        },
      },
      {
        title: "The second machine starts only when it is asked for.",
        files: {
          Vagrantfile: `
            Vagrant.configure("2") do |config|
              config.vm.box = "bento/ubuntu-24.04"
              config.vm.provider("virtualbox") { |vb| vb.memory = 12288 }
              config.vm.define "db"
              config.vm.define "build", autostart: false
            end
          `,
          "bulkhead.config.yaml": `
            host:
              memory: 16 GiB
          `,
        },
      },
      {
        title: "Only one of the providers is used at a time.",
        files: {
          Vagrantfile: `
            Vagrant.configure("2") do |config|
              config.vm.box = "bento/ubuntu-24.04"
              config.vm.provider("virtualbox") { |vb| vb.memory = 12288 }
              config.vm.provider("libvirt") { |v| v.memory = 12288 }
            end
          `,
          "bulkhead.config.yaml": `
            host:
              memory: 16 GiB
          `,
        },
      },
    ],
  },
  check: {
    project(project, { report }) {
      const { hostMemory, root } = project;
      if (hostMemory === undefined || root.kind !== "vagrantfile") return;
      const [largest] = memoryByProvider(root.machines).toSorted((a, b) => b.bytes - a.bytes);
      const [first] = largest?.machines.toSorted((a, b) => b.memory.value - a.memory.value) ?? [];
      if (!largest || !first || largest.bytes <= hostMemory) return;
      const count = largest.machines.length;
      const who = count === 1 ? "This machine takes" : `The ${String(count)} machines that start by default take`;
      report({
        at: first.memory.at,
        message: `${who} ${gibibytes(largest.bytes)} of memory, but the host has ${gibibytes(hostMemory)} (host.memory). Lower it, or set autostart: false.`,
        related: largest.machines.map(({ machine, memory }) => ({
          at: machine.at,
          message: `${gibibytes(memory.value * 2 ** 20)}.`,
        })),
      });
    },
  },
});
