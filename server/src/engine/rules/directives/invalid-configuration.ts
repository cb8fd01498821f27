import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "invalid-configuration",
  category: "directives",
  since: "0.1.0",
  severity: "error",
  profile: "essential",
  summary: "Configuration file holds a key or value that is not understood",
  why: "A value that is not understood does not count: the default stands in its place, and nobody notices until a finding is missing or unwanted. The rest of the file counts.",
  instead: "Mend the key or value; the editor completes both.",
  sources: ["https://json-schema.org/draft-07"],
  examples: {
    invalid: [
      {
        files: { "bulkhead.config.yaml": "profile: paranoid\nrequireReason: true\n" },
        underline: "profile",
      },
      {
        files: { "bulkhead.config.json": '{ "rules": { "privileged-contaner": "off" } }\n' },
        underline: '"privileged-contaner"',
      },
    ],
    valid: [{ files: { "bulkhead.config.yaml": "profile: strict\nrules:\n  privileged-container: info\n" } }],
  },
  check: {
    problem({ kind, at, message }, { report }) {
      if (kind === "configuration") report({ at, message });
    },
  },
});
