import { baseImageOf } from "../../facts/baseImage.ts";
import { neededSignalOf, type NeededSignal } from "../../facts/process/neededSignal.ts";
import { containerName } from "../../words.ts";
import { daemons } from "../../knowledge/daemons/daemons.ts";
import { has, type Fact } from "../../model/fact.ts";
import type { Service } from "../../model/service.ts";
import type { Stage } from "../../model/stage.ts";
import { defineRule, prose, type RuleContext } from "../../rule.ts";

export default defineRule({
  id: "wrong-stop-signal",
  category: "process",
  since: "0.1.0",
  branches: {
    killing: { severity: "warning", profile: "recommended", aliases: ["tally/no-ungraceful-stopsignal"] },
    missing: {
      severity: "info",
      profile: "recommended",
      aliases: ["tally/prefer-nginx-sigquit", "tally/prefer-systemd-sigrtmin-plus-3"],
    },
  },
  fix: "behaviour",
  summary: "Stop signal is one that no program can handle, or not the one on which the program ends in good order",
  why: prose(
    "`docker stop` first sends the stop signal and waits. SIGKILL ends the program immediately: it cannot finish requests, write its data or remove its lock files. SIGSTOP only suspends it, so it always takes the whole waiting time and is killed then.",
    "",
    "Without a setting the signal is SIGTERM. On it nginx and Apache cut off open requests, PostgreSQL waits until all clients have left, and systemd only restarts itself, so it is killed after the waiting time.",
  ),
  instead: prose(
    "Remove the setting: SIGTERM is the default. If the program takes too long to end, set a shorter `stop_grace_period`. Where you build an image of such a program, set its own signal: `STOPSIGNAL SIGQUIT` for nginx and php-fpm, `SIGWINCH` for Apache, `SIGINT` for PostgreSQL, `SIGRTMIN+3` for systemd. Their official images do.",
  ),
  exceptions: prose(
    "SIGKILL is information unless the image is known to keep data: it may be a choice. Other signals are ignored, because only the program decides what they do. A missing signal is reported for images on known bases only, if the program is the process itself, and not in a `Containerfile`: Podman chooses systemd's signal by itself.",
  ),
  errors: ["database system was not properly shut down", "Exited (137)"],
  yieldsTo: [
    { rule: "systemd-not-pid-one", on: "workload" },
    { rule: "systemd-in-container", on: "workload" },
  ],
  topic: "stop-signal",
  sources: [
    "https://docs.docker.com/reference/dockerfile/#stopsignal",
    "https://man7.org/linux/man-pages/man7/signal.7.html",
    "https://nginx.org/en/docs/control.html",
    "https://www.freedesktop.org/software/systemd/man/latest/systemd.html#Signals",
  ],
  examples: {
    invalid: [
      {
        files: {
          Dockerfile: `
            FROM node:22
            STOPSIGNAL SIGKILL
            CMD ["node", "server.js"]
          `,
        },
        underline: "SIGKILL",
        branch: "killing",
        severity: "info",
        fixed: `
          FROM node:22
          CMD ["node", "server.js"]
        `,
      },
      {
        files: {
          "compose.yaml": `
            services:
              db:
                image: postgres:17
                stop_signal: "9"
          `,
        },
        underline: '"9"',
        branch: "killing",
        fixed: `
          services:
            db:
              image: postgres:17
        `,
      },
      {
        title: "nginx of a distribution.",
        files: {
          Dockerfile: `
            FROM debian:13
            RUN apt-get update && apt-get install -y nginx
            CMD ["nginx", "-g", "daemon off;"]
          `,
        },
        underline: "debian:13",
        branch: "missing",
        fixed: `
          FROM debian:13
          RUN apt-get update && apt-get install -y nginx
          CMD ["nginx", "-g", "daemon off;"]
          STOPSIGNAL SIGQUIT
        `,
      },
    ],
    valid: [
      {
        title: "The base image of PHP with Apache sets the signal.",
        files: {
          Dockerfile: `
            FROM php:8.4-apache
            COPY . /var/www/html
            CMD ["apache2-foreground"]
          `,
        },
      },
      {
        title: "The official image sets the signal.",
        files: {
          Dockerfile: `
            FROM nginx:1.29
            CMD ["nginx", "-g", "daemon off;"]
          `,
        },
      },
      {
        title: "nginx ends gracefully on SIGQUIT.",
        files: {
          Dockerfile: `
            FROM debian:13
            STOPSIGNAL SIGQUIT
            CMD ["nginx", "-g", "daemon off;"]
          `,
        },
      },
      {
        title: "systemd has a signal of its own.",
        files: {
          Dockerfile: `
            FROM debian:13
            STOPSIGNAL SIGRTMIN+3
            CMD ["/srv/app"]
          `,
        },
      },
      {
        title: "The variable is unknown.",
        files: {
          "compose.yaml": `
            services:
              db:
                image: postgres:17
                stop_signal: \${STOP_SIGNAL}
          `,
        },
      },
    ],
  },
  check: {
    stage(stage, context) {
      reportSignal(stage, "The container", context);
      const isForPodman = /Containerfile[^/]*$/.test(stage.uri);
      const needed = isForPodman ? undefined : neededSignalOf(context.project, stage);
      if (!needed) return;
      const text = `STOPSIGNAL ${needed.signal}`;
      const edits = () => [context.edit.addInstruction(stage, text)];
      context.report({
        at: stage.at,
        branch: "missing",
        message: `${onTerm[needed.process]} Add "${text}".`,
        fixes: [{ title: `Add "${text}"`, kind: "behaviour", edits }],
      });
    },
    service(service, context) {
      reportSignal(service, containerName(service), context);
    },
  },
});

const onTerm: Readonly<Record<NeededSignal["process"], string>> = {
  systemd: "systemd does not shut down on SIGTERM, so docker stop waits for 10 seconds and kills it.",
  nginx: "nginx cuts off open requests on SIGTERM, which docker stop sends.",
  httpd: "Apache cuts off open requests on SIGTERM, which docker stop sends.",
  postgres: "PostgreSQL waits for its clients on SIGTERM, so docker stop may kill it.",
  "php-fpm": "php-fpm cuts off open requests on SIGTERM, which docker stop sends.",
};

function reportSignal(
  workload: Stage | Service,
  name: string,
  { project, edit, report }: RuleContext<"killing">,
): void {
  const signal: Fact<string> = workload.stopSignal;
  if (!has(signal, (text) => /^(?:(?:SIG)?(?:KILL|STOP)|9|19)$/i.test(text))) return;
  const isStop = /STOP|19/i.test(signal.value);
  const process = baseImageOf(project, workload)?.process;
  const hasData = daemons.some(({ id, data }) => id === process && data.length > 0);
  report({
    at: signal.at,
    branch: "killing",
    severity: isStop || hasData ? "warning" : "info",
    message: isStop
      ? `SIGSTOP only suspends the program, so stopping always takes the whole grace period. Remove it: SIGTERM is the default.`
      : `${name} is stopped by SIGKILL, so the program cannot finish its work or write its data. Remove it: SIGTERM is the default.`,
    fixes: signal.origin
      ? []
      : [
          {
            title: "Remove the stop signal",
            kind: "behaviour",
            preferred: true,
            edits: () => [edit.remove([signal.entry])],
          },
        ],
  });
}
