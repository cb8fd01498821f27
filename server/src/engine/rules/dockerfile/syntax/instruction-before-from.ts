import { isTemplate } from "../../../facts/dockerfile/template.ts";
import { baseName } from "../../../facts/scripts/container.ts";
import { keywords } from "../../../model/keywords.ts";
import { defineRule, prose } from "../../../rule.ts";

export default defineRule({
  id: "instruction-before-from",
  category: "dockerfile/syntax",
  since: "0.1.0",
  severity: "error",
  profile: "essential",
  aliases: ["DL3061", "NO_SOURCE_IMAGE", "tally/require-stages"],
  summary: "Instruction before the first `FROM`",
  why: prose("`FROM` begins a stage, and only `ARG` may be before the first one. BuildKit refuses the file."),
  instead: "Move the instruction below `FROM`.",
  exceptions: prose(
    "A file without `FROM` counts only if it is called `Dockerfile` or `Containerfile`: others may be pieces that a tool puts together.",
  ),
  errors: ["no build stage in current context", "dockerfile parse error on line 1: no build stage in current context"],
  sources: [
    "https://docs.docker.com/reference/dockerfile/#from",
    "https://github.com/moby/buildkit/blob/master/frontend/dockerfile/instructions/parse.go",
  ],
  examples: {
    invalid: [
      {
        files: { Dockerfile: "LABEL vendor=corp\nFROM debian:13\n" },
        underline: "LABEL",
      },
      { title: "The file has no stage at all.", files: { Dockerfile: 'RUN make\nCMD ["/app"]\n' }, underline: "RUN" },
    ],
    valid: [
      { title: "Arguments for FROM.", files: { Dockerfile: "ARG TAG=13\nFROM debian:$TAG\n" } },
      { title: "A piece of a Dockerfile.", files: { "Dockerfile.common": "RUN make\n" } },
      { title: "Comments and directives.", files: { Dockerfile: "# syntax=docker/dockerfile:1\n\nFROM debian:13\n" } },
    ],
  },
  check: {
    file(file, { report }) {
      if (file.kind !== "dockerfile" || file.hasOtherFrontend || isTemplate(file)) return;
      const [first] = file.stages.flatMap(({ instructions }) => instructions);
      if (!first || first.keyword === "FROM" || !keywords.has(first.keyword)) return;
      const hasStage = file.stages.some(({ instructions }) => instructions[0]?.keyword === "FROM");
      if (!hasStage && !/^(?:Dockerfile|Containerfile)$/i.test(baseName(file.source.uri))) return;

      report({
        at: first.keywordAt,
        message: `${first.keyword} needs a stage, but no FROM comes before it, so the build fails. Move it below FROM.`,
      });
    },
  },
});
