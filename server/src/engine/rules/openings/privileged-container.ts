import { kernelNeedOf } from "../../facts/kernelNeeds.ts";
import { jobAround, runnerOf } from "../../facts/machine/runner.ts";
import { isPodmanRun, openingsOf, redundantUnderPrivileged, type Opening } from "../../facts/openings.ts";
import { containerName } from "../../facts/written.ts";
import { list, narrowing, settingName } from "../../fixes/narrowing.ts";
import { grants, needAdvice } from "../../knowledge/kernelNeeds.ts";
import { runtimeNamed, type Runtime } from "../../knowledge/runtimes.ts";
import { is } from "../../model/fact.ts";
import type { Project } from "../../model/project.ts";
import type { Service } from "../../model/service.ts";
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
    "Docker in Docker, Kubernetes nodes and systemd have no narrower grant: run them with the sysbox runtime or Podman, or in a virtual machine. Rootless BuildKit needs only `security_opt: [seccomp=unconfined, apparmor=unconfined, systempaths=unconfined]`.",
  ),
  exceptions: prose(
    "Information if the reason is known and no narrower grant exists: an engine in the container, a Kubernetes node, an agent that observes the host, the registration of emulators. Information in CI jobs unless they run on a self-hosted runner, and with `podman run`, whose root may be an ordinary user.",
    "",
    "With `runtime: runsc`, Kata or another virtual machine, root in the container is not root on the host, so this is information there. Sysbox does not support privileged containers.",
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
        title: "The grants are there already, except for the device.",
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
        title: "gVisor's own kernel stands in for the host's.",
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
        title: "An agent that observes the host has none either.",
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
    ],
    valid: [
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
    ],
  },
  check: {
    service(service, context) {
      const { privileged, runtime } = service;
      if (!is(privileged, true)) return;

      const need = kernelNeedOf(context.project, service);
      const grant = need && grants[need.need];
      const isolation = runtime.state === "known" ? runtimeNamed(runtime.value) : undefined;
      const redundant = redundantUnderPrivileged(service);
      const effect = effectOf(service, isolation, context.project);
      const isNeeded = effect.isOnHost && need !== undefined && !grant;
      context.report({
        at: privileged.entry,
        severity: isNeeded ? "info" : effect.severity,
        message: [
          `${containerName(service)} runs privileged, ${effect.text}.`,
          ...(need && effect.isOnHost ? [needAdvice[need.need]] : []),
          ...pointless(
            service,
            redundant.map(({ key }) => key),
          ),
          ...(effect.isOnHost ? alsoShared(service) : []),
        ].join(" "),
        related: redundant.map(({ entry }) => ({ at: entry, message: "No effect on a privileged container." })),
        fixes: isNeeded ? [] : narrowing(service, grant, context),
      });
    },
  },
});

interface Effect {
  readonly severity: "warning" | "info";
  /** Continues `"x" runs privileged, …`. */
  readonly text: string;
  /** Root in the container is root on a machine that is not its own. */
  readonly isOnHost: boolean;
}

function effectOf(service: Service, isolation: Runtime | undefined, project: Project): Effect {
  const { runtime } = service;
  if (isolation && isolation.kind !== "shared-kernel") return sandboxed(isolation);
  const onHost = (severity: Effect["severity"], where: string): Effect => ({
    severity,
    text: `so root inside it ${where}`,
    isOnHost: true,
  });
  if (runtime.state !== "unset" && !isolation)
    return onHost("info", "is root on the host unless its runtime isolates it");
  if (isPodmanRun(project, service)) return onHost("info", "has all rights of the user who runs podman");
  const job = jobAround(project, service);
  if (!job) return onHost("warning", "is root on the host");
  const runner = runnerOf(job);
  if (runner === "hosted-machine") return onHost("info", "is root on the runner, a virtual machine for this job only");
  return onHost(runner === "self-hosted" ? "warning" : "info", "is root on the machine that runs the job");
}

function sandboxed({ kind, title, conflicts }: Runtime): Effect {
  const effect = conflicts.privileged?.effect ?? "root inside it is root in its virtual machine, not on the host";
  const severity = kind === "user-namespace" ? "warning" : "info";
  return { severity, text: `and with ${title} ${effect}`, isOnHost: false };
}

function pointless(service: Service, keys: readonly string[]): readonly string[] {
  const names = [...new Set(keys.map((key) => `"${settingName(service, key)}"`))];
  return names.length === 0 ? [] : [`Its ${list(names)} ${names.length === 1 ? "has" : "have"} no effect.`];
}

function alsoShared(service: Service): readonly string[] {
  const shared = openingsOf(service).flatMap(sharedWith);
  return shared.length === 0 ? [] : [`It also shares ${list(shared)}.`];
}

/** What the service shares with the host beyond the capabilities, devices and profiles that privileged decides anyway. */
function sharedWith({ kind, what }: Opening): readonly string[] {
  if (kind === "namespace") return [namespaces[what] ?? `the host's ${what}`];
  return kind === "host-path" || kind === "engine-socket" ? [what] : [];
}
