import {
  enabledUnits,
  endsOnStopSignal,
  initProcessOf,
  isForTesting,
  isMadeForInit,
  replacesSystemctl,
  type InitProcess,
} from "../../facts/process/initSystem.ts";
import { onlyInstructionOf } from "../../facts/process/mainProcess.ts";
import { isPodmanRun } from "../../facts/openings.ts";
import { has, valueOf } from "../../model/fact.ts";
import type { Service } from "../../model/service.ts";
import type { Stage } from "../../model/stage.ts";
import { defineRule, prose, type RuleContext } from "../../rule.ts";

const systemContainers = /^(?:sysbox-runc|kata|io\.containerd\.kata)/;
const systemdImages = /^(?:docker\.io\/)?(?:jrei\/systemd-|geerlingguy\/docker-.*-ansible|kindest\/node)/;

export default defineRule({
  id: "systemd-in-container",
  category: "init",
  since: "0.1.0",
  severity: "warning",
  profile: "recommended",
  fix: "behaviour",
  summary: "Container runs an init system as its process",
  why: prose(
    "A container is a process with a fenced-off view, not a small machine: no kernel boots, and the engine already does what an init system does: it starts the process, keeps its output, restarts it and sends it signals.",
    "",
    "With systemd inside, the engine sees only systemd. Logs go to a journal that dies with the container, a service that crashes leaves the container running (and healthy, unless a health check looks at that service), `docker stop` sends a signal that systemd does not end on, and systemd itself wants control groups and mounts that a default container does not give it.",
  ),
  instead: prose(
    "Run the service itself in the foreground, one service for each container.",
    "",
    "Where the software insists on systemd: Podman sets up what it needs by itself, the sysbox runtime gives it a user namespace, LXC and LXD are made for whole systems, and a virtual machine has a kernel of its own.",
  ),
  exceptions: prose(
    "Information only in images that exist to test what runs under systemd (Molecule, Kitchen, Ansible roles), in images that are plainly made for their init system (`STOPSIGNAL SIGRTMIN+3`, units removed and none enabled, OpenRC or an unknown base without a service), and in a `Containerfile` or with `podman run`, as Podman runs systemd properly. Silent with the sysbox and Kata runtimes, and where a replacement for `systemctl` is copied in.",
  ),
  errors: [
    "System has not been booted with systemd as init system (PID 1). Can't operate.",
    "Failed to connect to bus: Host is down",
    "Failed to get D-Bus connection: Operation not permitted",
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
        title: "Images that test configuration management want systemd.",
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
        title: "Whoever names the signal on which systemd shuts down knows what runs.",
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
    ],
  },
  check: {
    stage(stage, context) {
      const init = stage.isFinal ? initProcessOf(context.project, stage) : undefined;
      if (!init || replacesSystemctl(stage)) return;

      const services = context.project.servicesOf(stage);
      if (services.length > 0 && services.every(isSystemContainer)) return;
      const isWanted =
        /Containerfile[^/]*$/.test(stage.uri) ||
        isForTesting([stage.uri, valueOf(stage.image)]) ||
        isMadeForInit(context.project, stage, init);
      say(init, stage, isWanted, context);
    },
    service(service, context) {
      // What the image's own files say is said there.
      const init =
        service.command.state === "unset" && service.entrypoint.state === "unset"
          ? undefined
          : initProcessOf(context.project, service);
      if (!init || isSystemContainer(service) || has(service.image, (image) => systemdImages.test(image))) return;

      const isWanted =
        isPodmanRun(context.project, service) ||
        isForTesting([service.uri, service.name, valueOf(service.image)]) ||
        endsOnStopSignal(service, context.project.stageOf(service));
      say(init, service, isWanted, context);
    },
  },
});

function isSystemContainer(service: Service): boolean {
  return has(service.runtime, (runtime) => systemContainers.test(runtime));
}

function nameOf(workload: Service | Stage): string {
  if (workload.kind === "service") return `"${workload.name}"`;
  return workload.name === undefined ? "The image" : `Stage "${workload.name}"`;
}

function alternatives(phrases: readonly string[]): string {
  return `${phrases.slice(0, -1).join(", ")} or ${phrases.at(-1) ?? ""}`;
}

function say(
  init: InitProcess,
  workload: Service | Stage,
  isWanted: boolean,
  { project, edit, report }: RuleContext,
): void {
  const system = init.system === "systemd" ? "systemd" : "an init system";
  const stage = workload.kind === "stage" ? workload : project.stageOf(workload);
  const cannot = ["show the logs of the services in it", "restart one that crashes"];
  if (init.system === "systemd" && !endsOnStopSignal(workload, stage)) cannot.push("stop them cleanly");
  const units = stage ? enabledUnits(stage) : [];
  const foreground = units.length === 1 ? units[0]?.daemon?.foreground : undefined;
  const instruction = workload.kind === "stage" ? onlyInstructionOf(init.process, workload) : undefined;
  report({
    at: init.word.at,
    severity: isWanted ? "info" : "warning",
    message: `${nameOf(workload)} runs ${system} as its main process: the engine cannot ${alternatives(cannot)}.`,
    fixes:
      foreground && instruction
        ? [
            {
              title: `Run ${foreground[0] ?? "the service"} in the foreground instead`,
              kind: "behaviour",
              edits: () => [
                edit.replaceText(
                  instruction.at,
                  `${instruction.keyword} ${JSON.stringify(foreground).replaceAll('","', '", "')}`,
                ),
              ],
            },
          ]
        : [],
  });
}
