import { baseImageOf } from "../../facts/baseImage.ts";
import { distinctLimitsOf, refusedLimitsOf, type RefusedLimit } from "../../facts/limits.ts";
import { containerName } from "../../words.ts";
import type { Known } from "../../model/fact.ts";
import type { Service } from "../../model/service.ts";
import { defineRule, prose, type FixOffer, type Report, type RuleContext } from "../../rule.ts";
import { sizeOf } from "./support.ts";

export default defineRule({
  id: "conflicting-limits",
  category: "memory",
  since: "0.1.0",
  fix: "behaviour",
  branches: {
    distinct: { severity: "error", profile: "essential" },
    reservation: { severity: "error", profile: "essential" },
    "below-minimum": { severity: "error", profile: "essential" },
    swap: { severity: "error", profile: "essential" },
    "swap-without-limit": { severity: "error", profile: "essential" },
    "cpus-with-quota": { severity: "error", profile: "essential" },
  },
  summary: "Limits contradict each other, so the container is not created",
  why: prose(
    "Compose refuses a project whose service has `mem_limit`, `cpus`, `pids_limit` or `mem_reservation` and another value under `deploy.resources`. If `limits` or `reservations` exists without the same key, Compose compares with 0, so that is a conflict too.",
    "",
    "The engine refuses a memory reservation above the limit, swap below it or without it, a limit below 6 MiB, and `cpus` together with `cpu_quota` or `cpu_period`.",
  ),
  instead:
    "Keep one of the two spellings: `deploy.resources` if the file is used with Swarm too, the short keys otherwise. `memswap_limit` counts memory and swap together: equal to the limit means no swap, `-1` unlimited swap.",
  exceptions: prose(
    "Ignores equal values, values that a variable gives, CPU reservations (Compose ignores them), and Windows containers where the engine of Linux would refuse.",
  ),
  errors: [
    "can't set distinct values on",
    "Minimum memory limit can not be less than memory reservation limit",
    "Minimum memoryswap limit should be larger than memory limit",
    "You should always set the Memory limit when using Memoryswap limit",
    "Minimum memory limit allowed is 6MB",
    "Nano CPUs and CPU Quota cannot both be set",
  ],
  topic: "memory-limit",
  sources: [
    "https://github.com/compose-spec/compose-go/blob/main/loader/validate.go",
    "https://github.com/moby/moby/blob/v28.0.0/daemon/daemon_unix.go",
    "https://docs.docker.com/engine/containers/resource_constraints/",
  ],
  examples: {
    invalid: [
      {
        title: "Two memory limits.",
        files: {
          "compose.yaml": `
            services:
              web:
                image: nginx:1.29
                mem_limit: 512m
                deploy:
                  resources:
                    limits:
                      memory: 1g
          `,
        },
        underline: "mem_limit: 512m",
        branch: "distinct",
        fixed: `
          services:
            web:
              image: nginx:1.29
              deploy:
                resources:
                  limits:
                    memory: 1g
        `,
      },
      {
        title: "Limits without the key: Compose compares with 0.",
        files: {
          "compose.yaml": `
            services:
              web:
                image: nginx:1.29
                cpus: 0.5
                deploy:
                  resources:
                    limits:
                      memory: 1g
          `,
        },
        underline: "cpus: 0.5",
        branch: "distinct",
      },
      {
        files: {
          "compose.yaml": `
            services:
              web:
                image: nginx:1.29
                deploy:
                  resources:
                    limits:
                      memory: 256M
                    reservations:
                      memory: 512M
          `,
        },
        underline: "512M",
        branch: "reservation",
      },
      {
        title: "A number without a unit is bytes.",
        files: {
          "compose.yaml": `
            services:
              web:
                image: nginx:1.29
                mem_limit: 512
          `,
        },
        underline: "512",
        branch: "below-minimum",
      },
      {
        files: {
          "compose.yaml": `
            services:
              web:
                image: nginx:1.29
                mem_limit: 1g
                memswap_limit: 512m
          `,
        },
        underline: "512m",
        branch: "swap",
      },
      {
        files: {
          "compose.yaml": `
            services:
              web:
                image: nginx:1.29
                memswap_limit: 1g
          `,
        },
        underline: "1g",
        branch: "swap-without-limit",
      },
      {
        files: {
          "compose.yaml": `
            services:
              web:
                image: nginx:1.29
                cpus: 0.5
                cpu_quota: 50000
          `,
        },
        underline: "50000",
        branch: "cpus-with-quota",
      },
    ],
    valid: [
      {
        title: "Equal values, written differently.",
        files: {
          "compose.yaml": `
            services:
              web:
                image: nginx:1.29
                mem_limit: 1024m
                deploy:
                  resources:
                    limits:
                      memory: 1g
          `,
        },
      },
      {
        title: "No swap at all, and unlimited swap.",
        files: {
          "compose.yaml": `
            services:
              web:
                image: nginx:1.29
                mem_limit: 1g
                memswap_limit: 1g
              api:
                image: nginx:1.29
                mem_limit: 1g
                memswap_limit: -1
          `,
        },
      },
      {
        title: "A variable decides one of them.",
        files: {
          "compose.yaml": `
            services:
              web:
                image: nginx:1.29
                mem_limit: \${LIMIT}
                memswap_limit: 1g
                deploy:
                  resources:
                    reservations:
                      memory: 2g
          `,
        },
      },
      {
        title: "Compose ignores the reservation of processors.",
        files: {
          "compose.yaml": `
            services:
              web:
                image: nginx:1.29
                cpus: 0.5
                deploy:
                  resources:
                    reservations:
                      cpus: "1"
          `,
        },
      },
    ],
  },
  check: {
    service(service, context) {
      const distinct = distinctLimitsOf(context.project, service);
      for (const { key, short, path, other } of distinct) {
        context.report({
          branch: "distinct",
          at: short.entry,
          message: other
            ? `Compose refuses the project: "${key}" and "deploy.resources.${path}" of "${service.name}" differ. Keep one of them.`
            : `Compose refuses the project: "deploy.resources.${path}" of "${service.name}" is missing, which is not equal to "${key}". Move the value there.`,
          related: other ? [{ at: other.at, message: "The other value." }] : [],
          fixes: other ? removing(key, short, context) : [],
        });
      }
      if (distinct.length > 0 || baseImageOf(context.project, service)?.os === "windows") return;
      for (const refused of refusedLimitsOf(context.project, service)) {
        context.report({
          branch: refused.kind,
          at: refused.value.at,
          message: `The engine does not create ${nameIn(service)}: ${reasonOf(refused)}`,
          related: relatedTo(refused),
        });
      }
    },
  },
});

