import { baseImageOf } from "../../facts/baseImage.ts";
import { containerName } from "../../words.ts";
import { daemons } from "../../knowledge/daemons/daemons.ts";
import type { Known } from "../../model/fact.ts";
import type { Service } from "../../model/service.ts";
import { defineRule, prose } from "../../rule.ts";
import { sizeOf } from "./support.ts";

const gibibyte = 2 ** 30;
/** Sizes that are typical of a virtual machine. */
const large = 8 * gibibyte;
/** In MiB: a daemon that stays below it with its defaults is a small one. */
const small = 1024;

export default defineRule({
  id: "vm-sized-container",
  category: "memory",
  since: "0.1.0",
  severity: "info",
  profile: "recommended",
  summary: "Small service is given the memory of a virtual machine",
  why: prose(
    "A virtual machine is sized for its worst day, because its memory is reserved and changing it means a reboot. A container takes what it uses, and its limit is there to stop a leak before it harms others: a limit far above need does not.",
    "",
    "A reservation of that size keeps the scheduler from placing anything else there.",
  ),
  instead:
    "Measure with `docker stats`, set the limit to two or three times the usual peak, and the reservation to the usual use.",
  exceptions: prose(
    "Reports images of a known daemon that is small with its defaults, from 8 GiB on, or from a quarter of `host.memory` if that is configured and at least 2 GiB. Ignores commands of the service's own, which may size caches, and databases that use all memory they get.",
  ),
  topic: "memory-limit",
  sources: [
    "https://docs.docker.com/engine/containers/resource_constraints/",
    "https://docs.docker.com/reference/cli/docker/container/stats/",
  ],
  examples: {
    invalid: [
      {
        files: {
          "compose.yaml": `
            services:
              web:
                image: nginx:1.29
                mem_limit: 16g
          `,
        },
        underline: "16g",
      },
      {
        title: "More than a quarter of the host.",
        files: {
          "compose.yaml": `
            services:
              web:
                image: nginx:1.29
                deploy:
                  resources:
                    reservations:
                      memory: 4G
          `,
          "bulkhead.config.yaml": `
            host:
              memory: 8 GiB
          `,
        },
        underline: "4G",
      },
    ],
    valid: [
      {
        title: "A cache is as large as it is made.",
        files: {
          "compose.yaml": `
            services:
              cache:
                image: redis:7
                command: redis-server --maxmemory 12gb
                mem_limit: 16g
          `,
        },
      },
      {
        title: "Elasticsearch needs memory.",
        files: {
          "compose.yaml": `
            services:
              es:
                image: elasticsearch:8.19.4
                mem_limit: 16g
          `,
        },
      },
      {
        title: "A generous limit, but that of a container.",
        files: {
          "compose.yaml": `
            services:
              web:
                image: nginx:1.29
                mem_limit: 1g
          `,
        },
      },
    ],
  },
  check: {
    service(service, { project, report }) {
      const { hostMemory } = project;
      const process = service.build.state === "unset" ? baseImageOf(project, service)?.process : undefined;
      const daemon = daemons.find(({ id }) => id === process);
      if (!daemon?.memory || daemon.memory.to > small || daemon.data.length > 0 || service.command.state !== "unset")
        return;
      const most = hostMemory === undefined ? large : Math.min(large, Math.max(hostMemory / 4, 2 * gibibyte));
      const size = largestOf(service);
      if (!size || size.value < most) return;
      const { from, to } = daemon.memory;
      report({
        at: size.at,
        message: `${containerName(service)} is given ${sizeOf(size.value)}, as if it were a virtual machine. ${daemon.title} with its defaults uses about ${String(from)} to ${String(to)} MiB.`,
      });
    },
  },
});

function largestOf({ memLimit, memReservation, deploy }: Service): Known<number> | undefined {
  return [memLimit, memReservation, deploy.limits.memory, deploy.reservations.memory]
    .flatMap((fact) => (fact.state === "known" ? [fact] : []))
    .toSorted((a, b) => b.value - a.value)[0];
}
