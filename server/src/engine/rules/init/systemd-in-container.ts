import {
  endsOnStopSignal,
  initProcessOf,
  onlyEnabledUnit,
  replacesSystemctl,
  type InitProcess,
} from "../../facts/process/initSystem.ts";
import { onlyInstructionOf } from "../../facts/process/mainProcess.ts";
import { imagesOf } from "../../facts/images.ts";
import { isPodmanRun } from "../../facts/openings.ts";
import { containerName } from "../../words.ts";
import { valueOf } from "../../model/fact.ts";
import type { Service } from "../../model/service.ts";
import type { Stage } from "../../model/stage.ts";
import { defineRule, prose, type RuleContext } from "../../rule.ts";
import { isForTesting, isMadeForInit, isSystemContainer, runInForeground, systemdImages } from "./support.ts";

export default defineRule({
  id: "systemd-in-container",
  category: "init",
  since: "0.1.0",
  severity: "warning",
  profile: "recommended",
  fix: "behaviour",
  summary: "Container runs an init system as its main process",
  why: prose(
    "A container is an isolated process, not a small machine. It boots no kernel, and the engine already starts the process, collects its output, restarts it and sends it signals.",
    "",
    "With systemd inside, the engine sees only systemd. Logs go to a journal inside the container. A service that crashes leaves the container running, and healthy unless a health check looks at that service. `docker stop` sends a signal that does not stop systemd. systemd also needs control groups and mounts that a default container lacks.",
  ),
  instead: prose(
    "Run the service itself in the foreground, one service per container.",
    "",
    "If the software requires systemd: Podman prepares the container for it, the sysbox runtime gives it a user namespace, LXC and LXD run whole systems, and a virtual machine has its own kernel.",
  ),
  exceptions: prose(
    "Information in images that exist to test software under systemd (Molecule, Kitchen, Ansible roles), in images that are prepared for their init system (`STOPSIGNAL SIGRTMIN+3`, units removed and none enabled, OpenRC or an unknown base without a service), and in a `Containerfile` or with `podman run`, because Podman supports systemd. Ignored with the sysbox runtime and with runtimes that give each container a virtual machine, and if a replacement for `systemctl` is copied in.",
  ),
  errors: [
    "Failed to create /init.scope control group: Read-only file system",
    "[!!!!!!] Failed to allocate manager object",
    "Failed to mount tmpfs at /run: Operation not permitted",
  ],
  topic: "init-system",
  yieldsTo: ["systemd-not-pid-one"],
  sources: [
    "https://systemd.io/CONTAINER_INTERFACE/",
    "https://docs.podman.io/en/latest/markdown/podman-run.1.html#systemd-true-false-always",
    "https://github.com/moby/moby/issues/28614",
  ],
  examples: {
    invalid: [
      {
        title: "One enabled service can run by itself.",
        files: {
          Dockerfile: `
            FROM debian:12
            RUN apt-get update && apt-get install -y nginx systemd && systemctl enable nginx
            CMD ["/sbin/init"]
          `,
        },
        underline: '"/sbin/init"',
        fixed: `
          FROM debian:12
          RUN apt-get update && apt-get install -y nginx systemd && systemctl enable nginx
          CMD ["nginx", "-g", "daemon off;"]
        `,
      },
      {
        files: {
          "compose.yaml": `
            services:
              legacy:
                image: rockylinux:9
                command: /usr/sbin/init
          `,
        },
        underline: "/usr/sbin/init",
      },
      {
        title: "A script executes the init system.",
        files: {
          Dockerfile: `
            FROM debian:12
            RUN apt-get update && apt-get install -y nginx systemd && systemctl enable nginx
            COPY boot.sh /boot.sh
            ENTRYPOINT ["/boot.sh"]
          `,
          "boot.sh": "#!/bin/bash\nexec /lib/systemd/systemd\n",
        },
        underline: '"/boot.sh"',
      },
      {
        title: "Images that test configuration management need systemd.",
        files: {
          "molecule/default/Dockerfile": `
            FROM ubuntu:24.04
            RUN apt-get update && apt-get install -y systemd
            CMD ["/lib/systemd/systemd"]
          `,
        },
        underline: '"/lib/systemd/systemd"',
        severity: "info",
      },
      {
        title: "The image sets the stop signal of systemd.",
        files: {
          Dockerfile: `
            FROM rockylinux:9
            RUN dnf install -y ipa-server && systemctl enable ipa
            STOPSIGNAL SIGRTMIN+3
            CMD ["/usr/sbin/init"]
          `,
        },
        underline: '"/usr/sbin/init"',
        severity: "info",
      },
    ],
    valid: [
      {
        title: "Here `init` is an argument of terraform.",
        files: {
          Dockerfile: `
            FROM hashicorp/terraform:1.13
            CMD ["init"]
          `,
        },
      },
      {
        title: "The sysbox runtime is made for this.",
        files: {
          "compose.yaml": `
            services:
              legacy:
                image: rockylinux:9
                command: /usr/sbin/init
                runtime: sysbox-runc
          `,
        },
      },
      {
        title: "The word is an argument of the entrypoint.",
        files: {
          Dockerfile: `
            FROM debian:13
            ENTRYPOINT ["terraform"]
            CMD ["init"]
          `,
        },
      },
    ],
  },
  check: {
    stage(stage, context) {
      const init = stage.isFinal ? initProcessOf(context.project, stage) : undefined;
      if (!init || replacesSystemctl(context.project, stage)) return;

      const services = context.project.servicesOf(stage);
      if (services.length > 0 && services.every(isSystemContainer)) return;
      const isWanted =
        /Containerfile[^/]*$/.test(stage.uri) ||
        isForTesting([context.project.pathOf(stage.uri), valueOf(stage.image)]) ||
        isMadeForInit(context.project, stage, init);
      reportInit(init, stage, isWanted, context);
    },
    service(service, context) {
      // Findings in the image's own files are reported in them.
      const init =
        service.command.state === "unset" && service.entrypoint.state === "unset"
          ? undefined
          : initProcessOf(context.project, service);
      if (!init || isSystemContainer(service)) return;
      const images = imagesOf(context.project, service).flatMap((image) => valueOf(image) ?? []);
      if (images.some((image) => systemdImages.test(image))) return;

      const isWanted =
        isPodmanRun(context.project, service) ||
        isForTesting([context.project.pathOf(service.uri), service.name, ...images]) ||
        endsOnStopSignal(context.project, service, context.project.stageOf(service));
      reportInit(init, service, isWanted, context);
    },
  },
});

