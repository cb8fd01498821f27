import { baseImageOf, type BaseImage } from "../../facts/baseImage.ts";
import { imageCommandsOf, sharingImage } from "../../facts/imageCommands.ts";
import { boxOf, machinesOfBox } from "../../facts/machine/box.ts";
import { isRewired, rewires, stagesUpon } from "../../facts/packages/packageSources.ts";
import { buildCommandsOf } from "../../facts/scripts/buildCommands.ts";
import { imageOfRelease } from "../../knowledge/endOfLife/images.ts";
import { isEndOfLife, successorOf, type EndOfLife } from "../../knowledge/endOfLife/endOfLife.ts";
import type { Editor } from "../../model/editor.ts";
import type { Known } from "../../model/fact.ts";
import { defineRule, prose, type FixOffer, type RuleContext } from "../../rule.ts";
import { endOfLifeVerdict } from "./support.ts";

export default defineRule({
  id: "end-of-life-os",
  category: "platform",
  since: "0.1.0",
  severity: "warning",
  profile: "recommended",
  fix: "behaviour",
  summary: "The base image or box is a distribution release that has reached end of life",
  why: prose(
    "After free maintenance ends, security holes stay open. The packages of Debian, CentOS and Ubuntu's short-lived releases then move to an archive, so a build that worked yesterday fails with 404. Fedora redirects package managers to its archive.",
    "",
    "The suffix of a tag names the distribution: `python:3.8-buster` is Debian 10, regardless of its Python version.",
  ),
  instead:
    "Move to a release that is maintained for years to come. The fix names the nearest long-term release. Archives of old releases (`archive.debian.org`, `vault.centos.org`) are only a temporary solution.",
  exceptions: prose(
    "A warning if the build certainly installs or updates packages that have moved to an archive (Debian, CentOS, Ubuntu's short-lived releases), because that fails. Otherwise information. Ignored if the sources already point to an archive or are replaced, and for `debian/eol`.",
    "",
    "End of life is judged on the date of the shipped tables, or on `dataDate` of the configuration. Today's date is never used, so the same files give the same findings. Free long-term support counts (Debian LTS), paid support does not.",
  ),
  errors: [
    "The repository 'http://deb.debian.org/debian buster Release' does not have a Release file.",
    "404  Not Found",
    "Cannot find a valid baseurl for repo",
    "Could not resolve host: mirrorlist.centos.org",
    "Cannot prepare internal mirrorlist: No URLs in mirrorlist",
  ],
  topic: "end-of-life",
  sources: [
    "https://wiki.debian.org/LTS",
    "https://ubuntu.com/about/release-cycle",
    "https://alpinelinux.org/releases/",
    "https://endoflife.date/",
  ],
  examples: {
    invalid: [
      {
        title: "The suffix of the tag names the distribution.",
        files: {
          Dockerfile: `
            FROM python:3.8-buster
            RUN apt-get update && apt-get install -y libpq-dev
          `,
        },
        underline: "python:3.8-buster",
      },
      {
        title: "CentOS was discontinued, and AlmaLinux is its successor.",
        files: {
          Dockerfile: `
            FROM centos:7
            RUN yum install -y git
          `,
        },
        underline: "centos:7",
        fixed: `
          FROM almalinux:9
          RUN yum install -y git
        `,
      },
      {
        title: "Nothing is installed, so nothing breaks.",
        files: {
          Dockerfile: `
            FROM alpine:3.12
            COPY app /app
          `,
        },
        underline: "alpine:3.12",
        severity: "info",
        fixed: `
          FROM alpine:3.24
          COPY app /app
        `,
      },
      {
        title: "The job installs from archives that have moved.",
        files: {
          ".circleci/config.yml": `
            version: 2.1
            jobs:
              build:
                docker:
                  - image: debian:10
                steps:
                  - run: apt-get update && apt-get install -y make
          `,
        },
        underline: "debian:10",
      },
      {
        title: "A devcontainer.",
        files: {
          ".devcontainer/devcontainer.json": `
            {
              "name": "Scripts",
              "image": "mcr.microsoft.com/devcontainers/base:ubuntu-20.04"
            }
          `,
        },
        underline: '"mcr.microsoft.com/devcontainers/base:ubuntu-20.04"',
        severity: "info",
      },
    ],
    valid: [
      {
        title: "The tag of a devcontainer follows the newest release.",
        files: {
          ".devcontainer/devcontainer.json": `
            { "image": "mcr.microsoft.com/devcontainers/base:ubuntu" }
          `,
        },
      },
      {
        title: "The sources point to the archive already.",
        files: {
          Dockerfile: `
            FROM debian:10
            RUN sed -i 's/deb.debian.org/archive.debian.org/' /etc/apt/sources.list && apt-get update
          `,
        },
      },
      { title: "Debian 12 has free long-term support.", files: { Dockerfile: "FROM debian:12\nRUN apt-get update\n" } },
    ],
  },
  check: {
    stage(stage, context) {
      const base = stage.parent ? undefined : baseImageOf(context.project, stage);
      if (!base?.life || base.versionMoves || !isEndOfLife(base.life, context.project.dataDate)) return;
      const stages = stagesUpon(context.project, stage);
      if (stages.some((one) => isRewired(context.project, one))) return;

      const commands = stages.flatMap((one) => buildCommandsOf(context.project, one));
      context.report({
        at: base.written.at,
        ...endOfLifeVerdict(base.written.value, base.life, commands),
        fixes: newer(base, base.life, context),
      });
    },
    service(service, context) {
      const { project } = context;
      const base = service.build.state === "unset" ? baseImageOf(project, service) : undefined;
      if (!base?.life || base.versionMoves || !isEndOfLife(base.life, project.dataDate)) return;

      // The first of the jobs that take their image from one place reports for all of them.
      const sharing = sharingImage(project, service);
      if (sharing[0] !== service) return;
      const scripts = sharing.map((one) => imageCommandsOf(project, one));
      const left = scripts.filter((commands) => !rewires(commands));
      if (left.length === 0) return;
      context.report({ at: base.written.at, ...endOfLifeVerdict(base.written.value, base.life, left.flat()) });
    },
    machine(machine, context) {
      const { project, edit } = context;
      const box = boxOf(project, machine);
      if (!box?.life || !isEndOfLife(box.life, project.dataDate)) return;

      const { replacement, written } = box;
      const commands = machinesOfBox(project, machine).flatMap((one) => one.commands);
      if (rewires(commands)) return;
      context.report({
        at: written.at,
        ...endOfLifeVerdict(written.value, box.life, commands),
        fixes: replacement === undefined ? [] : [replacing(written, replacement, edit)],
      });
    },
  },
});

/** Offers another tag of plain distribution images only: there the tag is the release, and nothing else changes with it. */
function newer(
  { repository, written }: BaseImage,
  life: EndOfLife,
  { project, edit }: RuleContext,
): readonly FixOffer[] {
  const successor = successorOf(life.name, life.version, project.dataDate);
  // A tag that comes from an ARG is changed there, by hand.
  const isLiteral = project.root.source.slice(written.at.range) === written.value;
  const image = successor && imageOfRelease(written.value, life, successor);
  if (image === undefined || repository !== life.name || !isLiteral) return [];
  return [replacing(written, image, edit)];
}

function replacing(written: Known<string>, name: string, edit: Editor): FixOffer {
  return { title: `Use ${name}`, kind: "behaviour", edits: () => [edit.replaceValue(written, name)] };
}
