import { isWhole } from "../../facts/absence.ts";
import { baseImageOf } from "../../facts/baseImage.ts";
import { engineOf } from "../../facts/engine.ts";
import { containerName } from "../../words.ts";
import { sharesNetwork } from "../../facts/grants.ts";
import { isPodmanRun } from "../../facts/openings.ts";
import { has, isWhollyKnown, knownItems } from "../../model/fact.ts";
import type { Place } from "../../model/place.ts";
import type { Project } from "../../model/project.ts";
import type { Service } from "../../model/service.ts";
import { defineRule, prose } from "../../rule.ts";

export default defineRule({
  id: "host-gateway-missing",
  category: "network",
  since: "0.1.0",
  severity: "info",
  profile: "recommended",
  fix: "behaviour",
  summary: "Container uses host.docker.internal, which Linux engines do not define",
  why: prose(
    "Docker Desktop gives every container the name `host.docker.internal` for the machine that it runs on. An engine on Linux does not, so the same file works on a laptop and fails on a server or in CI.",
  ),
  instead: prose(
    'Add `extra_hosts: ["host.docker.internal:host-gateway"]`, or `--add-host host.docker.internal:host-gateway` to `docker run`. It works on Docker Desktop too. The program on the host must listen on an address that the container reaches, not only on `127.0.0.1`.',
  ),
  exceptions: prose(
    "Ignored if `extra_hosts` has the name or cannot be read, on another network namespace, with Podman, with `engine: desktop`, on Windows images, and for lists of names such as `NO_PROXY`. It is information, because the files do not say on which engine they run.",
  ),
  errors: [
    'could not translate host name "host.docker.internal"',
    "getaddrinfo ENOTFOUND host.docker.internal",
    "Could not resolve host: host.docker.internal",
  ],
  topic: "ports",
  sources: [
    "https://docs.docker.com/desktop/features/networking/#i-want-to-connect-from-a-container-to-a-service-on-the-host",
    "https://docs.docker.com/reference/cli/docker/container/run/#add-host",
  ],
  examples: {
    invalid: [
      {
        files: {
          "compose.yaml": `
            services:
              api:
                image: hasura/graphql-engine:v2.48.1
                environment:
                  ACTION_URL: http://host.docker.internal:3000
          `,
        },
        underline: "http://host.docker.internal:3000",
        fixed: `
          services:
            api:
              image: hasura/graphql-engine:v2.48.1
              environment:
                ACTION_URL: http://host.docker.internal:3000
              extra_hosts:
                - host.docker.internal:host-gateway
        `,
      },
      {
        title: "The command has the address.",
        files: {
          "compose.yaml": `
            services:
              tunnel:
                image: cloudflare/cloudflared:2025.8.1
                command: ["tunnel", "--url", "http://host.docker.internal:8080"]
          `,
        },
        underline: 'command: ["tunnel", "--url", "http://host.docker.internal:8080"]',
        fixed: `
          services:
            tunnel:
              image: cloudflare/cloudflared:2025.8.1
              command: ["tunnel", "--url", "http://host.docker.internal:8080"]
              extra_hosts:
                - host.docker.internal:host-gateway
        `,
      },
    ],
    valid: [
      {
        title: "The name is defined.",
        files: {
          "compose.yaml": `
            services:
              api:
                image: hasura/graphql-engine:v2.48.1
                environment:
                  ACTION_URL: http://host.docker.internal:3000
                extra_hosts:
                  - "host.docker.internal:host-gateway"
          `,
        },
      },
      {
        title: "Nothing is looked up.",
        files: {
          "compose.yaml": `
            services:
              api:
                image: hasura/graphql-engine:v2.48.1
                environment:
                  NO_PROXY: localhost,host.docker.internal
          `,
        },
      },
      {
        title: "The owner of the network defines the name.",
        files: {
          "compose.yaml": `
            services:
              vpn:
                image: qmcgaw/gluetun:v3.40
                cap_add: [NET_ADMIN]
                extra_hosts: ["host.docker.internal:host-gateway"]
              api:
                image: hasura/graphql-engine:v2.48.1
                network_mode: service:vpn
                environment:
                  ACTION_URL: http://host.docker.internal:3000
          `,
        },
      },
    ],
  },
  check: {
    service(service, { project, edit, report }) {
      const { extraHosts } = service;
      if (!isWhole(project, service) || sharesNetwork(service) || isDefinedByEngine(project, service)) return;
      const isDefined = knownItems(extraHosts).some(({ value }) => value.startsWith(name));
      if (isDefined || !isWhollyKnown(extraHosts) || baseImageOf(project, service)?.os === "windows") return;
      const [at] = usesOf(project, service);
      if (!at) return;
      const key = service.origin === "compose" ? "extra_hosts" : "--add-host";
      const remedy =
        engineOf(project) === "rootless"
          ? `Add "${name}:host-gateway" to ${key}, and let the rootless engine reach the host's loopback.`
          : `On Linux add "${name}:host-gateway" to ${key}.`;
      report({
        at,
        message: `${containerName(service)} uses ${name}, which only Docker Desktop defines. ${remedy}`,
        related: [{ at: service.at, message: containerName(service) }],
        fixes: [
          {
            title: `Define ${name} for Linux engines`,
            kind: "behaviour",
            preferred: true,
            edits: () => [edit.addToService(service, "extra_hosts", [`${name}:host-gateway`])],
          },
        ],
      });
    },
  },
});

const name = "host.docker.internal";
const address = /(?:^|[/@=\s,"'])host\.docker\.internal(?:[:/\s,"']|$)/;
const lists = /NO_?PROXY|ALLOW|CORS|TRUST|ORIGIN|WHITELIST|SAN$|DOMAINS|HOSTNAMES|ADVERTISED/i;

/** Podman defines the name too. */
function isDefinedByEngine(project: Project, service: Service): boolean {
  return engineOf(project) === "desktop" || isPodmanRun(project, service);
}

/** Variables and the words of the command that name the host. */
function usesOf(project: Project, service: Service): readonly Place[] {
  const variables = [...project.environmentOf(service)].flatMap(([variable, item]) =>
    has(item, (value) => address.test(value)) && !lists.test(variable) ? [item.at] : [],
  );
  const settings = [service.command, service.entrypoint].flatMap((setting) =>
    has(setting, ({ arguments: words }) => words.some(({ value }) => address.test(value ?? ""))) ? [setting.entry] : [],
  );
  return [...variables, ...settings];
}
