import { registryEnd } from "../../knowledge/boxes/unavailable.ts";
import type { Machine } from "../../model/machine.ts";
import { defineRule, prose } from "../../rule.ts";
import { registryBoxOf } from "./support.ts";

export default defineRule({
  id: "vagrant-catalogue-closes",
  category: "machine",
  since: "0.1.0",
  severity: "warning",
  profile: "recommended",
  summary: "Box comes from HashiCorp's registry, which closes",
  why: prose(
    `A box named \`owner/box\` is looked up in HCP Vagrant Registry, formerly Vagrant Cloud. HashiCorp has announced its end. The notice of 31 August 2026 says that no boxes can be created from 1 October 2026 on and that the registry ends on ${registryEnd.date}; the first notice, of 18 August, named 14 December 2026 and ${registryEnd.earlierAnnouncement}, and copies of it are still in circulation. Treat the earlier date as the one that counts.`,
    "",
    "Boxes that are on a machine already go on working. A new machine, or a CI runner that starts empty, cannot download them after that date.",
  ),
  instead: prose(
    "Ask the box's maker for its new home and set `config.vm.box_url` or `config.vm.box_server_url`. Until then keep a copy of the box file, for example with `vagrant box repackage`, on a server of your own.",
  ),
  exceptions: prose(
    `Once per file, at its first box. Information until \`dataDate\` reaches ${registryEnd.date}. Ignores boxes with \`box_url\` or \`box_server_url\`, boxes that are addresses or local paths, and machines with the Docker provider alone.`,
  ),
  errors: ["could not be found or could not be accessed in the remote catalog", "vagrantcloud.com"],
  topic: "box",
  yieldsTo: ["vagrant-box-unavailable"],
  sources: [
    registryEnd.source,
    "https://github.com/hashicorp/vagrant/issues/13836",
    "https://github.com/hashicorp/web-unified-docs/pull/3257",
    "https://github.com/lavabit/robox/issues/311",
  ],
  examples: {
    invalid: [
      {
        files: {
          Vagrantfile: `
            Vagrant.configure("2") do |config|
              config.vm.box = "debian/bookworm64"
            end
          `,
        },
        underline: '"debian/bookworm64"',
        severity: "info",
      },
      {
        title: "The registry has closed.",
        files: {
          Vagrantfile: `
            Vagrant.configure("2") do |config|
              config.vm.box = "corp/base"
            end
          `,
          "bulkhead.config.yaml": `
            dataDate: "2027-01-15"
          `,
        },
        underline: '"corp/base"',
      },
    ],
    valid: [
      {
        title: "The box comes from another address.",
        files: {
          Vagrantfile: `
            Vagrant.configure("2") do |config|
              config.vm.box = "corp/base"
              config.vm.box_url = "https://boxes.example.org/base.json"
            end
          `,
        },
      },
      {
        title: "Another registry.",
        files: {
          Vagrantfile: `
            Vagrant.configure("2") do |config|
              config.vm.box = "corp/base"
              config.vm.box_server_url = "https://boxes.example.org"
            end
          `,
        },
      },
      {
        title: "A file on the host.",
        files: {
          Vagrantfile: `
            Vagrant.configure("2") do |config|
              config.vm.box = "./build/base.box"
            end
          `,
        },
      },
    ],
  },
  check: {
    project(project, { report }) {
      const { root, dataDate } = project;
      const machine = root.kind === "vagrantfile" ? root.machines.find(usesRegistry) : undefined;
      if (!machine) return;
      const { date } = registryEnd;
      const isOver = dataDate >= date;
      report({
        at: machine.box.at,
        ...(isOver ? {} : { severity: "info" }),
        message: isOver
          ? `HashiCorp's box registry closed on ${date}, so new machines cannot download this box. Set box_url to its new home.`
          : `HashiCorp's box registry closes on ${date}. After that new machines need a box_url to download this box.`,
      });
    },
  },
});

function usesRegistry(machine: Machine): boolean {
  const { providers } = machine;
  const isContainer = providers.length > 0 && providers.every(({ name }) => name === "docker");
  return !isContainer && /^[\w-]+\/[\w.-]+$/.test(registryBoxOf(machine)?.value ?? "");
}
