import { containerName, writtenAt } from "../../words.ts";
import { propertyOf } from "../../containerSettings/index.ts";
import { has, is, type Fact, type Known } from "../../model/fact.ts";
import type { Place } from "../../model/place.ts";
import type { Project } from "../../model/project.ts";
import type { Service } from "../../model/service.ts";
import { defineRule, prose, type FixOffer, type RuleContext } from "../../rule.ts";
import { isForSwarm, networkModeOf } from "./support.ts";

export default defineRule({
  id: "shared-network-conflict",
  category: "network",
  since: "0.1.0",
  severity: "error",
  profile: "essential",
  fix: "behaviour",
  summary: "Container shares a network namespace and sets what belongs to its owner",
  why: prose(
    "With `network_mode: service:…` or `container:…` a container uses the network namespace of another one: its ports, host name, name servers and `/etc/hosts` belong to the owner. The engine refuses to create a container that sets them as well.",
    "",
    "With `network_mode: host` there is nothing to link, and with `uts: host` the host name is the host's.",
  ),
  instead: prose(
    "Move the setting to the service that owns the network, such as the VPN that the others go through. Ports in particular: publish the port of every service that shares the network on its owner.",
  ),
  exceptions: prose(
    "`EXPOSE` in the image is fine, and so are empty lists. Compose files for swarm are ignored: `docker stack deploy` ignores `network_mode`.",
  ),
  errors: [
    "conflicting options: port publishing and the container type network mode",
    "conflicting options: port exposing and the container type network mode",
    "conflicting options: hostname and the network mode",
    "conflicting options: dns and the network mode",
    "conflicting options: custom host-to-IP mapping and the network mode",
    "conflicting options: host type networking can't be used with links",
    "conflicting options: hostname and the UTS mode",
  ],
  topic: "network-host",
  sources: [
    "https://docs.docker.com/engine/network/#container-networks",
    "https://github.com/moby/moby/blob/master/daemon/internal/runconfig/hostconfig_unix.go",
  ],
  examples: {
    invalid: [
      {
        title: "The VPN owns the network, so it must publish the ports.",
        files: {
          "compose.yaml": `
            services:
              vpn:
                image: qmcgaw/gluetun:v3.40
                cap_add: [NET_ADMIN]
              torrents:
                image: lscr.io/linuxserver/qbittorrent:5.1.2
                network_mode: service:vpn
                ports: ["8080:8080"]
          `,
        },
        underline: 'ports: ["8080:8080"]',
        fixed: `
          services:
            vpn:
              image: qmcgaw/gluetun:v3.40
              cap_add: [NET_ADMIN]
              ports:
                - "8080:8080"
            torrents:
              image: lscr.io/linuxserver/qbittorrent:5.1.2
              network_mode: service:vpn
        `,
      },
      {
        title: "The owner's /etc/hosts is used.",
        files: {
          "compose.yaml": `
            services:
              vpn:
                image: qmcgaw/gluetun:v3.40
                cap_add: [NET_ADMIN]
              sync:
                image: corp/sync:3
                network_mode: service:vpn
                extra_hosts: ["host.docker.internal:host-gateway"]
          `,
        },
        underline: 'extra_hosts: ["host.docker.internal:host-gateway"]',
        fixed: `
          services:
            vpn:
              image: qmcgaw/gluetun:v3.40
              cap_add: [NET_ADMIN]
              extra_hosts:
                - host.docker.internal:host-gateway
            sync:
              image: corp/sync:3
              network_mode: service:vpn
        `,
      },
      {
        title: "There is no network to link in.",
        files: {
          "compose.yaml": `
            services:
              web:
                image: nginx:1.29
                network_mode: host
                links: [db]
              db:
                image: postgres:17
          `,
        },
        underline: "links: [db]",
      },
    ],
    valid: [
      {
        title: "The owner publishes the port, and the image only exposes it.",
        files: {
          "compose.yaml": `
            services:
              vpn:
                image: qmcgaw/gluetun:v3.40
                cap_add: [NET_ADMIN]
                ports: ["8080:8080"]
              torrents:
                image: lscr.io/linuxserver/qbittorrent:5.1.2
                network_mode: service:vpn
          `,
        },
      },
      {
        title: "On the host's network these settings count.",
        files: {
          "compose.yaml": `
            services:
              web:
                image: nginx:1.29
                network_mode: host
                hostname: web
                dns: [1.1.1.1]
                extra_hosts: ["db:10.0.0.5"]
          `,
        },
      },
      {
        title: "An empty list sets nothing.",
        files: {
          "compose.yaml": `
            services:
              web:
                image: nginx:1.29
                network_mode: service:vpn
                expose: []
              vpn:
                image: qmcgaw/gluetun:v3.40
          `,
        },
      },
    ],
  },
  check: {
    service(service, context) {
      const { project, report } = context;
      const { networkMode, uts } = service;
      const name = containerName(service);
      const mode = networkMode.state === "known" && !isForSwarm(service) ? networkMode.value : "";
      const owner = /^(?:service|container):(.+)$/.exec(mode)?.[1];
      const fields =
        owner === undefined ? [] : (["ports", "expose", "hostname", "dns", "extraHosts", "links"] as const);
      for (const field of fields) {
        const setting: Fact<unknown> = service[field];
        if (!isSet(setting)) continue;
        report({
          at: setting.entry,
          message: `${name} uses the network of "${owner ?? ""}", so the engine rejects "${nameOf(project, service, field, setting.entry)}". Move it to "${owner ?? ""}".`,
          related: networkModeOf(service),
          fixes: field === "hostname" || field === "links" ? [] : moveToOwner(service, field, context),
        });
      }
      if (mode === "host" && isSet(service.links)) {
        report({
          at: service.links.entry,
          message: `${name} uses the host's network, so the engine rejects links.`,
          related: networkModeOf(service),
        });
      }
      if (is(uts, "host") && has(service.hostname, (text) => text !== "")) {
        report({
          at: service.hostname.entry,
          message: `${name} uses the host's UTS namespace, so the engine rejects a host name of its own.`,
          related: [{ at: uts.entry, message: "The namespace of the host." }],
        });
      }
    },
  },
});