function removing(
  key: string,
  { entry }: Known<number>,
  { project, edit }: Pick<RuleContext, "project" | "edit">,
): readonly FixOffer[] {
  if (entry.uri !== project.root.source.uri) return [];
  const title = `Remove "${key}", keep the value under "deploy.resources"`;
  return [{ title, kind: "behaviour", edits: () => [edit.remove([entry])] }];
}

function nameIn(service: Service): string {
  return containerName(service).replace(/^This/, "this");
}

function reasonOf(refused: RefusedLimit): string {
  switch (refused.kind) {
    case "reservation":
      return `it reserves ${sizeOf(refused.value.value)} of memory but is limited to ${sizeOf(refused.limit.value)}. Lower the reservation.`;
    case "below-minimum":
      return `${sizeOf(refused.value.value)} is below the minimum of 6 MiB. A number without a unit is bytes.`;
    case "swap":
      return `memory and swap together (${sizeOf(refused.value.value)}) are less than its memory (${sizeOf(refused.limit.value)}). Raise the sum.`;
    case "swap-without-limit":
      return "a swap limit needs a memory limit, because it counts both together. Set mem_limit.";
    case "cpus-with-quota":
      return "a number of processors and a quota or period exclude each other. Keep one of them.";
  }
}

function relatedTo(refused: RefusedLimit): NonNullable<Report["related"]> {
  if ("limit" in refused) return [{ at: refused.limit.at, message: "The limit." }];
  return "cpus" in refused ? [{ at: refused.cpus, message: "The processors." }] : [];
}
