import { containerCommandsOf } from "../../facts/containerCommands.ts";
import { hostOperations } from "../../knowledge/linux/hostOperations.ts";
import { argumentsOf, programName, type SimpleCommand } from "../../model/command.ts";
import { defineRule, prose } from "../../rule.ts";
import { startOfScript } from "../../words.ts";

export default defineRule({
  id: "kernel-operation-at-build",
  category: "kernel",
  since: "0.1.0",
  severity: "warning",
  profile: "essential",
  summary: "RUN calls on the kernel for what a build may not do",
  why: prose(
    "`RUN` runs in a container without the capabilities `SYS_ADMIN` and `NET_ADMIN` and without the host's devices. Mounts, firewall rules, network interfaces, the clock and GPUs are out of its reach: the command fails and stops the build.",
    "",
    "If it succeeded, it would be in vain: an image holds files, and no state of a kernel.",
  ),
  instead: prose(
    "Do it when the container starts, with the capability or device that it needs, or on the host. `RUN --mount=…` mounts caches, secrets and files into a build. `deploy.resources` and `--gpus` give GPUs to containers only.",
  ),
  exceptions: prose(
    "Ignored in `RUN --security=insecure`, if the command runs under a condition or its failure is caught, under `unshare` and `chroot`, and for questions such as `ip link show`, `iptables --version` and `nft -c`.",
  ),
  errors: [
    "mount: permission denied (are you root?)",
    "mount: /mnt: must be superuser to use mount.",
    "iptables v1.8.9 (nf_tables): Could not fetch rule set generation id: Permission denied (you must be root)",
    "RTNETLINK answers: Operation not permitted",
    "date: cannot set date: Operation not permitted",
    "swapon: Operation not permitted",
  ],
  topic: "kernel-commands",
  sources: [
    "https://man7.org/linux/man-pages/man7/capabilities.7.html",
    "https://docs.docker.com/reference/dockerfile/#run---security",
    "https://github.com/docker/cli/issues/902",
  ],
  examples: {
    invalid: [
      {
        title: "Firewall rules belong to a network namespace, not to an image.",
        files: {
          Dockerfile: `
            FROM debian:13
            RUN apt-get update && apt-get install -y iptables
            RUN iptables -A INPUT -p tcp --dport 8080 -j ACCEPT
          `,
        },
        underline: "iptables -A INPUT -p tcp --dport 8080 -j ACCEPT",
      },
      {
        title: "A build may not mount.",
        files: {
          Dockerfile: `
            FROM ubuntu:24.04
            RUN mkdir /data && mount -t tmpfs tmpfs /data && /opt/load.sh
          `,
        },
        underline: "mount -t tmpfs tmpfs /data",
      },
      {
        title: "A builder has no GPU.",
        files: {
          Dockerfile: `
            FROM nvidia/cuda:12.9.0-base-ubuntu24.04
            RUN nvidia-smi
          `,
        },
        underline: "nvidia-smi",
      },
    ],
    valid: [
      {
        title: "This RUN has the rights of a privileged container.",
        files: {
          Dockerfile: `
            # syntax=docker/dockerfile:1
            FROM debian:13
            RUN --security=insecure mount -t proc proc /rootfs/proc
            RUN --mount=type=cache,target=/var/cache/apt apt-get update
          `,
        },
      },
      {
        title: "Questions and settings of other programs.",
        files: {
          Dockerfile: `
            FROM debian:13
            RUN mount && ip link show && iptables --version && date -u +%s
            RUN update-alternatives --set iptables /usr/sbin/iptables-legacy
            RUN echo "mount -a" >> /etc/rc.local
          `,
        },
      },
      {
        title: "At the start the container may have the capability.",
        files: {
          Dockerfile: `
            FROM alpine:3.22
            RUN apk add --no-cache iptables
            CMD iptables -A INPUT -j ACCEPT && exec app
          `,
        },
      },
    ],
  },
  check: {
    stage(stage, { project, report }) {
      for (const { command, when } of containerCommandsOf(project, stage)) {
        const needs = when === "build" ? needOf(command) : undefined;
        if (needs === undefined) continue;
        report({
          at: command.at,
          message: `${programName(command) ?? ""} needs ${needs}, which a build does not have, so it fails. Run it when the container starts.`,
          related: startOfScript(command),
        });
      }
    },
  },
});

/** What the command lacks in a build; undefined if it only asks, or if a word cannot be read. */
function needOf(command: SimpleCommand): string | undefined {
  const operation = hostOperations.get(programName(command) ?? "");
  const line = argumentsOf(command)
    .map(({ value, text }) => value ?? text)
    .join(" ");
  return operation?.when.test(line) && !/(?:^| )(?:--help|--version|-V|-h)(?: |$)/.test(line)
    ? operation.needs
    : undefined;
}
