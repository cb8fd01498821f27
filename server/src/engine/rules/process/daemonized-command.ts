import { backgroundDaemonOf, lastCommandOf } from "../../facts/process/backgroundDaemon.ts";
import { daemonStart, type DaemonStart } from "../../facts/process/daemon.ts";
import { configuredToStay, mayConfigure } from "../../facts/process/daemonConfiguration.ts";
import { initProcessOf, replacesSystemctl } from "../../facts/process/initSystem.ts";
import { mainProcessOf, onlyInstructionOf, onlySettingOf, type MainProcess } from "../../facts/process/mainProcess.ts";
import { programName, startOf, type Word } from "../../model/command.ts";
import type { Service } from "../../model/service.ts";
import type { Stage } from "../../model/stage.ts";
import { defineRule, prose, type FixOffer, type RuleContext } from "../../rule.ts";

export default defineRule({
  id: "daemonized-command",
  category: "process",
  since: "0.1.0",
  severity: "warning",
  profile: "essential",
  fix: "behaviour",
  summary: "Main process goes to the background, so the container exits",
  why: prose(
    "A container runs as long as its main process. A daemon forks into the background and the process that started it exits, so the container exits too, with code 0.",
  ),
  instead: prose(
    "Start the daemon in the foreground and let it log to standard output: `nginx -g 'daemon off;'`, `httpd -D FOREGROUND`, `php-fpm -F`, `sshd -D -e`, `cron -f`, `supervisord -n`, `redis-server` without `--daemonize`, `pm2-runtime` instead of `pm2 start`.",
  ),
  exceptions: prose(
    "Ignored if a copied configuration file keeps the daemon in the foreground or cannot be read, in the daemon's own official image, and for `httpd` if it may be BusyBox's. Scripts of the project are followed to the last command. A script that cannot be read, or that changes its arguments under a condition, is ignored. `systemctl start` is ignored too, because it fails without systemd.",
  ),
  errors: ["exited with code 0", "Exited (0) Less than a second ago", "* Starting nginx nginx"],
  // A script that cannot start does not start anything in the background.
  topic: "main-process",
  sources: [
    "https://docs.docker.com/engine/containers/multi-service_container/",
    "https://nginx.org/en/docs/ngx_core_module.html#daemon",
    "https://docs.docker.com/reference/dockerfile/#cmd",
  ],
  examples: {
    invalid: [
      {
        files: {
          Dockerfile: `
            FROM debian:12
            RUN apt-get update && apt-get install -y nginx
            CMD service nginx start
          `,
        },
        underline: "service nginx start",
        fixed: `
          FROM debian:12
          RUN apt-get update && apt-get install -y nginx
          CMD ["nginx", "-g", "daemon off;"]
        `,
      },
      {
        files: {
          "compose.yaml": `
            services:
              cache:
                image: redis:8
                command: redis-server --daemonize yes
          `,
        },
        underline: "redis-server --daemonize yes",
      },
      {
        title: "The entrypoint script runs the command of the image.",
        files: {
          Dockerfile: `
            FROM node:22
            RUN npm install -g pm2
            COPY docker-entrypoint.sh /usr/local/bin/
            ENTRYPOINT ["docker-entrypoint.sh"]
            CMD ["pm2", "start", "server.js"]
          `,
          "docker-entrypoint.sh": '#!/bin/sh\nset -e\nmkdir -p /data\nexec "$@"\n',
        },
        underline: '"pm2", "start", "server.js"',
      },
      {
        title: "The service starts a script that ends with the daemon.",
        files: {
          "compose.yaml": `
            services:
              web:
                build: .
                command: /srv/start.sh
          `,
          Dockerfile: `
            FROM debian:13
            RUN apt-get update && apt-get install -y nginx
            COPY start.sh /srv/start.sh
          `,
          "start.sh": "#!/bin/sh\nservice nginx start\n",
        },
        underline: "/srv/start.sh",
      },
    ],
    valid: [
      {
        files: {
          Dockerfile: `
            FROM debian:12
            RUN apt-get update && apt-get install -y nginx && echo "daemon off;" >> /etc/nginx/nginx.conf
            CMD ["nginx"]
          `,
        },
      },
      {
        title: "Another command keeps the container running.",
        files: {
          Dockerfile: `
            FROM debian:12
            RUN apt-get update && apt-get install -y nginx
            CMD service nginx start && tail -F /var/log/nginx/access.log
          `,
        },
      },
      {
        title: "The image's own configuration keeps PHP-FPM in the foreground.",
        files: {
          Dockerfile: `
            FROM php:8.4-fpm
            COPY . /var/www/html
            CMD ["php-fpm"]
          `,
        },
      },
    ],
  },
  check: {
    stage(stage, context) {
      const process = stage.isFinal ? mainProcessOf(context.project, stage) : undefined;
      if (!process || replacesSystemctl(context.project, stage) || isBootedBelow(stage, context)) return;
      const start = backgroundDaemonOf(context.project, stage, process);
      if (!start) return reportLeft(process, context);
      if (configuredToStay(context.project, process, start.daemon) !== "silent") return;
      reportStart(process, start, stage, context);
    },
    service(service, context) {
      if (service.command.state === "unset" && service.entrypoint.state === "unset") return;

      const process = mainProcessOf(context.project, service);
      if (!process) return;
      const start = backgroundDaemonOf(context.project, service, process);
      if (!start) return reportLeft(process, context);
      if (mayConfigure(context.project, service, start.daemon)) return;
      if (configuredToStay(context.project, process, start.daemon) !== "silent") return;
      reportStart(process, start, service, context);
    },
  },
});

