import { repositoriesOf } from "../../facts/images.ts";
import { openingsOf } from "../../facts/openings.ts";
import { runsForUser } from "../../facts/rootReach.ts";
import type { Severity } from "../../finding.ts";
import { capabilities, capabilityNamed, isCapabilityName } from "../../knowledge/linux/capabilities.ts";
import { is, knownItems } from "../../model/fact.ts";
import type { Project } from "../../model/project.ts";
import type { Service } from "../../model/service.ts";
import { closest } from "../../model/text/closest.ts";
import { defineRule, prose, type RuleContext } from "../../rule.ts";
import { containerName } from "../../words.ts";
import { isNeeded, lessThan, onHost, weightOnHost, withinUser } from "./support.ts";

const names = capabilities.map(({ name }) => name);

export default defineRule({
  id: "dangerous-capability",
  category: "openings",
  since: "0.1.0",
  branches: {
    "whole-host": { severity: "warning", profile: "essential" },
    dangerous: { severity: "warning", profile: "recommended" },
    unknown: { severity: "error", profile: "essential" },
  },
  fix: "behaviour",
  summary: "Added capability reaches the host's kernel",
  why: prose(
    "Capabilities split root's power into pieces, and an engine grants fourteen harmless ones. Some of the others count against the one kernel that all containers of the host share: with `SYS_ADMIN`, `SYS_MODULE`, `DAC_READ_SEARCH` and a few more, root in the container can usually become root on the host.",
    "",
    "`ALL` is `privileged: true` without the devices. `SYS_PTRACE` beside `pid: host` reads and changes the memory of every process of the host.",
    "",
    "The engine refuses names that it does not know, so the container does not start.",
  ),
  instead: prose(
    "Remove the capability and see what fails: the message usually names one call, which needs a narrower capability or none. The rule's messages say what usually asks for each one.",
    "",
    "If the software really administers a kernel (modules, clock, file systems), run it on the host or in a virtual machine, which has a kernel of its own.",
  ),
  exceptions: prose(
    "Information for `NET_ADMIN`, for `SYS_PTRACE` without the host's processes, if the software needs the capability (FUSE, systemd, agents that observe the host, time servers), with `podman run`, with the setting `engine: desktop`, `rootless` or `podman`, and in CI jobs unless they run on a self-hosted runner. `NET_ADMIN` is not reported for VPNs and firewalls, `SYS_PTRACE` not in a `devcontainer.json`, where debuggers need it.",
    "",
    "Capabilities that the engine grants anyway are ignored, as are containers in a sandbox or a virtual machine (`runtime: runsc`, Kata), and privileged ones, which `privileged-container` reports.",
  ),
  errors: ["invalid CapAdd: unknown capability:", "invalid CapDrop: unknown capability:"],
  topic: "capabilities",
  sources: [
    "https://man7.org/linux/man-pages/man7/capabilities.7.html",
    "https://docs.docker.com/engine/security/#linux-kernel-capabilities",
    "https://github.com/moby/moby/blob/v28.0.0/oci/caps/utils.go",
  ],
  examples: {
    invalid: [
      {
        files: {
          "compose.yaml": `
            services:
              worker:
                image: corp/worker:2
                cap_add:
                  - ALL
          `,
        },
        underline: "ALL",
        branch: "whole-host",
      },
      {
        title: "A debugger for the host.",
        files: {
          "compose.yaml": `
            services:
              debug:
                image: corp/debug:2
                pid: host
                cap_add: [SYS_PTRACE]
          `,
        },
        underline: "SYS_PTRACE",
        branch: "whole-host",
      },
      {
        files: {
          "compose.yaml": `
            services:
              app:
                image: corp/app:2
                cap_add: [cap_sys_admin]
          `,
        },
        underline: "cap_sys_admin",
        branch: "dangerous",
      },
      {
        title: "FUSE needs it.",
        files: {
          "compose.yaml": `
            services:
              drive:
                image: rclone/rclone:1.71
                cap_add: [SYS_ADMIN]
                devices: [/dev/fuse]
          `,
        },
        underline: "SYS_ADMIN",
        branch: "dangerous",
        severity: "info",
      },
      {
        title: "The engine does not know this name.",
        files: {
          "compose.yaml": `
            services:
              app:
                image: corp/app:2
                cap_add:
                  - SYS_NCIE
          `,
        },
        underline: "SYS_NCIE",
        branch: "unknown",
        fixed: `
          services:
            app:
              image: corp/app:2
              cap_add:
                - SYS_NICE
        `,
      },
      {
        title: "A devcontainer.",
        files: {
          ".devcontainer/devcontainer.json": `
            {
              "image": "mcr.microsoft.com/devcontainers/base:debian-13",
              "capAdd": ["SYS_PTRACE", "SYS_ADMIN"]
            }
          `,
        },
        underline: '"SYS_ADMIN"',
        branch: "dangerous",
      },
    ],
    valid: [
      {
        title: "The debugger of a devcontainer.",
        files: {
          ".devcontainer/devcontainer.json": `
            {
              "image": "mcr.microsoft.com/devcontainers/go:1.25",
              "capAdd": ["SYS_PTRACE"]
            }
          `,
        },
      },
      {
        title: "A VPN administers the network of its own namespace.",
        files: {
          "compose.yaml": `
            services:
              vpn:
                image: qmcgaw/gluetun:v3.40
                cap_add: [NET_ADMIN]
                devices: [/dev/net/tun]
          `,
        },
      },
      {
        title: "The engine grants these by default.",
        files: {
          "compose.yaml": `
            services:
              web:
                image: nginx:1.29
                cap_drop: [ALL]
                cap_add: [CHOWN, NET_BIND_SERVICE, SETGID, SETUID]
          `,
        },
      },
      {
        title: "The capability counts in a kernel of its own.",
        files: {
          "compose.yaml": `
            services:
              build:
                image: corp/build:4
                runtime: kata-fc
                cap_add: [SYS_ADMIN]
          `,
        },
      },
    ],
  },
  check: {
    service(service, context) {
      reportUnknown(service, context);
      if (is(service.privileged, true)) return;
      const { project, report } = context;
      const added = openingsOf(project, service).filter(({ kind }) => kind === "capability");
      const all = added.filter(({ what }) => what === "ALL").slice(0, 1);
      for (const { what, at } of all.length > 0 ? all : added) {
        const found = reachOf(project, service, what);
        const severity = found && weightOnHost(project, service, found.severity);
        if (!severity) continue;
        const opens = runsForUser(project, service) ? withinUser : onHost(project, service, found.opens);
        const message = `${containerName(service)} gets ${what}, which ${opens}.`;
        report({ at, branch: found.branch, severity, message });
      }
    },
  },
});

