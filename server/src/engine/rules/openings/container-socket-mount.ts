import { engineSocketsOf } from "../../facts/openings.ts";
import { parseImageReference } from "../../knowledge/images/reference.ts";
import { has, knownItems, valueOf } from "../../model/fact.ts";
import type { Service } from "../../model/service.ts";
import { defineRule, prose } from "../../rule.ts";

const loopback = /^127\.|^::1$/;
/** Their purpose is to manage the engine, all of it: no proxy narrows that. */
const managers =
  /^(?:portainer\/portainer(?:-ce|-ee)?|louislam\/dockge|fnsys\/dockhand|saelix\/sencho|(?:ghcr\.io\/nextcloud-releases|nextcloud)\/all-in-one)$/;
const proxies = /socket-proxy|dockerproxy|docker-proxy|socket_proxy/i;

export default defineRule({
  id: "container-socket-mount",
  category: "openings",
  since: "0.1.0",
  severity: "warning",
  profile: "recommended",
  summary: "The container engine's socket is mounted into a container",
  why: prose(
    "Whoever can talk to the engine's API can start a container with the host's disk mounted and every privilege: that is root on the host. A container that serves the network and holds the socket makes each bug in it a way to the host.",
    "",
    "**`:ro` does not help.** It protects the socket's file from being replaced; requests over the socket are not writes to the file.",
  ),
  instead: prose(
    "Put a socket proxy between that lets through only the calls that are needed (`tecnativa/docker-socket-proxy`, `linuxserver/socket-proxy`), on an internal network of its own, and point `DOCKER_HOST` or the provider's endpoint at it.",
    "",
    "Or use a rootless engine, whose socket is worth no more than one user; or give the runner a virtual machine.",
  ),
  exceptions: prose(
    "Information where the service publishes no port beyond the host itself, for programs whose purpose is to manage the engine (Portainer, Dockge, Nextcloud AIO), and for rootless sockets under `/run/user`. A hint for socket proxies, which are the cure.",
  ),
  errors: ["Got permission denied while trying to connect to the Docker daemon socket", "/var/run/docker.sock"],
  topic: "engine-socket",
  sources: [
    "https://docs.docker.com/engine/security/#docker-daemon-attack-surface",
    "https://github.com/Tecnativa/docker-socket-proxy",
    "https://github.com/traefik/traefik/issues/4174",
  ],
  examples: {
    invalid: [
      {
        title: "Open to the network, and root on the host behind it; `:ro` changes nothing.",
        files: {
          "compose.yaml": `
            services:
              proxy:
                image: traefik:v3.5
                ports:
                  - "443:443"
                volumes:
                  - /var/run/docker.sock:/var/run/docker.sock:ro
          `,
        },
        underline: "/var/run/docker.sock:/var/run/docker.sock:ro",
      },
      {
        files: {
          "compose.yaml": `
            services:
              updater:
                image: containrrr/watchtower:1.7.1
                volumes:
                  - /var/run/docker.sock:/var/run/docker.sock
          `,
        },
        underline: "/var/run/docker.sock:/var/run/docker.sock",
        severity: "info",
      },
      {
        title: "Managing the engine is what this is for; a proxy would only break it.",
        files: {
          "compose.yaml": `
            services:
              portainer:
                image: portainer/portainer-ce:2.33.1
                ports:
                  - "9443:9443"
                volumes:
                  - /var/run/docker.sock:/var/run/docker.sock
          `,
        },
        underline: "/var/run/docker.sock:/var/run/docker.sock",
        severity: "info",
      },
      {
        title: "Compose mounts the same socket.",
        files: {
          "compose.yaml": `
            services:
              agent:
                image: docker:28-cli
                ports:
                  - "8080:8080"
                use_api_socket: true
          `,
        },
        underline: "use_api_socket: true",
      },
      {
        title: "A proxy that filters the API is the cure.",
        files: {
          "compose.yaml": `
            services:
              docker-api:
                image: tecnativa/docker-socket-proxy:v0.4.1
                volumes:
                  - /var/run/docker.sock:/var/run/docker.sock:ro
          `,
        },
        underline: "/var/run/docker.sock:/var/run/docker.sock:ro",
        severity: "hint",
      },
    ],
    valid: [
      {
        title: "Compose is told not to hand it over.",
        files: {
          "compose.yaml": `
            services:
              agent:
                image: docker:28-cli
                use_api_socket: false
          `,
        },
      },
      {
        title: "A socket of something else.",
        files: {
          "compose.yaml": `
            services:
              db:
                image: mysql:8.4
                volumes:
                  - /var/run/mysqld/mysqld.sock:/var/run/mysqld/mysqld.sock
          `,
        },
      },
    ],
  },
  check: {
    service(service, { report }) {
      for (const { source, readOnly, at } of engineSocketsOf(service)) {
        report({ at, severity: weight(service, source), message: messageFor(service, source, readOnly) });
      }
    },
  },
});

function weight(service: Service, source: string) {
  if (isProxy(service)) return "hint";
  return isPublished(service) && !isRootless(source) && !isManager(service) ? "warning" : "info";
}

function isManager({ image }: Service): boolean {
  return has(image, (reference) => managers.test(parseImageReference(reference)?.repository ?? ""));
}

function isProxy(service: Service): boolean {
  return proxies.test(service.name) || has(service.image, (image) => proxies.test(image));
}

function isPublished({ ports, networkMode }: Service): boolean {
  const isOpen = knownItems(ports).some(({ value: { hostIp } }) => hostIp === undefined || !loopback.test(hostIp));
  return isOpen || valueOf(networkMode) === "host";
}

function isRootless(source: string): boolean {
  return source.startsWith("/run/user/");
}

function messageFor(service: Service, source: string, readOnly: boolean): string {
  if (isProxy(service))
    return `"${service.name}" holds the engine's socket so that others need not: let only them reach it, over an internal network.`;
  if (isManager(service))
    return `"${service.name}" manages the engine through its socket: whoever logs in to it, or breaks in, controls the host.`;
  const gain = isRootless(source) ? "everything that the engine's user may do" : "the host";
  const myth = readOnly ? '; ":ro" does not prevent it' : "";
  return `Whoever breaks into "${service.name}" controls ${gain} through the engine's socket${myth}.`;
}
