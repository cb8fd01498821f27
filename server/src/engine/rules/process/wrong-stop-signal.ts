import { baseImageOf } from "../../facts/baseImage.ts";
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
  severity: "warning",
  profile: "recommended",
  fix: "behaviour",
  summary: "Stop signal is SIGKILL or SIGSTOP, which no program can handle",
  why: prose(
    "`docker stop` first sends the stop signal and waits. SIGKILL ends the program immediately: it cannot finish requests, write its data or remove its lock files. SIGSTOP only suspends it, so it always takes the whole waiting time and is killed then.",
  ),
  instead: prose(
    "Remove the setting: SIGTERM is the default. If the program takes too long to end, set a shorter `stop_grace_period`. Some programs end gracefully on another signal: nginx on SIGQUIT, Apache on SIGWINCH, PostgreSQL on SIGINT; their official images set it.",
  ),
  exceptions: prose(
    "SIGKILL is information unless the image is known to keep data: it may be a choice. Other signals are ignored, because only the program decides what they do.",
  ),
  errors: ["database system was not properly shut down", "Exited (137)"],
  topic: "stop-signal",
  sources: [
    "https://docs.docker.com/reference/dockerfile/#stopsignal",
    "https://man7.org/linux/man-pages/man7/signal.7.html",
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
        fixed: `
          services:
            db:
              image: postgres:17
        `,
      },
    ],
    valid: [
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
    },
    service(service, context) {
      reportSignal(service, containerName(service), context);
    },
  },
});

function reportSignal(workload: Stage | Service, name: string, { project, edit, report }: RuleContext): void {
  const signal: Fact<string> = workload.stopSignal;
  if (!has(signal, (text) => /^(?:(?:SIG)?(?:KILL|STOP)|9|19)$/i.test(text))) return;
  const isStop = /STOP|19/i.test(signal.value);
  const process = baseImageOf(project, workload)?.process;
  const hasData = daemons.some(({ id, data }) => id === process && data.length > 0);
  report({
    at: signal.at,
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
