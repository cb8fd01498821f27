import { keptDataOf, misplacedMounts, type KeptData } from "../../facts/dataMounts.ts";
import { containerName } from "../../words.ts";
import type { Known } from "../../model/fact.ts";
import { writtenPart } from "../../model/partialText.ts";
import type { Mount, Service } from "../../model/service.ts";
import { defineRule, prose } from "../../rule.ts";

export default defineRule({
  id: "volume-path-wrong-for-version",
  category: "storage",
  since: "0.1.0",
  branches: {
    refused: { severity: "error", profile: "essential" },
    missed: { severity: "warning", profile: "essential" },
  },
  summary: "Volume is mounted where this version of the image does not keep its data",
  why: prose(
    "A database image keeps its data at one path, and declares an anonymous volume there. A mount at another path, even at the folder above, stays empty: the data goes to the anonymous volume, which `docker compose down` leaves behind without a name.",
    "",
    "PostgreSQL's image moved that path in version 18, from `/var/lib/postgresql/data` to a folder per version below `/var/lib/postgresql`. It refuses to start while something is mounted at the old path.",
  ),
  instead: prose(
    "Mount the path that the message names. For PostgreSQL 18 mount `/var/lib/postgresql`; stay on version 17 until the existing data is upgraded with `pg_upgrade` or a dump.",
    "",
    "Copy existing data out of the anonymous volume first: a volume at the right path starts empty.",
  ),
  exceptions: prose(
    "Ignored if the data is mounted elsewhere too, if `PGDATA`, `--datadir`, `--dbpath` or an own entrypoint moves it, for images that the project builds, for versions that a variable or digest hides, and for mounts whose name says backup, dump, configuration or initialisation. A tag without a version counts as the newest one, as a warning.",
  ),
  errors: [
    "in 18+, these Docker images are configured to store database data in a format which is compatible with",
    "unused mount/volume",
    "database files are incompatible with server",
  ],
  topic: "volumes",
  sources: [
    "https://github.com/docker-library/postgres/pull/1259",
    "https://github.com/docker-library/postgres/issues/1364",
    "https://github.com/docker-library/docs/blob/master/postgres/content.md",
    "https://github.com/docker/compose/issues/5946",
  ],
  examples: {
    invalid: [
      {
        title: "PostgreSQL 18 does not start with a mount at the path of version 17.",
        files: {
          "compose.yaml": `
            services:
              db:
                image: postgres:18-alpine
                volumes:
                  - pgdata:/var/lib/postgresql/data
            volumes:
              pgdata:
          `,
        },
        underline: "pgdata:/var/lib/postgresql/data",
        branch: "refused",
      },
      {
        title: "The tag without a version is 18 today.",
        files: {
          "compose.yaml": `
            services:
              db:
                image: postgres
                volumes:
                  - ./data:/var/lib/postgresql/data
          `,
        },
        underline: "./data:/var/lib/postgresql/data",
        branch: "refused",
        severity: "warning",
      },
      {
        title: "The folder above: the anonymous volume at /var/lib/postgresql/data covers it.",
        files: {
          "compose.yaml": `
            services:
              db:
                image: postgres:17
                volumes:
                  - pgdata:/var/lib/postgresql
            volumes:
              pgdata:
          `,
        },
        underline: "pgdata:/var/lib/postgresql",
        branch: "missed",
      },
      {
        title: "The major version is written.",
        files: {
          "compose.yaml": `
            services:
              db:
                image: postgres:18.\${MINOR}
                volumes:
                  - pgdata:/var/lib/postgresql/data
            volumes:
              pgdata:
          `,
        },
        underline: "pgdata:/var/lib/postgresql/data",
        branch: "refused",
      },
      {
        files: {
          "compose.yaml": `
            services:
              db:
                image: mysql:8.4
                volumes:
                  - my:/var/lib/mysql/data
            volumes:
              my:
          `,
        },
        underline: "my:/var/lib/mysql/data",
        branch: "missed",
      },
    ],
    valid: [
      {
        title: "The path of version 18.",
        files: {
          "compose.yaml": `
            services:
              db:
                image: postgres:18
                volumes:
                  - pgdata:/var/lib/postgresql
                  - ./init:/docker-entrypoint-initdb.d
            volumes:
              pgdata:
          `,
        },
      },
      {
        title: "PGDATA keeps the data in the mounted folder.",
        files: {
          "compose.yaml": `
            services:
              db:
                image: postgres:18
                environment:
                  PGDATA: /var/lib/postgresql/data/pgdata
                volumes:
                  - pgdata:/var/lib/postgresql/data
            volumes:
              pgdata:
          `,
        },
      },
      {
        title: "A variable decides the version.",
        files: {
          "compose.yaml": `
            services:
              db:
                image: postgres:\${PG_VERSION}
                volumes:
                  - pgdata:/var/lib/postgresql/data
              other:
                image: postgres:1\${PG_VERSION}
                volumes:
                  - pgdata:/var/lib/postgresql/data
            volumes:
              pgdata:
          `,
        },
      },
      {
        title: "Only backups and configuration are mounted.",
        files: {
          "compose.yaml": `
            services:
              db:
                image: mongo:8
                volumes:
                  - backup:/data/backup
                  - ./mongod.conf:/etc/mongod.conf:ro
            volumes:
              backup:
          `,
        },
      },
    ],
  },
  check: {
    service(service, { project, report }) {
      const kept = keptDataOf(project, service);
      if (!kept) return;
      for (const mount of misplacedMounts(kept)) {
        const isRefused = writtenPart(mount.value.target).replace(/\/$/, "") === kept.folder.refused;
        report({
          at: mount.at,
          branch: isRefused ? "refused" : "missed",
          ...(isRefused ? (kept.isNewest ? { severity: "warning" } : {}) : kept.isNewest ? { severity: "info" } : {}),
          message: isRefused ? refused(service, kept) : missed(service, kept, mount),
        });
      }
    },
  },
});

function refused(service: Service, { folder: { path, refused: old = "" }, isNewest }: KeptData): string {
  if (isNewest)
    return `The newest PostgreSQL image is version 18, which exits while ${old} is mounted. Mount ${path}, or pin the version of your data.`;
  return `${containerName(service)} exits at start: since version 18 the PostgreSQL image refuses a mount at ${old}. Mount ${path} instead.`;
}

function missed(service: Service, { folder }: KeptData, { value: { target } }: Known<Mount>): string {
  const { title, path, isVolume } = folder;
  const where = isVolume ? "an anonymous volume" : "the container itself";
  return `${title} in ${containerName(service).replace(/^This/, "this")} writes to ${path}, so ${writtenPart(target)} stays empty and the data ends up in ${where}.`;
}
