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
    "Only one of the two can be true, and advice follows the stronger one: a comment before `x-bulkhead`, that before a label of the Compose service, and that before a label of the image.",
    "Whoever reads the weaker one believes something that nobody acts on.",
  ),
  instead: "Find out which one is true, and remove the other.",
  exceptions:
    "A comment above one workload is an exception to a comment above all of them, so the two do not contradict each other.",
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
        title: "What the image says of itself is seen from the Compose file and from the Dockerfile.",
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
        title: "Of two comments at one place the later one counts.",
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
        title: "Saying the same twice is no contradiction.",
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
        message: `${key} is declared as "${weaker.value}", and by a stronger declaration as "${fact.value}", which counts.`,
        related: [{ at: fact.at, message: "The declaration that counts." }],
      });
    }
  }
}
