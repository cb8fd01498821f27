import { testsOf } from "./nearMisses.ts";

const { ignores, reportsAs } = testsOf("waits-for-nothing");
const project = (web: readonly string[], image = "postgres:17", file = "compose.yaml") => ({
  [file]: [
    "services:",
    "  web:",
    "    image: python:3.13",
    "    depends_on: [db]",
    ...web.map((line) => `    ${line}`),
    "  db:",
    `    image: ${image}`,
    "",
  ].join("\n"),
});

describe("waits-for-nothing on near misses", () => {
  ignores("a service that is restarted", project(["restart: unless-stopped"]));
  ignores("a command that waits", project(['command: sh -c "dockerize -wait tcp://db:5432 && python app.py"']));
  ignores("a variable to wait for", project(['environment: { WAIT_HOSTS: "db:5432" }']));
  ignores("a cache, which starts immediately", project([], "redis:8"));
  ignores("an unknown image", project([], "corp/db:1"));
  ignores("tests", project([], "postgres:17", "docker-compose.test.yml"));
  reportsAs("a database", project([]), "hint");
});
