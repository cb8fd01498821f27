import { defineRule, prose } from "../../rule.ts";

export default defineRule({
  id: "unused-ignore",
  category: "directives",
  since: "0.1.0",
  severity: "hint",
  profile: "recommended",
  fix: "safe",
  summary: "Ignore comment silences nothing",
  why: prose(
    "What the comment was written for is gone, or it stands at the wrong place.",
    "Left behind, it would hide the same mistake when somebody makes it again.",
  ),
  instead: "Remove the comment, or move it above the line that it is about.",
  exceptions: prose(
    "Silent for rules that are switched off here, and for rules that compare several files: whether such a comment is needed depends on files that may not be at hand.",
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
        title: "Of several ids the one without effect goes.",
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
        message: `"${id}" has nothing to silence here.`,
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
