import assert from "node:assert/strict";
import { memoryBudgetOf } from "../../../server/src/engine/facts/memoryBudget.ts";
import { projectOf, serviceIn } from "./reading.ts";

const mebibyte = 1024 * 1024;

function budget(service: string, others: Readonly<Record<string, string>> = {}) {
  const project = projectOf({ "compose.yaml": `services:\n  app:\n    ${service}\n`, ...others });
  const { limit, heaps } = memoryBudgetOf(project, serviceIn(project));
  return {
    limit: limit.state === "known" ? limit.value / mebibyte : limit.state,
    heaps: heaps.map(({ setting, bytes }) => `${setting.id} ${bytes / mebibyte}`),
    places: heaps.map(({ at }) => at.uri.slice(at.uri.lastIndexOf("/") + 1)),
  };
}

describe("the memory budget", () => {
  const limits: Readonly<Record<string, number | "unset" | "unreadable">> = {
    "mem_limit: 512m": 512,
    "deploy: { resources: { limits: { memory: 1G } } }": 1024,
    "mem_limit: 2g\n    deploy: { resources: { limits: { memory: 1G } } }": 1024,
    "mem_limit: 0": "unset",
    "mem_limit: ${LIMIT}": "unreadable",
    "mem_limit: ${LIMIT:-256m}": 256,
    "mem_limit: 1g\n    deploy: { resources: { limits: { memory: $LIMIT } } }": "unreadable",
    "mem_reservation: 1g": "unset",
  };
  for (const [text, expected] of Object.entries(limits)) {
    it(`has the limit ${String(expected)} with ${JSON.stringify(text)}`, () => {
      assert.equal(budget(`image: a\n    ${text}`).limit, expected);
    });
  }

  const heaps: Readonly<Record<string, readonly string[]>> = {
    "image: eclipse-temurin:21\n    environment: { JAVA_TOOL_OPTIONS: -Xms1g -Xmx2g }": ["java 2048"],
    "image: eclipse-temurin:21\n    environment: { JAVA_TOOL_OPTIONS: -Xmx1g -Xmx3g }": ["java 3072"],
    "image: eclipse-temurin:21\n    environment: { JAVA_TOOL_OPTIONS: $OPTIONS }": [],
    "image: eclipse-temurin:21\n    environment: { JAVA_OPTS: -Xmx2g }": [],
    "image: tomcat:10\n    environment: [CATALINA_OPTS=-Xmx2048k]": ["java 2"],
    "image: elasticsearch:8.17.0\n    environment: [ES_JAVA_OPTS=-Xmx1g]": ["elasticsearch 1024"],
    "image: node:22\n    environment: [NODE_OPTIONS=--max-old-space-size=512]": ["node 512"],
    "image: node:22\n    command: node --max-old-space-size=256 server.js": ["node 256"],
    "image: node:22\n    command: [sh, -c, exec node --max_old_space_size=128 .]": ["node 128"],
    "image: redis:8\n    command: redis-server --maxmemory 100mb": ["redis 100"],
    "image: postgres:17\n    command: postgres -c shared_buffers=256MB": ["postgres 256"],
    "image: mysql:8\n    command: mysqld --innodb-buffer-pool-size=1G": ["innodb 1024"],
    "image: itzg/minecraft-server\n    environment: { MEMORY: 2G }": ["java-size 2048"],
    "image: itzg/minecraft-server:java21\n    environment: { MEMORY: '', MAX_MEMORY: 3g }": ["java-size 3072"],
    "image: itzg/minecraft-server\n    environment: { JVM_OPTS: '-Xmx1g' }": ["java 1024"],
    "image: debian:12\n    environment: { MEMORY: 2G }": [],
    "image: logstash:9.1.0\n    environment: { LS_JAVA_OPTS: '-Xms1g -Xmx1g' }": ["java 1024"],
    "image: docker.elastic.co/logstash/logstash:8.15.0\n    environment: [LS_JAVA_OPTS=-Xmx512m]": ["java 512"],
    "image: maven:3.9-eclipse-temurin-21\n    environment: { MAVEN_OPTS: -Xmx2g }": ["java 2048"],
    "image: quay.io/keycloak/keycloak:26.0\n    environment: { JAVA_OPTS_APPEND: -Xmx1g }": ["java 1024"],
    "image: registry.access.redhat.com/ubi8/openjdk-17\n    environment: { JAVA_OPTS_APPEND: -Xmx1g }": ["java 1024"],
    "image: openjdk:17\n    environment: { JAVA_OPTS_APPEND: -Xmx1g }": [],
    "image: neo4j:5\n    environment: { NEO4J_server_memory_heap_max__size: 4G }": ["java-size 4096"],
    "image: neo4j:4.4\n    environment: [NEO4J_dbms_memory_heap_max__size=512m]": ["java-size 512"],
    "image: cassandra:5\n    environment: { MAX_HEAP_SIZE: 1G, HEAP_NEWSIZE: 200M }": ["java-size 1024"],
    "image: solr:9\n    environment: { SOLR_HEAP: 800m }": ["java-size 800"],
    "image: mongo:8\n    command: --wiredTigerCacheSizeGB 1.5": ["wiredtiger 1536"],
    "image: mongo:8\n    command: mongod --wiredTigerCacheSizeGB=0.25 --auth": ["wiredtiger 256"],
    "image: memcached:1.6\n    command: memcached -m 512": ["memcached 512"],
    "image: memcached:1.6\n    command: -m 64 -c 1024": ["memcached 64"],
    "image: memcached:1.6\n    command: [memcached, --memory-limit=256]": ["memcached 256"],
    "image: debian:12\n    command: python -m 512": [],
    "image: debian:12\n    command: echo --maxmemory 100mb": [],
  };
  for (const [text, expected] of Object.entries(heaps)) {
    it(`sets aside ${expected.join() || "nothing"} with ${JSON.stringify(text)}`, () => {
      assert.deepEqual(budget(text).heaps, expected);
    });
  }

  const java = (size: string): string => `FROM eclipse-temurin:21\nENV JAVA_TOOL_OPTIONS=-Xmx${size}\n`;

  it("includes variables of the image, also of a stage below", () => {
    assert.deepEqual(budget("build: .", { Dockerfile: java("1g") }).heaps, ["java 1024"]);
    const staged = java("1g").replace("21\n", "21 AS base\n") + "FROM base\nENV A=b\n";
    const found = budget("build: .", { Dockerfile: staged });
    assert.deepEqual([found.heaps, found.places], [["java 1024"], ["Dockerfile"]]);
  });

  it("counts the service before its env_file, and that before the image", () => {
    const files = {
      Dockerfile: java("1g"),
      "app.env": "JAVA_TOOL_OPTIONS=-Xmx2g\n",
      "b.env": "JAVA_TOOL_OPTIONS=-Xmx3g\n",
    };
    const own = "environment: { JAVA_TOOL_OPTIONS: -Xmx4g }";

    assert.deepEqual(budget(`build: .\n    env_file: [app.env, b.env]\n    ${own}`, files).heaps, ["java 4096"]);
    assert.deepEqual(budget("build: .\n    env_file: [app.env, b.env]", files).heaps, ["java 3072"]);
    assert.deepEqual(budget("build: .\n    env_file: app.env", files).places, ["app.env"]);
    assert.deepEqual(budget("build: .\n    environment: { JAVA_TOOL_OPTIONS: }", files).heaps, []);
  });

  it("says nothing of the image's variables where an env_file cannot be read", () => {
    assert.deepEqual(budget("build: .\n    env_file: missing.env", { Dockerfile: java("1g") }).heaps, []);
    assert.deepEqual(budget("build: .\n    env_file: $FILE", { Dockerfile: java("1g") }).heaps, []);
  });

  describe("of a script that a package manager starts", () => {
    const manifest = (start: string) => JSON.stringify({ scripts: { start, test: "node --test" } });
    const image = (copy: string, command: string) => `FROM node:22\nWORKDIR /app\nCOPY ${copy}\nCMD ${command}\n`;
    const heapsOf = (dockerfile: string, packageJson: string) =>
      budget("build: .", { Dockerfile: dockerfile, "package.json": packageJson }).heaps;
    const start = manifest("NODE_ENV=production node --max-old-space-size=512 server.js");

    it("follows npm start and yarn run into package.json", () => {
      assert.deepEqual(heapsOf(image("package*.json ./", '["npm", "start"]'), start), ["node 512"]);
      assert.deepEqual(heapsOf(image(". .", "yarn run start"), start), ["node 512"]);
    });

    it("stays silent when the manifest is not copied, has no such script or is half typed", () => {
      assert.deepEqual(heapsOf(image("dist/ ./", '["npm", "start"]'), start), []);
      assert.deepEqual(heapsOf(image(". .", '["npm", "run", "serve"]'), start), []);
      assert.deepEqual(heapsOf(image(". .", '["npm", "start"]'), start.slice(0, -5)), []);
    });

    it("points at the command that starts it", () => {
      const files = { Dockerfile: image(". .", '["npm", "start"]'), "package.json": start };
      assert.deepEqual(budget("build: .", files).places, ["Dockerfile"]);
    });
  });
});
