import { baseImageOf } from "../../facts/baseImage.ts";
import { hostedSystemOf, jobAround } from "../../facts/machine/runner.ts";
import type { Command } from "../../model/command.ts";
import { valueOf } from "../../model/fact.ts";
import type { Job } from "../../model/job.ts";
import { contains } from "../../model/place.ts";
import { defineRule, prose, type RuleContext } from "../../rule.ts";

/** Actions and programs that bring an engine to a machine without one; a local action may be one. */
const engineActions = /setup-docker|colima|podman|^\.\.?\//i;
const enginePrograms = /\b(?:colima|limactl|podman|orbstack|rancher|docker-machine|docker-desktop)\b|brew\b.*\bdocker/i;

export default defineRule({
  id: "container-job-on-wrong-runner",
  category: "ci",
  since: "0.1.0",
  severity: "error",
  profile: "essential",
  fix: "behaviour",
  summary: "Job needs Linux containers, but its hosted runner is Windows or macOS",
  why: prose(
    "GitHub starts `container:` and `services:` on Linux runners only; on Windows and macOS the job fails before its first step.",
    "",
    "The Docker engine of the hosted Windows runners runs Windows containers, so it finds no image for Linux. The macOS runners have no engine, and those with Apple silicon cannot start the virtual machine that one needs.",
  ),
  instead:
    "Run the job on a Linux runner such as `runs-on: ubuntu-latest`, or install the service on the runner itself.",
  exceptions: prose(
    "Ignored for self-hosted runners, groups and unknown labels, for a matrix that also has Linux runners, for images that a run chooses, and if a step or a local action may install an engine. Commands of PowerShell and cmd are not read.",
  ),
  errors: [
    "Container operations are only supported on Linux runners",
    "no matching manifest for windows/amd64",
    "docker: command not found",
  ],
  topic: "ci-machine",
  sources: [
    "https://docs.github.com/en/actions/how-tos/write-workflows/choose-where-workflows-run/run-jobs-in-a-container",
    "https://github.com/actions/runner/issues/1866",
    "https://docs.github.com/en/actions/reference/runners/github-hosted-runners",
    "https://github.com/docker/setup-docker-action/issues/70",
  ],
  examples: {
    invalid: [
      {
        files: {
          ".github/workflows/test.yml": `
            on: [push]
            jobs:
              test:
                runs-on: macos-15
                services:
                  redis:
                    image: redis:8
                steps:
                  - run: make test
          `,
        },
        underline: "macos-15",
        fixed: `
          on: [push]
          jobs:
            test:
              runs-on: ubuntu-latest
              services:
                redis:
                  image: redis:8
              steps:
                - run: make test
        `,
      },
      {
        title: "The engine of the Windows runner has no Linux containers.",
        files: {
          ".github/workflows/test.yml": `
            on: [push]
            jobs:
              test:
                runs-on: windows-2025
                steps:
                  - shell: bash
                    run: docker run --rm alpine:3.22 true
          `,
        },
        underline: "alpine:3.22",
      },
      {
        title: "No engine is installed.",
        files: {
          ".github/workflows/test.yml": `
            on: [push]
            jobs:
              test:
                runs-on: macos-latest
                steps:
                  - run: docker compose up -d
          `,
        },
        underline: "docker",
      },
    ],
    valid: [
      {
        title: "The matrix gives an image to the Linux runner only.",
        files: {
          ".github/workflows/test.yml": `
            on: [push]
            jobs:
              test:
                strategy:
                  matrix:
                    include:
                      - { os: ubuntu-24.04, image: "debian:13" }
                      - { os: windows-2025, image: "" }
                runs-on: \${{ matrix.os }}
                container: \${{ matrix.image }}
                steps:
                  - run: make test
          `,
        },
      },
      {
        title: "A Windows image on a Windows runner.",
        files: {
          ".github/workflows/test.yml": `
            on: [push]
            jobs:
              test:
                runs-on: windows-2022
                steps:
                  - shell: bash
                    run: docker run --rm mcr.microsoft.com/windows/nanoserver:ltsc2022 cmd /c ver
          `,
        },
      },
      {
        title: "The job starts an engine on an Intel runner.",
        files: {
          ".github/workflows/test.yml": `
            on: [push]
            jobs:
              test:
                runs-on: macos-15-intel
                steps:
                  - run: brew install docker colima && colima start
                  - run: docker run --rm alpine:3.22 true
          `,
        },
      },
    ],
  },
  commands: ["docker", "docker-compose"],
  check: {
    job: reportContainers,
    service(service, { project, report }) {
      const job = service.origin === "docker-run" ? jobAround(project, service) : undefined;
      const base = job && hostedSystemOf(project, job) === "windows" ? baseImageOf(project, service) : undefined;
      if (!job || base?.os !== "linux" || base.hasWindowsTwin || base.isPartial || mayInstallEngine(job)) return;

      const command = job.commands.find(({ at }) => contains(at.range, service.at.range));
      if (!command || command.guarded) return;
      report({
        at: service.image.at,
        message: `${base.written.value} is a Linux image, but the engine of ${runnerName(job)} runs Windows containers only, so the pull fails.`,
        because: command,
      });
    },
    command(command, { project, report }) {
      const { owner: job } = command;
      if (job.kind !== "job" || job.system !== "github" || hostedSystemOf(project, job) !== "macos") return;
      if (command.guarded || mayInstallEngine(job) || command !== job.commands.find(isClient)) return;

      const [program] = command.words;
      report({
        at: program?.at ?? command.at,
        message: `${runnerName(job)} has no Docker engine, so this command fails. Run the job on a Linux runner.`,
        because: command,
      });
    },
  },
});

function reportContainers(job: Job, { project, edit, report }: RuleContext): void {
  const system = job.system === "github" ? hostedSystemOf(project, job) : undefined;
  const { runsOn, container, servicesAt, services } = job;
  const started = [...(container ? [container] : []), ...services].filter(({ image }) => image.state === "known");
  if (!system || system === "linux" || started.length === 0) return;

  const canMove =
    valueOf(runsOn)?.length === 1 && started.every((service) => baseImageOf(project, service)?.os === "linux");
  const edits = () => [edit.replaceValue(runsOn, "ubuntu-latest")];
  report({
    at: runsOn.at,
    message: `Job "${job.name}" runs on ${runnerName(job)}, but GitHub starts containers on Linux runners only, so the job fails before its first step. Use a Linux runner.`,
    related: [
      ...(container ? [{ at: container.at, message: "The container of the job." }] : []),
      ...(servicesAt && services.length > 0 ? [{ at: servicesAt, message: "The services of the job." }] : []),
    ],
    fixes: canMove ? [{ title: "Run the job on ubuntu-latest", kind: "behaviour", edits }] : [],
  });
}

function isClient({ words: [program] }: Command): boolean {
  return program?.value === "docker" || program?.value === "docker-compose";
}

function mayInstallEngine({ steps, commands }: Job): boolean {
  return (
    steps.some(({ uses }) => uses.state !== "unset" && engineActions.test(valueOf(uses) ?? "setup-docker")) ||
    commands.some(({ words }) => enginePrograms.test(words.map(({ text }) => text).join(" ")))
  );
}

function runnerName({ runsOn }: Job): string {
  return (valueOf(runsOn) ?? []).join(" or ");
}
