import { mainProcessOf, type MainProcess } from "../../facts/process/mainProcess.ts";
import { argumentsOf, programName, startOf, type SimpleCommand } from "../../model/command.ts";
import type { Service } from "../../model/service.ts";
import type { Stage } from "../../model/stage.ts";
import { defineRule, prose, type RuleContext } from "../../rule.ts";
import { commandText, isForDevelopment, setsProcess } from "./support.ts";

export default defineRule({
  id: "keepalive-command",
  category: "process",
  since: "0.1.0",
  severity: "info",
  profile: "recommended",
  summary: "Main process only keeps the container alive",
  why: prose(
    "`tail -f /dev/null` and `sleep infinity` keep a container running without a program, as if it were a machine to log in to. The engine cannot see what runs inside: a program that crashes is not restarted, its output does not reach `docker logs`, and `docker stop` does not reach it.",
    "",
    "Neither reacts to SIGTERM as process 1, so stopping takes ten seconds.",
  ),
  instead: prose(
    "Make the program the main process. For tasks from time to time use `docker compose run`, and for a workspace a development container.",
  ),
  exceptions: prose(
    "Ignored in files, services and stages for development, tests and debugging, for services with a profile, and for CI jobs. It is a hint with `init: true` or `tty: true`, which a workspace on purpose has.",
  ),
  errors: ["Exited (137)", "container keeps running with tail -f /dev/null"],
  topic: "main-process",
  sources: [
    "https://docs.docker.com/engine/containers/multi-service_container/",
    "https://docs.docker.com/reference/cli/docker/compose/run/",
  ],
  examples: {
    invalid: [
      {
        files: {
          Dockerfile: `
            FROM ubuntu:24.04
            RUN apt-get update && apt-get install -y openssh-server
            CMD ["tail", "-f", "/dev/null"]
          `,
        },
        underline: '["tail", "-f", "/dev/null"]',
      },
      {
        title: "nginx may crash while the container keeps running.",
        files: {
          "compose.yaml": `
            services:
              web:
                image: debian:13
                command: sh -c "service nginx start && sleep infinity"
          `,
        },
        underline: "sleep infinity",
      },
    ],
    valid: [
      {
        title: "A workspace of a developer.",
        files: {
          ".devcontainer/compose.yaml": `
            services:
              app:
                image: node:22
                command: sleep infinity
          `,
        },
      },
      {
        title: "A tool that is started on request.",
        files: {
          "compose.yaml": `
            services:
              tools:
                image: alpine:3.22
                profiles: [tools]
                command: tail -f /dev/null
          `,
        },
      },
      {
        title: "The log of a program is followed.",
        files: {
          "compose.yaml": `
            services:
              web:
                image: debian:13
                command: sh -c "service nginx start && tail -f /var/log/nginx/access.log"
          `,
        },
      },
    ],
  },
  check: {
    stage(stage, context) {
      const { project } = context;
      const process = stage.isFinal && !isForDevelopment(project, stage) ? mainProcessOf(project, stage) : undefined;
      const services = project.servicesOf(stage);
      if (process && !(services.length > 0 && services.every(setsProcess))) reportIdle(stage, process, context);
    },
    service(service, context) {
      const { project } = context;
      if (service.origin !== "compose" || !setsProcess(service) || service.profiles.state !== "unset") return;
      const process = isForDevelopment(project, service) ? undefined : mainProcessOf(project, service);
      if (process) reportIdle(service, process, context);
    },
  },
});

function reportIdle(workload: Stage | Service, { runs, isWhole }: MainProcess, { report }: RuleContext): void {
  const last = runs.at(-1);
  if (
    !last ||
    !isWhole ||
    last.conditional ||
    last.inFunction !== undefined ||
    last.pipeline.length > 1 ||
    !isIdle(last)
  )
    return;
  const isInteractive =
    workload.kind === "service" &&
    [workload.init, workload.tty, workload.stdinOpen].some(({ state }) => state === "known");
  report({
    at: startOf(last),
    severity: isInteractive ? "hint" : "info",
    message: `"${commandText(last)}" only keeps the container alive, so the engine cannot see or restart what runs inside. Make the program the main process.`,
  });
}

/** The options of tail take numbers and words. */
function isFile(value: string): boolean {
  return value === "" || value.includes("/");
}

/** `tail -f /dev/null`, `sleep infinity`, or a sleep of a day and more. */
function isIdle(command: SimpleCommand): boolean {
  const values = argumentsOf(command).map(({ value }) => value ?? "");
  if (programName(command) === "tail")
    return (
      values.some((value) => /^(?:-[a-z]*[fF]|--follow)/.test(value)) && values.filter(isFile).join() === "/dev/null"
    );
  return (
    programName(command) === "sleep" && values.length === 1 && /^(?:inf(?:inity)?|\d+d|\d{6,})$/.test(values[0] ?? "")
  );
}
