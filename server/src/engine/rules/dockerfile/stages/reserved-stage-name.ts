import { defineRule, prose } from "../../../rule.ts";

export default defineRule({
  id: "reserved-stage-name",
  category: "dockerfile/stages",
  since: "0.1.0",
  severity: "warning",
  profile: "essential",
  aliases: ["DL3063", "ReservedStageName"],
  summary: "Stage is named `scratch` or `context`",
  why: prose(
    "`scratch` is the empty image and `context` the folder that is built. A stage of that name hides it: below `FROM debian AS scratch` the instruction `FROM scratch` starts from Debian.",
  ),
  instead: "Choose another name.",
  exceptions: "Names that only begin with these words, such as `scratch-files`, are fine.",
  sources: [
    "https://docs.docker.com/reference/build-checks/reserved-stage-name/",
    "https://docs.docker.com/build/building/base-images/#create-a-minimal-base-image-using-scratch",
  ],
  examples: {
    invalid: [
      {
        title: "The last stage is not empty.",
        files: { Dockerfile: "FROM alpine:3.22 AS scratch\nFROM scratch\nCOPY app /app\n" },
        underline: "scratch",
      },
      { files: { Dockerfile: "FROM alpine:3.22 AS Context\nCOPY . /src\n" }, underline: "Context" },
    ],
    valid: [
      { title: "The empty image itself.", files: { Dockerfile: "FROM scratch AS files\nCOPY app /app\n" } },
      { title: "A longer name.", files: { Dockerfile: "FROM alpine:3.22 AS context-files\nCOPY . /src\n" } },
      { title: "A stage without a name.", files: { Dockerfile: "FROM scratch\nCOPY app /app\n" } },
    ],
  },
  check: {
    stage({ name, at }, { report }) {
      if (name === undefined || !/^(?:scratch|context)$/i.test(name)) return;
      const meaning = /^scratch$/i.test(name) ? "the empty image" : "the build context";
      report({
        at,
        message: `"${name}" is reserved for ${meaning}, which this stage hides below. Choose another name.`,
      });
    },
  },
});
