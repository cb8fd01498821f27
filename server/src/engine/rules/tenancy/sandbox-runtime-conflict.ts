import { assessmentOf } from "../../facts/assessment.ts";
import type { Opening } from "../../facts/openings.ts";
import { runtimeNamed, type Runtime, type RuntimeConflict, type RuntimeSetting } from "../../knowledge/runtimes.ts";
import { containerName } from "../../words.ts";
import { defineRule, prose } from "../../rule.ts";

export default defineRule({
  id: "sandbox-runtime-conflict",
  category: "tenancy",
  since: "0.1.0",
  severity: "warning",
  profile: "essential",
  summary: "Sandbox runtime is combined with a setting that it does not support, or that undoes it",
  why: prose(
    "gVisor, Kata Containers and Sysbox put a kernel, a machine or a user namespace between the container and its host. Settings that share the host's namespaces, its engine or its devices go around that boundary, or do not work across it.",
    "",
    "Each runtime differs: `/dev/fuse` works in gVisor, and `pid: host` works in none of them.",
  ),
  instead: "Remove the setting and keep the runtime, or run the service that needs it outside of the sandbox.",
  exceptions: prose(
    "Ignored for runtimes that are not in the table, for GPUs, and for `privileged: true`, which `privileged-container` reports. `kata-shared-network` reports shared networks under Kata Containers.",
  ),
  topic: "runtime",
  sources: [
    "https://gvisor.dev/docs/user_guide/compatibility/",
    "https://github.com/kata-containers/kata-containers/blob/main/docs/Limitations.md",
    "https://github.com/nestybox/sysbox/blob/master/docs/user-guide/limitations.md",
  ],
  examples: {
    invalid: [
      {
        files: {
          "compose.yaml": `
            services:
              runner:
                image: python:3.13-slim
                runtime: runsc
                pid: host
          `,
        },
        underline: "runsc",
      },
      {
        title: "The engine's socket leads around every sandbox.",
        files: {
          "compose.yaml": `
            services:
              builder:
                image: docker:28-cli
                runtime: sysbox-runc
                volumes:
                  - /var/run/docker.sock:/var/run/docker.sock
          `,
        },
        underline: "sysbox-runc",
      },
      {
        title: "Kata Containers takes some devices only.",
        files: {
          "compose.yaml": `
            services:
              reader:
                image: debian:13
                runtime: kata
                devices: ["/dev/ttyUSB0"]
          `,
        },
        underline: "kata",
        severity: "info",
      },
    ],
    valid: [
      {
        title: "gVisor supports FUSE in the sandbox.",
        files: {
          "compose.yaml": `
            services:
              mount:
                image: rclone/rclone:1.71
                runtime: runsc
                devices: [/dev/fuse]
          `,
        },
      },
      {
        title: "An engine inside is what Sysbox is for.",
        files: {
          "compose.yaml": `
            services:
              builder:
                image: docker:28-dind
                runtime: sysbox-runc
          `,
        },
      },
      {
        title: "GPUs are supported.",
        files: {
          "compose.yaml": `
            services:
              model:
                image: python:3.13-slim
                runtime: runsc
                devices: [/dev/nvidia0]
          `,
        },
      },
    ],
  },
  check: {
    service(service, { project, report }) {
      const runtime = service.runtime.state === "known" ? runtimeNamed(service.runtime.value) : undefined;
      if (!runtime) return;
      const conflicts = assessmentOf(project, service).openings.flatMap((opening) => {
        const conflict = conflictOf(runtime, opening);
        return conflict ? [{ opening, conflict }] : [];
      });
      const [first, ...others] = conflicts.toSorted((a, b) => weight(a.conflict) - weight(b.conflict));
      if (!first) return;

      report({
        at: service.runtime.at,
        severity: first.conflict.severity,
        message: `${containerName(service)} runs under ${runtime.title}, but gets ${nameOf(first.opening)}: ${first.conflict.effect}.`,
        related: [
          { at: first.opening.entry, message: "The setting." },
          ...others.map(({ opening, conflict }) => ({ at: opening.entry, message: `Also: ${conflict.effect}.` })),
        ],
      });
    },
  },
});

function weight({ severity }: RuntimeConflict): number {
  return severity === "warning" ? 0 : 1;
}

function conflictOf(runtime: Runtime, opening: Opening): RuntimeConflict | undefined {
  const setting = settingOf(opening);
  return setting === undefined || (runtime.id === "kata" && setting === "network-host")
    ? undefined
    : runtime.conflicts[setting];
}

const namespaces: Readonly<Record<string, RuntimeSetting>> = {
  network: "network-host",
  pid: "pid-host",
  user: "userns-host",
};

function settingOf({ kind, what }: Opening): RuntimeSetting | undefined {
  switch (kind) {
    case "namespace":
      return namespaces[what];
    case "engine-socket":
      return "engine-socket";
    case "device":
      if (what === "/dev/kvm") return "kvm";
      if (what === "/dev/fuse") return "fuse";
      // GPUs and TPUs. https://gvisor.dev/docs/user_guide/gpu/, https://gvisor.dev/docs/user_guide/tpu/
      return /^\/dev\/(?:nvidia|accel|vfio)|^nvidia\.com\//.test(what) ? undefined : "host-device";
    default:
      return undefined;
  }
}

function nameOf({ kind, what }: Opening): string {
  if (kind === "namespace") return `the host's ${what} namespace`;
  return kind === "engine-socket" ? "the engine's socket" : what;
}
