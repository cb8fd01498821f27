import { baseImageOf } from "../../facts/baseImage.ts";
import { supervisorOf } from "../../facts/process/supervisor.ts";
import { lineOf } from "../../facts/scripts/container.ts";
import { startOf } from "../../model/command.ts";
import { defineRule, prose } from "../../rule.ts";

export default defineRule({
  id: "supervisor-hides-crashes",
  category: "init",
  since: "0.1.0",
  severity: "hint",
  profile: "recommended",
  summary: "Supervisor runs on while its program has failed",
  why: prose(
    "The supervisor is the main process, so the engine sees only it. supervisord restarts a program that crashes, and after a few attempts marks it as `FATAL` and runs on: the container stays up, no restart policy acts, and nothing serves. circus, monit and runit try again without end.",
  ),
  instead: prose(
    "Run the program as the main process, so that the engine sees it end. Otherwise add a `HEALTHCHECK` that asks the program, or an `[eventlistener]` that ends supervisord at `PROCESS_STATE_FATAL`.",
  ),
  exceptions: prose(
    "Ignored with a health check, in the image or in a service that builds it, with an event listener, and if the configuration or the base image is unknown.",
  ),
  errors: [
    "gave up: entered FATAL state, too many start retries too quickly",
    "INFO exited: (exit status 1; not expected)",
  ],
  topic: "init-system",
  yieldsTo: [{ rule: "many-services-in-one-container", on: "workload" }],
  sources: [
    "https://supervisord.org/subprocess.html#process-states",
    "https://supervisord.org/events.html",
    "https://github.com/Supervisor/supervisor/issues/1182",
  ],
  examples: {
    invalid: [
      {
        title: "One program, and a supervisor that outlives it.",
        files: {
          Dockerfile: `
            FROM debian:13
            RUN apt-get update && apt-get install -y supervisor
            COPY app.conf /etc/supervisor/conf.d/app.conf
            CMD ["supervisord", "-n"]
          `,
          "app.conf": "[program:app]\ncommand=/app/server\n",
        },
        underline: '["supervisord", "-n"]',
      },
      {
        title: "circus restarts its watcher and runs on.",
        files: {
          Dockerfile: `
            FROM debian:13
            COPY circus.ini /etc/circus.ini
            CMD ["circusd", "/etc/circus.ini"]
          `,
          "circus.ini": "[watcher:app]\ncmd = /app/server\n",
        },
        underline: '["circusd", "/etc/circus.ini"]',
      },
    ],
    valid: [
      {
        title: "A health check asks the program.",
        files: {
          Dockerfile: `
            FROM debian:13
            RUN apt-get update && apt-get install -y supervisor curl
            COPY app.conf /etc/supervisor/conf.d/app.conf
            HEALTHCHECK CMD curl -f http://localhost:8080/
            CMD ["supervisord", "-n"]
          `,
          "app.conf": "[program:app]\ncommand=/app/server\n",
        },
      },
      {
        title: "A listener ends the container.",
        files: {
          Dockerfile: `
            FROM debian:13
            COPY app.conf /etc/supervisor/conf.d/app.conf
            CMD ["supervisord", "-n"]
          `,
          "app.conf":
            "[program:app]\ncommand=/app/server\n[eventlistener:quit]\ncommand=/quit\nevents=PROCESS_STATE_FATAL\n",
        },
      },
      {
        title: "What it supervises is not known.",
        files: {
          Dockerfile: `
            FROM debian:13
            CMD ["supervisord", "-n"]
          `,
        },
      },
    ],
  },
  check: {
    stage(stage, { project, report }) {
      const supervisor = stage.isFinal ? supervisorOf(project, stage) : undefined;
      if (!supervisor || supervisor.ends || !supervisor.isWhole || supervisor.programs.length === 0) return;
      const services = project.servicesOf(stage);
      const checks = [...lineOf(stage), ...services].some(({ healthcheck }) => healthcheck.state !== "unset");
      if (checks || baseImageOf(project, stage) === undefined) return;
      report({
        at: startOf(supervisor.command),
        message: `If "${supervisor.programs[0] ?? ""}" fails, ${supervisor.name} and the container run on. Add a HEALTHCHECK or run it alone.`,
      });
    },
  },
});
