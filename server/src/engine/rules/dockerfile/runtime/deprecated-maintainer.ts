import { defineRule, prose } from "../../../rule.ts";

export default defineRule({
  id: "deprecated-maintainer",
  category: "dockerfile/runtime",
  since: "0.1.0",
  severity: "info",
  profile: "recommended",
  aliases: ["DL4000", "MaintainerDeprecated", "DEPRECATED_MAINTAINER", "DS-0022", "CKV_DOCKER_6", "S6586"],
  fix: "behaviour",
  summary: "`MAINTAINER` instead of a label",
  why: prose(
    "`MAINTAINER` is deprecated. It sets a field of the image that registries and scanners hardly read, while they show labels.",
  ),
  instead: 'Use the label of the OCI: `LABEL org.opencontainers.image.authors="name@example.com"`.',
  exceptions: "The fix is not offered for names with quotes, variables or escapes.",
  errors: ["Maintainer instruction is deprecated in favor of using label"],
  sources: [
    "https://docs.docker.com/reference/build-checks/maintainer-deprecated/",
    "https://github.com/opencontainers/image-spec/blob/main/annotations.md",
  ],
  examples: {
    invalid: [
      {
        files: { Dockerfile: "FROM debian:13\nMAINTAINER Jo Doe <jo@example.com>\n" },
        underline: "MAINTAINER",
        fixed: 'FROM debian:13\nLABEL org.opencontainers.image.authors="Jo Doe <jo@example.com>"\n',
      },
      {
        title: "Quotes belong to the name.",
        files: { Dockerfile: 'FROM debian:13\nMAINTAINER "Jo Doe"\n' },
        underline: "MAINTAINER",
        fixed: 'FROM debian:13\nLABEL org.opencontainers.image.authors="Jo Doe"\n',
      },
    ],
    valid: [
      {
        title: "The label.",
        files: { Dockerfile: 'FROM debian:13\nLABEL org.opencontainers.image.authors="jo@example.com"\n' },
      },
      { title: "Another label.", files: { Dockerfile: "FROM debian:13\nLABEL maintainer=jo@example.com\n" } },
      { title: "A comment.", files: { Dockerfile: "# MAINTAINER Jo Doe\nFROM debian:13\n" } },
    ],
  },
  instructions: ["MAINTAINER"],
  check: {
    instruction({ instruction }, { edit, report }) {
      const { text } = instruction.parts();
      const name = /^"([^"]*)"$/.exec(text)?.[1] ?? text;
      report({
        at: instruction.keywordAt,
        message: "MAINTAINER is deprecated, and most tools do not show it. Use a label.",
        fixes: [
          {
            title: "Use the label org.opencontainers.image.authors",
            kind: "behaviour",
            preferred: true,
            edits: () =>
              name === "" || /["'$\\`]/.test(name)
                ? [undefined]
                : [edit.replaceText(instruction.at, `LABEL org.opencontainers.image.authors="${name}"`)],
          },
        ],
      });
    },
  },
});
