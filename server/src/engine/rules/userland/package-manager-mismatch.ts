import { baseImageOf, type BaseImage } from "../../facts/baseImage.ts";
import {
  bringsOwnUserland,
  packageCommand,
  copiesManager,
  bringsManager,
  isMissingManager,
  type PackageCommand,
} from "../../facts/packages/packageManagement.ts";
import { imageCommandsOf } from "../../facts/imageCommands.ts";
import { programName, type SimpleCommand } from "../../model/command.ts";
import type { Service } from "../../model/service.ts";
import type { Stage } from "../../model/stage.ts";
import { defineRule, prose, type RuleContext } from "../../rule.ts";
import { startOfScript } from "../../words.ts";
import { isUsedBelow, translatedInstall } from "./support.ts";

export default defineRule({
  id: "package-manager-mismatch",
  category: "userland",
  since: "0.1.0",
  severity: "error",
  profile: "essential",
  fix: "behaviour",
  summary: "Command calls a package manager that the base image does not have",
  why: prose(
    "A container has the host's kernel and the image's userland, so the image decides which package manager exists: `apt-get` on Debian and Ubuntu, `apk` on Alpine and Wolfi, `dnf` or `yum` on Fedora and Red Hat, `microdnf` on their minimal and slim images, none on scratch, BusyBox and distroless images.",
    "",
    "Usually the base image was changed, or the commands come from a guide for another distribution.",
  ),
  instead: prose(
    "Use the package manager of the base image, with its package names, or choose a variant of the image that has the package manager you want: `-alpine` is Alpine, `-bookworm` is Debian, `-jammy` is Ubuntu. `-slim` is a smaller variant of the same distribution: Debian for `python`, Ubuntu for `swift`, Oracle Linux for `oraclelinux`.",
  ),
  exceptions: prose(
    "Checks the commands of `RUN`, of CI jobs in their image (GitHub Actions, GitLab, CircleCI, Azure Pipelines, Jenkins), of `docker run` and of Compose's `command`.",
    "",
    "Ignores unknown images, commands that run under a condition, whose failure is caught or that run in another root (`chroot`), and package managers that an earlier command installs, copies or unpacks. Describe private images in the configuration under `images`.",
  ),
  errors: [
    "/bin/sh: apt-get: not found",
    "/bin/sh: 1: apk: not found",
    "exit code: 127",
    "did not complete successfully: exit code: 127",
  ],
  topic: "userland",
  sources: [
    "https://docs.docker.com/reference/dockerfile/#from",
    "https://wiki.alpinelinux.org/wiki/Alpine_Package_Keeper",
  ],
  examples: {
    invalid: [
      {
        title: "The base image was changed to Alpine, but not the commands.",
        files: {
          Dockerfile: `
            FROM python:3.13-alpine
            RUN apt-get update && apt-get install -y --no-install-recommends \\
                build-essential \\
                curl \\
             && rm -rf /var/lib/apt/lists/*
            CMD ["python", "-m", "app"]
          `,
        },
        underline: "apt-get",
        fixed: `
          FROM python:3.13-alpine
          RUN apk add --no-cache build-base \\
              curl
          CMD ["python", "-m", "app"]
        `,
      },
      {
        title: "A distroless image has no package manager. Install packages in an earlier stage.",
        files: {
          Dockerfile: `
            FROM gcr.io/distroless/static-debian12
            RUN apt-get update
          `,
        },
        underline: "apt-get",
        severity: "warning",
      },
      {
        title: "The steps of a CI job run in its image.",
        files: {
          ".gitlab-ci.yml": `
            test:
              image: node:22-alpine
              script:
                - apt-get update && apt-get install -y git
                - npm test
          `,
        },
        underline: "apt-get",
      },
      {
        title: "The command of `docker run` runs in its image too.",
        files: {
          ".github/workflows/test.yml": `
            on: [push]
            jobs:
              test:
                runs-on: ubuntu-24.04
                steps:
                  - run: docker run --rm -v "$PWD:/src" debian:12 sh -c "apk add --no-cache make && make -C /src"
          `,
        },
        underline: "apk",
      },
      {
        title: "The script was written for another distribution.",
        files: {
          Dockerfile: `
            FROM alpine:3.22
            COPY install.sh /tmp/
            RUN /tmp/install.sh
          `,
          "install.sh": "#!/bin/sh\nset -e\napt-get update\napt-get install -y curl\n",
        },
        underline: "/tmp/install.sh",
      },
      {
        title: "A script in a here-document.",
        files: {
          Dockerfile: `
            FROM debian:13
            COPY --chmod=755 <<EOF /setup.sh
            #!/bin/sh
            apk add --no-cache git
            EOF
            RUN /setup.sh
          `,
        },
        underline: "apk",
      },
      {
        title: "The commands of a devcontainer run in its image.",
        files: {
          ".devcontainer/devcontainer.json": `
            {
              "image": "mcr.microsoft.com/devcontainers/base:alpine-3.22",
              "postCreateCommand": "sudo apt-get update && sudo apt-get install -y jq"
            }
          `,
        },
        underline: "apt-get",
        severity: "warning",
      },
    ],
    valid: [
      {
        title: "This command of a devcontainer runs on the host, before there is an image.",
        files: {
          ".devcontainer/devcontainer.json": `
            {
              "image": "mcr.microsoft.com/devcontainers/base:alpine-3.22",
              "initializeCommand": "apt-get install -y pass",
              "postCreateCommand": "sudo apk add jq"
            }
          `,
        },
      },
      {
        title: "A script for several distributions checks first.",
        files: {
          Dockerfile: `
            FROM alpine:3.22
            RUN if command -v apt-get; then apt-get install -y curl; else apk add --no-cache curl; fi
          `,
        },
      },
      {
        title: "The contents of a private image are unknown.",
        files: {
          Dockerfile: `
            FROM registry.corp.example/base/alpine-tools:4
            RUN apt-get update
          `,
        },
      },
      {
        title: "Debian can install the manager of another distribution.",
        files: {
          Dockerfile: `
            FROM debian:12
            RUN apt-get update && apt-get install -y dnf
            RUN dnf --installroot /rootfs install -y bash
          `,
        },
      },
    ],
  },
  check: {
    stage(stage, context) {
      checkCommands(stage, stage, context);
    },
    service(service, context) {
      checkCommands(service, context.project.stageOf(service), context);
    },
  },
});

