import { boxOf, machinesOfBox } from "../../facts/machine/box.ts";
import { boxNotice } from "../../knowledge/boxes/unavailable.ts";
import { defineRule, prose } from "../../rule.ts";
import { registryBoxOf } from "./support.ts";

export default defineRule({
  id: "vagrant-box-unavailable",
  category: "machine",
  since: "0.1.0",
  fix: "behaviour",
  branches: {
    unavailable: { severity: "warning", profile: "essential" },
    unmaintained: { severity: "info", profile: "recommended" },
  },
  summary: "Box does not exist, is gone, or gets no updates",
  why: prose(
    "Vagrant looks a name such as `owner/box` up in a registry. Some names that look right never existed there, such as `ubuntu/noble64`: Canonical stopped publishing boxes with Ubuntu 24.04. Others are gone with their makers. A user who has the box already does not notice, but a new colleague cannot start.",
    "",
    "A box that is not rebuilt any more starts with the packages of its last day, and the first update takes ever longer.",
  ),
  instead:
    "Take a box that is maintained, such as `bento/ubuntu-24.04`, and pin its version with `config.vm.box_version`.",
  exceptions: prose("Ignores machines with `box_url` and boxes that are not in the table."),
  errors: [
    "The box you're attempting to add doesn't support the provider",
    "could not be found or could not be accessed in the remote catalog",
    "The requested URL returned error: 404 Not Found",
  ],
  topic: "box",
  sources: [
    "https://github.com/rails/rails-dev-box/issues/215",
    "https://github.com/hashicorp/vagrant/issues/10236",
    "https://github.com/lavabit/robox/issues/311",
  ],
  examples: {
    invalid: [
      {
        title: "The obvious successor of ubuntu/jammy64 was never published.",
        files: {
          Vagrantfile: `
            Vagrant.configure("2") do |config|
              config.vm.box = "ubuntu/noble64"
            end
          `,
        },
        underline: '"ubuntu/noble64"',
        branch: "unavailable",
        fixed: `
          Vagrant.configure("2") do |config|
            config.vm.box = "bento/ubuntu-24.04"
          end
        `,
      },
      {
        title: "A name without an owner is found only on machines that have the box.",
        files: {
          Vagrantfile: `
            Vagrant.configure("2") do |config|
              config.vm.box = "precise64"
            end
          `,
        },
        underline: '"precise64"',
        branch: "unavailable",
        fixed: `
          Vagrant.configure("2") do |config|
            config.vm.box = "bento/ubuntu-24.04"
          end
        `,
      },
      {
        files: {
          Vagrantfile: `
            Vagrant.configure("2") do |config|
              config.vm.box = "generic/arch"
            end
          `,
        },
        underline: '"generic/arch"',
        branch: "unmaintained",
      },
    ],
    valid: [
      {
        title: "The file says where the box comes from.",
        files: {
          Vagrantfile: `
            Vagrant.configure("2") do |config|
              config.vm.box = "precise64"
              config.vm.box_url = "https://boxes.example.org/precise64.box"
            end
          `,
        },
      },
      {
        title: "Canonical's last box.",
        files: {
          Vagrantfile: `
            Vagrant.configure("2") do |config|
              config.vm.box = "ubuntu/jammy64"
            end
          `,
        },
      },
      {
        title: "Bento's boxes of the same release exist.",
        files: {
          Vagrantfile: `
            Vagrant.configure("2") do |config|
              config.vm.box = "bento/ubuntu-24.04"
            end
          `,
        },
      },
    ],
  },
  check: {
    machine(machine, { project, edit, report }) {
      const box = registryBoxOf(machine);
      const notice = box && boxNotice(box.value);
      if (!notice || machinesOfBox(project, machine)[0] !== machine) return;
      const replacement = notice.replacement ?? boxOf(project, machine)?.replacement;
      const advice = replacement === undefined ? "" : ` Use ${replacement}.`;
      report({
        branch: notice.state,
        at: box.at,
        message: `${box.value} ${notice.reason}.${advice}`,
        fixes:
          replacement === undefined
            ? []
            : [{ title: `Use ${replacement}`, kind: "behaviour", edits: () => [edit.replaceValue(box, replacement)] }],
      });
    },
  },
});
