import { has, is, type Fact, type Known } from "../../model/fact.ts";
import type { Editor } from "../../model/editor.ts";
import type { Project } from "../../model/project.ts";
import type { Service } from "../../model/service.ts";
import { defineRule, prose } from "../../rule.ts";

export default defineRule({
  id: "host-network-with-ports",
  category: "openings",
  since: "0.1.0",
  severity: "error",
  profile: "essential",
  fix: "safe",
  summary: "Service shares a network namespace and has ports or networks of its own all the same",
  why: prose(
    "With `network_mode: host` the container has no network namespace of its own: the process listens on the host's interfaces directly, and the engine discards published ports.",
    "",
    "`network_mode` together with `networks` is refused when the file is loaded: a container is either in a namespace of its own that is attached to networks, or it shares another one.",
  ),
  instead: prose(
    "Remove `ports`: whatever the process listens on is reachable at the host already. Where the mapping matters, remove `network_mode: host` instead and publish the ports.",
    "On Docker Desktop, host networking reaches the hidden virtual machine unless it is enabled in the settings (4.34 and later, TCP and UDP only).",
  ),
  exceptions: prose(
    "With `deploy.mode`, `deploy.replicas` or `deploy.placement` the fix is not offered: `docker stack deploy` ignores `network_mode` and uses the ports.",
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
        underline: 'ports:\n      - "8080:80"',
        severity: "warning",
        fixed: `
          services:
            web:
              image: nginx:1.29
              network_mode: host
        `,
      },
      {
        title: "Compose refuses to load this.",
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
    ],
    valid: [
      {
        title: "An empty list declares nothing.",
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
    ],
  },
  check: {
    service(service, { project, edit, report }) {
      const { networkMode, networks, ports } = service;
      if (networkMode.state !== "known" || networkMode.value === "") return;

      if (hasEntries(networks) && service.origin === "compose") {
        report({
          at: networks.entry,
          message: `Service "${service.name}" has both "network_mode" and "networks": Compose refuses to load the file.`,
          related: [{ at: networkMode.entry, message: "The network mode.", anchor: true }],
        });
      }
      if (!is(networkMode, "host") || !hasEntries(ports)) return;

      report({
        at: ports.entry,
        severity: "warning",
        message: `Service "${service.name}" uses the host's network, so the engine discards its published ports.`,
        related: [{ at: networkMode.entry, message: "The network mode.", anchor: true }],
        unnecessary: true,
        fixes: isForSwarm(service)
          ? []
          : [
              {
                title: "Remove the ports that host networking discards",
                // Where the mode is only a default, another one may be given, and the ports then count.
                kind: networkMode.origin === undefined ? "safe" : "behaviour",
                preferred: true,
                edits: () => removals(service, project, edit),
              },
            ],
      });
    },
  },
});

function hasEntries<T>(list: Fact<readonly T[]>): list is Known<readonly T[]> {
  return has(list, (items) => items.length > 0);
}

/** The list of a service, or each flag of `docker run` on its own line that says nothing else: not `-dp 80:80`. */
function removals({ origin, ports }: Service, { root }: Project, edit: Editor) {
  if (ports.state !== "known") return [];
  if (origin === "compose") return [edit.remove([ports.entry])];
  const entries = ports.value.map(({ entry }) => entry);
  const isPlain = entries.every(({ range }) => /^["']?(?:-p|--publish)\b/.test(root.source.slice(range)));
  const lines = new Set(entries.map(({ range }) => range.start.line));
  return isPlain && lines.size === entries.length ? [edit.remove(entries)] : [];
}

function isForSwarm({ deploy }: Service): boolean {
  return [deploy.mode, deploy.replicas, deploy.placement].some((fact) => fact.state !== "unset");
}
