import { job, service, testsOf } from "./nearMisses.ts";

const { silent, speaks, mends } = testsOf("heap-exceeds-memory-limit");

describe("heap-exceeds-memory-limit on near misses", () => {
  speaks(
    "of an included file with the variables and the folder of its entry",
    {
      "infra/compose.app.yaml":
        "services:\n  app:\n    build: ./app\n    env_file: heap.env\n    mem_limit: ${LIMIT}\n",
      "compose.yaml":
        "include:\n  - path: infra/compose.app.yaml\n    project_directory: .\n    env_file: limits.env\n",
      "limits.env": "LIMIT=1g\n",
      "heap.env": "JAVA_TOOL_OPTIONS=-Xmx2g\n",
    },
    "warning",
  );
  silent("without a limit", service("eclipse-temurin:21", "environment: { JAVA_TOOL_OPTIONS: -Xmx8g }"));
  silent(
    "on a limit of zero, which is none",
    service("eclipse-temurin:21", "mem_limit: 0", "environment: { JAVA_TOOL_OPTIONS: -Xmx8g }"),
  );
  silent(
    "on a limit that a variable gives",
    service("eclipse-temurin:21", "mem_limit: ${LIMIT}", "environment: { JAVA_TOOL_OPTIONS: -Xmx8g }"),
  );
  silent(
    "on a size that a variable gives",
    service("eclipse-temurin:21", "mem_limit: 1g", "environment: { JAVA_TOOL_OPTIONS: '-Xmx${SIZE}' }"),
  );
  silent(
    "on an argument of the program",
    service("eclipse-temurin:21", "mem_limit: 1g", "command: [java, -cp, app.jar, Main, -Xmx2g]"),
  );
  silent(
    "on an argument of the script",
    service("node:22", "mem_limit: 1g", "command: [node, -r, ./setup.js, app.js, --max-old-space-size=2048]"),
  );
  silent(
    "where a later size is smaller",
    service("eclipse-temurin:21", "mem_limit: 1g", "environment: { JAVA_TOOL_OPTIONS: '-Xmx2g -Xmx512m' }"),
  );
  silent(
    "where another place says a smaller size",
    service(
      "eclipse-temurin:21",
      "mem_limit: 1g",
      "environment: { JAVA_TOOL_OPTIONS: -Xmx2g, JDK_JAVA_OPTIONS: -Xmx512m }",
    ),
  );
  silent("where the environment overrides its file", {
    "compose.yaml":
      "services:\n  app:\n    image: corp/app:1\n    mem_limit: 1g\n    env_file: app.env\n    environment: { JAVA_TOOL_OPTIONS: -Xmx512m }\n",
    "app.env": "JAVA_TOOL_OPTIONS=-Xmx2g\n",
  });
  speaks(
    "of options behind a module path",
    service("eclipse-temurin:21", "mem_limit: 1g", "command: [java, -cp, app.jar, -Xmx2g, Main]"),
    "warning",
  );
  speaks(
    "of bare options of official images",
    service("mysql:8.4", "mem_limit: 512m", "command: --innodb-buffer-pool-size=1G"),
    "warning",
  );
  silent(
    "on bare options of an image that nobody knows",
    service("corp/db:1", "mem_limit: 512m", "command: --innodb-buffer-pool-size=1G"),
  );
  speaks(
    "of a limit in an override file",
    {
      "compose.yaml": "services:\n  app:\n    image: corp/app:1\n    environment: { JAVA_TOOL_OPTIONS: -Xmx2g }\n",
      "compose.override.yaml": "services:\n  app:\n    mem_limit: 1g\n",
    },
    "warning",
  );
  speaks(
    "of docker run",
    job(
      "runs-on: ubuntu-24.04",
      "steps:",
      "  - run: docker run -m 512m -e NODE_OPTIONS=--max-old-space-size=4096 node:22 app.js",
    ),
    "warning",
  );
  mends(
    "one number among other options",
    service(
      "eclipse-temurin:21",
      "mem_limit: 1g",
      "environment:",
      '  - "JAVA_TOOL_OPTIONS=-Xms256m -Xmx2g -XX:+UseG1GC"',
    ),
    'services:\n  app:\n    image: eclipse-temurin:21\n    mem_limit: 1g\n    environment:\n      - "JAVA_TOOL_OPTIONS=-Xms256m -Xmx768m -XX:+UseG1GC"\n',
  );
  mends(
    "the size to begin with too, as Java refuses one above the heap",
    service("eclipse-temurin:21", "mem_limit: 1g", 'environment: { JAVA_TOOL_OPTIONS: "-Xms2g -Xmx2g" }'),
    'services:\n  app:\n    image: eclipse-temurin:21\n    mem_limit: 1g\n    environment: { JAVA_TOOL_OPTIONS: "-Xms768m -Xmx768m" }\n',
  );
});
