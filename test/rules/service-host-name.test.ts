import { testsOf } from "./nearMisses.ts";

const { ignores, reports, reportsAs, fixes } = testsOf("service-host-name");

/** A job of GitHub with a database, as lines below the job and one command. */
function job(command: string, ...lines: readonly string[]) {
  return {
    ".github/workflows/test.yml": `
on: push
jobs:
  test:
    runs-on: ubuntu-latest
${lines.map((line) => `    ${line}\n`).join("")}    steps:
      - run: ${command}
`.trimStart(),
  };
}

const published = 'services: { db: { image: "postgres:17", ports: ["5432:5432"] } }';
const unpublished = 'services: { db: { image: "postgres:17" } }';

describe("service-host-name on near misses", () => {
  ignores("a published port", job("psql -h localhost", published));
  ignores("a port of no service", job("curl http://localhost:3000/", unpublished));
  ignores("a runner of the user's own", {
    ".github/workflows/test.yml":
      "on: push\njobs:\n  test:\n    runs-on: [self-hosted, linux]\n    services: { db: { image: postgres:17 } }\n    steps:\n      - run: psql -h db\n",
  });
  ignores("a name in the hosts file", job('sudo sh -c "echo 127.0.0.1 db >> /etc/hosts" && psql -h db', published));
  ignores("commands of another container", job("docker run --network host app psql -h db", published));
  ignores(
    "a container that a matrix may leave out",
    job("psql -h localhost", "container: ${{ matrix.image }}", published),
  );
  ignores(
    "two services with the port",
    job("psql -h localhost", 'services: { a: { image: "postgres:17" }, b: { image: "postgres:16" } }'),
  );
  ignores(
    "an address that the job gives to others",
    job("npm test", "env: { CORS_ORIGIN: http://localhost:5432 }", unpublished),
  );
  ignores(
    "ports that an expression names",
    job("psql -h localhost", 'services: { db: { image: "postgres:17", ports: ["${{ env.PORT }}:5432"] } }'),
  );
  ignores("a type of database", job("npm test", "env: { DB_CONNECTION: db }", published));
  reportsAs(
    "a step's variable",
    job("DATABASE_URL=postgres://localhost:5432/app npm test", "container: node:22", unpublished),
    "warning",
  );
  reports(
    "a port that is published as another one",
    job("psql -h localhost", 'services: { db: { image: "postgres:17", ports: ["6000:5432"] } }'),
    '7:22 warning "db" publishes port 5432 as 6000, so localhost:5432 leads nowhere.',
  );
  reports(
    "a port that the engine chooses",
    job("psql -h localhost", 'services: { db: { image: "postgres:17", ports: ["5432"] } }'),
    "7:22 warning \"db\" publishes port 5432 as ${{ job.services.db.ports['5432'] }}, so localhost:5432 leads nowhere.",
  );
  fixes(
    "the host only, not the user of the same name",
    job("psql postgres://db:db@db:5432/db", published),
    job("psql postgres://db:db@localhost:5432/db", published)[".github/workflows/test.yml"],
  );
  fixes("no name without a published port", job("psql -h db", unpublished), undefined);
  reportsAs(
    "localhost on GitLab as information",
    { ".gitlab-ci.yml": "test:\n  image: node:22\n  services: [postgres:17]\n  script: [psql -h localhost]\n" },
    "info",
  );
  reportsAs(
    "localhost on GitLab's own runners",
    {
      ".gitlab-ci.yml":
        "test:\n  image: node:22\n  tags: [saas-linux-small-amd64]\n  services: [postgres:17]\n  script: [psql -h localhost]\n",
    },
    "warning",
  );
  ignores("GitLab's name of an image with a namespace", {
    ".gitlab-ci.yml": "test:\n  image: node:22\n  services: [corp/postgres:17]\n  script: [psql -h corp-postgres]\n",
  });
  reportsAs(
    "a job of Azure in a container",
    {
      "azure-pipelines.yml":
        "resources:\n  containers:\n    - container: db\n      image: postgres:17\npool: { vmImage: ubuntu-latest }\ncontainer: node:22\nservices: { db: db }\nsteps:\n  - script: psql -h localhost\n",
    },
    "warning",
  );
});