/** `stage` is the stage that builds the image, if the files build it. */
function checkCommands(workload: Stage | Service, stage: Stage | undefined, context: RuleContext): void {
  const commands = imageCommandsOf(context.project, workload);
  const base = commands.length === 0 ? undefined : baseImageOf(context.project, workload);
  const { packageManagers } = base ?? {};
  if (!base || !packageManagers || (stage && bringsOwnUserland(stage))) return;

  // The build runs before the containers.
  const script = stage && workload !== stage ? [...stage.commands, ...commands] : commands;
  const isMissing = (call: PackageCommand): boolean => isMissingManager(call, { ...base, packageManagers });
  const seen = new Set<string>();
  for (const command of commands) {
    const call = packageCommand(command);
    if (!call || !isMissing(call)) continue;
    if (seen.has(call.manager) || bringsManager(script, call) || (stage && copiesManager(stage, call))) continue;

    // The first use is enough. The fix covers the installation that follows it.
    seen.add(call.manager);
    // What a stage below already reports is one mistake.
    if (isUsedBelow(context.project, workload, call.manager)) continue;
    context.report({
      at: call.program.at,
      severity: isOfficial(base) && !base.isPartial && endsItsScript(command, commands) ? "error" : "warning",
      message: messageFor(call, base),
      related: [
        ...startOfScript(command),
        { at: base.written.at, message: workload.kind === "stage" ? "The base image." : "The image." },
      ],
      fixes: workload.kind === "stage" ? translatedInstall(workload, commands, call, base, context) : [],
    });
  }
}

function isOfficial(base: BaseImage): boolean {
  return !base.isUserDefined && !base.repository.includes("/");
}

/** Without `set -e` a script goes on after a failure. */
function endsItsScript({ startedAt }: SimpleCommand, commands: readonly SimpleCommand[]): boolean {
  const script = commands.filter((one) => one.startedAt === startedAt);
  return startedAt === undefined || script.some(isErrexit);
}

function isErrexit(command: SimpleCommand): boolean {
  return programName(command) === "set" && command.words.some(({ value }) => /^-[a-z]*e|^errexit$/.test(value ?? ""));
}

function messageFor({ command, manager, program }: PackageCommand, { packageManagers, written }: BaseImage): string {
  const [own] = packageManagers ?? [];
  const image = written.value.replace(/@.*/, "");
  const name = program.value ?? manager;
  const { uri } = command.at;
  const fails = command.startedAt ? `"${name}" in ${uri.slice(uri.lastIndexOf("/") + 1)} fails` : undefined;
  if (own === undefined) return `${image} has no package manager, so ${fails ?? `"${name}" fails`}.`;
  return `${image} has no "${name}" (it uses ${own}), so ${fails ?? "this command fails"}.`;
}
