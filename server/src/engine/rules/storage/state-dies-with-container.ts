import { isMissing } from "../../facts/absence.ts";
import { keptDataOf, misplacedMounts } from "../../facts/dataMounts.ts";
import { declares } from "../../facts/intent.ts";
import { containerName } from "../../words.ts";
import { knownItems } from "../../model/fact.ts";
import type { Project } from "../../model/project.ts";
import type { Service } from "../../model/service.ts";
import { defineRule, prose } from "../../rule.ts";

/** Files, profiles and services of tests and of CI, whose data is meant to go. */
const tests =
  /(?:^|[/._-])(?:tests?|testing|ci|e2e|integration|spec|fixtures?|bench(?:mark)?s?|examples?|demos?|samples?|quickstart|tutorials?)(?:[/._-]|\d*$)/i;

export default defineRule({
  id: "state-dies-with-container",
  category: "storage",
  since: "0.1.0",
  branches: {
    declared: { severity: "warning", profile: "recommended" },
    database: { severity: "info", profile: "recommended" },
  },
  summary: "Database keeps its data in the container, or in a volume without a name",
  why: prose(
    "What a container writes outside of mounts goes with it: recreating it, which any change of its settings does, starts with an empty database.",
    "",
    "Most database images declare a volume, so the data is in an anonymous one. It survives `docker compose up`, even if the container is recreated, and is lost by name after `docker compose down`: the next `up` makes a new one. `down -v`, `run --rm` and `docker volume prune` delete it.",
  ),
  instead:
    "Mount a named volume at the image's data folder and declare it under the top-level `volumes`. Copy existing data first: the new volume starts empty. If the data may go, mount a `tmpfs` there, or declare `# bulkhead state=stateless`.",
  exceptions: prose(
    "Ignores caches such as Redis, images that the project builds, services with `volumes_from` or a `tmpfs` at the path, test and CI files, services and profiles, override files, and `state=stateless` or `lifetime=ephemeral`. With `state=stateful` declared it is a warning, also for a service of any other image that mounts nothing.",
  ),
  yieldsTo: [{ rule: "volume-path-wrong-for-version", on: "workload" }],
  topic: "volumes",
  sources: [
    "https://docs.docker.com/engine/storage/volumes/",
    "https://docs.docker.com/reference/cli/docker/compose/down/",
    "https://github.com/docker-library/docs/blob/master/postgres/content.md",
  ],
  examples: {
    invalid: [
      {
        title: "Grafana's image declares no volume: its dashboards go with the container.",
        files: {
          "compose.yaml": `
            services:
              grafana:
                image: grafana/grafana:12.1.0
                restart: unless-stopped
                ports:
                  - "127.0.0.1:3000:3000"
          `,
        },
        underline: "grafana",
        branch: "database",
      },
      {
        title: "A database that is always on.",
        files: {
          "compose.yaml": `
            services:
              db:
                image: postgres:17
                restart: always
                volumes:
                  - ./init.sql:/docker-entrypoint-initdb.d/init.sql:ro
          `,
        },
        underline: "db",
        branch: "database",
      },
      {
        title: "The anonymous volume outlives the container, but not its name.",
        files: {
          "compose.yaml": `
            services:
              db:
                image: mariadb:11
          `,
        },
        underline: "db",
        branch: "database",
      },
      {
        title: "Nothing of the service outlives its container, although the file says that it must.",
        files: {
          "compose.yaml": `
            services:
              # bulkhead state=stateful
              ledger:
                image: corp/ledger:3
          `,
        },
        underline: "ledger",
        branch: "declared",
      },
      {
        title: "All tags keep the data in the same folder.",
        files: {
          "compose.yaml": `
            services:
              db:
                image: \${IMAGE:-mongo}:\${TAG}
          `,
        },
        underline: "db",
        branch: "database",
      },
    ],
    valid: [
      {
        title: "A test database that is meant to be empty.",
        files: {
          "docker-compose.test.yml": `
            services:
              db:
                image: postgres:17
                restart: always
          `,
        },
      },
      {
        title: "The data is in memory on purpose.",
        files: {
          "compose.yaml": `
            services:
              db:
                image: mysql:8.4
                restart: always
                tmpfs: /var/lib/mysql
          `,
        },
      },
      {
        title: "The service only uses the client of the image.",
        files: {
          "compose.yaml": `
            services:
              dump:
                image: postgres:17
                restart: always
                command: pg_dump -h db -U app app
          `,
        },
      },
      {
        title: "Declared to keep nothing.",
        files: {
          "compose.yaml": `
            services:
              # bulkhead state=stateless
              db:
                image: postgres:17
                restart: always
          `,
        },
      },
      {
        title: "All of /var/opt/mssql is mounted.",
        files: {
          "compose.yaml": `
            services:
              sql:
                image: mcr.microsoft.com/mssql/server:2022-latest
                volumes:
                  - sql:/var/opt/mssql
            volumes:
              sql:
          `,
        },
      },
    ],
  },
  check: {
    service(service, { project, report }) {
      const isStateful = declares(project, service, "state", "stateful");
      if (service.origin !== "compose" || (!isStateful && isMeantToGo(project, service))) return;
      const kept = keptDataOf(project, service);
      if (!kept && isStateful && mountsNothing(project, service)) {
        const message = `${containerName(service)} is declared stateful but mounts nothing, so "docker compose down" loses its data.`;
        report({ branch: "declared", at: service.at, message });
      }
      if (!kept || kept.isMounted || misplacedMounts(kept).length > 0) return;
      const { isVolume, path, title } = kept.folder;
      report({
        branch: isStateful ? "declared" : "database",
        at: service.at,
        message: isVolume
          ? `${containerName(service)} keeps ${title}'s data in an anonymous volume, which "docker compose down" abandons. Mount a named volume at ${path}.`
          : `${containerName(service)} loses ${title}'s data when the container is recreated. Mount a named volume at ${path}.`,
      });
    },
  },
});

/** An image of the project may declare volumes, which are then anonymous. */
function mountsNothing(project: Project, service: Service): boolean {
  return isMissing(
    project,
    service,
    ({ mounts }) => mounts,
    ({ tmpfs }) => tmpfs,
  );
}

function isMeantToGo(project: Project, service: Service): boolean {
  const profiles = knownItems(service.profiles).map(({ value }) => value);
  return (
    [project.pathOf(service.uri), service.name, ...profiles].some((name) => tests.test(name)) ||
    declares(project, service, "state", "stateless") ||
    declares(project, service, "lifetime", "ephemeral")
  );
}
