import { job, service, testsOf, withEngine } from "./nearMisses.ts";

const { ignores, reportsAs, reports, fixes } = testsOf("published-database-port");

describe("published-database-port on near misses", () => {
  ignores("a port of another program", service("postgres:17", 'ports: ["9187:9187"]'));
  ignores("a port that the engine chooses", service("redis:8", 'ports: ["6379"]'));
  ignores("an address of one network", service("redis:8", 'ports: ["10.0.0.5:6379:6379"]'));
  ignores("a database that runs another program", service("redis:8", "entrypoint: sleep 1", 'ports: ["6379:6379"]'));
  ignores(
    "a swarm, which publishes on all nodes",
    service("redis:8", 'ports: ["6379:6379"]', "deploy: { replicas: 1 }"),
  );
  ignores(
    "services of CI jobs",
    job(
      "runs-on: ubuntu-24.04",
      "services:",
      "  redis:",
      "    image: redis:8",
      '    ports: ["6379:6379"]',
      "steps: []",
    ),
  );
  ignores("files of tests", {
    "docker-compose.test.yml": 'services:\n  r:\n    image: redis:8\n    ports: ["6379:6379"]\n',
  });
  ignores("override files", {
    "compose.override.yaml": 'services:\n  r:\n    ports: ["6379:6379"]\n',
    "compose.yaml": "services:\n  r:\n    image: redis:8\n",
  });
  const ports = 'ports: ["27017:27017"]';
  for (const [title, ...lines] of [
    ["an account of MongoDB", "environment: { MONGO_INITDB_ROOT_USERNAME: root }"],
    ["an account that a run gives", "environment: [MONGO_INITDB_ROOT_USERNAME]"],
    ["required credentials", "command: --auth"],
    ["a mounted configuration", "volumes: [./mongod.conf:/etc/mongod.conf]"],
    ["arguments that a run gives", "command: $OPTIONS"],
    ["variables of an unread file", "env_file: [secret.env]"],
  ] as const) {
    reportsAs(`${title} as information`, service("mongo:8", ...lines, ports), "info");
  }
  reportsAs("MongoDB without an account", service("mongo:8", ports), "warning");
  reportsAs(
    "redis with a password as information",
    service("redis:8", "command: redis-server --requirepass x", 'ports: ["6379:6379"]'),
    "info",
  );
  reportsAs(
    "PostgreSQL that trusts all",
    service("postgres:17", "environment: [POSTGRES_HOST_AUTH_METHOD=trust]", 'ports: ["5432:5432"]'),
    "warning",
  );
  reports("a published port that a run gives", service("memcached:1.6", 'ports: ["${PORT}:11211"]'));
  fixes(
    "an address for all interfaces",
    service("redis:8", 'ports: ["0.0.0.0:6379:6379"]'),
    'services:\n  app:\n    image: redis:8\n    ports: ["127.0.0.1:6379:6379"]\n',
  );
  fixes("no long form", service("redis:8", "ports:", "  - target: 6379", "    published: 6379"), undefined);
  reports(
    "no firewall that rootless engines and Docker Desktop do not pass",
    withEngine("rootless", service("postgres:17", "ports: ['5432:5432']", "environment: { POSTGRES_PASSWORD: x }")),
    '4:13 info "app" publishes PostgreSQL on all addresses. Bind 127.0.0.1, or remove the port.',
  );
});
