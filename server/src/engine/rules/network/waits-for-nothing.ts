import { isMissing } from "../../facts/absence.ts";
import { baseImageOf } from "../../facts/baseImage.ts";
import { healthcheckOf } from "../../facts/healthcheck.ts";
import { mainProcessOf } from "../../facts/process/mainProcess.ts";
import { readinessCommands } from "../../knowledge/images/healthchecks.ts";
import { programName } from "../../model/command.ts";
import type { Project } from "../../model/project.ts";
import type { Service } from "../../model/service.ts";
import { defineRule, prose } from "../../rule.ts";
import { isTestFile, serviceNamed } from "./support.ts";

export default defineRule({
  id: "waits-for-nothing",
  category: "network",
  since: "0.1.0",
  severity: "hint",
  profile: "recommended",
  summary: "`depends_on` waits only until a database has started, not until it is ready",
  why: prose(
    "The short form of `depends_on` decides the order in which containers start. It does not wait until the program in them takes connections, and a database needs some seconds for that, more at its first start.",
  ),
  instead: prose(
    "Use the long form with `condition: service_healthy`, and give the database a `healthcheck` such as `pg_isready` if it has none. An application that retries its connection needs neither.",
  ),
  exceptions: prose(
    "Reported for databases of known images, and for services with a health check that is not waited for. A service that is restarted on failure, that waits in its own command (`wait-for-it`, `dockerize`, `pg_isready` …) or that has the long form of `depends_on` is ignored, and so are override and test files.",
  ),
  errors: [
    "connect ECONNREFUSED",
    "could not connect to server: Connection refused",
    "the database system is starting up",
    "Can't connect to MySQL server",
  ],
  topic: "healthcheck",
  sources: [
    "https://docs.docker.com/compose/how-tos/startup-order/",
    "https://docs.docker.com/reference/compose-file/services/#depends_on",
  ],
  examples: {
    invalid: [
      {
        title: "The database takes seconds until it listens.",
        files: {
          "compose.yaml": `
            services:
              web:
                image: corp/web:4
                depends_on:
                  - db
              db:
                image: postgres:17
          `,
        },
        underline: "db",
      },
      {
        title: "The health check exists, but is not waited for.",
        files: {
          "compose.yaml": `
            services:
              web:
                image: corp/web:4
                depends_on: [search]
              search:
                image: corp/search:2
                healthcheck:
                  test: curl -fs http://localhost:9200
          `,
        },
        underline: "search",
      },
    ],
    valid: [
      {
        title: "The long form says what to wait for.",
        files: {
          "compose.yaml": `
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
      },
      {
        title: "A service that fails is started again.",
        files: {
          "compose.yaml": `
            services:
              web:
                image: corp/web:4
                restart: on-failure
                depends_on: [db]
              db:
                image: postgres:17
          `,
        },
      },
      {
        title: "The command waits by itself.",
        files: {
          "compose.yaml": `
            services:
              web:
                image: corp/web:4
                command: ["./wait-for-it.sh", "db:5432", "--", "node", "server.js"]
                depends_on: [db]
              db:
                image: postgres:17
          `,
        },
      },
    ],
  },
  check: {
    service(service, { project, report }) {
      const { root } = project;
      if (root.kind !== "compose" || root.isOverride || isTestFile(project)) return;
      if (!isMissing(project, service, restartOf) || service.deploy.entry || waitsItself(project, service)) return;

      for (const { service: name, condition, at } of service.dependsOn) {
        const other = condition.state === "unset" ? serviceNamed(project, name) : undefined;
        if (!other) continue;
        const ready = readinessCommands[baseImageOf(project, other)?.process ?? ""];
        const hasCheck = healthcheckOf(project, other) === "present";
        if (!hasCheck && ready === undefined) continue;
        const remedy = hasCheck ? "" : `, with a health check such as ${ready?.split(" ")[0] ?? ""}`;
        report({
          at,
          message: `This waits until "${name}" has started, not until it is ready. Use "condition: service_healthy"${remedy}.`,
          related: [{ at: other.at, message: `"${name}"` }],
        });
      }
    },
  },
});

const restartOf = ({ restart }: Service): Service["restart"] => restart;

const waiting =
  /^(?:wait[-_]?for.*|wait(?:-port|-on)?|dockerize|pg_isready|nc|ncat|until.*|mysqladmin|wait4x|dockerize-.*)$/;

/** Its own command waits, or an unread script may do so. */
function waitsItself(project: Project, service: Service): boolean {
  const commands = mainProcessOf(project, service)?.runs ?? [];
  const isWaiting = commands.some((command) =>
    [command.words, ...command.wrappers].some((words) =>
      waiting.test((programName({ words }) ?? "").replace(/\.(?:sh|py|js)$/, "")),
    ),
  );
  return isWaiting || [...service.environment.keys()].some((name) => /^WAIT(?:_|$)/.test(name));
}
