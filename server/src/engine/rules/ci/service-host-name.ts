import { publishedPortsOf } from "../../facts/containerPorts.ts";
import { nameInJob, unreachedServicesOf, type UnreachedService } from "../../facts/unreachedServices.ts";
import { valueOf } from "../../model/fact.ts";
import type { Job } from "../../model/job.ts";
import type { Project } from "../../model/project.ts";
import type { Service } from "../../model/service.ts";
import { defineRule, prose, type FixOffer, type RuleContext } from "../../rule.ts";
import { writtenAt } from "../../words.ts";

export default defineRule({
  id: "service-host-name",
  category: "ci",
  since: "0.1.0",
  severity: "warning",
  profile: "recommended",
  fix: "behaviour",
  summary: "CI job looks for a service container under a name or port that does not lead there",
  why: prose(
    "Where a job runs decides how it reaches its service containers. A job in a container shares a network with them: their names resolve, and `localhost` is the container of the job. A job on the machine of GitHub or Azure is outside of that network: names do not resolve, and `localhost` has only the ports that `ports` publishes.",
    "",
    "GitLab derives names from the image: everything after the colon is dropped, and each `/` becomes `__` or `-`. An image of a registry therefore has a long name unless the service has an `alias`.",
  ),
  instead: prose(
    'In a job with `container`, use the name of the service and the port inside its container: `postgres:5432`. In a job without one, publish the port with `ports: ["5432:5432"]` and use `localhost:5432`, or `127.0.0.1` for MySQL clients, which take `localhost` for a socket. On GitLab, give the service an `alias`.',
  ),
  exceptions: prose(
    "Ignored on self-hosted and unknown runners, which may resolve names or start services in another way, and if the job starts a server, an engine or a tunnel of its own. Variables that a script sets again, for example in `.env`, and ports that no service of the job owns are ignored. `localhost` on GitLab is information, because runners on Kubernetes do reach services there.",
  ),
  errors: [
    'could not translate host name "postgres" to address: Name or service not known',
    'could not translate host name "postgres" to address: Temporary failure in name resolution',
    "connect ECONNREFUSED 127.0.0.1:5432",
    "getaddrinfo ENOTFOUND postgres",
    "Can't connect to MySQL server on '127.0.0.1'",
    "Could not connect to Redis at localhost:6379: Connection refused",
  ],
  topic: "ports",
  sources: [
    "https://docs.github.com/en/actions/tutorials/use-containerized-services/use-docker-service-containers",
    "https://learn.microsoft.com/en-us/azure/devops/pipelines/process/service-containers",
    "https://docs.gitlab.com/ci/services/#accessing-the-services",
  ],
  examples: {
    invalid: [
      {
        title: "In a container, localhost is the job itself.",
        files: {
          ".github/workflows/test.yml": `
            on: push
            jobs:
              test:
                runs-on: ubuntu-latest
                container: node:22
                services:
                  postgres:
                    image: postgres:17
                steps:
                  - run: npm test
                    env:
                      DATABASE_URL: postgres://postgres:ci@localhost:5432/postgres
          `,
        },
        underline: "postgres://postgres:ci@localhost:5432/postgres",
        fixed: `
          on: push
          jobs:
            test:
              runs-on: ubuntu-latest
              container: node:22
              services:
                postgres:
                  image: postgres:17
              steps:
                - run: npm test
                  env:
                    DATABASE_URL: postgres://postgres:ci@postgres:5432/postgres
        `,
      },
      {
        title: "On the machine, the name does not resolve.",
        files: {
          ".github/workflows/test.yml": `
            on: push
            jobs:
              test:
                runs-on: ubuntu-latest
                services:
                  redis:
                    image: redis:8
                    ports: ["6379:6379"]
                steps:
                  - run: redis-cli -h redis ping
          `,
        },
        underline: "redis",
        fixed: `
          on: push
          jobs:
            test:
              runs-on: ubuntu-latest
              services:
                redis:
                  image: redis:8
                  ports: ["6379:6379"]
              steps:
                - run: redis-cli -h localhost ping
        `,
      },
      {
        title: "Without published ports, the machine does not reach the service.",
        files: {
          ".github/workflows/test.yml": `
            on: push
            jobs:
              test:
                runs-on: ubuntu-latest
                services:
                  db:
                    image: mysql:8.4
                steps:
                  - run: ./gradlew test
                    env:
                      DB_HOST: 127.0.0.1
                      DB_PORT: "3306"
          `,
        },
        underline: "db",
        fixed: `
          on: push
          jobs:
            test:
              runs-on: ubuntu-latest
              services:
                db:
                  image: mysql:8.4
                  ports:
                    - "3306:3306"
              steps:
                - run: ./gradlew test
                  env:
                    DB_HOST: 127.0.0.1
                    DB_PORT: "3306"
        `,
      },
      {
        title: "GitLab names a service after the whole image.",
        files: {
          ".gitlab-ci.yml": `
            test:
              image: python:3.14
              services: ["registry.example.com/ci/postgres:17"]
              variables:
                DB_HOST: postgres
              script:
                - pytest
          `,
        },
        underline: "postgres",
      },
    ],
    valid: [
      {
        title: "Container to container, by name.",
        files: {
          ".github/workflows/test.yml": `
            on: push
            jobs:
              test:
                runs-on: ubuntu-latest
                container: node:22
                services:
                  postgres:
                    image: postgres:17
                steps:
                  - run: npm test
                    env:
                      DATABASE_URL: postgres://postgres:ci@postgres:5432/postgres
          `,
        },
      },
      {
        title: "The published port is another one.",
        files: {
          ".github/workflows/test.yml": `
            on: push
            jobs:
              test:
                runs-on: ubuntu-latest
                services:
                  postgres:
                    image: postgres:17
                    ports: ["15432:5432"]
                steps:
                  - run: psql -h localhost -p 15432 -U postgres -c 'SELECT 1'
          `,
        },
      },
      {
        title: "A script sets the host again.",
        files: {
          ".github/workflows/test.yml": `
            on: push
            jobs:
              test:
                runs-on: ubuntu-latest
                env:
                  DB_HOST: mysql
                services:
                  mysql:
                    image: mysql:8.4
                    ports: ["3306:3306"]
                steps:
                  - run: echo "DB_HOST=127.0.0.1" >> "$GITHUB_ENV"
                  - run: php artisan test
          `,
        },
      },
      {
        title: "The machine's own server, not the service.",
        files: {
          ".github/workflows/test.yml": `
            on: push
            jobs:
              test:
                runs-on: ubuntu-latest
                services:
                  legacy:
                    image: mysql:8.4
                steps:
                  - run: sudo systemctl start mysql
                  - run: mysql -h 127.0.0.1 -uroot -proot -e 'SELECT 1'
          `,
        },
      },
      {
        title: "The alias is the name.",
        files: {
          ".gitlab-ci.yml": `
            test:
              image: python:3.14
              services:
                - name: registry.example.com/ci/postgres:17
                  alias: postgres
              variables:
                DB_HOST: postgres
              script:
                - pytest
          `,
        },
      },
    ],
  },
  check: {
    job(job, context) {
      const unpublished = new Set<Service>();
      for (const unreached of unreachedServicesOf(context.project, job)) {
        const { address, service, why } = unreached;
        if (unpublished.has(service)) continue;
        if (why === "unpublished") unpublished.add(service);
        context.report({
          at: why === "unpublished" ? service.at : address.at,
          message: messageOf(context.project, unreached, job),
          ...(job.system === "gitlab" && why === "own-loopback" && !isOnGitLabsRunners(job)
            ? { severity: "info" }
            : {}),
          related: why === "unpublished" ? [] : [{ at: service.at, message: "The service." }],
          fixes: fixesFor(unreached, context),
        });
      }
    },
  },
});

