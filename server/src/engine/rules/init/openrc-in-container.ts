import { baseImageOf } from "../../facts/baseImage.ts";
import { containerCommandsOf } from "../../facts/containerCommands.ts";
import { initProcessOf } from "../../facts/process/initSystem.ts";
import { mainProcessOf } from "../../facts/process/mainProcess.ts";
import { argumentsOf, programName, type SimpleCommand } from "../../model/command.ts";
import type { Project } from "../../model/project.ts";
import type { Stage } from "../../model/stage.ts";
import { defineRule, prose } from "../../rule.ts";
import { startOfScript } from "../../words.ts";

export default defineRule({
  id: "openrc-in-container",
  category: "init",
  since: "0.1.0",
  severity: "warning",
  profile: "recommended",
  summary: "OpenRC gets a service, but does not run in the container",
  why: prose(
    "`rc-update add` makes a link that OpenRC follows when a machine boots. No machine boots in a container: the engine starts the main process and nothing else, so the service never runs. `rc-service x start` during a build starts a process that ends with its layer.",
  ),
  instead:
    "Run the service in the foreground as the main process, for example `nginx -g 'daemon off;'`, and each further service in a container of its own.",
  exceptions: prose(
    "Ignored in images whose main process is OpenRC's init, or is unknown, in images that prepare `/run/openrc/softlevel` or call `openrc`, and if the command runs under a condition.",
  ),
  errors: [
    "You are attempting to run an openrc service on a system which openrc did not boot.",
    "You may be inside a chroot or you may have used another initialization system to boot this system.",
  ],
  topic: "init-system",
  sources: [
    "https://wiki.alpinelinux.org/wiki/OpenRC",
    "https://github.com/OpenRC/openrc/blob/master/man/rc-update.8",
    "https://docs.docker.com/engine/containers/multi-service_container/",
  ],
  examples: {
    invalid: [
      {
        title: "The link waits for a boot that never comes.",
        files: {
          Dockerfile: `
            FROM alpine:3.22
            RUN apk add --no-cache nginx openrc && rc-update add nginx default
            CMD ["/app/server"]
          `,
        },
        underline: "rc-update add nginx default",
      },
      {
        title: "A service that is started in a build ends with it.",
        files: {
          Dockerfile: `
            FROM alpine:3.22
            RUN apk add --no-cache redis openrc
            RUN rc-service redis start
            CMD ["/app/server"]
          `,
        },
        underline: "rc-service redis start",
      },
    ],
    valid: [
      {
        title: "OpenRC is the main process.",
        files: {
          Dockerfile: `
            FROM alpine:3.22
            RUN apk add --no-cache nginx openrc && rc-update add nginx default
            CMD ["/sbin/init"]
          `,
        },
      },
      {
        title: "The entrypoint brings OpenRC up by hand.",
        files: {
          Dockerfile: `
            FROM alpine:3.22
            RUN apk add --no-cache openssh openrc && rc-update add sshd
            RUN mkdir -p /run/openrc && touch /run/openrc/softlevel
            CMD rc-status; exec /app/server
          `,
        },
      },
      {
        title: "What runs in the image is decided elsewhere.",
        files: {
          Dockerfile: `
            FROM alpine:3.22
            RUN apk add --no-cache openrc && rc-update add networking boot
          `,
        },
      },
    ],
  },
  check: {
    stage(stage, { project, report }) {
      if (!stage.isFinal || baseImageOf(project, stage)?.family !== "alpine" || mayBoot(project, stage)) return;
      for (const { command, when } of containerCommandsOf(project, stage)) {
        const call = when === "build" ? callOf(command) : undefined;
        if (!call) continue;
        report({
          at: command.at,
          message: `OpenRC does not run in this container, so ${call.program} has no effect and "${call.service}" never starts. Start the program with CMD.`,
          related: startOfScript(command),
        });
      }
    },
  },
});

/** The main process is an init system, is unknown, or OpenRC is brought up by hand. */
function mayBoot(project: Project, stage: Stage): boolean {
  if (!mainProcessOf(project, stage)?.isWhole || initProcessOf(project, stage)) return true;
  return [stage, ...containers(stage)].some((one) =>
    containerCommandsOf(project, one).some(({ command }) => bringsUp(command)),
  );
}

function containers({ parent }: Stage): readonly Stage[] {
  return parent ? [parent, ...containers(parent)] : [];
}

function bringsUp(command: SimpleCommand): boolean {
  const texts = [...command.words, ...command.redirects.flatMap(({ target }) => target ?? [])].map(({ text }) => text);
  return (
    ["openrc", "openrc-init", "openrc-run", "rc"].includes(programName(command) ?? "") ||
    texts.some((text) => text.includes("softlevel"))
  );
}

function callOf(command: SimpleCommand): { readonly program: string; readonly service: string } | undefined {
  const program = programName(command);
  const [first, second] = argumentsOf(command).flatMap(({ value }) => (value?.startsWith("-") === true ? [] : [value]));
  const isAdd = program === "rc-update" && (first === "add" || first === "a");
  const service = isAdd ? second : first;
  const isStart = program === "rc-service" && (second === "start" || second === "restart");
  return service !== undefined && (isAdd || isStart)
    ? { program: isAdd ? `"rc-update add"` : `"rc-service"`, service }
    : undefined;
}
