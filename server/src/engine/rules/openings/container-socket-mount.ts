import { engineOf, isUserEngine } from "../../facts/engine.ts";
import { jobAround, runnerOf } from "../../facts/machine/runner.ts";
import { engineSocketsOf } from "../../facts/openings.ts";
import { repositoriesOf } from "../../facts/images.ts";
import { userWithoutSocket } from "../../facts/socketUser.ts";
import { isPipe, socketName } from "../../knowledge/engineSockets.ts";
import { containerName } from "../../words.ts";
import { knownItems, valueOf } from "../../model/fact.ts";
import type { Project } from "../../model/project.ts";
import type { Service } from "../../model/service.ts";
import { defineRule, prose, type RuleContext } from "../../rule.ts";

const loopback = /^127\.|^::1$/;
/** Images whose purpose is to manage the engine or to start containers on request, so no proxy can narrow their access. */
const managers =
  /^(?:portainer\/portainer(?:-ce|-ee)?|louislam\/dockge|fnsys\/dockhand|saelix\/sencho|(?:ghcr\.io\/nextcloud-releases|nextcloud)\/all-in-one|(?:ghcr\.io\/)?quenary\/tugtainer|aerokube\/selenoid|selenium\/(?:standalone|node)-docker|gztime\/gzctf)$/;
const proxies = /socket-proxy|dockerproxy|docker-proxy|socket_proxy/i;

