import { boxOf, type Box } from "../../facts/machine/box.ts";
import { translateInstall } from "../../facts/packages/packageInstall.ts";
import { bringsManager, isMissingManager, packageCommand } from "../../facts/packages/packageManagement.ts";
import { has, valueOf } from "../../model/fact.ts";
import type { Machine, Provisioner } from "../../model/machine.ts";
import { defineRule, prose, type RuleContext } from "../../rule.ts";

export default defineRule({
  id: "provisioner-mismatch",
  category: "userland",
  since: "0.1.0",
  severity: "error",
  profile: "essential",
  fix: "behaviour",
  summary: "Provisioner or communicator does not fit the system in the box",
  why: prose(
    "A virtual machine boots the system in its box. Debian and Ubuntu have `apt-get`, Fedora and Red Hat have `dnf` or `yum`. PowerShell and WinRM are for Windows guests.",
    "",
    "The machine boots for a minute or more before the provisioner fails.",
  ),
  instead:
    "Use the package manager of the box's distribution, or a box of the distribution that the script was written for.",
  exceptions:
    "Ignores unknown boxes, boxes from a URL, commands that run under a condition or whose failure is caught, and package managers that an earlier command installs.",
  errors: [
    "apt-get: command not found",
    "yum: command not found",
    "The SSH command responded with a non-zero exit status.",
    "Timed out while waiting for the machine to boot.",
  ],
  topic: "box",
  sources: [
    "https://developer.hashicorp.com/vagrant/docs/provisioning/shell",
    "https://developer.hashicorp.com/vagrant/docs/vagrantfile/machine_settings#config-vm-communicator",
  ],
  examples: {
    invalid: [
      {
        files: {
          Vagrantfile: `
            Vagrant.configure("2") do |config|
              config.vm.box = "rockylinux/9"
              config.vm.provision "shell", inline: <<~SHELL
                apt-get update
                apt-get install -y apache2 git
              SHELL
            end
          `,
        },
        underline: "apt-get",
        fixed: `
          Vagrant.configure("2") do |config|
            config.vm.box = "rockylinux/9"
            config.vm.provision "shell", inline: <<~SHELL
              dnf install -y httpd git
            SHELL
          end
        `,
      },
      {
        title: "Only Windows supports WinRM.",
        files: {
          Vagrantfile: `
            Vagrant.configure("2") do |config|
              config.vm.box = "debian/bookworm64"
              config.vm.communicator = "winrm"
            end
          `,
        },
        underline: '"winrm"',
        severity: "warning",
      },
    ],
    valid: [
      {
        files: {
          Vagrantfile: `
            Vagrant.configure("2") do |config|
              config.vm.box = "rockylinux/9"
              config.vm.provision "shell", inline: <<~SHELL
                if command -v apt-get; then apt-get install -y git; else dnf install -y git; fi
              SHELL
            end
          `,
        },
      },
      {
        title: "The contents of a private box are unknown.",
        files: {
          Vagrantfile: `
            Vagrant.configure("2") do |config|
              config.vm.box = "corp/golden-image"
              config.vm.provision "shell", inline: "apt-get install -y git"
            end
          `,
        },
      },
      {
        title: "The failure is caught.",
        files: {
          Vagrantfile: `
            Vagrant.configure("2") do |config|
              config.vm.box = "rockylinux/9"
              config.vm.provision "shell", inline: "apt-get install -y git || dnf install -y git"
            end
          `,
        },
      },
    ],
  },
  check: {
    machine(machine, context) {
      const box = boxOf(context.project, machine);
      if (!box || box.os === "bsd") return;

      compareCommunicator(machine, box, context);
      for (const provisioner of machine.provisioners) compareProvisioner(provisioner, box, context);
    },
  },
});

function compareCommunicator({ communicator }: Machine, box: Box, { report }: RuleContext): void {
  if (box.os !== "linux" || !has(communicator, (name) => name === "winrm" || name === "winssh")) return;
  report({
    at: communicator.at,
    severity: "warning",
    message: `${box.written.value} is a Linux box and never answers over ${valueOf(communicator) ?? ""}, so Vagrant waits until it times out.`,
    related: [{ at: box.written.at, message: "The box." }],
  });
}

function compareProvisioner(provisioner: Provisioner, box: Box, { edit, report }: RuleContext): void {
  const { packageManagers } = box;
  if (!packageManagers) return;

  const script = provisioner.commands;
  const calls = script.map(packageCommand).filter((call) => call !== undefined);
  const call = calls.find((one) => isMissingManager(one, { family: box.family, packageManagers }));
  if (!call || bringsManager(script, call)) return;

  const [manager] = packageManagers;
  const install = calls.find((other) => other.manager === call.manager && other.action === "install");
  const translation = manager && install && translateInstall(script, install, manager);
  // A script of its own may serve other machines too.
  const isInScript = call.program.at.uri !== box.written.at.uri;
  const check = translation?.unchecked.length ? ` (check the names: ${translation.unchecked.join(", ")})` : "";
  report({
    at: call.program.at,
    message: `The box ${box.written.value} ${systemOf(box)} and has no "${call.program.text}", so this command fails.`,
    related: [
      ...(isInScript ? [{ at: provisioner.path.at, message: "The script." }] : []),
      { at: box.written.at, message: "The box." },
    ],
    fixes:
      translation && !isInScript
        ? [
            {
              title: `Rewrite the installation for ${manager ?? ""}${check}`,
              kind: "behaviour",
              preferred: check === "",
              edits: () => translation.replacements.map(({ at, text }) => edit.replaceText(at, text)),
            },
          ]
        : [],
  });
}

function systemOf({ packageManagers, os }: Box): string {
  const [manager] = packageManagers ?? [];
  return os === "windows" || manager === undefined ? "runs Windows" : `uses ${manager}`;
}
