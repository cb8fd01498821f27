import { testsOf } from "./nearMisses.ts";

const { ignores, reports, reportsAs } = testsOf("localhost-between-services");
const project = (environment: string, ...other: readonly string[]) => ({
  "compose.yaml": [
    "services:",
    "  web:",
    "    image: corp/web:4",
    "    environment:",
    `      ${environment}`,
    "  db:",
    ...(other.length > 0 ? other : ["image: postgres:17"]).map((line) => `    ${line}`),
    "",
  ].join("\n"),
});

describe("localhost-between-services on near misses", () => {
  ignores("a name that resolves", project("DATABASE_URL: postgres://db:5432/app"));
  ignores("a port that nobody owns", project("DATABASE_URL: postgres://localhost:5433/app"));
  ignores("an address that a run gives", project("DATABASE_URL: postgres://${DB:-localhost}:${PORT}/app"));
  ignores("a host without a port", project("DB_HOST: localhost"));
  ignores("allowed origins", project("CORS_ORIGIN: http://localhost:3000", "image: corp/api:1", 'expose: ["3000"]'));
  ignores(
    "the address of a published site",
    project("API_URL: http://localhost:8000", "image: corp/api:1", 'ports: ["8000:8000"]'),
  );
  ignores(
    "a service in the same network namespace",
    project("DATABASE_URL: postgres://localhost:5432/app", "image: postgres:17", "network_mode: service:web"),
  );
  ignores("a text that only mentions it", project("MOTD: see localhost:5432 for more"));
  reports(
    "the only owner of the port",
    project("REDIS: localhost:6379", "image: redis:8"),
    '5:14 warning localhost is this container itself, and 6379 belongs to "db". Use db:6379.',
  );
  reportsAs(
    "an HTTP address that no browser reaches",
    project("API_URL: http://localhost:8000", "image: corp/api:1", 'expose: ["8000"]'),
    "warning",
  );
  reportsAs("the default port of a URL", project("DATABASE_URL: postgresql://app@127.0.0.1/app"), "warning");
});
