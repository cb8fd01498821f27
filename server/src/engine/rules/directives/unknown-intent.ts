import { intentKeys, isIntentKey, isIntentValue } from "../../facts/intent.ts";
import { closest } from "../../model/closest.ts";
import { defineRule, prose } from "../../rule.ts";

export default defineRule({
  id: "unknown-intent",
  category: "directives",
  since: "0.1.0",
  severity: "warning",
  profile: "essential",
  fix: "safe",
  summary: "Declared intent uses a key or value that is not understood",
  why: prose(
    "Files cannot say who is trusted or how long a workload lives, so people declare it.",
    "A declaration that is not understood changes no advice, while its author believes that it does.",
  ),
  instead: prose(
    "Use one of these:",
    "",
    ...Object.entries(intentKeys).map(
      ([key, values]) => `- \`${key}\`: ${values.map((value) => `\`${value}\``).join(", ")}`,
    ),
  ),
  sources: ["https://github.com/compose-spec/compose-spec/blob/main/spec.md#extension"],
  examples: {
    invalid: [
      {
        files: {
          Dockerfile: `
            # bulkhead trust=untrustd
            FROM python:3.13-slim
          `,
        },
        underline: "untrustd",
        fixed: `
          # bulkhead trust=untrusted
          FROM python:3.13-slim
        `,
      },
    ],
    valid: [
      {
        files: {
          Dockerfile: `
            # bulkhead trust=untrusted tenancy=multi compliance=pci-dss,hipaa
            FROM python:3.13-slim
          `,
        },
      },
    ],
  },
  check: {
    intent({ key, value, keyAt, valueAt }, { edit, report }) {
      if (!isIntentKey(key)) {
        const meant = closest(key, Object.keys(intentKeys));
        report({
          at: keyAt,
          message: `"${key}" is no key of declared intent, so it changes no advice.${didYouMean(meant)}`,
          fixes: change(meant, () => edit.replaceText(keyAt, meant ?? key)),
        });
        return;
      }
      if (value === undefined || valueAt === undefined || isIntentValue(key, value)) return;

      const meant = key === "compliance" ? undefined : closest(value, intentKeys[key]);
      report({
        at: valueAt,
        message: `"${value}" is no value of "${key}" (${intentKeys[key].join(", ")}), so it changes no advice.${didYouMean(meant)}`,
        fixes: change(meant, () => edit.replaceText(valueAt, meant ?? value)),
      });
    },
  },
});

function didYouMean(meant: string | undefined): string {
  return meant === undefined ? "" : ` Did you mean "${meant}"?`;
}

function change<E>(meant: string | undefined, edit: () => E) {
  return meant === undefined
    ? []
    : [{ title: `Change to "${meant}"`, kind: "safe" as const, preferred: true, edits: () => [edit()] }];
}
