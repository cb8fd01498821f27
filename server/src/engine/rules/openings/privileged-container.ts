import { assessmentOf } from "../../facts/assessment.ts";
import type { Opening } from "../../facts/openings.ts";
import { rootReachOf, type RootReach } from "../../facts/rootReach.ts";
import { containerName, list, settingName } from "../../words.ts";
import { isSharedRoot, narrowing, redundantUnderPrivileged } from "./support.ts";
import { grants, needAdvice } from "../../knowledge/kernelNeeds.ts";
import { is } from "../../model/fact.ts";
import { defineRule, prose } from "../../rule.ts";

const namespaces: Readonly<Record<string, string>> = {
  pid: "the host's processes",
  ipc: "the host's shared memory",
  uts: "the host's name",
  cgroup: "the host's control groups",
  user: "the host's user IDs",
  network: "the host's network",
};

export default defineRule({
  id: "privileged-container",
  category: "openings",
  since: "0.1.0",
  severity: "warning",
  profile: "essential",
  fix: "behaviour",
  summary: "Container runs with `privileged: true`",
  why: prose(
    "A privileged container keeps every capability, sees every device of the host and runs without seccomp and AppArmor profiles. Root in it can mount the host's disk or load a kernel module.",
    "",
    "A container shares the host's kernel with everything else on the machine. A virtual machine has its own kernel, so root in the guest still has to escape the hypervisor.",
  ),
  instead: prose(
    "Grant only what the software needs. VPN: `cap_add: [NET_ADMIN]` and `/dev/net/tun`. WireGuard: `NET_ADMIN` and the sysctl `net.ipv4.conf.all.src_valid_mark=1`. IPsec: `NET_ADMIN`, `/dev/ppp` and `net.*` sysctls. Firewall: `NET_ADMIN` and `NET_RAW`. FUSE: `/dev/fuse` and `SYS_ADMIN`. KVM: `/dev/kvm`. USB: `/dev/bus/usb`.",
    "",
    "Docker in Docker, Kubernetes nodes and systemd have no narrower grant. Run them with the sysbox runtime or Podman, or in a virtual machine. Rootless BuildKit needs only `security_opt: [seccomp=unconfined, apparmor=unconfined, systempaths=unconfined]`.",
  ),
  exceptions: prose(
    "Information if the reason is known and no narrower grant exists: an engine in the container, a Kubernetes node, an agent that observes the host, the registration of emulators. Information in CI jobs unless they run on a self-hosted runner, and with `podman run`, whose root may be an ordinary user. Information with the setting `engine: desktop`, `rootless` or `podman`, because root in the container is then not root on the host.",
    "",
    "With `runtime: runsc`, Kata or another virtual machine, root in the container is not root on the host, so the finding is information. Sysbox does not support privileged containers.",
  ),
  topic: "privileged",
  sources: [
    "https://docs.docker.com/reference/cli/docker/container/run/#privileged",
    "https://man7.org/linux/man-pages/man7/capabilities.7.html",
  ],
  examples: {
    invalid: [
      {
        title: "A VPN needs one capability and one device.",
        files: {
          "compose.yaml": `
            services:
              vpn:
                image: kylemanna/openvpn:2.4
                privileged: true
                ports:
                  - "1194:1194/udp"
          `,
        },
        underline: "privileged: true",
        fixed: `
          services:
            vpn:
              image: kylemanna/openvpn:2.4
              ports:
                - "1194:1194/udp"
              cap_add:
                - NET_ADMIN
              devices:
                - /dev/net/tun:/dev/net/tun
        `,
      },
      {
        title: "No reason is known.",
        files: {
          "compose.yaml": `
            services:
              db:
                image: postgres:17
                privileged: true
          `,
        },
        underline: "privileged: true",
        fixed: `
          services:
            db:
              image: postgres:17
        `,
      },
      {
        title: "Docker in Docker has no narrower grant.",
        files: {
          "compose.yaml": `
            services:
              builder:
                image: docker:28-dind
                privileged: true
          `,
        },
        underline: "privileged: true",
        severity: "info",
      },
      {
        title: "The grants are already listed, except for the device.",
        files: {
          "compose.yaml": `
            services:
              vpn:
                image: qmcgaw/gluetun:v3.40
                privileged: true
                cap_add:
                  - NET_ADMIN
          `,
        },
        underline: "privileged: true",
        fixed: `
          services:
            vpn:
              image: qmcgaw/gluetun:v3.40
              cap_add:
                - NET_ADMIN
              devices:
                - /dev/net/tun:/dev/net/tun
        `,
      },
      {
        title: "gVisor's kernel handles the system calls instead of the host's.",
        files: {
          "compose.yaml": `
            services:
              build:
                image: corp/build:4
                privileged: true
                runtime: runsc
          `,
        },
        underline: "privileged: true",
        severity: "info",
        fixed: `
          services:
            build:
              image: corp/build:4
              runtime: runsc
        `,
      },
      {
        title: "An agent that observes the host has no narrower grant either.",
        files: {
          "compose.yaml": `
            services:
              profiler:
                image: registry.example/observability/ebpf-profiler:1.4
                privileged: true
                pid: host
                volumes:
                  - /sys/kernel/debug:/sys/kernel/debug
          `,
        },
        underline: "privileged: true",
        severity: "info",
      },
      {
        title: "A devcontainer.",
        files: {
          ".devcontainer/devcontainer.json": `
            {
              "image": "mcr.microsoft.com/devcontainers/cpp:ubuntu-24.04",
              // For the debugger.
              "runArgs": ["--privileged", "--cap-add=SYS_PTRACE"],
              "remoteUser": "vscode"
            }
          `,
        },
        underline: '"--privileged"',
        fixed: `
          {
            "image": "mcr.microsoft.com/devcontainers/cpp:ubuntu-24.04",
            // For the debugger.
            "runArgs": ["--cap-add=SYS_PTRACE"],
            "remoteUser": "vscode"
          }
        `,
      },
      {
        title: "A feature of a devcontainer that runs an engine in it.",
        files: {
          ".devcontainer/devcontainer.json": `
            {
              "image": "mcr.microsoft.com/devcontainers/base:ubuntu-24.04",
              "features": { "ghcr.io/devcontainers/features/docker-in-docker:2": {} }
            }
          `,
        },
        underline: '"ghcr.io/devcontainers/features/docker-in-docker:2"',
        severity: "info",
      },
    ],
    valid: [
      {
        title: "The debugger of a devcontainer needs one capability only.",
        files: {
          ".devcontainer/devcontainer.json": `
            {
              "image": "mcr.microsoft.com/devcontainers/cpp:ubuntu-24.04",
              "privileged": false,
              "capAdd": ["SYS_PTRACE"]
            }
          `,
        },
      },
      {
        files: {
          "compose.yaml": `
            services:
              db:
                image: postgres:17
                privileged: \${PRIVILEGED:-false}
          `,
        },
      },
      {
        title: "The grant that the VPN needs, and no more.",
        files: {
          "compose.yaml": `
            services:
              vpn:
                image: kylemanna/openvpn:2.4
                cap_add: [NET_ADMIN]
                devices: [/dev/net/tun]
          `,
        },
      },
    ],
  },
  check: {
    service(service, context) {
      if (!is(service.privileged, true)) return;

      const { needs, openings } = assessmentOf(context.project, service);
      const [need] = needs;
      const grant = need && grants[need.need];
      const redundant = redundantUnderPrivileged(service);
      const reach = rootReachOf(context.project, service);
      const isOnHost = reach.of !== "sandbox" && reach.of !== "windows";
      const isNeeded = isOnHost && need !== undefined && !grant;
      const [severity, effect] = effectOf(reach);
      context.report({
        at: service.privileged.entry,
        severity: isNeeded ? "info" : severity,
        message: [
          `${containerName(service)} runs privileged, ${effect}.`,
          ...(need && isOnHost ? [needAdvice[need.need]] : []),
          ...pointless(redundant.map(({ key, entry }) => `"${settingName(context.project, service, key, entry)}"`)),
          ...(isOnHost ? alsoShared(openings.flatMap(sharedWith)) : []),
        ].join(" "),
        related: redundant.map(({ entry }) => ({ at: entry, message: "No effect on a privileged container." })),
        fixes: isNeeded ? [] : narrowing(service, grant, context),
      });
    },
  },
});

