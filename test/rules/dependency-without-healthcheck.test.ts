import { testsOf } from "./nearMisses.ts";

const { ignores, reports } = testsOf("dependency-without-healthcheck");
const project = (condition: string, ...db: readonly string[]) => ({
  "compose.yaml": [
    "services:",
    "  web:",
    "    image: corp/web:4",
    "    depends_on:",
    "      db:",
    `        condition: ${condition}`,
    "  db:",
    ...db.map((line) => `    ${line}`),
    "",
  ].join("\n"),
});

describe("dependency-without-healthcheck on near misses", () => {
  ignores("a started service", project("service_started", "image: postgres:17"));
  ignores("a health check", project("service_healthy", "image: postgres:17", "healthcheck: { test: pg_isready }"));
  ignores(
    "a health check that a run disables",
    project("service_healthy", "image: postgres:17", "healthcheck: { disable: $OFF }"),
  );
  ignores("an image that a run gives", project("service_healthy", "image: ${IMAGE}"));
  ignores("an image of a vendor", project("service_healthy", "image: gitlab/gitlab-ce:18"));
  ignores("a Dockerfile that is not read", project("service_healthy", "build: ./missing"));
  ignores(
    "an unread base of the service",
    project("service_healthy", "image: postgres:17", "extends: { file: other.yaml, service: db }"),
  );
  reports(
    "a tag that a run gives",
    project("service_healthy", "image: postgres:${TAG}"),
    '6:20 error "db" has no health check, so Compose fails here. Give it one, such as pg_isready.',
  );
  reports(
    "a Dockerfile that removes the health check",
    { ...project("service_healthy", "build: ."), Dockerfile: "FROM corp/db:1\nHEALTHCHECK NONE\n" },
    '6:20 error "db" has no health check, so Compose fails here. Give it one.',
  );
  reports(
    "times without a test",
    project("service_healthy", "image: redis:8", "healthcheck: { interval: 5s }"),
    '6:20 error "db" has no health check, so Compose fails here. Give it one.',
  );
});
