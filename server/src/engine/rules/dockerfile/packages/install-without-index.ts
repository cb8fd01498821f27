import { baseImageOf } from "../../../facts/baseImage.ts";
import { copiesLists, effectOnLists, mountsLists } from "../../../facts/packages/aptLists.ts";
import { bringsOwnUserland, packageCommand } from "../../../facts/packages/packageManagement.ts";
import { lineCommandsOf } from "../../../facts/scripts/buildCommands.ts";
import { lineOf } from "../../../facts/scripts/container.ts";
import type { Command } from "../../../model/command.ts";
import type { Project } from "../../../model/project.ts";
import type { Stage } from "../../../model/stage.ts";
import { defineRule, prose } from "../../../rule.ts";

export default defineRule({
  id: "install-without-index",
  category: "dockerfile/packages",
  since: "0.1.0",
  severity: "error",
  profile: "essential",
  fix: "behaviour",
  summary: "`apt-get install` although the image has no lists of packages",
  why: prose(
    "The official images of Debian and Ubuntu come without lists of packages, to be small and never outdated. Before `apt-get update`, apt knows no package that is not installed.",
  ),
  instead: "Update in the same `RUN`: `apt-get update && apt-get install -y …`.",
  exceptions: prose(
    "Ignored for other images, for files (`./tool.deb`), for mounts and copies at `/var/lib/apt`, and if a script or an unknown program runs before, which may update the lists. For images that are built on Debian or Ubuntu it is a warning.",
  ),
  errors: ["E: Unable to locate package", "E: Package has no installation candidate"],
  sources: [
    "https://docs.docker.com/build/building/best-practices/#apt-get",
    "https://github.com/debuerreotype/docker-debian-artifacts",
  ],
  examples: {
    invalid: [
      {
        files: { Dockerfile: "FROM debian:13\nRUN apt-get install -y curl\n" },
        underline: "install",
        fixed: "FROM debian:13\nRUN apt-get update && apt-get install -y curl\n",
      },
      {
        title: "The lists are gone again.",
        files: {
          Dockerfile: `
            FROM ubuntu:24.04 AS base
            RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*
            FROM base
            RUN apt-get install -y git
          `,
        },
        underline: "install",
        fixed: `
          FROM ubuntu:24.04 AS base
          RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*
          FROM base
          RUN apt-get update && apt-get install -y git
        `,
      },
      {
        title: "An image that is built on Debian.",
        files: { Dockerfile: "FROM node:24\nRUN apt-get install -y chromium && npm ci\n" },
        underline: "install",
        severity: "warning",
        fixed: "FROM node:24\nRUN apt-get update && apt-get install -y chromium && npm ci\n",
      },
    ],
    valid: [
      {
        title: "The stage below has the lists.",
        files: {
          Dockerfile: "FROM debian:13 AS base\nRUN apt-get update\nFROM base\nRUN apt-get install -y curl\n",
        },
      },
      {
        title: "The installation updates the lists itself.",
        files: { Dockerfile: "FROM debian:trixie\nRUN apt-get install --update -y curl\n" },
      },
      {
        title: "A script of NodeSource updates the lists.",
        files: {
          Dockerfile: `
            FROM buildpack-deps:trixie
            RUN curl -fsSL https://deb.nodesource.com/setup_24.x | bash - && apt-get install -y nodejs
          `,
        },
      },
      {
        title: "The package is a file.",
        files: { Dockerfile: "FROM debian:13\nCOPY tool.deb /tmp/\nRUN apt-get install -y /tmp/tool.deb\n" },
      },
      {
        title: "A private image may have lists.",
        files: { Dockerfile: "FROM corp/base:4\nRUN apt-get install -y curl\n" },
      },
    ],
  },
  check: {
    stage(stage, { project, edit, report }) {
      const base = stage.commands.some(isInstall) ? baseImageOf(project, stage) : undefined;
      const isDistribution = base?.repository === "debian" || base?.repository === "ubuntu";
      const isKnown = base && !base.isUserDefined && !base.repository.includes("/") && !base.isPartial;
      if (!isKnown || !["debian", "ubuntu"].includes(base.family ?? "")) return;
      if (bringsOwnUserland(stage) || lineOf(stage).some(({ copies }) => copies.some(copiesLists))) return;

      const install = firstWithoutLists(project, stage);
      const call = install && packageCommand(install);
      if (!install || !call?.actionWord) return;
      const { start } = install.at.range;
      const isPlain = install.wrappers.length === 0 && install.pipeline.length === 1;
      report({
        at: call.actionWord.at,
        severity: isDistribution ? "error" : "warning",
        message: `${base.written.value.replace(/@.*/, "")} has no lists of packages, so apt finds none. Run "apt-get update" before, in the same RUN.`,
        fixes: [
          {
            title: 'Run "apt-get update" before',
            kind: "behaviour",
            preferred: true,
            edits: () =>
              isPlain && install.instruction?.parts().form === "shell"
                ? [edit.replaceText({ uri: stage.uri, range: { start, end: start } }, "apt-get update && ")]
                : [undefined],
          },
        ],
      });
    },
  },
});

/** Returns the first installation of a stage that surely finds no lists; undefined if one may have brought them. */
function firstWithoutLists(project: Project, stage: Stage): Command | undefined {
  let hasLists = false;
  for (const command of lineCommandsOf(project, stage)) {
    const effect = effectOnLists(command);
    // Once something unknown has run, nothing is sure any more.
    if (effect === "unknown") return undefined;
    if (effect === "removes") hasLists = false;
    if (effect === "brings") hasLists = true;
    if (!hasLists && isInstall(command) && stage.commands.includes(command)) {
      return mountsLists(command.instruction?.parts().mounts ?? []) ? undefined : command;
    }
  }
  return undefined;
}

function isInstall(command: Command): boolean {
  const call = packageCommand(command);
  if (call?.manager !== "apt" || call.action !== "install" || command.conditional || command.guarded) return false;
  if (command.wrappers.length > 0 || command.inFunction !== undefined) return false;
  const isOffline = call.options.some(({ text }) => /^(?:-f|--fix-broken|--no-download|--print-uris|-s)$/.test(text));
  return (
    !isOffline &&
    call.packages.length > 0 &&
    call.packages.every(({ value }) => value !== undefined && /^[\w.+:=~-]+$/.test(value) && !value.endsWith(".deb"))
  );
}
