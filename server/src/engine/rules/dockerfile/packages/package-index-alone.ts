import { runsOf } from "../../../facts/dockerfile/runs.ts";
import { effectOnLists, mountsLists, updatesLists } from "../../../facts/packages/aptLists.ts";
import { packageCommand } from "../../../facts/packages/packageManagement.ts";
import type { Command } from "../../../model/command.ts";
import { defineRule, prose } from "../../../rule.ts";

export default defineRule({
  id: "package-index-alone",
  category: "dockerfile/packages",
  since: "0.1.0",
  severity: "warning",
  profile: "recommended",
  aliases: ["DS-0017", "CKV_DOCKER_5"],
  fix: "behaviour",
  summary: "`apt-get update` in a `RUN` of its own, before another one installs",
  why: prose(
    "The builder keeps each `RUN` as a layer. If only the installation changes, it takes the lists of packages from the layer of an earlier day, and the packages they name may be gone from the mirrors or lack security updates.",
  ),
  instead: "Join both: `RUN apt-get update && apt-get install -y …`.",
  exceptions: prose(
    "Ignored if the later `RUN` updates the lists itself, for mounts at `/var/lib/apt`, and if the `RUN` with the update calls scripts, which may install packages.",
  ),
  errors: ["E: Failed to fetch", "404  Not Found [IP:", "E: Unable to fetch some archives, maybe run apt-get update"],
  sources: [
    "https://docs.docker.com/build/building/best-practices/#apt-get",
    "https://docs.docker.com/build/cache/invalidation/",
  ],
  examples: {
    invalid: [
      {
        files: {
          Dockerfile: `
            FROM debian:13
            RUN apt-get update
            RUN apt-get install -y curl
          `,
        },
        underline: "update",
        fixed: `
          FROM debian:13
          RUN apt-get update && apt-get install -y curl
        `,
      },
      {
        title: "Other steps lie between them.",
        files: {
          Dockerfile: `
            FROM ubuntu:24.04
            RUN apt-get update -y && apt-get clean
            COPY . /src
            RUN cd /src && apt-get install -y make && make
          `,
        },
        underline: "update",
      },
    ],
    valid: [
      {
        title: "One RUN updates and installs.",
        files: { Dockerfile: "FROM debian:13\nRUN apt-get update && apt-get install -y curl\n" },
      },
      {
        title: "The later RUN has its own lists.",
        files: {
          Dockerfile: "FROM debian:13\nRUN apt-get update\nRUN apt-get update && apt-get install -y curl\n",
        },
      },
      {
        title: "The script may install packages, and the lists stay in a cache.",
        files: {
          Dockerfile: `
            FROM debian:13
            RUN --mount=type=cache,target=/var/lib/apt apt-get update
            RUN --mount=type=cache,target=/var/lib/apt apt-get install -y curl
          `,
        },
      },
    ],
  },
  check: {
    stage(stage, { project, edit, report }) {
      const runs = runsOf(project, stage).filter(({ isTrigger }) => !isTrigger);
      for (const [index, { instruction, commands }] of runs.entries()) {
        const calls = commands.flatMap((command) => packageCommand(command) ?? []);
        const update = calls.find(({ manager, action }) => manager === "apt" && action === "update");
        const isAlone = calls.every(({ action }) => action === "update" || action === "clean");
        if (!update?.actionWord || !isAlone || mountsLists(instruction.parts().mounts)) continue;
        if (commands.some((command) => effectOnLists(command) === "unknown")) continue;

        const later = runs.slice(index + 1).find((run) => run.commands.some(usesLists));
        const install = later?.commands.find(usesLists);
        if (!later || !install || !isInstall(install) || mountsLists(later.instruction.parts().mounts)) continue;
        const isOnly = commands.length === 1 && instruction.parts().form === "shell";
        const isFirst = later.commands[0] === install && later.instruction.parts().form === "shell";
        report({
          at: update.actionWord.at,
          message: "The builder caches this RUN, so a later installation uses old lists. Join both in one RUN.",
          related: [{ at: install.words[0]?.at ?? install.at, message: "The packages are installed here." }],
          fixes: [
            {
              title: "Update the lists in the RUN that installs",
              kind: "behaviour",
              preferred: true,
              edits: () => {
                if (!isOnly || !isFirst) return [undefined];
                const start = {
                  uri: install.at.uri,
                  range: { start: install.at.range.start, end: install.at.range.start },
                };
                return [edit.remove([instruction.at]), edit.replaceText(start, "apt-get update && ")];
              },
            },
          ],
        });
      }
    },
  },
});

function isInstall(command: Command): boolean {
  const call = packageCommand(command);
  return call?.manager === "apt" && (call.action === "install" || call.action === "build-dep") && !updatesLists(call);
}

/** The first command that needs the lists, or brings them. */
function usesLists(command: Command): boolean {
  return isInstall(command) || effectOnLists(command) === "brings" || effectOnLists(command) === "unknown";
}