interface Reach {
  readonly branch: "whole-host" | "dangerous";
  readonly severity: Severity;
  readonly opens: string;
}

/** Pi-hole is an NTP server too since version 6. https://docs.pi-hole.net/docker/#note-on-capabilities */
const timeServers = /(?:^|[/-])(?:chrony|ntpd?|openntpd|timesyncd)(?:$|-)|^pihole\/pihole$/;

/** Returns what a capability opens on the host if the container runs there, or undefined if that is little or needed. */
function reachOf(project: Project, service: Service, name: string): Reach | undefined {
  if (name === "ALL")
    return {
      branch: "whole-host",
      severity: "warning",
      opens: "is enough to take over the host. Add only what it needs",
    };
  const capability = capabilityNamed(name);
  if (!capability) return undefined;
  const { opens, reach } = capability;
  const seesHost = is(service.pid, "host");
  if (name === "SYS_PTRACE" && seesHost)
    return { branch: "whole-host", severity: "warning", opens: "with pid: host controls every process of the host" };
  const isWide = name === "SYS_BOOT" ? seesHost : reach === "host" && name !== "SYS_PTRACE";
  if (!isWide && name !== "NET_ADMIN" && name !== "SYS_PTRACE") return undefined;
  const full = isWide ? "warning" : "info";
  const severity = isPurpose(project, service, name) ? lessThan(full) : full;
  return severity && { branch: "dangerous", severity, opens };
}

function isPurpose(project: Project, service: Service, name: string): boolean {
  const isForDebugging = name === "SYS_PTRACE" && service.origin === "devcontainer";
  const isClock = name === "SYS_TIME" && repositoriesOf(project, service).some((image) => timeServers.test(image));
  return isForDebugging || isClock || isNeeded(project, service, ({ capabilities }) => capabilities.includes(name));
}

/** The engine checks the names before anything else, those of privileged containers too. */
function reportUnknown(service: Service, { report, edit }: RuleContext<"unknown">): void {
  for (const item of [...knownItems(service.capAdd), ...knownItems(service.capDrop)]) {
    if (isCapabilityName(item.value) || !/^[\w-]+$/.test(item.value)) continue;
    const meant = closest(item.value.toUpperCase().replace(/^CAP_/, ""), names, 2);
    report({
      at: item.at,
      branch: "unknown",
      message: `The engine has no capability "${item.value}", so ${containerName(service)} does not start.`,
      fixes: meant
        ? [{ title: `Replace with "${meant}"`, kind: "behaviour", edits: () => [edit.replaceValue(item, meant)] }]
        : [],
    });
  }
}
