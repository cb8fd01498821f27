import { stageUsesOf } from "../../../facts/dockerfile/stageUses.ts";
import { newestImageOf } from "../../../knowledge/endOfLife/images.ts";
import { parseImageReference } from "../../../knowledge/images/reference.ts";
import type { Known } from "../../../model/fact.ts";
import { defineRule, prose, type FixOffer, type RuleContext } from "../../../rule.ts";

const level = { severity: "info", profile: "recommended" } as const;
const others = ["DS-0001", "CKV_DOCKER_7", "S6596"];

export default defineRule({
  id: "untagged-base-image",
  category: "dockerfile/stages",
  since: "0.1.0",
  branches: {
    untagged: { ...level, aliases: ["DL3006", ...others] },
    latest: { ...level, aliases: ["DL3007", ...others] },
  },
  fix: "behaviour",
  summary: "Image without a tag, or with the tag `latest`",
  why: prose(
    "An image without a tag is the one that `latest` names on the day of the build. After the next major release the same Dockerfile gives another image, on one machine earlier than on the next, because builders keep what they have pulled.",
  ),
  instead: prose(
    "Name a version: `debian:13`, `node:24`. A major version gets security updates and no surprises; a digest in addition makes builds repeatable.",
  ),
  exceptions: prose(
    "Ignored for `scratch`, earlier stages, references with a digest and references that only a build completes. For files copied from an image it is a hint.",
  ),
  sources: [
    "https://docs.docker.com/build/building/best-practices/#pin-base-image-versions",
    "https://docs.docker.com/reference/cli/docker/image/tag/",
  ],
  examples: {
    invalid: [
      {
        branch: "untagged",
        files: { Dockerfile: "FROM debian\nRUN apt-get update\n" },
        underline: "debian",
        fixed: "FROM debian:13\nRUN apt-get update\n",
      },
      {
        title: "The tag `latest` is no version either.",
        branch: "latest",
        files: { Dockerfile: "FROM node:latest AS build\nRUN npm ci\n" },
        underline: "node:latest",
      },
      {
        title: "Files of an image that changes.",
        branch: "latest",
        files: { Dockerfile: "FROM debian:13\nCOPY --from=ghcr.io/astral-sh/uv:latest /uv /bin/\n" },
        underline: "ghcr.io/astral-sh/uv:latest",
        severity: "hint",
      },
    ],
    valid: [
      {
        title: "The default of the argument has a tag and a digest.",
        files: {
          Dockerfile: `
            ARG BASE=python:3.13@sha256:3d3a2b1f2f3c8a5e4a1f8d6b0b1f3c8a5e4a1f8d6b0b1f3c8a5e4a1f8d6b0b1f
            FROM \${BASE}
          `,
        },
      },
      {
        title: "The name is an earlier stage.",
        files: { Dockerfile: "FROM golang:1.25 AS build\nFROM build\nCOPY --from=build /a /b\n" },
      },
      { title: "Only the build knows the image.", files: { Dockerfile: "ARG BASE\nFROM $BASE\n" } },
      { title: "The empty image has no versions.", files: { Dockerfile: "FROM scratch\nCOPY app /app\n" } },
    ],
  },
  check: {
    stage(stage, context) {
      const { image } = stage;
      if (!stage.parent && image.state === "known") checkImage(image, "info", context);
      for (const { name, stage: source } of stageUsesOf(context.project, stage)) {
        // A single word is more likely a stage than an image.
        if (!source && name.state === "known" && /[/:]/.test(name.value)) checkImage(name, "hint", context);
      }
    },
  },
});

function checkImage(
  image: Known<string>,
  severity: "info" | "hint",
  { project, edit, report }: RuleContext<"untagged" | "latest">,
): void {
  const reference = parseImageReference(image.value);
  if (!reference || image.value === "scratch" || reference.digest !== undefined) return;
  const { tag = "latest" } = reference;
  if (tag !== "latest") return;

  const newest = newestImageOf(image.value.replace(/:latest$/, ""));
  const isLiteral = project.root.source.slice(image.at.range) === image.value;
  const fix: FixOffer[] =
    newest !== undefined && isLiteral
      ? [{ title: `Use ${newest}`, kind: "behaviour", edits: () => [edit.replaceText(image.at, newest)] }]
      : [];
  report({
    branch: reference.tag === undefined ? "untagged" : "latest",
    at: image.at,
    severity,
    message:
      reference.tag === undefined
        ? `"${image.value}" has no tag, so each build takes what "latest" names that day. Name a version.`
        : `"${image.value}" is another image after the next release. Name a version.`,
    fixes: fix,
  });
}
