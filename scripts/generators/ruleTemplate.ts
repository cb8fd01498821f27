/** Returns the text of a new rule. It compiles, and only the tests of the rule fail. */
export function ruleTemplate(category: string, id: string): string {
  const up = category.split("/").fill("..").concat("..").join("/");
  return `import { is } from "${up}/model/fact.ts";
import { defineRule, prose } from "${up}/rule.ts";

export default defineRule({
  id: "${id}",
  category: "${category}",
  since: "0.1.0",
  severity: "hint",
  profile: "strict",
  summary: "TODO: the problem, as half a sentence",
  why: prose("TODO: the consequence, and why it matters."),
  instead: prose("TODO: the remedy."),
  sources: [],
  examples: {
    invalid: [
      {
        files: {
          "compose.yaml": \`
            services:
              db:
                image: postgres:17
                privileged: true
          \`,
        },
        underline: "TODO",
      },
    ],
    valid: [],
  },
  check: {
    service(service, { report }) {
      if (!is(service.privileged, true)) return;

      report({ at: service.privileged.entry, message: \`Service "\${service.name}" TODO.\` });
    },
  },
});
`;
}
