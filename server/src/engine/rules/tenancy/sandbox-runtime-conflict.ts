import type { Opening } from "../../facts/openings.ts";
import { runtimeNamed } from "../../knowledge/runtimes.ts";
import { containerName } from "../../words.ts";
import { defineRule, prose } from "../../rule.ts";
import { conflictsUnder, isolationNeedOf } from "./support.ts";

export default defineRule({
  id: "sandbox-runtime-conflict",
  category: "tenancy",
  since: "0.1.0",
  branches: {
    declared: { severity: "error", profile: "essential" },
    undeclared: { severity: "warning", profile: "essential" },
  },
  summary: "Sandbox runtime is combined with a setting that it does not support, or that undoes it",
  why: prose(
    "gVisor, Kata Containers and Sysbox put a kernel, a machine or a user namespace between the container and its host. Settings that share the host's namespaces, its engine or its devices go around that boundary, or do not work across it.",
    "",
    "Each runtime differs: `/dev/fuse` works in gVisor, and `pid: host` works in none of them.",
  ),
  instead: "Remove the setting and keep the runtime, or run the service that needs it outside of the sandbox.",
  exceptions: prose(
    "An error if `trust=untrusted`, `tenancy=multi` or `kernel=own` is declared and the container gets the engine's socket. Ignored for runtimes that are not in the table, for GPUs, and for `privileged: true`, which `privileged-container` reports. `kata-shared-network` reports shared networks under Kata Containers.",
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
        branch: "undeclared",
      },
      {
        title: "The sandbox is what the declaration asks for, and the socket undoes it.",
        files: {
          "compose.yaml": `
            services:
              # bulkhead trust=untrusted
              agent:
                image: debian:13
                runtime: runsc
                volumes:
                  - /var/run/docker.sock:/var/run/docker.sock
          `,
        },
        underline: "runsc",
        branch: "declared",
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
        branch: "undeclared",
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
        branch: "undeclared",
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
      const conflicts = conflictsUnder(project, service, runtime);
      const socket = conflicts.find(({ opening }) => opening.kind === "engine-socket");
      const need = socket && isolationNeedOf(project, service);
      const first = need ? socket : conflicts[0];
      if (!first) return;

      const { opening, conflict } = first;
      const others = conflicts.filter((other) => other !== first);
      report({
        at: service.runtime.at,
        branch: need ? "declared" : "undeclared",
        severity: need ? "error" : conflict.severity,
        message: `${containerName(service)} runs under ${runtime.title}, but gets ${nameOf(opening)}: ${conflict.effect}.`,
        related: [
          { at: opening.entry, message: "The setting." },
          ...(need ? [{ at: need.fact.at, message: "The declaration that asks for the sandbox." }] : []),
          ...others.map((other) => ({ at: other.opening.entry, message: `Also: ${other.conflict.effect}.` })),
        ],
      });
    },
  },
});

function nameOf({ kind, what }: Opening): string {
  if (kind === "namespace") return `the host's ${what} namespace`;
  return kind === "engine-socket" ? "the engine's socket" : what;
}
