import { baseImageOf } from "../../../facts/baseImage.ts";
import { startsAsRootOnPurpose } from "../../../facts/dockerfile/droppedRoot.ts";
import { defineRule, prose } from "../../../rule.ts";

export default defineRule({
  id: "user-not-set",
  category: "dockerfile/runtime",
  since: "0.1.0",
  severity: "hint",
  profile: "strict",
  aliases: ["DS-0002", "CKV_DOCKER_3", "S6471"],
  summary: "Image starts as root because no `USER` is set",
  why: prose(
    "Without `USER` the container starts as the user of the base image, which is root for most images. Root in a container is root of the host unless user namespaces are on.",
  ),
  instead: "Create a user and name it after the steps that need root: `RUN useradd -r app` and `USER app`.",
  exceptions: prose(
    "Ignored if the user of the base image is unknown or not root, if the entrypoint changes the user itself, and for Windows. Many images need root at their start, or run under an engine that maps it away: hence the strict profile.",
  ),
  topic: "user",
  sources: [
    "https://docs.docker.com/reference/dockerfile/#user",
    "https://docs.docker.com/build/building/best-practices/#user",
  ],
  examples: {
    invalid: [
      {
        files: { Dockerfile: 'FROM node:24\nCOPY . /app\nCMD ["node", "/app/server.js"]\n' },
        underline: "node:24",
      },
      {
        title: "Only another stage has a user.",
        files: {
          Dockerfile: `
            FROM golang:1.25 AS build
            USER 1000
            FROM debian:13-slim AS app
            COPY --from=build /app /app
          `,
        },
        underline: "app",
      },
    ],
    valid: [
      {
        title: "The stage below sets the user.",
        files: { Dockerfile: "FROM node:24 AS base\nUSER node\nFROM base\nCOPY . /app\n" },
      },
      { title: "The user of the base image is unknown.", files: { Dockerfile: "FROM corp/base:4\nCOPY . /app\n" } },
      {
        title: "The base image has an ordinary user.",
        files: { Dockerfile: "FROM gcr.io/distroless/static-debian12:nonroot\nCOPY app /app\n" },
      },
    ],
  },
  check: {
    stage(stage, { project, report }) {
      if (!stage.isFinal || stage.stateAt().user.state !== "unset") return;
      const base = baseImageOf(project, stage);
      if (!base || base.os === "windows" || !/^(?:root|0)?(?::|$)/.test(base.user ?? "?")) return;
      if (startsAsRootOnPurpose(project, stage)) return;

      report({
        at: stage.at,
        message: `No USER is set, so containers start as root, as ${base.repository} does. Name an ordinary user.`,
      });
    },
  },
});
