import { kernelNeedOf } from "../../facts/kernelNeeds.ts";
import { isPodmanRun, openingsOf, redundantUnderPrivileged, type Opening } from "../../facts/openings.ts";
import { isSelfHosted, jobAround } from "../../facts/machine/runner.ts";
import { writtenAt } from "../../facts/written.ts";
import { flagsFor, grants, needNames, type Grant } from "../../knowledge/kernelNeeds.ts";
import { is } from "../../model/fact.ts";
import type { Service } from "../../model/service.ts";
import { defineRule, prose, type RuleContext } from "../../rule.ts";

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
  profile: "recommended",
  fix: "behaviour",
  summary: "Container runs with `privileged: true`",
  why: prose(
    "A privileged container keeps every capability, sees every device of the host and runs without seccomp and AppArmor profiles. Root in it can mount the host's disk or load a kernel module: it is root on the host with extra steps.",
    "",
    "A container shares the host's kernel with everything else on the machine. A virtual machine has a kernel of its own, so root in the guest still has to break the hypervisor.",
  ),
  instead: prose(
    "Grant what the software needs and nothing more. VPNs and firewalls: `cap_add: [NET_ADMIN]` and `/dev/net/tun`. FUSE: `/dev/fuse` and `SYS_ADMIN`. KVM: `/dev/kvm`. USB: `/dev/bus/usb`.",
    "",
    "Docker in Docker, Kubernetes nodes and systemd do want all of it: run them with the sysbox runtime, rootless BuildKit or Podman, or give them a virtual machine.",
  ),
  exceptions: prose(
    "Information only where the reason is plain and no narrower grant exists: an engine in the container, a Kubernetes node, an agent that observes the host. Information in CI jobs too unless they run on a self-hosted runner, as a hosted one is a virtual machine that is thrown away; and with `podman run`, whose root may be an ordinary user.",
  ),
  topic: "privileged",
  sources: [
    "https://docs.docker.com/reference/cli/docker/container/run/#privileged",
    "https://man7.org/linux/man-pages/man7/capabilities.7.html",
  ],
  examples: {
    invalid: [
      {
        title: "The reason is plain, and a narrow grant serves it.",
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
                - NET_RAW
              devices:
                - /dev/net/tun:/dev/net/tun
        `,
      },
      {
        title: "Nothing tells why.",
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
        title: "So has an agent that observes the host.",
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
      const { privileged } = service;
      if (!is(privileged, true)) return;

      const need = kernelNeedOf(context.project, service);
      const grant = need && grants[need.need];
      const reason = need ? ` It looks as if it is for ${needNames[need.need]} (${need.what}).` : "";
      const others = openingsOf(service).flatMap(sharedWith);
      const more = others.length === 0 ? "" : ` It also gets ${enumeration(others)}.`;
      const isPodman = isPodmanRun(context.project, service);
      const host = isPodman ? "has all the rights of whoever runs podman" : "is root on the host";
      // A hosted runner is a virtual machine that is thrown away after the job: that is the wall there.
      const job = jobAround(context.project, service);
      const isPlain = (need && !grant) || isPodman || (job && !isSelfHosted(job));
      context.report({
        at: privileged.entry,
        severity: isPlain ? "info" : "warning",
        message: `"${service.name}" is privileged: root in it ${host}.${reason}${more}`,
        // A variable is a switch that somebody put there; which side of it to keep is not for a fix to say.
        fixes: (need && !grant) || privileged.origin ? [] : [narrowing(service, grant, context)],
      });
    },
  },
});

/** What the service shares with the host beyond the capabilities, devices and profiles that privileged decides anyway. */
function sharedWith({ kind, what }: Opening): readonly string[] {
  if (kind === "namespace") return [namespaces[what] ?? `the host's ${what}`];
  return kind === "host-path" || kind === "engine-socket" ? [what] : [];
}

function enumeration(things: readonly string[]): string {
  const [last = "", ...before] = things.toReversed();
  return before.length === 0 ? last : `${before.toReversed().join(", ")} and ${last}`;
}

function narrowing(service: Service, grant: Grant | undefined, { project, edit }: RuleContext) {
  const { privileged } = service;
  const isNarrowAlready = redundantUnderPrivileged(service).length > 0;
  const remove = () => (privileged.state === "known" ? edit.remove([privileged.entry]) : undefined);
  const kind = "behaviour" as const;
  const usual = service.origin === "compose" ? "privileged: true" : "--privileged";
  const written = (privileged.state === "known" && writtenAt(project, privileged.entry)) || usual;
  if (isNarrowAlready)
    return { title: `Remove "${written}" and keep the single grants`, kind, edits: () => [remove()] };
  if (!grant) return { title: `Remove "${written}"`, kind, edits: () => [remove()] };
  if (service.origin !== "compose") {
    const flags = flagsFor(grant);
    const edits = () => [privileged.state === "known" ? edit.replaceText(privileged.entry, flags) : undefined];
    return { title: `Replace "${written}" by "${flags}"`, kind, edits };
  }

  const lists = [
    ["cap_add", grant.capabilities],
    ["devices", grant.devices],
    ["device_cgroup_rules", grant.deviceCgroupRules],
    ["security_opt", grant.securityOptions],
  ] as const;
  const given = lists.filter(([, values]) => values.length > 0);
  return {
    title: `Replace "${written}" by ${given.map(([key]) => `"${key}"`).join(", ")}`,
    kind,
    edits: () => [remove(), ...given.map(([key, values]) => edit.addToService(service, key, values))],
  };
}
