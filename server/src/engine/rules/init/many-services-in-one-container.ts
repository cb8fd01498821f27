import { containerCommandsOf } from "../../facts/containerCommands.ts";
import { daemonStart } from "../../facts/process/daemon.ts";
import { supervisorOf } from "../../facts/process/supervisor.ts";
import { list } from "../../words.ts";
import { startOf } from "../../model/command.ts";
import type { Place } from "../../model/place.ts";
import type { Project } from "../../model/project.ts";
import type { Stage } from "../../model/stage.ts";
import { defineRule, prose } from "../../rule.ts";

export default defineRule({
  id: "many-services-in-one-container",
  category: "init",
  since: "0.1.0",
  severity: "info",
  profile: "recommended",
  summary: "Container runs several services",
  why: prose(
    "The engine watches one process for each container: it restarts, limits, stops and logs that one. With several services in one container it sees a supervisor or a script, which runs on when one of them fails. They share one log, one memory limit and one version, and none can be scaled or replaced alone.",
  ),
  instead: prose(
    "Run each service in a container of its own, as services of one Compose file: they reach each other by name. One image can serve several of them, each with its own `command`.",
    "",
    "If they must stay together, add a `HEALTHCHECK` that asks all of them.",
  ),
  exceptions: prose(
    "Ignored for a service with its helper that no port belongs to, such as cron, for images with s6-overlay, which can end the container, and if the configuration of the supervisor is unknown.",
  ),
  topic: "init-system",
  sources: [
    "https://docs.docker.com/engine/containers/multi-service_container/",
    "https://supervisord.org/subprocess.html#process-states",
    "https://smarden.org/runit/runsvdir.8.html",
  ],
  examples: {
    invalid: [
      {
        title: "A supervisor runs two services.",
        files: {
          Dockerfile: `
            FROM debian:13
            RUN apt-get update && apt-get install -y supervisor nginx redis-server
            COPY all.conf /etc/supervisor/conf.d/all.conf
            CMD ["supervisord", "-n"]
          `,
          "all.conf": "[program:redis]\ncommand=redis-server\n[program:nginx]\ncommand=nginx -g 'daemon off;'\n",
        },
        underline: '["supervisord", "-n"]',
      },
      {
        title: "The entrypoint starts one service and becomes another.",
        files: {
          Dockerfile: `
            FROM debian:13
            COPY start.sh /start.sh
            ENTRYPOINT ["/start.sh"]
          `,
          "start.sh": "#!/bin/sh\nservice postgresql start\nexec nginx -g 'daemon off;'\n",
        },
        underline: '"/start.sh"',
      },
      {
        title: "One file for each service of runit.",
        files: {
          Dockerfile: `
            FROM debian:13
            COPY web.sh /etc/service/web/run
            COPY worker.sh /etc/service/worker/run
            CMD ["runsvdir", "-P", "/etc/service"]
          `,
        },
        underline: '["runsvdir", "-P", "/etc/service"]',
      },
    ],
    valid: [
      {
        title: "The supervisor has one program.",
        files: {
          Dockerfile: `
            FROM debian:13
            COPY app.conf /etc/supervisor/conf.d/app.conf
            HEALTHCHECK CMD /app/check
            CMD ["supervisord", "-n"]
          `,
          "app.conf": "[program:app]\ncommand=/app/server\n",
        },
      },
      {
        title: "A test of the configuration starts nothing.",
        files: {
          Dockerfile: `
            FROM debian:13
            CMD nginx -t && redis-server --daemonize no
          `,
        },
      },
      {
        title: "The script starts the one or the other.",
        files: {
          Dockerfile: `
            FROM debian:13
            COPY start.sh /start.sh
            ENTRYPOINT ["/start.sh"]
          `,
          "start.sh": '#!/bin/sh\nif [ "$1" = db ]; then redis-server; else nginx -g "daemon off;"; fi\n',
        },
      },
    ],
  },
  check: {
    stage(stage, { project, report }) {
      const services = stage.isFinal ? servicesIn(project, stage) : undefined;
      if (!services || services.names.length < 2) return;
      report({
        at: services.at,
        message: `This container runs ${list(services.names.slice(0, 4))}. If one fails, ${services.ends ? "all of them end" : "the container runs on"}. Give each a container of its own.`,
      });
    },
  },
});

/** Helpers that belong to the service beside them. */
const helpers = new Set(["cron", "rsyslog", "sshd", "supervisord"]);

function servicesIn(
  project: Project,
  stage: Stage,
): { readonly names: readonly string[]; readonly at: Place; readonly ends: boolean } | undefined {
  const supervisor = supervisorOf(project, stage);
  if (supervisor) {
    const names = supervisor.programs.filter((name) => !/cron|syslog|sshd|tail|log/i.test(name));
    return { names: names.map((name) => `"${name}"`), at: startOf(supervisor.command), ends: supervisor.ends };
  }
  const starts = containerCommandsOf(project, stage).flatMap(({ command, when }) => {
    const start = when === "start" ? daemonStart(command) : undefined;
    return start && !helpers.has(start.daemon.id) ? [start] : [];
  });
  const last = starts.at(-1);
  return (
    last && { names: [...new Set(starts.map(({ daemon }) => daemon.title))], at: startOf(last.command), ends: false }
  );
}
