import { memoryBudgetOf, type Heap } from "../../facts/memoryBudget.ts";
import { containerName } from "../../words.ts";
import type { Known } from "../../model/fact.ts";
import { parseBytes } from "../../model/values.ts";
import { defineRule, prose, type FixOffer, type RuleContext } from "../../rule.ts";
import { sizeOf } from "./support.ts";

const mebibyte = 1024 * 1024;

export default defineRule({
  id: "heap-exceeds-memory-limit",
  category: "memory",
  since: "0.1.0",
  severity: "warning",
  profile: "essential",
  fix: "behaviour",
  summary: "Heap or cache is sized larger than the container's memory limit allows",
  why: prose(
    "A container has no memory of its own. Its control group counts the pages of all its processes, and at the limit the kernel kills one of them. The runtime grows to the size that it was given, and is killed with exit code 137 before its garbage collector frees memory.",
    "",
    "A process also needs memory for code, stacks, buffers and the runtime itself. A heap as large as the limit leaves none.",
  ),
  instead: prose(
    "Leave a quarter of the limit for everything else: set the heap to 75 % (Elasticsearch 50 %, PostgreSQL's shared buffers 25 %). On JDK 10 and later, and 8u191, `-XX:MaxRAMPercentage=75.0` follows the limit by itself. If the heap is too small, raise the limit, not the heap alone.",
  ),
  exceptions: prose(
    "Ignores limits and sizes that cannot be read, and `JAVA_OPTS` unless the image's start script is known to use it or the project's own script passes it on. The JVM itself reads only `JAVA_TOOL_OPTIONS`, `JDK_JAVA_OPTIONS` (JDK 9 and later) and HotSpot's undocumented `_JAVA_OPTIONS`.",
  ),
  errors: [
    "OOMKilled",
    "exited with code 137",
    "JavaScript heap out of memory",
    "Ineffective mark-compacts near heap limit",
  ],
  topic: "memory-limit",
  sources: [
    "https://docs.docker.com/engine/containers/resource_constraints/",
    "https://docs.oracle.com/en/java/javase/21/docs/specs/man/java.html",
    "https://github.com/jenkinsci/docker-inbound-agent/issues/50",
  ],
  examples: {
    invalid: [
      {
        files: {
          "compose.yaml": `
            services:
              api:
                image: eclipse-temurin:21-jre
                environment:
                  JAVA_TOOL_OPTIONS: -Xmx2g
                mem_limit: 2g
          `,
        },
        underline: "-Xmx2g",
        fixed: `
          services:
            api:
              image: eclipse-temurin:21-jre
              environment:
                JAVA_TOOL_OPTIONS: -Xmx1536m
              mem_limit: 2g
        `,
      },
      {
        title: "The heap is in the image, the limit in the Compose file.",
        files: {
          "compose.yaml": `
            services:
              web:
                build: .
                deploy:
                  resources:
                    limits:
                      memory: 512M
          `,
          Dockerfile: `
            FROM node:22-slim
            ENV NODE_OPTIONS=--max-old-space-size=4096
            CMD ["node", "server.js"]
          `,
        },
        underline: "512M",
      },
      {
        title: "A start script passes the options to the JVM.",
        files: {
          "compose.yaml": `
            services:
              api:
                build: .
                mem_limit: 1g
          `,
          Dockerfile: `
            FROM eclipse-temurin:21-jre
            COPY app.jar start.sh /
            CMD ["/start.sh"]
          `,
          "start.sh": '#!/bin/sh\nJAVA_OPTS="-Xms256m -Xmx2g"\nexec java $JAVA_OPTS -jar /app.jar\n',
        },
        underline: "1g",
      },
    ],
    valid: [
      {
        files: {
          "compose.yaml": `
            services:
              api:
                image: eclipse-temurin:21-jre
                environment:
                  JAVA_TOOL_OPTIONS: -Xmx1g
                mem_limit: 2g
          `,
        },
      },
      {
        title: "It is unknown what reads JAVA_OPTS here.",
        files: {
          "compose.yaml": `
            services:
              api:
                image: corp/api:4
                environment:
                  JAVA_OPTS: -Xmx4g
                mem_limit: 2g
          `,
        },
      },
      {
        title: "The heap follows the limit.",
        files: {
          "compose.yaml": `
            services:
              api:
                image: eclipse-temurin:21
                mem_limit: 512m
                command: java -XX:MaxRAMPercentage=75.0 -jar api.jar
          `,
        },
      },
    ],
  },
  check: {
    service(service, context) {
      const { limit, heaps } = memoryBudgetOf(context.project, service);
      if (limit.state !== "known") return;

      for (const heap of heaps.filter(({ bytes, setting }) => bytes >= limit.value * setting.share)) {
        context.report({
          at: heap.at,
          message: messageFor(containerName(service), heap, limit.value),
          related: [
            { at: limit.at, message: "The limit." },
            ...(heap.inScript ? [{ at: heap.inScript, message: "The size in the script." }] : []),
          ],
          fixes: lowering(heap, limit, context),
        });
      }
    },
  },
});

function messageFor(container: string, { setting, bytes }: Heap, limit: number): string {
  const limited = `${container} is limited to ${sizeOf(limit)}`;
  if (bytes > limit) {
    return `${limited}, but its ${setting.title} can grow to ${sizeOf(bytes)}: it will be OOM-killed (exit 137). Lower the heap or raise the limit.`;
  }
  const share = bytes === limit ? "all of it" : `${String(Math.floor((bytes * 100) / limit))} % of it`;
  return `${limited} and its ${setting.title} alone can use ${share}, so it is likely to be OOM-killed (exit 137). Lower the heap or raise the limit.`;
}

/** Keeps the way in which the size is given and lowers the number. Only a variable's value is a text of its own. */
function lowering(heap: Heap, limit: Known<number>, { project, edit }: RuleContext): readonly FixOffer[] {
  const { variable, written, setting } = heap;
  if (!variable || variable.at.uri !== project.root.source.uri) return [];
  const mebibytes = Math.floor((limit.value * setting.advice) / mebibyte);
  const size = setting.bareUnit === "MiB" ? String(mebibytes) : `${mebibytes}m`;
  const lowered = variable.value.replaceAll(setting.pattern, (text) => text.replace(written, size));
  const value = setting.initial
    ? lowered.replaceAll(setting.initial, (text) => ((parseBytes(text) ?? 0) > mebibytes * mebibyte ? size : text))
    : lowered;
  return [
    {
      title: `Lower the heap to ${setting.advice * 100} % of the limit`,
      kind: "behaviour",
      preferred: true,
      edits: () => [edit.replaceValue(variable, value)],
    },
  ];
}
