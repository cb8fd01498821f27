import { addressesIn, type Address } from "../../facts/addresses.ts";
import { containerPortsOf } from "../../facts/containerPorts.ts";
import { is, knownItems } from "../../model/fact.ts";
import type { Project } from "../../model/project.ts";
import type { Service } from "../../model/service.ts";
import { defineRule, prose, type FixOffer, type RuleContext } from "../../rule.ts";
import { networkModeOf } from "./support.ts";

const level = { severity: "warning", profile: "recommended" } as const;

export default defineRule({
  id: "localhost-between-services",
  category: "network",
  since: "0.1.0",
  branches: { "other-service": level, "host-network-uses-name": level, "bridge-uses-localhost": level },
  fix: "behaviour",
  summary: "Service looks for another one on `localhost`, or by a name that it cannot resolve",
  why: prose(
    "Each container has a `localhost` of its own. An address such as `localhost:5432` in the environment of one service does not lead to the database in another one, whatever ports are published on the host.",
    "",
    "With `network_mode: host` it is the other way round: the container uses the host's `localhost` and the host's name servers, and the names of the project's services do not resolve.",
  ),
  instead: prose(
    "Use the name of the service and the port inside its container: `db:5432`. From a service on the host's network, publish the port and use `localhost`, or remove `network_mode: host`. To reach a service on the host's network from one on a bridge, use `host.docker.internal` with `extra_hosts`.",
  ),
  exceptions: prose(
    "Addresses that may be for a browser are ignored if a browser on the host can use them: variables such as `NEXT_PUBLIC_*`, `*_PUBLIC_URL`, `CORS_*`, and HTTP addresses of published ports. Services that share a network namespace and ports that the service owns itself are ignored, and so are health checks.",
  ),
  errors: [
    "connect ECONNREFUSED 127.0.0.1:5432",
    "could not translate host name",
    "Connection refused [tcp://127.0.0.1:6379]",
    "getaddrinfo ENOTFOUND db",
  ],
  topic: "ports",
  sources: [
    "https://docs.docker.com/compose/how-tos/networking/",
    "https://docs.docker.com/engine/network/drivers/host/",
  ],
  examples: {
    invalid: [
      {
        title: "The database is in another container.",
        files: {
          "compose.yaml": `
            services:
              web:
                image: corp/web:4
                environment:
                  DATABASE_URL: postgres://app:app@localhost:5432/app
              db:
                image: postgres:17
          `,
        },
        underline: "postgres://app:app@localhost:5432/app",
        branch: "other-service",
        fixed: `
          services:
            web:
              image: corp/web:4
              environment:
                DATABASE_URL: postgres://app:app@db:5432/app
            db:
              image: postgres:17
        `,
      },
      {
        title: "Host and port are in two variables.",
        files: {
          "compose.yaml": `
            services:
              web:
                image: corp/web:4
                environment:
                  DB_HOST: 127.0.0.1
                  DB_PORT: 3306
              mysql:
                image: mysql:8.4
          `,
        },
        underline: "127.0.0.1",
        branch: "other-service",
        fixed: `
          services:
            web:
              image: corp/web:4
              environment:
                DB_HOST: mysql
                DB_PORT: 3306
            mysql:
              image: mysql:8.4
        `,
      },
      {
        title: "Names of services do not resolve on the host's network.",
        files: {
          "compose.yaml": `
            services:
              api:
                image: corp/api:4
                network_mode: host
                environment:
                  DATABASE_URL: postgres://app:app@db:5432/app
              db:
                image: postgres:17
          `,
        },
        underline: "postgres://app:app@db:5432/app",
        branch: "host-network-uses-name",
      },
      {
        title: "The other service is on the host's network, this one is not.",
        files: {
          "compose.yaml": `
            services:
              web:
                image: corp/web:4
                environment:
                  API_URL: http://localhost:8000
              api:
                image: corp/api:4
                network_mode: host
                expose: ["8000"]
          `,
        },
        underline: "http://localhost:8000",
        branch: "bridge-uses-localhost",
      },
    ],
    valid: [
      {
        title: "The browser on the host can use this address.",
        files: {
          "compose.yaml": `
            services:
              web:
                image: corp/web:4
                environment:
                  NEXT_PUBLIC_API_URL: http://localhost:8000
              api:
                image: corp/api:4
                ports: ["8000:8000"]
          `,
        },
      },
      {
        title: "Both share one network namespace.",
        files: {
          "compose.yaml": `
            services:
              web:
                image: corp/web:4
                network_mode: service:db
                environment:
                  DATABASE_URL: postgres://app:app@localhost:5432/app
              db:
                image: postgres:17
          `,
        },
      },
      {
        title: "Two addresses of its own.",
        files: {
          "compose.yaml": `
            services:
              first:
                image: corp/api:4
                environment:
                  SELF: localhost:9000
                expose: ["9000"]
              second:
                image: corp/api:4
                expose: ["9000"]
          `,
        },
      },
    ],
  },
  check: {
    service(service, context) {
      const { project, report } = context;
      if (service.origin !== "compose" || project.root.kind !== "compose" || isJoined(service)) return;
      const others = project.root.services.filter(({ name }) => name !== service.name);
      const isOnHost = is(service.networkMode, "host");
      const own = containerPortsOf(project, service);

      for (const address of addressesIn(project.environmentOf(service))) {
        const { item, host, port } = address;
        const isLocal = /^(?:localhost|127\.0\.0\.1)$/.test(host);
        const named = isOnHost && !isLocal ? others.find(({ name }) => name === host) : undefined;
        const owners =
          isLocal && !isOnHost && port !== undefined && !own.has(port) ? ownersOf(project, port, others) : [];
        const owner = named && !resolves(service, host) && !is(named.networkMode, "host") ? named : owners.at(0);
        if (!owner || owners.length > 1 || owners.some((one) => isShared(service, one))) continue;
        const isOwnerOnHost = is(owner.networkMode, "host");
        if (!named && mayBeForBrowser(address, owner, isOwnerOnHost)) continue;
        report({
          at: item.at,
          branch: named ? "host-network-uses-name" : isOwnerOnHost ? "bridge-uses-localhost" : "other-service",
          message: named
            ? `"${service.name}" uses the host's network, where the name "${owner.name}" does not resolve. Use localhost and a published port.`
            : `localhost is this container itself, and ${String(port)} belongs to "${owner.name}". Use ${isOwnerOnHost ? "host.docker.internal" : owner.name}:${String(port)}.`,
          related: [
            { at: owner.at, message: `"${owner.name}"` },
            ...networkModeOf(named ? service : owner),
            { at: service.at, message: `"${service.name}"` },
          ],
          fixes: named || isOwnerOnHost ? [] : useName(address, owner, context),
        });
      }
    },
  },
});

