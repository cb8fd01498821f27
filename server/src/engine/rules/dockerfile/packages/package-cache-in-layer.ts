import { isChain } from "../../../facts/dockerfile/runs.ts";
import { leftCachesOf, type LeftCache } from "../../../facts/packages/leftCaches.ts";
import type { Editor } from "../../../model/editor.ts";
import type { Project } from "../../../model/project.ts";
import { defineRule, prose, type FixOffer } from "../../../rule.ts";
import { addedCommand } from "./support.ts";

const level = { severity: "info", profile: "recommended" } as const;

export default defineRule({
  id: "package-cache-in-layer",
  category: "dockerfile/packages",
  since: "0.1.0",
  branches: {
    apt: { ...level, aliases: ["DL3009"] },
    apk: { ...level, aliases: ["DL3019", "DS-0025"] },
    yum: { ...level, aliases: ["DL3032", "DS-0015"] },
    dnf: { ...level, aliases: ["DL3040", "DS-0019"] },
    zypper: { ...level, aliases: ["DL3036", "DS-0020"] },
    pip: { ...level, aliases: ["DL3042"] },
    yarn: { ...level, aliases: ["DL3060"] },
  },
  fix: "behaviour",
  summary: "`RUN` leaves the files of a package manager in its layer",
  why: prose(
    "What a `RUN` leaves behind is in the image for ever: a later `rm` hides it and frees nothing. Lists of packages and downloaded archives are tens of megabytes that are never read again.",
  ),
  instead: prose(
    "Clean up in the same `RUN`, use the option that leaves nothing (`apk add --no-cache`, `pip install --no-cache-dir`), or keep the files in a cache mount: `RUN --mount=type=cache,target=/root/.cache/pip`.",
  ),
  exceptions: prose(
    "Ignored for stages that no image contains, because their layers are not shipped, for cache and `tmpfs` mounts, and if `PIP_NO_CACHE_DIR` or `PIP_CACHE_DIR` is set. Scripts that clean up are not followed.",
  ),
  sources: [
    "https://docs.docker.com/build/building/best-practices/#apt-get",
    "https://docs.docker.com/build/cache/optimize/#use-cache-mounts",
    "https://pip.pypa.io/en/stable/topics/caching/",
  ],
  examples: {
    invalid: [
      {
        branch: "apt",
        files: {
          Dockerfile: `
            FROM debian:13
            RUN apt-get update \\
             && apt-get install -y curl
          `,
        },
        underline: "update",
        fixed: `
          FROM debian:13
          RUN apt-get update \\
           && apt-get install -y curl \\
           && rm -rf /var/lib/apt/lists/*
        `,
      },
      {
        title: "apk has an option.",
        branch: "apk",
        files: { Dockerfile: "FROM alpine:3.22\nRUN apk add git\n" },
        underline: "add",
        fixed: "FROM alpine:3.22\nRUN apk add --no-cache git\n",
      },
      {
        title: "So has pip.",
        branch: "pip",
        files: { Dockerfile: "FROM python:3.13\nRUN python3 -m pip install -r requirements.txt\n" },
        underline: "install",
        fixed: "FROM python:3.13\nRUN python3 -m pip install --no-cache-dir -r requirements.txt\n",
      },
      {
        branch: "dnf",
        files: { Dockerfile: "FROM fedora:43\nRUN dnf clean all && dnf install -y git\n" },
        underline: "install",
        fixed: "FROM fedora:43\nRUN dnf clean all && dnf install -y git && dnf clean all\n",
      },
      {
        branch: "yum",
        files: { Dockerfile: "FROM amazonlinux:2\nRUN yum install -y git\n" },
        underline: "install",
        fixed: "FROM amazonlinux:2\nRUN yum install -y git && yum clean all\n",
      },
      {
        branch: "zypper",
        files: { Dockerfile: "FROM opensuse/leap:15.6\nRUN zypper -n install git\n" },
        underline: "install",
        fixed: "FROM opensuse/leap:15.6\nRUN zypper -n install git && zypper clean --all\n",
      },
      {
        branch: "yarn",
        files: { Dockerfile: "FROM node:24\nRUN yarn install --frozen-lockfile\n" },
        underline: "install",
        fixed: "FROM node:24\nRUN yarn install --frozen-lockfile && yarn cache clean\n",
      },
    ],
    valid: [
      {
        title: "The layers of a stage for building are not shipped.",
        files: {
          Dockerfile: `
            FROM debian:13 AS build
            RUN apt-get update && apt-get install -y gcc
            FROM debian:13-slim
            COPY --from=build /app /app
          `,
        },
      },
      {
        title: "The files are in a cache mount.",
        files: {
          Dockerfile:
            "FROM python:3.13\nRUN --mount=type=cache,target=/root/.cache/pip pip install -r requirements.txt\n",
        },
      },
      {
        title: "The variable switches the cache off, whatever its value.",
        files: { Dockerfile: "FROM python:3.13\nENV PIP_NO_CACHE_DIR=off\nRUN pip install flask==3.1.2\n" },
      },
      {
        title: "Without the network, apk downloads nothing.",
        files: {
          Dockerfile:
            "FROM alpine:3.22\nRUN apk add --no-cache make && apk add --no-network --virtual .run so:libz.so.1\n",
        },
      },
      {
        title: "Newer versions of apt update and clean up themselves.",
        files: {
          Dockerfile: "FROM debian:trixie\nRUN apt-get install --update -y curl; apt-get dist-clean\n",
        },
      },
      {
        title: "Removed in the same RUN.",
        files: {
          Dockerfile: "FROM debian:13\nRUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*\n",
        },
      },
    ],
  },
  check: {
    stage(stage, { project, edit, report }) {
      for (const left of leftCachesOf(project, stage)) {
        const { cache, program, word, command } = left;
        report({
          branch: cache.id,
          at: word.at,
          because: command,
          message: `${program.text} leaves ${cache.leaves} in this layer, and a later RUN cannot free the space. ${remedy(left)}`,
          fixes: fixesOf(left, project, edit),
        });
      }
    },
  },
});

function remedy({ cache }: LeftCache): string {
  return cache.option ? `Add ${cache.option.text}.` : `End the RUN with "${cache.cleanup ?? ""}".`;
}

function fixesOf({ cache, run, words, program }: LeftCache, { root }: Project, edit: Editor): readonly FixOffer[] {
  const { option } = cache;
  const escape = root.kind === "dockerfile" ? root.escape : "\\";
  if (option) {
    const edits = () => words.map((word) => edit.replaceWords(word.at, word.at, `${word.text} ${option.text}`));
    return [{ title: `Add ${option.text}`, kind: "safe", preferred: true, edits }];
  }
  const cleanup = cache.id === "dnf" ? `${program.text} clean all` : (cache.cleanup ?? "");
  return [
    {
      title: `Add "${cleanup}"`,
      kind: "behaviour",
      preferred: true,
      edits: () => [isChain(run) ? addedCommand(run.instruction, cleanup, root.source, escape, edit) : undefined],
    },
  ];
}