function mainProcessOf(workload: Service | Stage): string {
  if (workload.kind === "stage") return "the main process";
  const name = containerName(workload);
  return `the main process of ${name === "This container" ? "this container" : name}`;
}

function reportInit(
  init: InitProcess,
  workload: Service | Stage,
  isWanted: boolean,
  { project, edit, report }: RuleContext,
): void {
  const system = init.system === "systemd" ? "systemd" : "An init system";
  const stage = workload.kind === "stage" ? workload : project.stageOf(workload);
  const stops = init.system !== "systemd" || endsOnStopSignal(project, workload, stage);
  const broken = stops ? "docker logs and restart policies" : "docker logs, restart policies and docker stop";
  // An image that is prepared for systemd usually runs more than one service.
  const foreground = stage && !isWanted ? onlyEnabledUnit(project, stage)?.daemon?.foreground : undefined;
  const instruction = workload.kind === "stage" ? onlyInstructionOf(init.process, workload) : undefined;
  report({
    at: init.at,
    severity: isWanted ? "info" : "warning",
    message: `${system} is ${mainProcessOf(workload)}, so ${broken} do not work for the services inside.`,
    fixes:
      foreground && instruction && init.process.scripts.length === 0
        ? [runInForeground(foreground, instruction, edit)]
        : [],
  });
}
