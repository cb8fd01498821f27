import { openingsOf, type Opening } from "../../facts/openings.ts";
import { runsForUser } from "../../facts/rootReach.ts";
import type { Severity } from "../../finding.ts";
import { hostFolderAt, type HostFolder } from "../../knowledge/linux/hostFolders.ts";
import { has } from "../../model/fact.ts";
import type { Project } from "../../model/project.ts";
import type { Service } from "../../model/service.ts";
import { defineRule, prose } from "../../rule.ts";
import { containerName } from "../../words.ts";
import { isNeeded, onHost, weightOfFiles } from "./support.ts";

export default defineRule({
  id: "host-path-mount",
  category: "openings",
  since: "0.1.0",
  branches: {
    "whole-disk": { severity: "warning", profile: "essential" },
    "system-folder": { severity: "warning", profile: "recommended" },
  },
  summary: "A system folder of the host is mounted into a container",
  why: prose(
    "A mounted folder is the host's, not a copy. Root in a container is root to the files of a default engine too. A container that may write to `/`, `/etc`, `/root` or `/boot` adds a user, a key or a kernel; one that may write to `/proc` or `/sys` has the kernel start a program on the host.",
    "",
    "`/run` holds the sockets of the engine and of systemd, `/var/lib/docker` the files of all containers, `/dev` the terminals of the host's users.",
  ),
  instead: prose(
    "Mount the one file or folder that the program reads, read-only: `/etc/localtime:/etc/localtime:ro`, `/var/log/nginx:/logs:ro`. Share data between containers by a named volume.",
    "",
    "Software that administers the host belongs on the host.",
  ),
  exceptions: prose(
    "Information for read-only mounts, which still give away keys and configuration, for agents whose purpose is to observe the host, for containers that run as another user than root, with `podman run`, with the setting `engine: desktop`, and in CI jobs unless they run on a self-hosted runner.",
    "",
    "Only whole folders count: `/etc/timezone`, `/sys/fs/cgroup`, `/dev/shm`, `/dev/dri` or `/var/run/dbus` are ignored, `/lib/modules` too. `container-socket-mount` reports the engine's sockets, and `privileged-container` lists the folders of privileged containers.",
  ),
  topic: "volumes",
  yieldsTo: [{ rule: "privileged-container", on: "workload" }],
  sources: [
    "https://docs.docker.com/engine/storage/bind-mounts/#considerations-and-constraints",
    "https://docs.docker.com/engine/security/#docker-daemon-attack-surface",
    "https://man7.org/linux/man-pages/man5/core.5.html",
  ],
  examples: {
    invalid: [
      {
        files: {
          "compose.yaml": `
            services:
              api:
                image: corp/api:2
                volumes:
                  - /:/host
          `,
        },
        underline: "/:/host",
        branch: "whole-disk",
      },
      {
        files: {
          "compose.yaml": `
            services:
              config:
                image: corp/config:2
                volumes:
                  - source: /etc/
                    type: bind
                    target: /host/etc
          `,
        },
        underline: "source: /etc/",
        branch: "system-folder",
      },
      {
        title: "Read-only, it still reads every key of the host.",
        files: {
          "compose.yaml": `
            services:
              backup:
                image: corp/backup:2
                volumes:
                  - /:/data:ro
          `,
        },
        underline: "/:/data:ro",
        branch: "whole-disk",
        severity: "info",
      },
      {
        title: "The virtual machine no longer separates the guest from the host's files.",
        files: {
          Vagrantfile: `
            Vagrant.configure("2") do |config|
              config.vm.box = "debian/bookworm64"
              config.vm.synced_folder "/", "/host"
            end
          `,
        },
        underline: 'config.vm.synced_folder "/", "/host"',
        branch: "whole-disk",
      },
      {
        title: "Kernel files can be read, as the agent's purpose is.",
        files: {
          "compose.yaml": `
            services:
              cadvisor:
                image: gcr.io/cadvisor/cadvisor:v0.52.1
                volumes:
                  - /sys:/sys:ro
          `,
        },
        underline: "/sys:/sys:ro",
        branch: "system-folder",
        severity: "info",
      },
    ],
    valid: [
      {
        title: "The folder of the project.",
        files: {
          Vagrantfile: `
            Vagrant.configure("2") do |config|
              config.vm.box = "debian/bookworm64"
              config.vm.synced_folder ".", "/vagrant"
              config.vm.synced_folder "/", "/host", disabled: true
            end
          `,
        },
      },
      {
        title: "Single files and folders of the host.",
        files: {
          "compose.yaml": `
            services:
              app:
                image: corp/app:2
                volumes:
                  - /etc/localtime:/etc/localtime:ro
                  - /etc/ssl/certs:/etc/ssl/certs:ro
                  - /run/udev:/run/udev:ro
                  - /dev/shm:/dev/shm
                  - /sys/fs/cgroup:/sys/fs/cgroup
                  - /var/lib/docker/containers:/logs:ro
          `,
        },
      },
      {
        title: "The variable decides which folder this is.",
        files: {
          "compose.yaml": `
            services:
              app:
                image: corp/app:2
                volumes:
                  - \${DATA}:/data
                  - /\${ROOT}:/host
          `,
        },
      },
      {
        title: "A volume of the engine and a folder of the project.",
        files: {
          "compose.yaml": `
            services:
              app:
                image: corp/app:2
                volumes:
                  - etc:/etc
                  - ./etc:/etc/app
            volumes:
              etc:
          `,
        },
      },
    ],
  },
  check: {
    machine(machine, { project, report }) {
      for (const { kind, what, at } of openingsOf(project, machine)) {
        if (kind !== "host-path" || !hostFolderAt(what)?.isWhole) continue;
        const message = `The guest gets ${what} of the host, so whatever it runs has all files of the user who runs Vagrant.`;
        report({ at, branch: "whole-disk", message });
      }
    },
    service(service, { project, report }) {
      for (const opening of openingsOf(project, service)) {
        if (opening.kind !== "host-path") continue;
        const folder = hostFolderAt(opening.what);
        const severity = folder && weightOf(project, service, opening);
        if (!folder || !severity) continue;
        report({
          at: opening.at,
          branch: folder.isWhole ? "whole-disk" : "system-folder",
          severity,
          message: messageFor(project, service, opening, folder),
        });
      }
    },
  },
});

type HostPath = Extract<Opening, { readonly readOnly: boolean | undefined }>;

function weightOf(project: Project, service: Service, { readOnly, what }: HostPath): Severity | undefined {
  // All other folders are root's.
  if (runsForUser(project, service)) return hostFolderAt(what)?.isWhole === true ? "info" : undefined;
  const isMild = readOnly !== false || isOtherThanRoot(service) || isNeeded(project, service, () => false);
  return weightOfFiles(project, service, isMild ? "info" : "warning");
}

function isOtherThanRoot({ user }: Service): boolean {
  return has(user, (name) => !/^(?:root|0)(?:$|:)/.test(name));
}

function messageFor(
  project: Project,
  service: Service,
  { what, readOnly }: HostPath,
  { reads, writes }: HostFolder,
): string {
  if (runsForUser(project, service)) {
    const verb = readOnly !== false ? "reads" : "can change";
    return `${containerName(service)} mounts ${what}, so root in it ${verb} all files of the user who runs the engine.`;
  }
  const gain = readOnly !== false || isOtherThanRoot(service) ? reads : writes;
  // Drives of Windows stay the user's own.
  const where = what.startsWith("/") ? onHost(project, service, gain) : gain;
  return `${containerName(service)} mounts ${what}, so it ${where}.`;
}