/** The severity, and the end of the sentence `"x" runs privileged, …`. */
function effectOf(reach: RootReach): readonly ["warning" | "info", string] {
  switch (reach.of) {
    case "sandbox": {
      const { kind, title, conflicts } = reach.runtime;
      const effect = conflicts.privileged?.effect ?? "root inside it is root in its virtual machine, not on the host";
      return [kind === "user-namespace" ? "warning" : "info", `and with ${title} ${effect}`];
    }
    case "windows":
      return ["warning", "which Windows engines refuse, so it does not start"];
    case "unknown-runtime":
      return ["info", "so root inside it is root on the host unless its runtime isolates it"];
    case "podman-user":
      return ["info", "so root inside it has all rights of the user who runs podman"];
    case "engine-user":
      return ["info", "so root inside it has all rights of the user who runs the engine"];
    case "desktop-machine":
      return ["info", "so root inside it is root in Docker Desktop's VM, which has your shared files"];
    case "job":
      return reach.runner === "hosted-machine"
        ? ["info", "so root inside it is root on the runner, a virtual machine for this job only"]
        : [
            reach.runner === "self-hosted" ? "warning" : "info",
            "so root inside it is root on the machine that runs the job",
          ];
    case "host":
      return ["warning", "so root inside it is root on the host"];
  }
}

function pointless(settings: readonly string[]): readonly string[] {
  const names = [...new Set(settings)];
  return names.length === 0 ? [] : [`Its ${list(names)} ${names.length === 1 ? "has" : "have"} no effect.`];
}

function alsoShared(shared: readonly string[]): readonly string[] {
  return shared.length === 0 ? [] : [`It also shares ${list(shared)}.`];
}

/** What the service shares with the host beyond the capabilities, devices and profiles that privileged decides anyway. */
function sharedWith({ kind, what }: Opening): readonly string[] {
  if (kind === "namespace") return [namespaces[what] ?? `the host's ${what}`];
  return kind === "engine-socket" || (kind === "host-path" && isSharedRoot(what)) ? [what] : [];
}
