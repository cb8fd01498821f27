import { asksBefore } from "../../../facts/packages/prompts.ts";
import { packageCommand, type PackageCommand } from "../../../facts/packages/packageManagement.ts";
import type { Command } from "../../../model/command.ts";
import type { Project } from "../../../model/project.ts";
import { defineRule, prose } from "../../../rule.ts";

const level = { severity: "warning", profile: "essential" } as const;

export default defineRule({
  id: "package-prompt",
  category: "dockerfile/packages",
  since: "0.1.0",
  branches: {
    apt: { ...level, aliases: ["DL3014", "DS-0021"] },
    yum: { ...level, aliases: ["DL3030"] },
    dnf: { ...level, aliases: ["DL3038"] },
    zypper: { ...level, aliases: ["DL3034"] },
    pacman: level,
  },
  fix: "safe",
  summary: "Package manager asks for confirmation where there is no terminal",
  why: prose(
    "Builds, provisioners and CI jobs have no terminal. A package manager that asks reads the end of its input instead of an answer, and stops without installing anything. apt asks only if it has to install or remove more than was named, so the command may work today and fail after the next release of a package.",
  ),
  instead: "Add the option that confirms: `apt-get install -y`, `dnf install -y`, `zypper --non-interactive install`.",
  exceptions: prose(
    "Ignored if something is piped into the command (`yes |`), if a configuration of apt sets `Assume-Yes`, for options in variables, and for GitHub's and Azure's hosted runners, whose apt is configured to confirm. `microdnf` never asks.",
  ),
  errors: ["Do you want to continue? [Y/n] Abort.", "Is this ok [y/N]: Operation aborted."],
  sources: [
    "https://manpages.debian.org/bookworm/apt/apt-get.8.en.html",
    "https://dnf.readthedocs.io/en/latest/command_ref.html",
    "https://docs.docker.com/build/building/best-practices/#apt-get",
  ],
  examples: {
    invalid: [
      {
        branch: "apt",
        files: { Dockerfile: "FROM debian:13\nRUN apt-get update && apt-get install git\n" },
        underline: "install",
        fixed: "FROM debian:13\nRUN apt-get update && apt-get install -y git\n",
      },
      {
        branch: "dnf",
        files: { Dockerfile: "FROM fedora:43\nRUN dnf install --setopt=tsflags=nodocs git\n" },
        underline: "install",
        fixed: "FROM fedora:43\nRUN dnf install -y --setopt=tsflags=nodocs git\n",
      },
      {
        branch: "yum",
        files: { Dockerfile: "FROM amazonlinux:2023\nRUN yum update\n" },
        underline: "update",
        fixed: "FROM amazonlinux:2023\nRUN yum update -y\n",
      },
      {
        title: "The option of zypper comes before the command.",
        branch: "zypper",
        files: { Dockerfile: "FROM opensuse/leap:15.6\nRUN zypper install git\n" },
        underline: "install",
        fixed: "FROM opensuse/leap:15.6\nRUN zypper --non-interactive install git\n",
      },
      {
        branch: "pacman",
        files: { Dockerfile: "FROM archlinux:latest\nRUN pacman -Syu git\n" },
        underline: "-Syu",
        fixed: "FROM archlinux:latest\nRUN pacman -Syu --noconfirm git\n",
      },
    ],
    valid: [
      {
        title: "Short options may be joined, and quiet twice confirms too.",
        files: { Dockerfile: "FROM debian:13\nRUN apt-get install -yq git && apt-get install -qq curl\n" },
      },
      {
        title: "An answer is piped in.",
        files: { Dockerfile: "FROM debian:13\nRUN apt-get update && yes | apt-get install git\n" },
      },
      {
        title: "apt is configured to confirm.",
        files: {
          Dockerfile: `
            FROM debian:13
            RUN echo 'APT::Get::Assume-Yes "true";' > /etc/apt/apt.conf.d/90yes
            RUN apt-get update && apt-get install git
          `,
        },
      },
      {
        title: "Runners of GitHub are configured to confirm.",
        files: {
          ".github/workflows/ci.yml":
            "on: push\njobs:\n  test:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: sudo apt-get install ninja-build\n",
        },
      },
    ],
  },
  commands: ["apt", "apt-get", "aptitude", "yum", "dnf", "dnf5", "zypper", "pacman"],
  check: {
    command(command, { project, edit, report }) {
      const call = packageCommand(command);
      const branch = call && branchOf(call);
      if (!call?.actionWord || !branch || !asksBefore(call) || isAnswered(project, command)) return;

      const { actionWord, program } = call;
      const [word, text] =
        branch === "zypper"
          ? ([program, `${program.text} --non-interactive`] as const)
          : ([actionWord, `${actionWord.text} ${branch === "pacman" ? "--noconfirm" : "-y"}`] as const);
      report({
        branch,
        at: actionWord.at,
        because: command,
        message: `"${program.text} ${actionWord.text}" asks for confirmation, and without a terminal it stops. Add ${text.split(" ")[1] ?? ""}.`,
        fixes: [
          {
            title: `Add ${text.split(" ")[1] ?? ""}`,
            kind: "safe",
            preferred: true,
            edits: () => [command.startedAt ? undefined : edit.replaceWords(word.at, word.at, text)],
          },
        ],
      });
    },
  },
});

const branches = ["apt", "yum", "dnf", "zypper", "pacman"] as const;

function branchOf({ manager, program }: PackageCommand): (typeof branches)[number] | undefined {
  const name = (program.value ?? "").endsWith("yum") ? "yum" : manager;
  return branches.find((branch) => branch === name);
}

/** Something gives the answer: a pipe, a configuration of apt, or that of the hosted runners. */
function isAnswered(project: Project, { owner, pipeline, redirects, context }: Command): boolean {
  if (pipeline.index > 0 || redirects.some(({ operator }) => operator.startsWith("<"))) return true;
  if (context === "ci") return owner.kind !== "job" || owner.container === undefined;
  return /assume-yes/i.test(project.root.source.text);
}