/** The port is the container's own, so only the host changes. */
function useName({ item, host }: Address, { name }: Service, { edit }: RuleContext): readonly FixOffer[] {
  const parts = item.value.split(host);
  const edits = () => [edit.replaceValue(item, parts.join(name))];
  return item.origin || parts.length !== 2 ? [] : [{ title: `Use "${name}"`, kind: "behaviour", edits }];
}

/** Uses the network of another container, which may be anything. */
function isJoined({ networkMode }: Service): boolean {
  return (
    networkMode.state === "unreadable" ||
    (networkMode.state === "known" && /^(?:service|container):/.test(networkMode.value))
  );
}

function ownersOf(project: Project, port: number, others: readonly Service[]): readonly Service[] {
  return others.filter((one) => containerPortsOf(project, one).has(port));
}

function isShared({ name }: Service, { networkMode }: Service): boolean {
  return networkMode.state === "unreadable" || is(networkMode, `service:${name}`);
}

function resolves({ extraHosts, dns }: Service, host: string): boolean {
  return (
    extraHosts.state === "unreadable" ||
    dns.state !== "unset" ||
    knownItems(extraHosts).some(({ value }) => value.startsWith(`${host}:`) || value.startsWith(`${host}=`))
  );
}

const browser =
  /PUBLIC|^VITE_|^REACT_APP_|^VUE_APP_|^EXPO_|^GATSBY_|^NG_|CORS|ORIGIN|ALLOWED|TRUSTED|REDIRECT|CALLBACK|EXTERNAL|FRONT|CLIENT|BROWSER|ISSUER|WEB_?URL|SITE|(?<!DATA)BASE_?(?:URL|URI)|ROOT_?URL|APP_?URL|HEALTH|ADVERTISED|LISTEN|BIND|SERVER_?NAME|NO_PROXY/i;

/** A browser on the host reaches what is published or on the host's network. */
function mayBeForBrowser({ name, isHttp }: Address, { ports }: Service, isOwnerOnHost: boolean): boolean {
  const isReachable = isOwnerOnHost || ports.state !== "unset";
  return (
    browser.test(name) ||
    (isHttp && isReachable && !(isOwnerOnHost && /^(?:API|BACKEND|\w+_API|\w+_BACKEND)_?(?:URL|HOST)$/.test(name)))
  );
}
