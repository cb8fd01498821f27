import { stageUsesOf, type StageUse } from "../../../facts/dockerfile/stageUses.ts";
import { valueOf } from "../../../model/fact.ts";
import type { Stage } from "../../../model/stage.ts";
import { closest } from "../../../model/text/closest.ts";
import { defineRule, prose, type RuleContext } from "../../../rule.ts";

const aliases = ["DL3022"];

export default defineRule({
  id: "copy-from-unknown-stage",
  category: "dockerfile/stages",
  since: "0.1.0",
  branches: {
    "unknown-number": { severity: "error", profile: "essential", aliases },
    "later-stage": { severity: "error", profile: "essential", aliases },
    misspelt: { severity: "warning", profile: "essential", aliases },
    "short-image-name": { severity: "hint", profile: "strict", aliases },
  },
  fix: "behaviour",
  summary: "`COPY --from` or `--mount from=` names a stage that does not exist above it",
  why: prose(
    "A name that no stage has is the name of an image: `COPY --from=biuld` pulls `docker.io/library/biuld:latest`. Usually there is no such image and the build fails. If there is one, the files are those of a stranger.",
    "",
    "A number that no stage has, and a stage that comes later, fail in any case.",
  ),
  instead: "Write the name of a stage above, or the full reference of an image: `COPY --from=nginx:1.29`.",
  exceptions: prose(
    "Ignored for names with `/`, `:`, `@` or `.`, which are references of images, and for names with variables. A single word that resembles no stage is reported at the strict profile only: it may be an image, or a context that the build names.",
  ),
  errors: [
    "invalid stage index",
    "it needs to be defined before current stage",
    "pull access denied, repository does not exist or may require authorization",
  ],
  sources: [
    "https://docs.docker.com/reference/dockerfile/#copy---from",
    "https://github.com/moby/buildkit/blob/master/frontend/dockerfile/dockerfile2llb/convert.go",
  ],
  examples: {
    invalid: [
      {
        title: "The stage has another name, so the builder looks for an image on Docker Hub.",
        branch: "misspelt",
        files: {
          Dockerfile: `
            FROM golang:1.25 AS build
            RUN go build -o /app ./...
            FROM debian:13-slim
            COPY --from=biuld /app /app
          `,
        },
        underline: "biuld",
        fixed: `
          FROM golang:1.25 AS build
          RUN go build -o /app ./...
          FROM debian:13-slim
          COPY --from=build /app /app
        `,
      },
      {
        title: "The stage is below.",
        branch: "later-stage",
        files: {
          Dockerfile: `
            FROM debian:13-slim
            COPY --from=build /app /app
            FROM golang:1.25 AS build
            RUN go build -o /app ./...
          `,
        },
        underline: "build",
      },
      {
        title: "Stages are counted from 0.",
        branch: "unknown-number",
        files: {
          Dockerfile: `
            FROM golang:1.25
            RUN go build -o /app ./...
            FROM debian:13-slim
            COPY --from=2 /app /app
          `,
        },
        underline: "2",
      },
      {
        title: "A name without a tag may be a forgotten stage.",
        branch: "short-image-name",
        files: { Dockerfile: "FROM debian:13-slim\nCOPY --from=tools /usr/bin/jq /usr/bin/\n" },
        underline: "tools",
      },
    ],
    valid: [
      {
        title: "An image with its tag.",
        files: { Dockerfile: "FROM debian:13-slim\nCOPY --from=ghcr.io/astral-sh/uv:0.8 /uv /bin/\n" },
      },
      {
        title: "Names of stages have any case.",
        files: { Dockerfile: "FROM golang:1.25 AS Build\nFROM debian:13-slim\nCOPY --from=build /app /app\n" },
      },
      {
        title: "A trigger runs in a build that has other stages.",
        files: { Dockerfile: "FROM debian:13-slim\nONBUILD COPY --from=assets /app /app\n" },
      },
    ],
  },
  check: {
    stage(stage, context) {
      for (const use of stageUsesOf(context.project, stage)) checkUse(stage, use, context);
    },
  },
});

type Branch = "unknown-number" | "later-stage" | "misspelt" | "short-image-name";

function checkUse(stage: Stage, use: StageUse, { project, edit, report }: RuleContext<Branch>): void {
  const { root } = project;
  const name = valueOf(use.name);
  if (name === undefined || root.kind !== "dockerfile" || /^scratch$/i.test(name)) return;
  const { at } = use.name;
  if (use.stage) {
    // Its own stage is a circle, which another rule reports.
    if (use.stage.index <= stage.index) return;
    const message = `Stage "${name}" comes later in the file, so the build fails. Move it above this stage.`;
    report({ branch: "later-stage", at, message, related: [{ at: use.stage.at, message: "The stage." }] });
    return;
  }
  if (/^\d+$/.test(name)) {
    const last = String(root.stages.length - 1);
    const message = `There is no stage ${name}, so the build fails. Stages are numbered from 0 to ${last}.`;
    report({ branch: "unknown-number", at, message });
    return;
  }
  if (!/^[\w-]+$/.test(name)) return;
  const names = root.stages.slice(0, stage.index).flatMap((one) => one.name ?? []);
  const meant = closest(name, names, name.length < 5 ? 1 : 2);
  const image = `docker.io/library/${name}:latest`;
  if (meant === undefined) {
    const message = `No stage above is named "${name}", so this pulls ${image}. Write the tag if you mean that image.`;
    report({ branch: "short-image-name", at, message });
    return;
  }
  report({
    branch: "misspelt",
    at,
    message: `No stage above is named "${name}", so this pulls ${image}. Did you mean "${meant}"?`,
    fixes: use.isMount
      ? []
      : [
          {
            title: `Change to ${meant}`,
            kind: "behaviour",
            preferred: true,
            edits: () => [edit.replaceText(at, meant)],
          },
        ],
  });
}
