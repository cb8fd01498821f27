import { reasonPlaceholder } from "../../model/directive.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "ignore-without-reason",
  category: "directives",
  since: "0.1.0",
  severity: "warning",
  profile: "essential",
  summary: "Ignore comment gives no reason although one is required",
  why: "The configuration sets `requireReason`, so that later readers can judge whether the exception is still justified.",
  instead: "Write the reason after the list of ids: `# bulkhead ignore=host-network-with-ports swarm uses the ports`.",
  exceptions: "Reports only if `requireReason` is true.",
  sources: ["https://github.com/hadolint/hadolint/pull/1059"],
  examples: {
    invalid: [
      {
        files: {
          "compose.yaml": `
            services:
              agent:
                image: gcr.io/cadvisor/cadvisor:v0.52.1
                # bulkhead ignore=privileged-container
                privileged: true
          `,
          "bulkhead.config.yaml": "requireReason: true",
        },
        underline: "# bulkhead ignore=privileged-container",
      },
      {
        title: "The editor's placeholder is not a reason.",
        files: {
          "compose.yaml": `
            services:
              agent:
                image: gcr.io/cadvisor/cadvisor:v0.52.1
                # bulkhead ignore=privileged-container reason
                privileged: true
          `,
          "bulkhead.config.yaml": "requireReason: true",
        },
        underline: "# bulkhead ignore=privileged-container reason",
      },
    ],
    valid: [
      {
        files: {
          "compose.yaml": `
            services:
              agent:
                image: gcr.io/cadvisor/cadvisor:v0.52.1
                # bulkhead ignore=privileged-container reads the host's cgroups
                privileged: true
          `,
          "bulkhead.config.yaml": "requireReason: true",
        },
      },
    ],
  },
  check: {
    ignore({ comment, isFirst, needsReason, reason }, { report }) {
      if (!needsReason || !isFirst || (reason !== "" && reason !== reasonPlaceholder)) return;

      report({
        at: comment,
        message:
          "This ignore comment gives no reason, but the configuration requires one. Write it after the rule ids.",
      });
    },
  },
});
