import { has, type Fact, type Known } from "../../model/fact.ts";
import type { Editor } from "../../model/editor.ts";
import type { Project } from "../../model/project.ts";
import type { Service } from "../../model/service.ts";
import { containerName } from "../../words.ts";
import { defineRule, prose, type FixOffer } from "../../rule.ts";

export default defineRule({
  id: "host-network-with-ports",
  category: "openings",
  since: "0.1.0",
  severity: "error",
  profile: "essential",
  fix: "safe",
  summary: "Service has ports or networks that its `network_mode` excludes",
  why: prose(
    "With `network_mode: host` the container has no network namespace of its own. The process listens on the host's interfaces, and the engine discards published ports.",
    "",
    "Compose rejects a file with both `network_mode` and `networks`: a container has either its own namespace that is attached to networks, or it shares another one.",
  ),
  instead: prose(
    "With `host`, remove `ports`: the ports that the process listens on are reachable on the host already. If the mapping matters, remove `network_mode: host` instead and publish the ports.",
    "",
    "On Docker Desktop, the host's network is the network of Docker Desktop's VM, unless host networking is enabled in the settings (4.34 and later, TCP and UDP only).",
  ),
  exceptions: prose(
    "With `deploy.mode`, `deploy.replicas` or `deploy.placement` no fix is offered, because `docker stack deploy` ignores `network_mode` and uses the ports.",
  ),
  errors: [
    "WARNING: Published ports are discarded when using host network mode",
    "declares mutually exclusive `network_mode` and `networks`",
  ],
  topic: "network-host",
  sources: [
    "https://docs.docker.com/engine/network/drivers/host/",
    "https://github.com/compose-spec/compose-go/blob/main/loader/validate.go",
  ],
  examples: {
    invalid: [
      {
        files: {
          "compose.yaml": `
            services:
              web:
                image: nginx:1.29
                network_mode: host
                ports:
                  - "8080:80"
          `,
        },
        underline: "ports:",
        severity: "warning",
        fixed: `
          services:
            web:
              image: nginx:1.29
              network_mode: host
        `,
      },
      {
        title: "Compose rejects this file.",
        files: {
          "compose.yaml": `
            services:
              web:
                image: nginx:1.29
                network_mode: host
                networks: [front]
          `,
        },
        underline: "networks: [front]",
      },
      {
        title: "A devcontainer.",
        files: {
          ".devcontainer/devcontainer.json": `
            {
              "image": "mcr.microsoft.com/devcontainers/javascript-node:22",
              "runArgs": ["--network=host"],
              "appPort": [3000]
            }
          `,
        },
        underline: '"appPort": [3000]',
        severity: "warning",
        fixed: `
          {
            "image": "mcr.microsoft.com/devcontainers/javascript-node:22",
            "runArgs": ["--network=host"]
          }
        `,
      },
    ],
    valid: [
      {
        title: "An empty list attaches no network.",
        files: {
          "compose.yaml": `
            services:
              web:
                image: nginx:1.29
                network_mode: host
                networks: []
          `,
        },
      },
      {
        files: {
          "compose.yaml": `
            services:
              web:
                image: nginx:1.29
                network_mode: \${NETWORK_MODE:-bridge}
                ports:
                  - "8080:80"
          `,
        },
      },
      {
        title: "An empty list publishes nothing.",
        files: {
          "compose.yaml": `
            services:
              proxy:
                image: nginx:1.29
                network_mode: host
                ports: []
          `,
        },
      },
    ],
  },
  check: {
    service(service, { project, edit, report }) {
      const { networkMode, networks, ports } = service;
      if (networkMode.state !== "known" || networkMode.value === "") return;

      if (hasEntries(networks) && service.origin === "compose") {
        report({
          at: networks.entry,
          message: `"${service.name}" has both "network_mode" and "networks", so Compose rejects the file. Remove one of them.`,
          related: [{ at: networkMode.entry, message: "The network mode." }],
        });
      }
      if (networkMode.value !== "host" || !hasEntries(ports)) return;

      const flag = `"${portSetting(project, service)}"`;
      report({
        at: ports.entry,
        severity: "warning",
        message: `${containerName(service)} uses the host's network, so ${flag} has no effect. Remove it.`,
        related: [{ at: networkMode.entry, message: "The network mode." }],
        unnecessary: true,
        fixes: isForSwarm(service) ? [] : [removing(project, service, networkMode, edit)],
      });
    },
  },
});

function hasEntries<T>(list: Fact<readonly T[]>): list is Known<readonly T[]> {
  return has(list, (items) => items.length > 0);
}

function removing(project: Project, service: Service, { origin }: Known<string>, edit: Editor): FixOffer {
  return {
    title: "Remove the ports, which have no effect on the host's network",
    // If the mode is only a default, the user may set another one, and the ports then take effect.
    kind: origin === undefined ? "safe" : "behaviour",
    preferred: true,
    edits: () => removals(project, service, edit),
  };
}

/** The list of a service, or each flag of `docker run` on its own line without anything else: not `-dp 80:80`. */
function removals({ root }: Project, { origin, ports }: Service, edit: Editor) {
  if (ports.state !== "known") return [];
  const isProperty = origin === "devcontainer" && !root.source.slice(ports.entry.range).startsWith('"-');
  if (origin === "compose" || isProperty) return [edit.remove([ports.entry])];
  const entries = ports.value.map(({ entry }) => entry);
  const isPlain = entries.every(({ range }) => /^["']?(?:-p|--publish)\b/.test(root.source.slice(range)));
  const lines = new Set(entries.map(({ range }) => range.start.line));
  return isPlain && lines.size === entries.length ? [edit.remove(entries)] : [];
}

/** The name of the setting as the file writes it: `ports`, `-p`, `--publish`. */
function portSetting({ root }: Project, { ports, origin }: Service): string {
  const usual = origin === "devcontainer" ? "appPort" : "ports";
  if (ports.state !== "known" || ports.entry.uri !== root.source.uri) return usual;
  return /^["']?(-\w*p\b|--publish)/.exec(root.source.slice(ports.entry.range))?.[1]?.replace(/^-\w*p$/, "-p") ?? usual;
}

function isForSwarm({ deploy }: Service): boolean {
  return [deploy.mode, deploy.replicas, deploy.placement].some((fact) => fact.state !== "unset");
}
