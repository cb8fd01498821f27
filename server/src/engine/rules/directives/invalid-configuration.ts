import { configFileNames } from "../../model/files.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "invalid-configuration",
  category: "directives",
  since: "0.1.0",
  severity: "error",
  profile: "essential",
  fix: "behaviour",
  summary: "Configuration file has an unknown key or an invalid value",
  why: "An invalid value is ignored and the default applies, so findings may be missing or unwanted. The rest of the file still applies.",
  instead: "Correct the key or value. The editor completes both.",
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
        fixed: '{ "rules": { "privileged-container": "off" } }\n',
      },
      {
        title: "Only one of several configuration files in a folder applies.",
        files: { "bulkhead.config.yaml": "profile: strict\n", "bulkhead.config.json": "{}\n" },
        underline: "profile: strict",
      },
    ],
    valid: [{ files: { "bulkhead.config.yaml": "profile: strict\nrules:\n  privileged-container: info\n" } }],
  },
  check: {
    problem({ kind, at, message, suggestion }, { edit, report }) {
      if (kind !== "configuration") return;

      report({
        at,
        message,
        fixes: suggestion
          ? [
              {
                title: `Change to "${suggestion.text}"`,
                // The value takes effect, which it did not before.
                kind: "behaviour",
                preferred: true,
                edits: () => [edit.replaceText({ uri: at.uri, range: suggestion.range }, suggestion.text)],
              },
            ]
          : [],
      });
    },
    file({ kind, source }, { project, report }) {
      const [first] = kind === "config" ? project.files.nearest(source.uri, configFileNames) : [];
      if (first === undefined || first === source.uri) return;

      const name = first.slice(first.lastIndexOf("/") + 1);
      report({
        at: source.placeAt(0, source.lineText(0).length),
        message: `This file has no effect, because ${name} in the same folder takes precedence.`,
      });
    },
  },
});
