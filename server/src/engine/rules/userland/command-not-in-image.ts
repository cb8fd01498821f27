import { imageCommandsOf } from "../../facts/imageCommands.ts";
import { imageWithoutProgram } from "../../facts/packages/programs.ts";
import { packageManagerOf } from "../../knowledge/images/family.ts";
import { replacementOf } from "../../knowledge/packages/replacements.ts";
import { programName, type SimpleCommand, type Word } from "../../model/command.ts";
import type { Service } from "../../model/service.ts";
import type { Stage } from "../../model/stage.ts";
import { defineRule, prose, type RuleContext } from "../../rule.ts";

export default defineRule({
  id: "command-not-in-image",
  category: "userland",
  since: "0.1.0",
  severity: "info",
  profile: "recommended",
  summary: "Command runs a program that the base image does not have",
  why: prose(
    "Each distribution chooses which programs its image has. Alpine creates users with `adduser` and has no `useradd`; since release 13 Debian's image has `useradd` only. Slim images have neither `curl` nor `git`, and no base image has `sudo`.",
    "",
    "A command with a missing program ends with exit code 127, which stops the build.",
  ),
  instead:
    "Use the program that the image has, install the missing one in the same `RUN`, or take the variant of the image that has it: `python:3.13` instead of `python:3.13-slim`.",
  exceptions: prose(
    "Only programs that the tables know to be missing are reported, in official images and a few others. Ignored if anything before the command may bring the program: a package, a copy, a script, an unpacked archive. Ignored under a condition, and if the failure is caught.",
    "",
    "Package managers, shells and health checks have rules of their own.",
  ),
  errors: [
    "/bin/sh: useradd: not found",
    "/bin/sh: 1: curl: not found",
    "/bin/sh: 1: adduser: not found",
    "/bin/sh: sudo: not found",
    "did not complete successfully: exit code: 127",
  ],
  topic: "userland",
  sources: [
    "https://wiki.alpinelinux.org/wiki/Setting_up_a_new_user",
    "https://packages.debian.org/trixie/adduser",
    "https://hub.docker.com/_/buildpack-deps",
  ],
  examples: {
    invalid: [
      {
        title: "Alpine has adduser instead.",
        files: {
          Dockerfile: `
            FROM node:22-alpine
            RUN useradd --system --uid 1001 app
            USER app
          `,
        },
        underline: "useradd",
      },
      {
        files: {
          Dockerfile: `
            FROM python:3.13-slim
            RUN curl -fsSLO https://example.com/model.bin
          `,
        },
        underline: "curl",
      },
      {
        title: "The steps of a CI job run in its image.",
        files: {
          ".gitlab-ci.yml": `
            test:
              image: python:3.13-slim
              script:
                - git submodule update --init
                - python -m pytest
          `,
        },
        underline: "git",
      },
      {
        title: "Builds run as root already, and sudo is not there.",
        files: {
          Dockerfile: `
            FROM ubuntu:24.04
            RUN sudo mkdir /data
          `,
        },
        underline: "sudo",
      },
    ],
    valid: [
      {
        title: "Its package has another name.",
        files: {
          Dockerfile: `
            FROM alpine:3.22
            RUN apk add --no-cache ca-certificates && update-ca-certificates
          `,
        },
      },
      {
        title: "OpenSSH, which git requires, makes a user, so shadow-utils is there.",
        files: {
          Dockerfile: `
            FROM amazonlinux:2
            RUN yum install -y git
            RUN groupadd -g 1000 app && useradd -u 1000 -g app app
          `,
        },
      },
      {
        title: "A folder on PATH comes from another stage.",
        files: {
          Dockerfile: `
            FROM corp/pyenv:3 AS base
            FROM debian:12-slim
            COPY --from=base /pyenv /pyenv
            ENV PATH=/pyenv/shims:$PATH
            RUN pip install uv
          `,
        },
      },
      {
        title: "The program is installed first.",
        files: {
          Dockerfile: `
            FROM node:22-alpine
            RUN apk add --no-cache shadow && useradd --system app
          `,
        },
      },
      {
        title: "The full image has it.",
        files: {
          Dockerfile: `
            FROM python:3.13
            RUN curl -fsSLO https://example.com/model.bin
          `,
        },
      },
      {
        title: "The command asks first.",
        files: {
          Dockerfile: `
            FROM node:22-alpine
            RUN if command -v useradd; then useradd app; else adduser -D app; fi
          `,
        },
      },
    ],
  },
  check: {
    stage(stage, context) {
      checkCommands(stage, context);
    },
    service(service, context) {
      checkCommands(service, context);
    },
  },
});

/** Each missing program once, at its first use. */
function checkCommands(workload: Stage | Service, context: RuleContext): void {
  const seen = new Set<string>();
  for (const command of imageCommandsOf(context.project, workload)) {
    const word = programOf(command);
    const name = word && programName({ words: [word] });
    if (!word || name === undefined || seen.has(name) || isOfOtherRule(name)) continue;
    const image = imageWithoutProgram(context.project, workload, name, command);
    if (!image) continue;
    seen.add(name);
    const other = replacementOf(name, image.family);
    const remedy = other === undefined ? "Install it first." : `Use ${other}.`;
    context.report({
      at: command.startedAt ?? word.at,
      message: `${image.written.value.replace(/@.*/, "")} has no ${name}, so this command fails. ${remedy}`,
      related: [
        ...(command.startedAt ? [{ at: word.at, message: "The command." }] : []),
        { at: image.written.at, message: workload.kind === "stage" ? "The base image." : "The image." },
      ],
    });
  }
}

/** The first word that surely runs, which may be a wrapper such as `sudo`. */
function programOf({ words, wrappers, conditional, guarded, inFunction }: SimpleCommand): Word | undefined {
  if (conditional || guarded || inFunction !== undefined) return undefined;
  const first = wrappers.find(([word]) => word?.value === "sudo");
  return first?.[0] ?? words[0];
}

/** Package managers, shells and init systems. */
function isOfOtherRule(name: string): boolean {
  return packageManagerOf(name) !== undefined || /^(?:bash|systemctl|service|dpkg)$/.test(name);
}