function isBootedBelow(stage: Stage, { project }: RuleContext): boolean {
  return initProcessOf(project, stage) !== undefined;
}

/** Reports any other program that a trailing `&` starts in the background. */
function reportLeft(process: MainProcess, context: RuleContext): void {
  const last = lastCommandOf(process);
  const name = last && programName(last);
  if (!last?.background || name === undefined || daemonStart(last)) return;
  const at = startOf(last);
  context.report({
    at,
    message: `"&" runs ${name} in the background and the shell returns, so the container exits immediately. Remove the "&".`,
    related: at === last.at ? [] : [{ at: last.at, message: "The last command of the script." }],
  });
}

function reportStart(process: MainProcess, start: DaemonStart, workload: Stage | Service, context: RuleContext): void {
  const { command, daemon } = start;
  const isOwn = process.scripts.length === 0 && command.at.uri === process.at.uri;
  const at = startOf(command);
  context.report({
    at,
    message: `This starts ${daemon.title} in the background and returns, so the container exits immediately. Run it in the foreground.`,
    related: at === command.at ? [] : [{ at: command.at, message: "The last command of the script." }],
    fixes: isOwn ? foreground(process, start, workload, context) : [],
  });
}

function foreground(
  process: MainProcess,
  { command, daemon, by }: DaemonStart,
  workload: Stage | Service,
  { project, edit }: RuleContext,
): readonly FixOffer[] {
  const { foreground: argv } = daemon;
  const keepsNothing = by === "manager" || process.words.length === 1;
  const isPlain = command.assignments.length + command.redirects.length === 0 && command.wrappers.every(isShell);
  const replaced = workload.kind === "stage" ? onlyInstructionOf(process, workload) : onlySettingOf(process, workload);
  if (!argv || !keepsNothing || process.commands.length > 1 || !isPlain || !replaced) return [];
  // A list in block style is rewritten by hand.
  if (project.root.source.slice(replaced.at.range).startsWith("-")) return [];
  const json = `[${argv.map((word) => JSON.stringify(word)).join(", ")}]`;
  return [
    {
      title: `Run ${argv.join(" ")} in the foreground`,
      kind: "behaviour",
      preferred: true,
      edits: () => [edit.replaceText(replaced.at, "keyword" in replaced ? `${replaced.keyword} ${json}` : json)],
    },
  ];
}

function isShell(words: readonly Word[]): boolean {
  return /^(?:exec|(?:ba|da)?sh)$/.test(programName({ words }) ?? "");
}
