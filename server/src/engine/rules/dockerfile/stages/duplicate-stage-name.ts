import type { Stage } from "../../../model/stage.ts";
import { defineRule, prose } from "../../../rule.ts";

export default defineRule({
  id: "duplicate-stage-name",
  category: "dockerfile/stages",
  since: "0.1.0",
  severity: "warning",
  profile: "essential",
  aliases: ["DL3024", "DuplicateStageName", "DUPLICATE_BUILD_STAGE_NAME", "DS-0012", "CKV_DOCKER_11"],
  summary: "Two stages have the same name",
  why: prose(
    "Names of stages have no case, and the build does not fail if two are equal: everything below the second one takes it, `docker build --target` as well. An instruction that means the first one gets other files.",
  ),
  instead: "Give each stage a name of its own.",
  exceptions: "Triggers of `ONBUILD` and images of the same name are no stages.",
  sources: [
    "https://docs.docker.com/reference/build-checks/duplicate-stage-name/",
    "https://docs.docker.com/build/building/multi-stage/",
  ],
  examples: {
    invalid: [
      {
        files: {
          Dockerfile: `
            FROM golang:1.25 AS build
            RUN go build -o /app ./...
            FROM node:24 AS build
            RUN npm ci
            FROM debian:13-slim
            COPY --from=build /app /app
          `,
        },
        underline: "build",
      },
      {
        title: "Upper and lower case are the same name.",
        files: { Dockerfile: "FROM debian:13 AS base\nFROM debian:13 AS Base\n" },
        underline: "Base",
      },
    ],
    valid: [
      {
        title: "The image has the name of another stage.",
        files: { Dockerfile: "FROM nginx:1.29 AS web\nFROM web AS debug\n" },
      },
      { title: "A stage without a name.", files: { Dockerfile: "FROM debian:13\nFROM debian:13 AS base\n" } },
      { title: "One name begins like another.", files: { Dockerfile: "FROM debian:13 AS base\nFROM base AS base2\n" } },
    ],
  },
  check: {
    file(file, { report }) {
      if (file.kind !== "dockerfile") return;
      const seen = new Map<string, Stage>();
      for (const stage of file.stages) {
        const { name, at } = stage;
        const first = name === undefined ? undefined : seen.get(name.toLowerCase());
        if (name !== undefined && !first) seen.set(name.toLowerCase(), stage);
        if (!first) continue;
        report({
          at,
          message: `A stage above is named "${first.name ?? ""}" too, so from here on the name means this one. Rename one of them.`,
          related: [{ at: first.at, message: "The first stage of this name." }],
        });
      }
    },
  },
});