export default defineRule({
  id: "container-socket-mount",
  category: "openings",
  since: "0.1.0",
  severity: "warning",
  profile: "essential",
  summary: "The container engine's socket is mounted into a container",
  why: prose(
    "Anyone who can call the engine's API can start a privileged container with the host's disk mounted, which is root on the host. If a container serves the network and holds the socket, each vulnerability in it leads to the host.",
    "",
    "**`:ro` does not help.** It keeps the socket's file from being replaced. Requests over the socket do not write to the file.",
  ),
  instead: prose(
    "Put a socket proxy in between that allows only the calls that are needed (`tecnativa/docker-socket-proxy`, `linuxserver/socket-proxy`), on its own internal network, and point `DOCKER_HOST` or the provider's endpoint at it.",
    "",
    "Or use a rootless engine, whose socket gives the rights of one user only, or run the workload in a virtual machine.",
  ),
  exceptions: prose(
    "Information if the service publishes no port beyond the host itself, for programs whose purpose is to manage the engine (Portainer, Dockge, Nextcloud AIO) or to start containers on request (Selenoid), for users without the group of the socket, for rootless sockets under `/run/user`, with the setting `engine: desktop`, `rootless` or `podman`, and in CI jobs unless they run on a self-hosted runner. A hint for socket proxies, which are the remedy.",
  ),
  topic: "engine-socket",
  sources: [
    "https://docs.docker.com/engine/security/#docker-daemon-attack-surface",
    "https://github.com/Tecnativa/docker-socket-proxy",
    "https://github.com/traefik/traefik/issues/4174",
  ],
  examples: {
    invalid: [
      {
        title: "It serves the network and has root on the host. `:ro` changes nothing.",
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
        title: "The image's user may not use the socket, but root in the container may.",
        files: {
          "compose.yaml": `
            services:
              broker:
                image: confluentinc/cp-kafka:7.9.1
                ports:
                  - "9092:9092"
                volumes:
                  - /var/run/docker.sock:/var/run/docker.sock
          `,
        },
        underline: "/var/run/docker.sock:/var/run/docker.sock",
        severity: "info",
      },
      {
        title: "Its purpose is to manage the engine, so a proxy would break it.",
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
        title: "A proxy that filters the API is the remedy.",
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
      {
        title: "A feature of a devcontainer that uses the engine of the host.",
        files: {
          ".devcontainer/devcontainer.json": `
            {
              "image": "mcr.microsoft.com/devcontainers/python:3.13",
              "features": { "ghcr.io/devcontainers/features/docker-outside-of-docker:1": {} }
            }
          `,
        },
        underline: '"ghcr.io/devcontainers/features/docker-outside-of-docker:1"',
        severity: "info",
      },
    ],
    valid: [
      {
        title: "The keys of the user, and no socket.",
        files: {
          ".devcontainer/devcontainer.json": `
            {
              "image": "mcr.microsoft.com/devcontainers/python:3.13",
              "mounts": ["source=\${localEnv:HOME}/.aws,target=/home/vscode/.aws,type=bind,readonly"]
            }
          `,
        },
      },
      {
        title: "Compose does not mount the socket.",
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
        title: "Another socket.",
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
    service(service, context) {
      const role = roleOf(context.project, service);
      for (const { source, readOnly, at } of engineSocketsOf(context.project, service)) {
        const message = messageFor(service, role, source, readOnly, context);
        context.report({ at, severity: weight(context.project, service, role, source), message });
      }
    },
  },
});

type Role = "manager" | "proxy" | "other";

/** By the images that the service runs or builds from; a proxy by its name, too. */
function roleOf(project: Project, service: Service): Role {
  const repositories = repositoriesOf(project, service);
  if (proxies.test(service.name) || repositories.some((repository) => proxies.test(repository))) return "proxy";
  return repositories.some((repository) => managers.test(repository)) ? "manager" : "other";
}

function weight(project: Project, service: Service, role: Role, source: string) {
  if (role === "proxy") return "hint";
  const isExposed = isPublished(service) && isOnLastingMachine(project, service);
  const isHostRoot = engineOf(project) === "docker" && !isRootless(source);
  const isSafe = role === "manager" || userWithoutSocket(project, service) !== undefined;
  return isExposed && isHostRoot && !isSafe ? "warning" : "info";
}

/** Runners of CI systems belong to one job; only the user's own outlive it. */
function isOnLastingMachine(project: Project, service: Service): boolean {
  const job = jobAround(project, service);
  return job === undefined || runnerOf(project, job) === "self-hosted";
}

function isPublished({ ports, networkMode }: Service): boolean {
  // An unresolved address may be the loopback one.
  const isOpen = knownItems(ports).some(
    ({ value: { hostIp } }) => hostIp === undefined || (typeof hostIp === "string" && !loopback.test(hostIp)),
  );
  return isOpen || valueOf(networkMode) === "host";
}

function isRootless(source: string): boolean {
  return /^\/run\/user\/|^\$\{?XDG_RUNTIME_DIR\b/.test(source);
}

function messageFor(service: Service, role: Role, source: string, readOnly: boolean, { project }: RuleContext): string {
  const name = containerName(service);
  const socket = socketName(source);
  if (role === "proxy")
    return `${name} filters the ${socket} for other services. Keep it on an internal network that only they join.`;
  const gain = gainOf(project, service, source);
  if (role === "manager")
    return `${name} manages the engine through the ${socket}, so anyone who logs in to it or compromises it gets ${gain}.`;
  const subject = name.startsWith('"') ? name : "this container";
  const myth = readOnly ? " (:ro does not help)" : "";
  // Socket proxies filter the API of Docker and Podman only.
  const isProxied = service.origin === "compose" && /(?:docker|podman)\.sock$/.test(source);
  const remedy = isProxied ? " Put a socket proxy in between." : "";
  const user = userWithoutSocket(project, service);
  const attacker = user ? `User ${user.name} may not use it, but root in` : "Anyone who compromises";
  return `${attacker} ${subject} gets ${gain} through the ${socket}${myth}.${remedy}`;
}

function gainOf(project: Project, service: Service, source: string): string {
  const engine = engineOf(project);
  if (isRootless(source) || isUserEngine(engine)) return "all rights of the user who runs the engine";
  if (engine === "desktop") return "root in Docker Desktop's VM and the files that you share with it";
  if (isPipe(source)) return "control of the host";
  const job = jobAround(project, service);
  if (!job) return "root on the host";
  return runnerOf(project, job) === "hosted-machine"
    ? "root on the runner (a virtual machine for this job only)"
    : "root on the machine that runs the job";
}
