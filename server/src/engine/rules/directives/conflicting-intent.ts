import { intentOf } from "../../facts/intent.ts";
import type { Workload } from "../../model/workload.ts";
import { defineRule, prose, type RuleContext } from "../../rule.ts";

export default defineRule({
  id: "conflicting-intent",
  category: "directives",
  since: "0.1.0",
  severity: "warning",
  profile: "essential",
  summary: "Declared intent contradicts a stronger declaration of the same workload",
  why: prose(
    "Only one of the two can be true, and advice follows the stronger one. Precedence, highest first: a comment, `x-bulkhead`, a label of the Compose service, a label of the image.",
    "The weaker declaration has no effect and misleads readers.",
  ),
  instead: "Find out which one is true, and remove the other.",
  exceptions:
    "A comment above one workload overrides a comment above all of them, so the two do not contradict each other.",
  sources: ["https://github.com/compose-spec/compose-spec/blob/main/spec.md#extension"],
  examples: {
    invalid: [
      {
        files: {
          "compose.yaml": `
            services:
              # bulkhead trust=untrusted
              runner:
                image: debian:12
                labels:
                  bulkhead.trust: trusted
          `,
        },
        underline: "trusted",
      },
      {
        title: "A label of the image contradicts `x-bulkhead` of the service.",
        files: {
          Dockerfile: `
            FROM debian:12
            LABEL bulkhead.tenancy=single
          `,
          "compose.yaml": `
            services:
              web:
                build: .
                x-bulkhead:
                  tenancy: multi
          `,
        },
        underline: "single",
      },
      {
        title: "The last of several comments at one place wins.",
        files: {
          Dockerfile: `
            # bulkhead lifetime=ephemeral
            # bulkhead lifetime=long-lived
            FROM debian:12
          `,
        },
        underline: "ephemeral",
      },
    ],
    valid: [
      {
        files: {
          "compose.yaml": `
            # bulkhead trust=trusted
            services:
              web:
                image: debian:12
              # bulkhead trust=untrusted
              runner:
                image: debian:12
          `,
        },
      },
      {
        title: "The same value declared twice is no contradiction.",
        files: {
          "compose.yaml": `
            services:
              # bulkhead trust=untrusted
              runner:
                image: debian:12
                x-bulkhead:
                  trust: untrusted
          `,
        },
      },
    ],
  },
  check: { service: compare, stage: compare, machine: compare, job: compare },
});

function compare(workload: Workload, { project, report }: RuleContext): void {
  for (const [key, { fact, contradicted }] of intentOf(project, workload)) {
    for (const weaker of contradicted) {
      report({
        at: weaker.at,
        message: `${key} is "${weaker.value}" here, but a stronger declaration sets "${fact.value}", so this one has no effect. Remove one of them.`,
        related: [{ at: fact.at, message: "The stronger declaration." }],
      });
    }
  }
}
