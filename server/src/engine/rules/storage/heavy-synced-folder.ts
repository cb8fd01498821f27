import { heavyMountsOf } from "../../facts/heavyMounts.ts";
import { heavyFoldersOf } from "../../facts/machine/heavyFolders.ts";
import { engineOf } from "../../facts/engine.ts";
import { valueOf } from "../../model/fact.ts";
import { defineRule, prose } from "../../rule.ts";
import { containerName } from "../../words.ts";

export default defineRule({
  id: "heavy-synced-folder",
  category: "storage",
  since: "0.1.0",
  severity: "hint",
  profile: "recommended",
  summary: "Packages are in a folder that a virtual machine shares with the host",
  why: prose(
    "A synced folder crosses from the guest's kernel to the host's: each access to a file is translated. Packages are tens of thousands of small files (`node_modules`, `vendor`), so installing and starting takes several times as long, and VirtualBox's folders lack symbolic links on Windows and notifications of changes.",
    "",
    "Docker Desktop runs containers in a virtual machine too: a bind mount crosses its border, a volume is inside.",
    "",
    "How slow it is depends on the host and on the type of the folder; VirtioFS has changed the figures on macOS.",
  ),
  instead: prose(
    '`type: "rsync"` copies one way into the guest, `type: "nfs"` is faster on Linux and macOS hosts. Or keep the packages outside of the folder, for example with a mount or a link from `node_modules` to a folder of the guest.',
    "",
    "In Compose, put the packages into a volume: `- node_modules:/app/node_modules` below the bind mount of the project.",
  ),
  exceptions: prose(
    "Bind mounts in Compose files are reported only with `engine: desktop` in the configuration.",
    "",
    "Reports folders that the file writes and in which a provisioner that can be read installs packages. Ignores folders with a `type`, disabled and conditional ones, and machines of other providers than VirtualBox, VMware and Parallels.",
  ),
  topic: "synced-folder",
  sources: [
    "https://developer.hashicorp.com/vagrant/docs/synced-folders",
    "https://github.com/geerlingguy/drupal-vm/issues/1309",
    "https://github.com/docker/roadmap/issues/7",
    "https://docs.docker.com/engine/storage/bind-mounts/",
  ],
  examples: {
    invalid: [
      {
        files: {
          Vagrantfile: `
            Vagrant.configure("2") do |config|
              config.vm.box = "bento/ubuntu-24.04"
              config.vm.synced_folder ".", "/var/www/site"
              config.vm.provision "shell", inline: "cd /var/www/site && npm ci"
            end
          `,
        },
        underline: 'config.vm.synced_folder ".", "/var/www/site"',
      },
      {
        title: "A folder below it.",
        files: {
          Vagrantfile: `
            Vagrant.configure("2") do |config|
              config.vm.box = "bento/ubuntu-24.04"
              config.vm.synced_folder ".", "/srv"
              config.vm.provision "shell", inline: <<~SHELL
                cd /srv/api
                composer install
              SHELL
            end
          `,
        },
        underline: 'config.vm.synced_folder ".", "/srv"',
      },
    ],
    valid: [
      {
        title: "On a Linux host, a bind mount is the host's own folder.",
        files: {
          "compose.yaml": `
            services:
              web:
                image: node:22
                volumes: ["./node_modules:/app/node_modules"]
          `,
        },
      },
      {
        title: "rsync copies the files into the guest.",
        files: {
          Vagrantfile: `
            Vagrant.configure("2") do |config|
              config.vm.box = "bento/ubuntu-24.04"
              config.vm.synced_folder ".", "/srv", type: "rsync"
              config.vm.provision "shell", inline: "cd /srv && npm ci"
            end
          `,
        },
      },
      {
        title: "The packages are in a folder of the guest.",
        files: {
          Vagrantfile: `
            Vagrant.configure("2") do |config|
              config.vm.box = "bento/ubuntu-24.04"
              config.vm.synced_folder ".", "/srv"
              config.vm.provision "shell", inline: "cd /opt/app && npm ci"
            end
          `,
        },
      },
      {
        title: "A tool for the whole guest.",
        files: {
          Vagrantfile: `
            Vagrant.configure("2") do |config|
              config.vm.box = "bento/ubuntu-24.04"
              config.vm.synced_folder ".", "/srv"
              config.vm.provision "shell", inline: "cd /srv && npm install -g pm2"
            end
          `,
        },
      },
    ],
  },
  check: {
    service(service, { project, report }) {
      if (service.origin !== "compose" || engineOf(project) !== "desktop") return;
      for (const { mount, packages } of heavyMountsOf(project, service)) {
        report({
          at: mount.at,
          message: `${containerName(service)} reads ${packages} through a bind mount from the host, across the border of Docker Desktop's VM, which is slow. Use a volume.`,
        });
      }
    },
    machine(machine, { project, report }) {
      for (const { folder, packages, installedAt } of heavyFoldersOf(project, machine)) {
        report({
          at: folder.at,
          message: `${packages} is installed in ${valueOf(folder.target) ?? "this folder"}, whose every file access crosses to the host, which is slow. Use rsync or NFS, or keep it in the guest.`,
          related: [{ at: installedAt, message: "The packages are installed here." }],
        });
      }
    },
  },
});
