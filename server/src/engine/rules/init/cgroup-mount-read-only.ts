import { imagesOf } from "../../facts/images.ts";
import { isPodmanRun } from "../../facts/openings.ts";
import { initProcessOf } from "../../facts/process/initSystem.ts";
import { containerName } from "../../words.ts";
import { has, knownItems } from "../../model/fact.ts";
import { defineRule, prose } from "../../rule.ts";
import { isSystemContainer, systemdImages } from "./support.ts";

export default defineRule({
  id: "cgroup-mount-read-only",
  category: "init",
  since: "0.1.0",
  severity: "warning",
  profile: "essential",
  summary: "systemd gets the control groups read-only",
  why: prose(
    "systemd makes a control group for each of its services, so it must write below `/sys/fs/cgroup`. With cgroup v1 it had a tree of its own beside the mounted ones. With cgroup v2, the default of all current distributions, there is one tree, and read-only it stops systemd before the first service.",
  ),
  instead: prose(
    "In this order:",
    "",
    "- Podman: it mounts `/sys/fs/cgroup` writable for systemd by itself.",
    "- The sysbox runtime, which is made for whole systems.",
    "- Docker Engine 28 or later: remove the mount and set `security_opt: [writable-cgroups=true]` and `cgroup: private`, with tmpfs at `/run` and `/run/lock`.",
    "",
    "Do not only remove `:ro`: the container can then write the control groups of the whole host.",
  ),
  exceptions: prose(
    "Only for containers whose main process is systemd: agents such as cAdvisor read the host's control groups, and read-only is right there. Ignored for other targets such as `/host/sys/fs/cgroup`, with Podman, and with runtimes for whole systems.",
  ),
  errors: [
    "Failed to create /init.scope control group: Read-only file system",
    "[!!!!!!] Failed to allocate manager object",
    "Exiting PID 1...",
    "Failed to mount API filesystems",
  ],
  topic: "init-system",
  sources: [
    "https://systemd.io/CONTAINER_INTERFACE/",
    "https://docs.podman.io/en/latest/markdown/podman-run.1.html#systemd-true-false-always",
    "https://github.com/moby/moby/blob/v28.0.0/daemon/oci_linux.go",
  ],
  examples: {
    invalid: [
      {
        title: "A guide for cgroup v1.",
        files: {
          "compose.yaml": `
            services:
              node:
                image: rockylinux:9
                command: /usr/sbin/init
                privileged: true
                tmpfs: [/run]
                volumes:
                  - /sys/fs/cgroup:/sys/fs/cgroup:ro
          `,
        },
        underline: "/sys/fs/cgroup:/sys/fs/cgroup:ro",
      },
      {
        title: "An image that is known to start systemd.",
        files: {
          "compose.yaml": `
            services:
              target:
                image: geerlingguy/docker-ubuntu2404-ansible
                privileged: true
                volumes:
                  - type: bind
                    source: /sys/fs/cgroup
                    target: /sys/fs/cgroup
                    read_only: true
          `,
        },
        underline: "type: bind",
      },
    ],
    valid: [
      {
        title: "cAdvisor only reads them.",
        files: {
          "compose.yaml": `
            services:
              cadvisor:
                image: gcr.io/cadvisor/cadvisor:v0.52.1
                volumes:
                  - /sys/fs/cgroup:/sys/fs/cgroup:ro
          `,
        },
      },
      {
        title: "systemd may write, to the price of the host's control groups.",
        files: {
          "compose.yaml": `
            services:
              node:
                image: rockylinux:9
                command: /usr/sbin/init
                cgroup: host
                volumes:
                  - /sys/fs/cgroup:/sys/fs/cgroup:rw
          `,
        },
      },
      {
        title: "An agent reads the host's control groups at another path.",
        files: {
          "compose.yaml": `
            services:
              node:
                image: rockylinux:9
                command: /usr/sbin/init
                volumes:
                  - /sys/fs/cgroup:/host/sys/fs/cgroup:ro
          `,
        },
      },
    ],
  },
  check: {
    service(service, { project, report }) {
      const mount = knownItems(service.mounts).find(
        ({ value }) => value.source === folder && value.target === folder && value.readOnly === true,
      );
      if (!mount || isSystemContainer(service) || isPodmanRun(project, service)) return;
      const isPrepared = imagesOf(project, service).some((image) => has(image, (name) => systemdImages.test(name)));
      const replaces = service.command.state !== "unset" || service.entrypoint.state !== "unset";
      if (initProcessOf(project, service)?.system !== "systemd" && (!isPrepared || replaces)) return;

      report({
        at: mount.at,
        message: `${containerName(service)} runs systemd, which cannot write to a read-only /sys/fs/cgroup, so it fails on cgroup v2 hosts. Mount it writable.`,
      });
    },
  },
});

const folder = "/sys/fs/cgroup";
