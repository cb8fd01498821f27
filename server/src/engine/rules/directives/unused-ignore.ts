import { defineRule, prose } from "../../rule.ts";

export default defineRule({
  id: "unused-ignore",
  category: "directives",
  since: "0.1.0",
  severity: "hint",
  profile: "recommended",
  fix: "safe",
  summary: "Ignore comment suppresses nothing",
  why: prose(
    "The finding that the comment was written for is gone, or the comment is in the wrong place.",
    "If it stays, it will hide the same mistake later.",
  ),
  instead: "Remove the comment, or move it above the line that it refers to.",
  exceptions: prose(
    "Ignores rules that are off for this file, and rules that compare several files, because other files decide whether such a comment is needed.",
  ),
  sources: ["https://eslint.org/docs/latest/use/configure/rules#report-unused-eslint-disable-comments"],
  examples: {
    invalid: [
      {
        files: {
          "compose.yaml": `
            services:
              web:
                image: nginx:1.29
                # bulkhead ignore=privileged-container needs every device
                restart: always
          `,
        },
        underline: "privileged-container",
        fixed: `
          services:
            web:
              image: nginx:1.29
              restart: always
        `,
      },
      {
        title: "Only the id without effect is removed.",
        files: {
          "compose.yaml": `
            services:
              agent:
                image: gcr.io/cadvisor/cadvisor:v0.52.1
                # bulkhead ignore=privileged-container,redundant-with-privileged reads the host's cgroups
                privileged: true
          `,
        },
        underline: "redundant-with-privileged",
        fixed: `
          services:
            agent:
              image: gcr.io/cadvisor/cadvisor:v0.52.1
              # bulkhead ignore=privileged-container reads the host's cgroups
              privileged: true
        `,
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
        },
      },
    ],
  },
  check: {
    ignore({ id, at, entry, comment, isOnly, state }, { edit, report }) {
      if (state !== "unused") return;

      report({
        at,
        message: `Unused ignore: no "${id}" finding to suppress here.`,
        unnecessary: true,
        fixes: [
          {
            title: isOnly ? "Remove the comment" : `Remove "${id}" from the comment`,
            kind: "safe",
            preferred: true,
            edits: () => [isOnly ? edit.removeComment(comment) : edit.replaceText(entry, "")],
          },
        ],
      });
    },
  },
});