/** Runners of the user's own may use Kubernetes, where services share the job's loopback address. */
function isOnGitLabsRunners({ runsOn }: Job): boolean {
  return (valueOf(runsOn) ?? []).some((tag) => /^saas-linux-/.test(tag));
}

function messageOf(project: Project, { address, service, why }: UnreachedService, { name, system }: Job): string {
  const { host, port } = address;
  const target = `${host}:${String(port)}`;
  switch (why) {
    case "own-loopback":
      return `Job "${name}" runs in a container, where ${target} is the container itself. Use ${nameInJob(service, system)}:${String(port)}.`;
    case "name-on-machine":
      return `Job "${name}" runs on the machine, where the name "${host}" does not resolve. Use ${loopback(port)} and a published port.`;
    case "unpublished":
      return `"${service.name}" publishes no port, so job "${name}" does not reach it at ${target}. Add ports: ["${String(port)}:${String(port)}"].`;
    case "other-port":
      return `"${service.name}" publishes port ${String(port)} as ${publishedAs(project, service, port)}, so ${target} leads nowhere.`;
    case "other-name":
      return `GitLab calls this service "${nameInJob(service, system)}", so "${host}" does not resolve. Give it "alias: ${host}".`;
  }
}

/** Clients of MySQL take `localhost` for a socket. */
function loopback(port: number | undefined): string {
  return port === 3306 ? "127.0.0.1" : "localhost";
}

function publishedAs(project: Project, service: Service, port: number | undefined): string {
  const [published, ...others] = publishedPortsOf(project, service);
  return published === undefined || others.length > 0
    ? `\${{ job.services.${service.name}.ports['${String(port)}'] }}`
    : String(published);
}

function fixesFor({ address, service, why }: UnreachedService, { project, edit }: RuleContext): readonly FixOffer[] {
  const { port, host, at, variable } = address;
  const mapping = `${String(port)}:${String(port)}`;
  if (why === "unpublished") {
    const edits = () => [edit.addToService(service, "ports", [mapping])];
    return [{ title: `Publish port ${mapping}`, kind: "behaviour", edits }];
  }
  const isPublished = port !== undefined && publishedPortsOf(project, service).includes(port);
  const other = why === "own-loopback" ? service.name : why === "name-on-machine" && isPublished ? loopback(port) : "";
  const text = variable?.item.value ?? writtenAt(project, at);
  if (other === "" || /[/:]/.test(other) || text === undefined) return [];
  const replaced = text.replace(hostIn(text, host), (_, before: string) => before + other);
  const edits = () => [variable ? edit.replaceValue(variable.item, replaced) : edit.replaceText(at, replaced)];
  return [{ title: `Use "${other}"`, kind: "behaviour", edits }];
}

/** A URL may have the same name as its scheme, user and database. */
function hostIn(text: string, host: string): RegExp {
  const before = text.includes("@") ? "@" : text.includes("//") ? "//" : "^|[=\"']|-h";
  return new RegExp(`(${before})${host.replaceAll(".", "\\.")}(?=[:/?"']|$)`);
}
