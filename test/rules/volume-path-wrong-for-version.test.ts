import { testsOf } from "./nearMisses.ts";

const { ignores, reports, reportsAs } = testsOf("volume-path-wrong-for-version");

const database = (image: string, volume: string, ...more: readonly string[]) => ({
  "compose.yaml": [
    "services:",
    "  db:",
    `    image: ${image}`,
    ...more.map((line) => `    ${line}`),
    "    volumes:",
    `      - ${volume}`,
    "volumes:",
    "  data:",
    "",
  ].join("\n"),
});

describe("volume-path-wrong-for-version on near misses", () => {
  reports(
    "a folder of MongoDB's that holds no data",
    database("mongo:8", "data:/var/data"),
    '5:9 warning MongoDB in "db" writes to /data/db, so /var/data stays empty and the data ends up in an anonymous volume.',
  );
  reportsAs(
    "PostgreSQL images of others",
    database("pgvector/pgvector:pg18", "data:/var/lib/postgresql/data"),
    "error",
  );
  reportsAs(
    "version 17 before 18 was published",
    {
      ...database("postgres", "data:/var/lib/postgresql"),
      "bulkhead.config.yaml": 'dataDate: "2025-01-01"\n',
    },
    "info",
  );
  reports(
    "a container that a script starts",
    {
      Vagrantfile:
        'Vagrant.configure("2") do |config|\n  config.vm.box = "debian/bookworm64"\n  config.vm.provision "shell", inline: "docker run -d -v pg:/var/lib/postgresql/data postgres:18"\nend\n',
    },
    '3:58 error "postgres" exits at start: since version 18 the PostgreSQL image refuses a mount at /var/lib/postgresql/data. Mount /var/lib/postgresql instead.',
  );
  ignores("the same volume at version 17", database("postgres:17", "data:/var/lib/postgresql/data/"));
  ignores("a folder of the version", database("postgres:18", "data:/var/lib/postgresql/18/docker"));
  ignores("a digest", database(`postgres@sha256:${"a".repeat(64)}`, "data:/var/lib/postgresql/data"));
  ignores("an image that is not the official one", database("bitnami/postgresql:18", "data:/var/lib/postgresql/data"));
  ignores("an option that moves the data", database("mongo:8", "data:/var/data", "command: --dbpath /var/data"));
  ignores(
    "a variable of an unread file",
    database("postgres:18", "data:/var/lib/postgresql/data", "env_file: prod.env"),
  );
  ignores("dumps", database("mysql:8.4", "./dumps:/data"));
  ignores("a volume of configuration", database("mongo:8", "data:/data/configdb"));
});
