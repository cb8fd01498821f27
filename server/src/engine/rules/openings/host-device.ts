import { repositoriesOf } from "../../facts/images.ts";
import { openingsOf, type Opening } from "../../facts/openings.ts";
import { runsForUser } from "../../facts/rootReach.ts";
import { coversDisks, hostDeviceAt } from "../../knowledge/linux/hostDevices.ts";
import type { Severity } from "../../finding.ts";
import { is } from "../../model/fact.ts";
import type { Project } from "../../model/project.ts";
import type { Service } from "../../model/service.ts";
import { defineRule, prose } from "../../rule.ts";
import { containerName } from "../../words.ts";
import { isNeeded, lessThan, onHost, weightOnHost } from "./support.ts";

export default defineRule({
  id: "host-device",
  category: "openings",
  since: "0.1.0",
  severity: "warning",
  profile: "recommended",
  summary: "A disk, the memory or all devices of the host are given to a container",
  why: prose(
    "Through a disk's device a process reads and writes every file system on it, regardless of owners and mounts. `/dev/mem` and `/dev/port` go to the hardware. The engine checks only whether the container may open the device; everything after that is between the process and the driver in the shared kernel.",
    "",
    "A rule of `device_cgroup_rules` such as `b 8:* rmw` has the same effect: by default root in a container may create the device node itself.",
  ),
  instead: prose(
    "Mount the file system on the host and give the container the folder that it needs. To use one device of many, name it: `/dev/ttyUSB0`, `/dev/dri/renderD128`.",
    "",
    "Software that manages disks belongs on the host or in a virtual machine that gets a disk of its own.",
  ),
  exceptions: prose(
    "Information for `/dev/kmsg`, for images that read the health of disks (Scrutiny), for agents whose purpose is to observe the host, with `podman run`, with the setting `engine: desktop`, `rootless` or `podman`, and in CI jobs unless they run on a self-hosted runner.",
    "",
    "GPUs, sound, serial ports, USB, `/dev/kvm`, `/dev/net/tun` and `/dev/fuse` are ignored, as are containers in a sandbox or a virtual machine, and privileged ones, which `privileged-container` reports.",
  ),
  topic: "devices",
  sources: [
    "https://docs.docker.com/reference/compose-file/services/#devices",
    "https://docs.docker.com/reference/cli/docker/container/run/#device-cgroup-rule",
    "https://man7.org/linux/man-pages/man4/mem.4.html",
  ],
  examples: {
    invalid: [
      {
        files: {
          "compose.yaml": `
            services:
              backup:
                image: corp/backup:2
                devices:
                  - /dev/sda:/dev/sda
          `,
        },
        underline: "/dev/sda:/dev/sda",
      },
      {
        title: "Root in the container creates the device node itself.",
        files: {
          "compose.yaml": `
            services:
              backup:
                image: corp/backup:2
                device_cgroup_rules:
                  - "b 8:* rmw"
          `,
        },
        underline: '"b 8:* rmw"',
      },
      {
        title: "It reads the health of the disk.",
        files: {
          "compose.yaml": `
            services:
              scrutiny:
                image: ghcr.io/analogj/scrutiny:v0.8.1-omnibus
                devices:
                  - /dev/nvme0n1
          `,
        },
        underline: "/dev/nvme0n1",
        severity: "info",
      },
    ],
    valid: [
      {
        title: "Narrow devices.",
        files: {
          "compose.yaml": `
            services:
              app:
                image: corp/app:2
                devices:
                  - /dev/dri:/dev/dri
                  - /dev/ttyUSB0
                  - /dev/net/tun
                  - /dev/sr0
                  - nvidia.com/gpu=all
                device_cgroup_rules:
                  - "c 189:* rmw"
          `,
        },
      },
      {
        title: "A bind mount brings the node, but the engine's device rules still refuse to open it.",
        files: {
          "compose.yaml": `
            services:
              app:
                image: corp/app:2
                volumes:
                  - /dev/sda:/dev/sda
          `,
        },
      },
      {
        title: "The variable decides which disk this is.",
        files: {
          "compose.yaml": `
            services:
              app:
                image: corp/app:2
                devices: ["\${DISK}:/dev/xvda"]
          `,
        },
      },
    ],
  },
  check: {
    service(service, { project, report }) {
      if (is(service.privileged, true)) return;
      for (const opening of openingsOf(project, service)) {
        const found = lossOf(project, service, opening);
        const severity = found && weightOnHost(project, service, found.severity);
        if (!found || !severity) continue;
        const opens = runsForUser(project, service)
          ? "it can open only with the rights of the user who runs the engine"
          : onHost(project, service, found.opens);
        const message = `${containerName(service)} gets ${opening.what}, which ${opens}.`;
        report({ at: opening.at, severity, message });
      }
    },
  },
});

interface Loss {
  readonly severity: Severity;
  readonly opens: string;
}

function lossOf(project: Project, service: Service, { kind, what }: Opening): Loss | undefined {
  if (kind === "device-rule" && coversDisks(what))
    return { severity: "warning", opens: "lets root inside it create and open the nodes of the host's disks" };
  const device = kind === "device" ? hostDeviceAt(what) : undefined;
  if (!device) return undefined;
  const isPurpose =
    isNeeded(project, service, () => false) ||
    repositoriesOf(project, service).some((repository) => device.purposes?.test(repository));
  const severity = isPurpose ? lessThan(device.weight) : device.weight;
  return severity && { severity, opens: device.opens };
}
