import { defineRule, prose, type FixOffer } from "../../rule.ts";

export default defineRule({
  id: "unknown-ignore",
  category: "directives",
  since: "0.1.0",
  severity: "warning",
  profile: "essential",
  fix: "safe",
  summary: "Ignore comment names a rule that does not exist",
  why: prose(
    "The comment suppresses nothing, so the finding that its author wanted to suppress is still reported.",
    "Usually the id is misspelt, or belongs to another tool.",
  ),
  instead: "Write the rule id that is shown with the finding, or remove the comment.",
  sources: ["https://github.com/hadolint/hadolint#inline-ignores"],
  examples: {
    invalid: [
      {
        files: {
          "compose.yaml": `
            services:
              agent:
                image: gcr.io/cadvisor/cadvisor:v0.52.1
                # bulkhead ignore=privileged-contaner node agent
                privileged: true
          `,
        },
        underline: "privileged-contaner",
        fixed: `
          services:
            agent:
              image: gcr.io/cadvisor/cadvisor:v0.52.1
              # bulkhead ignore=privileged-container node agent
              privileged: true
        `,
      },
      {
        title: "A space after the equals sign makes the list empty.",
        files: {
          Dockerfile: `
            # bulkhead ignore= end-of-life-os
            FROM debian:12
          `,
        },
        underline: "ignore=",
        fixed: `
          FROM debian:12
        `,
      },
    ],
    valid: [
      {
        title: "Prose that only begins with the word is not a directive.",
        files: {
          Dockerfile: `
            # bulkhead doors are watertight = good
            FROM debian:12
          `,
        },
      },
    ],
  },
  check: {
    ignore({ id, at, entry, comment, isOnly, state, meant }, { edit, report }) {
      if (state !== "unknown") return;

      const remove: FixOffer = {
        title: isOnly ? "Remove the comment" : `Remove "${id}" from the comment`,
        kind: "safe",
        edits: () => [isOnly ? edit.removeComment(comment) : edit.replaceText(entry, "")],
      };
      if (id === "") {
        report({
          at,
          message: 'No rule named, so this comment suppresses nothing. Write the rule id right after "=".',
          fixes: [remove],
        });
        return;
      }
      const suggestion = meant === undefined ? "" : ` Did you mean "${meant}"?`;
      report({
        at,
        message: `Unknown rule "${id}", so this comment suppresses nothing.${suggestion}`,
        fixes: [
          ...(meant === undefined
            ? []
            : [
                {
                  title: `Change to "${meant}"`,
                  kind: "safe" as const,
                  preferred: true,
                  edits: () => [edit.replaceText(at, meant)],
                },
              ]),
          remove,
        ],
      });
    },
  },
});