const keys = {
  ports: "ports",
  expose: "expose",
  hostname: "hostname",
  dns: "dns",
  extraHosts: "extra_hosts",
  links: "links",
} as const;

/** Offers to move a list of short texts to the service of the same file that owns the network. */
function moveToOwner(
  service: Service,
  field: "ports" | "expose" | "dns" | "extraHosts",
  { project, edit }: RuleContext,
): readonly FixOffer[] {
  const services = project.root.kind === "compose" ? project.root.services : [];
  const owner = services.find(({ name, uri }) => uri === service.uri && is(service.networkMode, `service:${name}`));
  const { [field]: moved } = service;
  if (service.origin !== "compose" || owner?.networkMode.state !== "unset" || moved.state !== "known" || moved.origin)
    return [];
  const items = moved.value.map(({ at }) => writtenAt(project, at)?.replace(/^(["'])(.*)\1$/, "$2") ?? "");
  if (owner[field].state === "unreadable" || !items.every((item) => /^[^\s{}$]+$/.test(item))) return [];
  const edits = () => [edit.remove([moved.entry]), edit.addToService(owner, keys[field], items)];
  return [{ title: `Move ${keys[field]} to "${owner.name}"`, kind: "behaviour", edits }];
}

/** The setting as the file writes it: the key of Compose, or the option of `docker run`. */
function nameOf(project: Project, service: Service, field: keyof typeof keys, entry: Place): string {
  const option =
    service.origin === "compose" ? undefined : /^["']?(--?[a-z-]+)/.exec(writtenAt(project, entry) ?? "")?.[1];
  return option ?? (service.origin === "devcontainer" ? propertyOf(keys[field]) : undefined) ?? keys[field];
}

/** A text or a list with something in it. */
function isSet(fact: Fact<unknown>): fact is Known<unknown> {
  return has(fact, (value) => (Array.isArray(value) ? value.length > 0 : value !== ""));
}
