import { baseImageOf } from "../../../facts/baseImage.ts";
import { has } from "../../../model/fact.ts";
import { defineRule, prose } from "../../../rule.ts";

export default defineRule({
  id: "relative-workdir",
  category: "dockerfile/runtime",
  since: "0.1.0",
  severity: "warning",
  profile: "recommended",
  aliases: ["WorkdirRelativePath", "DL3000", "WORKDIR_IS_NOT_ABSOLUTE", "DS-0009", "CKV_DOCKER_10", "S7021"],
  fix: "behaviour",
  summary: "First `WORKDIR` of a stage is a relative path",
  why: prose(
    "A relative folder adds to the one that the base image sets, which another tag of the image may set differently. The files then land elsewhere, and commands with absolute paths no longer find them.",
  ),
  instead: "Begin the first `WORKDIR` with `/`.",
  exceptions: prose(
    "Ignored if an earlier `WORKDIR` of the file is absolute, for paths with variables and for images of Windows. If the folder of the base image is known, it is a hint.",
  ),
  sources: [
    "https://docs.docker.com/reference/build-checks/workdir-relative-path/",
    "https://docs.docker.com/reference/dockerfile/#workdir",
  ],
  examples: {
    invalid: [
      {
        files: { Dockerfile: "FROM corp/base:4\nWORKDIR app\nCOPY . .\n" },
        underline: "app",
        fixed: "FROM corp/base:4\nWORKDIR /app\nCOPY . .\n",
      },
      {
        title: "The image is known to begin in `/go`.",
        files: { Dockerfile: "FROM golang:1.25\nWORKDIR webapps\n" },
        underline: "webapps",
        severity: "hint",
        fixed: "FROM golang:1.25\nWORKDIR /go/webapps\n",
      },
    ],
    valid: [
      {
        title: "It adds to a folder that the file sets.",
        files: { Dockerfile: "FROM corp/base:4 AS a\nWORKDIR /app\nFROM a\nWORKDIR src\n" },
      },
      { title: "A variable decides.", files: { Dockerfile: "FROM corp/base:4\nARG DIR\nWORKDIR $DIR\n" } },
      {
        title: "A path of Windows.",
        files: { Dockerfile: "FROM mcr.microsoft.com/windows/nanoserver:ltsc2022\nWORKDIR C:/app\n" },
      },
    ],
  },
  instructions: ["WORKDIR"],
  check: {
    instruction({ instruction, stage }, { project, edit, report }) {
      const own = stage.workdirs.find(({ entry }) => entry === instruction.at);
      if (own?.state !== "known" || stage.stateAt(instruction).workdir.state !== "unset") return;
      const path = own.value;
      if (/^(?:[/\\$]|[A-Za-z]:)|\{\{|@@|<%/.test(path)) return;

      const base = baseImageOf(project, stage);
      if (base?.os === "windows" || has(stage.platform, (value) => value.startsWith("windows"))) return;
      const folder = base?.workdir;
      const absolute = `${folder === undefined || folder === "/" ? "" : folder}/${path.replace(/^\.\//, "")}`;
      report({
        at: own.at,
        severity: folder === undefined ? "warning" : "hint",
        message:
          folder === undefined
            ? `"${path}" is relative to the folder that the base image sets, which is unknown here. Write an absolute path.`
            : `"${path}" is relative to ${folder}, which the base image sets. Write ${absolute}.`,
        fixes: [
          {
            title: `Change to ${absolute}`,
            kind: "behaviour",
            preferred: true,
            edits: () => (/^\.\.?(?:\/|$)/.test(path) ? [undefined] : [edit.replaceValue(own, absolute)]),
          },
        ],
      });
    },
  },
});
