import { stageUsesOf } from "../../../facts/dockerfile/stageUses.ts";
import { valueOf } from "../../../model/fact.ts";
import { defineRule, prose } from "../../../rule.ts";

export default defineRule({
  id: "circular-stage-dependency",
  category: "dockerfile/stages",
  since: "0.1.0",
  severity: "error",
  profile: "essential",
  aliases: ["DL3023", "DL3022", "DS-0006", "tally/circular-stage-deps"],
  summary: "Stage copies from itself",
  why: prose(
    "A stage that takes files from itself would have to be finished before it can be built. BuildKit refuses the file, whichever stage is the target.",
  ),
  instead: "Copy within a stage with `RUN cp`, or from the stage that you mean.",
  exceptions: "Stages that only exchange files through other, finished stages are no circle.",
  errors: ["circular dependency detected on stage"],
  sources: [
    "https://docs.docker.com/build/building/multi-stage/",
    "https://github.com/moby/buildkit/blob/master/frontend/dockerfile/dockerfile2llb/convert.go",
  ],
  examples: {
    invalid: [
      {
        files: { Dockerfile: "FROM debian:13 AS base\nRUN make\nCOPY --from=base /out /app\n" },
        underline: "base",
      },
      {
        title: "The number of the stage is its own.",
        files: { Dockerfile: "FROM golang:1.25 AS build\nFROM debian:13\nCOPY --from=1 /out /app\n" },
        underline: "1",
      },
      {
        title: "A mount of the stage itself.",
        files: { Dockerfile: "FROM debian:13 AS base\nRUN --mount=from=base,target=/src make\n" },
        underline: "--mount=from=base,target=/src",
      },
    ],
    valid: [
      {
        title: "The image has the name of the stage.",
        files: { Dockerfile: "FROM nginx:1.29 AS nginx\nCOPY site /usr/share/nginx/html\n" },
      },
      {
        title: "A stage above.",
        files: { Dockerfile: "FROM golang:1.25 AS build\nFROM debian:13\nCOPY --from=build /out /app\n" },
      },
      {
        title: "A number counts all stages, from 0.",
        files: { Dockerfile: "FROM golang:1.25\nFROM debian:13\nCOPY --from=0 /out /app\n" },
      },
    ],
  },
  check: {
    stage(stage, { project, report }) {
      for (const { name, stage: source } of stageUsesOf(project, stage)) {
        if (source !== stage) continue;
        report({
          at: name.at,
          message: `"${valueOf(name) ?? ""}" is this stage itself, so the build fails. Copy from another stage, or with RUN cp.`,
        });
      }
    },
  },
});
