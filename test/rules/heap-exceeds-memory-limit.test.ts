import { job, service, testsOf } from "./nearMisses.ts";

const { ignores, reports, fixes } = testsOf("heap-exceeds-memory-limit");

describe("heap-exceeds-memory-limit on near misses", () => {
  const built = (entrypoint: string, script: string, ...lines: readonly string[]) => ({
    "compose.yaml": [
      "services:",
      "  app:",
      "    build: .",
      "    mem_limit: 1g",
      ...lines.map((line) => `    ${line}`),
      "",
    ].join("\n"),
    Dockerfile: `FROM eclipse-temurin:21\nCOPY . /app/\nENTRYPOINT ${entrypoint}\n`,
    "start.sh": `#!/bin/sh\n${script}\n`,
  });
  const start = '["/app/start.sh"]';
  reports(
    "of a command that a script runs",
    built(start, "exec java -Xmx2g -jar /app.jar"),
    '4:16 warning "app" is limited to 1 GiB, but its Java heap can grow to 2 GiB: it will be OOM-killed (exit 137). Lower the heap or raise the limit.',
  );
  reports(
    "of options that a script sets",
    built(start, 'JAVA_OPTS="-Xms1g -Xmx2g"\nexec java $JAVA_OPTS -jar /app.jar'),
    '4:16 warning "app" is limited to 1 GiB, but its Java heap can grow to 2 GiB: it will be OOM-killed (exit 137). Lower the heap or raise the limit.',
  );
  reports(
    "of options that a script adds to",
    built(start, 'export JAVA_OPTS="$JAVA_OPTS -Xmx2g"\nexec java ${JAVA_OPTS} -jar /app.jar'),
    '4:16 warning "app" is limited to 1 GiB, but its Java heap can grow to 2 GiB: it will be OOM-killed (exit 137). Lower the heap or raise the limit.',
  );
  reports(
    "of options in a variable that the command names",
    built("exec java $JAVA_OPTS -jar /app.jar", "", "environment: { JAVA_OPTS: -Xmx2g }"),
    '5:31 warning "app" is limited to 1 GiB, but its Java heap can grow to 2 GiB: it will be OOM-killed (exit 137). Lower the heap or raise the limit.',
  );
  reports(
    "of options in a variable that the script names",
    built(start, 'exec java ${JAVA_OPTS:--Xmx256m} -jar /app.jar "$@"', "environment: { JAVA_OPTS: -Xmx2g }"),
    '5:31 warning "app" is limited to 1 GiB, but its Java heap can grow to 2 GiB: it will be OOM-killed (exit 137). Lower the heap or raise the limit.',
  );
  ignores(
    "on a variable that Compose replaces",
    service(
      "eclipse-temurin:21",
      "mem_limit: 1g",
      "environment: { JAVA_OPTS: -Xmx2g }",
      "command: java ${JAVA_OPTS} -jar /app.jar",
    ),
  );
  reports(
    "of a variable that a shell replaces",
    service(
      "eclipse-temurin:21",
      "mem_limit: 1g",
      "environment: { JAVA_OPTS: -Xmx2g }",
      'command: sh -c "java $$JAVA_OPTS -jar /app.jar"',
    ),
    '5:31 warning "app" is limited to 1 GiB, but its Java heap can grow to 2 GiB: it will be OOM-killed (exit 137). Lower the heap or raise the limit.',
  );
  ignores(
    "where the script sets the options itself",
    built(start, "JAVA_OPTS=-Xmx512m\nexec java $JAVA_OPTS -jar /app.jar", "environment: { JAVA_OPTS: -Xmx2g }"),
  );
  ignores(
    "on options that a script sets under a condition",
    built(start, 'if [ -z "$JAVA_OPTS" ]; then JAVA_OPTS=-Xmx2g; fi\nexec java $JAVA_OPTS -jar /app.jar'),
  );
  ignores(
    "on a variable that the command does not name",
    built(start, "exec java -jar /app.jar", "environment: { JAVA_OPTS: -Xmx2g }"),
  );
  ignores(
    "on options of a program",
    built(start, "exec java -jar /app.jar $APP_ARGS", "environment: { APP_ARGS: -Xmx2g }"),
  );
  ignores(
    "on a command that runs under a condition",
    built(start, 'if [ "$BIG" ]; then exec java -Xmx2g -jar /app.jar; fi\nexec java -Xmx256m -jar /app.jar'),
  );
  reports(
    "of a variable that the scripts of the base image read",
    {
      "compose.yaml":
        "services:\n  app:\n    build: .\n    mem_limit: 1g\n    environment: { KAFKA_HEAP_OPTS: -Xmx2g }\n",
      Dockerfile: "FROM confluentinc/cp-kafka:7.9.0 AS base\nFROM base\nUSER root\n",
    },
    '5:37 warning "app" is limited to 1 GiB, but its Java heap can grow to 2 GiB: it will be OOM-killed (exit 137). Lower the heap or raise the limit.',
  );
  reports(
    "of an included file with the variables and the folder of its entry",
    {
      "infra/compose.app.yaml":
        "services:\n  app:\n    build: ./app\n    env_file: heap.env\n    mem_limit: ${LIMIT}\n",
      "compose.yaml":
        "include:\n  - path: infra/compose.app.yaml\n    project_directory: .\n    env_file: limits.env\n",
      "limits.env": "LIMIT=1g\n",
      "heap.env": "JAVA_TOOL_OPTIONS=-Xmx2g\n",
    },
    '5:16 warning "app" is limited to 1 GiB, but its Java heap can grow to 2 GiB: it will be OOM-killed (exit 137). Lower the heap or raise the limit.',
  );
  reports(
    "of a heap that is as large as the limit",
    service("eclipse-temurin:21", "mem_limit: 1g", "environment: { JAVA_TOOL_OPTIONS: -Xmx1024m }"),
    '5:39 warning "app" is limited to 1 GiB and its Java heap alone can use all of it, so it is likely to be OOM-killed (exit 137). Lower the heap or raise the limit.',
  );
  reports(
    "of a heap that leaves too little of the limit",
    service("eclipse-temurin:21", "mem_limit: 1g", "environment: { JAVA_TOOL_OPTIONS: -Xmx1000m }"),
    '5:39 warning "app" is limited to 1 GiB and its Java heap alone can use 97 % of it, so it is likely to be OOM-killed (exit 137). Lower the heap or raise the limit.',
  );
  reports(
    "of a heap that is a little larger than the limit",
    service("eclipse-temurin:21", "mem_limit: 1g", "environment: { JAVA_TOOL_OPTIONS: -Xmx1030m }"),
    '5:39 warning "app" is limited to 1 GiB, but its Java heap can grow to 1030 MiB: it will be OOM-killed (exit 137). Lower the heap or raise the limit.',
  );
  reports(
    "of a script in package.json, at the command that starts it and with its place",
    {
      Dockerfile: 'FROM node:22-slim\nWORKDIR /app\nCOPY . .\nCMD ["npm", "start"]\n',
      "compose.yaml": "services:\n  app:\n    build: .\n    mem_limit: 1g\n",
      "package.json": '{ "scripts": { "start": "node --max-old-space-size=4096 app.js" } }\n',
    },
    '4:5 warning "app" is limited to 1 GiB, but its Node.js heap can grow to 4 GiB: it will be OOM-killed (exit 137). Lower the heap or raise the limit.',
  );
  ignores("without a limit", service("eclipse-temurin:21", "environment: { JAVA_TOOL_OPTIONS: -Xmx8g }"));
  ignores(
    "on a limit of zero, which is none",
    service("eclipse-temurin:21", "mem_limit: 0", "environment: { JAVA_TOOL_OPTIONS: -Xmx8g }"),
  );
  ignores(
    "on a limit that a variable gives",
    service("eclipse-temurin:21", "mem_limit: ${LIMIT}", "environment: { JAVA_TOOL_OPTIONS: -Xmx8g }"),
  );
  ignores(
    "on a size that a variable gives",
    service("eclipse-temurin:21", "mem_limit: 1g", "environment: { JAVA_TOOL_OPTIONS: '-Xmx${SIZE}' }"),
  );
  ignores(
    "on an argument of the program",
    service("eclipse-temurin:21", "mem_limit: 1g", "command: [java, -cp, app.jar, Main, -Xmx2g]"),
  );
  ignores(
    "on an argument of the script",
    service("node:22", "mem_limit: 1g", "command: [node, -r, ./setup.js, app.js, --max-old-space-size=2048]"),
  );
  ignores(
    "where a later size is smaller",
    service("eclipse-temurin:21", "mem_limit: 1g", "environment: { JAVA_TOOL_OPTIONS: '-Xmx2g -Xmx512m' }"),
  );
  ignores(
    "where another place says a smaller size",
    service(
      "eclipse-temurin:21",
      "mem_limit: 1g",
      "environment: { JAVA_TOOL_OPTIONS: -Xmx2g, JDK_JAVA_OPTIONS: -Xmx512m }",
    ),
  );
  ignores("where the environment overrides its file", {
    "compose.yaml":
      "services:\n  app:\n    image: corp/app:1\n    mem_limit: 1g\n    env_file: app.env\n    environment: { JAVA_TOOL_OPTIONS: -Xmx512m }\n",
    "app.env": "JAVA_TOOL_OPTIONS=-Xmx2g\n",
  });
  reports(
    "of options behind a module path",
    service("eclipse-temurin:21", "mem_limit: 1g", "command: [java, -cp, app.jar, -Xmx2g, Main]"),
    '5:14 warning "app" is limited to 1 GiB, but its Java heap can grow to 2 GiB: it will be OOM-killed (exit 137). Lower the heap or raise the limit.',
  );
  reports(
    "of bare options of official images",
    service("mysql:8.4", "mem_limit: 512m", "command: --innodb-buffer-pool-size=1G"),
    '5:14 warning "app" is limited to 512 MiB, but its InnoDB buffer pool can grow to 1 GiB: it will be OOM-killed (exit 137). Lower the heap or raise the limit.',
  );
  reports(
    "data that fill the limit alone",
    service("redis:7", "mem_limit: 512m", "command: redis-server --maxmemory 512mb"),
    '5:14 warning "app" is limited to 512 MiB and its data set alone can use all of it, so it is likely to be OOM-killed (exit 137). Lower the heap or raise the limit.',
  );
  ignores(
    "on bare options of an image that nobody knows",
    service("corp/db:1", "mem_limit: 512m", "command: --innodb-buffer-pool-size=1G"),
  );
  reports(
    "of a limit in an override file",
    {
      "compose.yaml": "services:\n  app:\n    image: corp/app:1\n    environment: { JAVA_TOOL_OPTIONS: -Xmx2g }\n",
      "compose.override.yaml": "services:\n  app:\n    mem_limit: 1g\n",
    },
    '4:39 warning "app" is limited to 1 GiB, but its Java heap can grow to 2 GiB: it will be OOM-killed (exit 137). Lower the heap or raise the limit.',
  );
  reports(
    "of docker run",
    job(
      "runs-on: ubuntu-24.04",
      "steps:",
      "  - run: docker run -m 512m -e NODE_OPTIONS=--max-old-space-size=4096 node:22 app.js",
    ),
    '6:49 warning "node" is limited to 512 MiB, but its Node.js heap can grow to 4 GiB: it will be OOM-killed (exit 137). Lower the heap or raise the limit.',
  );
  fixes(
    "one number among other options",
    service(
      "eclipse-temurin:21",
      "mem_limit: 1g",
      "environment:",
      '  - "JAVA_TOOL_OPTIONS=-Xms256m -Xmx2g -XX:+UseG1GC"',
    ),
    'services:\n  app:\n    image: eclipse-temurin:21\n    mem_limit: 1g\n    environment:\n      - "JAVA_TOOL_OPTIONS=-Xms256m -Xmx768m -XX:+UseG1GC"\n',
  );
  fixes(
    "the size to begin with too, as Java refuses one above the heap",
    service("eclipse-temurin:21", "mem_limit: 1g", 'environment: { JAVA_TOOL_OPTIONS: "-Xms2g -Xmx2g" }'),
    'services:\n  app:\n    image: eclipse-temurin:21\n    mem_limit: 1g\n    environment: { JAVA_TOOL_OPTIONS: "-Xms768m -Xmx768m" }\n',
  );
});
