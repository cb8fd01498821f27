import { daemonPortsOf, exposedPortsOf, namedPortsOf, publishedPortsOf } from "../../facts/containerPorts.ts";
import { isHealthcheckOverridden } from "../../facts/healthcheck.ts";
import { listeningOf } from "../../facts/process/listening.ts";
import { mainProcessOf } from "../../facts/process/mainProcess.ts";
import { lineOf } from "../../facts/scripts/container.ts";
import { programName, type CommandLine } from "../../model/command.ts";
import type { Fact, Item } from "../../model/fact.ts";
import type { Place } from "../../model/place.ts";
import type { Service } from "../../model/service.ts";
import type { Stage } from "../../model/stage.ts";
import { defineRule, prose, type RuleContext } from "../../rule.ts";

export default defineRule({
  id: "health-port-mismatch",
  category: "network",
  since: "0.1.0",
  severity: "warning",
  profile: "recommended",
  summary: "Health check asks a port on which nothing listens",
  why: prose(
    "The health check runs inside the container and asks a port that the files do not mention anywhere else, while the server listens on another one. The container is never healthy, and services that wait for it do not start.",
  ),
  instead: prose("Ask the port on which the server listens."),
  exceptions: prose(
    "It is a warning if the command line of the server gives its port, and information if only `EXPOSE` or `ports` name exactly one and the image is built here, or the health check asks the port of the host. Ignored if any of them, or a variable of the container, names the port of the health check, and for known programs that listen on it by default. The Dockerfile is not checked if each service that builds it sets its own `healthcheck`.",
  ),
  errors: [
    "unhealthy",
    "curl: (7) Failed to connect to localhost port 8080",
    "dependency failed to start: container is unhealthy",
  ],
  topic: "healthcheck",
  sources: ["https://docs.docker.com/reference/dockerfile/#healthcheck"],
  examples: {
    invalid: [
      {
        files: {
          Dockerfile: `
            FROM python:3.13-slim
            EXPOSE 8000
            HEALTHCHECK CMD curl -f http://localhost:8080/health
            CMD uvicorn app.main:app --host 0.0.0.0 --port 8000
          `,
        },
        underline: "http://localhost:8080/health",
      },
      {
        title: "Nothing else names this port.",
        files: {
          "compose.yaml": `
            services:
              web:
                image: corp/web:4
                ports: ["80:3000"]
                healthcheck:
                  test: ["CMD", "curl", "-f", "http://localhost:80/"]
          `,
        },
        underline: '"http://localhost:80/"',
        severity: "info",
      },
    ],
    valid: [
      {
        title: "The port is that of the server.",
        files: {
          Dockerfile: `
            FROM node:22
            EXPOSE 3000
            HEALTHCHECK CMD curl -f http://localhost:3000/
            CMD ["node", "server.js"]
          `,
        },
      },
      {
        title: "A second port for administration.",
        files: {
          Dockerfile: `
            FROM eclipse-temurin:21
            ENV MANAGEMENT_SERVER_PORT=8081
            EXPOSE 8080
            HEALTHCHECK CMD curl -f http://localhost:8081/actuator/health
            CMD ["java", "-jar", "/app.jar"]
          `,
        },
      },
      {
        title: "The health check asks another machine.",
        files: {
          Dockerfile: `
            FROM node:22
            EXPOSE 3000
            HEALTHCHECK CMD curl -f http://example.com:8080/
            CMD ["node", "server.js"]
          `,
        },
      },
    ],
  },
  check: {
    stage(stage, context) {
      if (!stage.isFinal || stage.healthcheck.state !== "known") return;
      const environment = new Map(
        lineOf(stage)
          .toReversed()
          .flatMap(({ env }) => [...env]),
      );
      if (isHealthcheckOverridden(context.project, stage)) return;
      const services = context.project.servicesOf(stage);
      // A service may publish the port, run another command or give it in a variable.
      const named = [
        ...exposedPortsOf(context.project, stage),
        ...services.flatMap((one) => namedPortsOf(context.project, one)),
      ];
      const all = services.flatMap((service) => [...context.project.environmentOf(service)]);
      compare(stage, { health: stage.healthcheck, named, environment: new Map([...environment, ...all]) }, context);
    },
    service(service, context) {
      const { project } = context;
      const stage = project.stageOf(service);
      const named = [...namedPortsOf(project, service), ...(stage ? exposedPortsOf(project, stage) : [])];
      compare(service, { health: service.healthcheck, named, environment: project.environmentOf(service) }, context);
    },
  },
});

interface Ports {
  readonly health: Fact<CommandLine | "none">;
  readonly named: readonly number[];
  readonly environment: ReadonlyMap<string, Item<string>>;
}

function compare(
  workload: Stage | Service,
  { health, named, environment }: Ports,
  { project, report }: RuleContext,
): void {
  const asked = health.state === "known" && health.value !== "none" ? askedPort(health.value) : undefined;
  if (!asked || (workload.kind === "service" && workload.networkMode.state !== "unset")) return;
  const isNamed = [...environment.values()].some(
    (item) => item.state !== "known" || item.value.includes(String(asked.port)),
  );
  if (isNamed || named.includes(asked.port) || daemonPortsOf(project, workload).includes(asked.port)) return;

  const process = mainProcessOf(project, workload);
  const isWritten = process?.words.some(({ value, text }) => (value ?? text).includes(String(asked.port)));
  if (isWritten === true) return;
  // A foreign image may listen on ports that no file names, unless the port is mistaken for the one on the host.
  const isMistaken = workload.kind === "service" && publishedPortsOf(project, workload).includes(asked.port);
  const isBuilt = workload.kind === "stage" || project.stageOf(workload) !== undefined;
  const listening = process?.runs.flatMap((command) => listeningOf(command, environment)?.port ?? []) ?? [];
  const [port, ...others] = new Set(listening.length > 0 ? listening : named.filter((one) => one !== 22));
  if (
    port === undefined ||
    others.length > 0 ||
    (listening.length === 0 && (isAdmin.test(asked.path) || !(isMistaken || isBuilt)))
  )
    return;
  report({
    at: asked.at,
    severity: listening.length > 0 ? "warning" : "info",
    message: `The health check asks port ${String(asked.port)}, but ${listening.length > 0 ? "the server listens on" : "the only known port is"} ${String(port)}, so the container stays unhealthy. Use the same port.`,
  });
}

const isAdmin = /actuator|manage|metrics|admin|probe/;
const address = /^(?:https?:\/\/)?(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\]):(\d{1,5})(\/\S*)?$/;

/** The port of this container that the only client of the command asks. */
function askedPort({
  commands,
}: CommandLine): { readonly port: number; readonly path: string; readonly at: Place } | undefined {
  const found = commands
    .filter((command) => /^(?:curl|wget|http|https)$/.test(programName(command) ?? ""))
    .flatMap(({ words }) =>
      words.flatMap(({ value, at }) => {
        const [, port, path = ""] = address.exec(value ?? "") ?? [];
        return port === undefined ? [] : [{ port: Number(port), path, at }];
      }),
    );
  return found.length === 1 ? found[0] : undefined;
}
