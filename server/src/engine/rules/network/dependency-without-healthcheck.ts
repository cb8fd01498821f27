import { healthcheckOf } from "../../facts/healthcheck.ts";
import { readinessCommands } from "../../knowledge/images/healthchecks.ts";
import { baseImageOf } from "../../facts/baseImage.ts";
import { is } from "../../model/fact.ts";
import { defineRule, prose } from "../../rule.ts";
import { serviceNamed } from "./support.ts";

export default defineRule({
  id: "dependency-without-healthcheck",
  category: "network",
  since: "0.1.0",
  severity: "error",
  profile: "essential",
  fix: "behaviour",
  summary: "Service waits until another one is healthy, which has no health check",
  why: prose(
    "`condition: service_healthy` waits for the health check of the other service. If neither the service nor its image has one, Compose gives up and starts nothing that depends on it.",
  ),
  instead: prose(
    "Give the other service a `healthcheck`: `pg_isready` for PostgreSQL, `healthcheck.sh --connect --innodb_initialized` for MariaDB, `redis-cli ping` for Redis. Use `condition: service_started` if the dependent service retries by itself.",
  ),
  exceptions: prose(
    "Reported only if the health check is disabled, or if the Dockerfile was read and its base, or the image itself, is known to have none. Unknown images are ignored, because they may bring one.",
  ),
  errors: [
    "has no healthcheck configured",
    "dependency failed to start",
    'container for service "db" has no healthcheck configured',
  ],
  topic: "healthcheck",
  sources: [
    "https://docs.docker.com/compose/how-tos/startup-order/",
    "https://github.com/docker/compose/blob/main/pkg/compose/convergence.go",
    "https://github.com/docker-library/faq#healthcheck",
  ],
  examples: {
    invalid: [
      {
        title: "The official image brings no health check.",
        files: {
          "compose.yaml": `
            services:
              web:
                image: corp/web:4
                depends_on:
                  db:
                    condition: service_healthy
              db:
                image: postgres:17
          `,
        },
        underline: "service_healthy",
        fixed: `
          services:
            web:
              image: corp/web:4
              depends_on:
                db:
                  condition: service_started
            db:
              image: postgres:17
        `,
      },
      {
        title: "The health check is disabled.",
        files: {
          "compose.yaml": `
            services:
              web:
                image: corp/web:4
                depends_on:
                  api:
                    condition: service_healthy
              api:
                image: corp/api:4
                healthcheck:
                  disable: true
          `,
        },
        underline: "service_healthy",
        fixed: `
          services:
            web:
              image: corp/web:4
              depends_on:
                api:
                  condition: service_started
            api:
              image: corp/api:4
              healthcheck:
                disable: true
        `,
      },
    ],
    valid: [
      {
        title: "The image is unknown and may have a health check.",
        files: {
          "compose.yaml": `
            services:
              web:
                image: corp/web:4
                depends_on:
                  api:
                    condition: service_healthy
              api:
                image: corp/api:4
          `,
        },
      },
      {
        title: "The Dockerfile has one.",
        files: {
          "compose.yaml": `
            services:
              web:
                image: corp/web:4
                depends_on:
                  api:
                    condition: service_healthy
              api:
                build: .
          `,
          Dockerfile: `
            FROM node:22
            HEALTHCHECK CMD node health.js
            CMD ["node", "server.js"]
          `,
        },
      },
      {
        title: "The override file adds it.",
        files: {
          "compose.yaml": `
            services:
              web:
                image: corp/web:4
                depends_on:
                  db:
                    condition: service_healthy
              db:
                image: postgres:17
          `,
          "compose.override.yaml": `
            services:
              db:
                healthcheck:
                  test: pg_isready
          `,
        },
      },
    ],
  },
  check: {
    service({ dependsOn }, { project, edit, report }) {
      for (const { service: name, condition } of dependsOn) {
        const other = is(condition, "service_healthy") ? serviceNamed(project, name) : undefined;
        const health = other && healthcheckOf(project, other);
        if (!other || condition.state !== "known" || (health !== "disabled" && health !== "absent")) continue;

        const ready = readinessCommands[baseImageOf(project, other)?.process ?? ""];
        const remedy = ready === undefined ? "Give it one." : `Give it one, such as ${ready.split(" ")[0] ?? ""}.`;
        report({
          at: condition.at,
          message: `"${name}" ${health === "disabled" ? "disables its health check" : "has no health check"}, so Compose fails here. ${remedy}`,
          related: [{ at: other.at, message: `"${name}"` }],
          fixes: [
            {
              title: `Wait only until "${name}" has started`,
              kind: "behaviour",
              edits: () => [edit.replaceValue(condition, "service_started")],
            },
          ],
        });
      }
    },
  },
});
