import { isTemplate } from "../../../facts/dockerfile/template.ts";
import { oddCases, type OddCase } from "../../../facts/dockerfile/casing.ts";
import { stageUsesOf } from "../../../facts/dockerfile/stageUses.ts";
import type { Place } from "../../../model/place.ts";
import type { Project } from "../../../model/project.ts";
import { defineRule, prose } from "../../../rule.ts";

const level = { severity: "hint", profile: "recommended" } as const;

export default defineRule({
  id: "inconsistent-casing",
  category: "dockerfile/syntax",
  since: "0.1.0",
  branches: {
    keyword: { ...level, aliases: ["ConsistentInstructionCasing", "CASING_INSTRUCTION", "S6476"] },
    as: { ...level, aliases: ["FromAsCasing"] },
    "stage-name": { ...level, aliases: ["StageNameCasing"] },
    protocol: { ...level, aliases: ["ExposeProtoCasing"] },
  },
  fix: "safe",
  summary: "Keyword, `AS`, stage name or protocol in another case than the rest of the file",
  why: prose(
    "The case of keywords changes nothing, but a file reads better if they look alike. Names of stages and protocols of ports are lower case for BuildKit, whatever the file writes.",
  ),
  instead: "Write keywords in one case, `AS` in that of `FROM`, and names of stages and protocols in lower case.",
  exceptions: "Either case of keywords is fine. Triggers of `ONBUILD` and `ARG` before the first `FROM` do not count.",
  sources: [
    "https://docs.docker.com/reference/build-checks/consistent-instruction-casing/",
    "https://docs.docker.com/reference/build-checks/from-as-casing/",
    "https://docs.docker.com/reference/build-checks/stage-name-casing/",
  ],
  examples: {
    invalid: [
      {
        title: "Most keywords are upper case.",
        branch: "keyword",
        files: { Dockerfile: "FROM debian:13\nCOPY app /app\nrun chmod 755 /app\n" },
        underline: "run",
        fixed: "FROM debian:13\nCOPY app /app\nRUN chmod 755 /app\n",
      },
      {
        title: "`FROM` is upper case.",
        branch: "as",
        files: { Dockerfile: "FROM golang:1.25 as build\nRUN go build ./...\n" },
        underline: "as",
        fixed: "FROM golang:1.25 AS build\nRUN go build ./...\n",
      },
      {
        title: "The fix renames the stage where the file writes its name in the same way.",
        branch: "stage-name",
        files: { Dockerfile: "FROM golang:1.25 AS Build\nFROM scratch\nCOPY --from=Build /app /app\n" },
        underline: "Build",
        fixed: "FROM golang:1.25 AS build\nFROM scratch\nCOPY --from=build /app /app\n",
      },
      {
        branch: "protocol",
        files: { Dockerfile: "FROM debian:13\nEXPOSE 53/UDP\n" },
        underline: "53/UDP",
        fixed: "FROM debian:13\nEXPOSE 53/udp\n",
      },
    ],
    valid: [
      {
        title: "All keywords are lower case.",
        files: { Dockerfile: "from debian:13 as base\ncopy app /app\nrun chmod 755 /app\n" },
      },
      {
        title: "The argument is before the first stage.",
        files: { Dockerfile: "arg TAG=13\nFROM debian:$TAG\nRUN x\n" },
      },
      { title: "A trigger.", files: { Dockerfile: "FROM debian:13\nONBUILD run make\n" } },
    ],
  },
  check: {
    file(file, { project, edit, report }) {
      if (file.kind !== "dockerfile" || isTemplate(file)) return;
      for (const odd of oddCases(file)) {
        const { kind, at, text, expected } = odd;
        const fixes = {
          title: `Change to ${expected}`,
          kind: "safe",
          preferred: true,
          edits: () =>
            [at, ...(kind === "stage-name" ? usesOf(project, odd) : [])].map((place) =>
              edit.replaceText(place, expected),
            ),
        } as const;
        report({ branch: kind, at, message: messageFor(odd, text), fixes: [fixes] });
      }
    },
  },
});

function messageFor({ kind, expected }: OddCase, text: string): string {
  switch (kind) {
    case "keyword":
      return `"${text}" has another case than most keywords of this file. Write ${expected}.`;
    case "as":
      return `"${text}" has another case than FROM. Write ${expected}.`;
    case "stage-name":
      return `BuildKit reads the name of the stage as "${expected}". Write it in lower case.`;
    case "protocol":
      return `BuildKit reads the protocol in lower case. Write ${expected}.`;
  }
}

/** Where other instructions write the name of the stage in the same way. */
function usesOf(project: Project, { stage, text }: OddCase): readonly Place[] {
  const { root } = project;
  const stages = root.kind === "dockerfile" ? root.stages : [];
  return stages.flatMap((one) => [
    ...(one.parent === stage && root.source.slice(one.image.at.range) === text ? [one.image.at] : []),
    ...stageUsesOf(project, one).flatMap(({ name, stage: used }) =>
      used === stage && root.source.slice(name.at.range) === text ? [name.at] : [],
    ),
  ]);
}
