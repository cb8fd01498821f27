import { is } from "../../model/fact.ts";
import type { Project } from "../../model/project.ts";
import type { Stage } from "../../model/stage.ts";
import { isMissing } from "../absence.ts";
import { baseImageOf } from "../baseImage.ts";
import { daemonStart } from "./daemon.ts";
import { initProcessOf } from "./initSystem.ts";
import { mainProcessOf } from "./mainProcess.ts";

/** A signal on which the main process ends in good order, where neither the image nor a service asks for it. */
export interface NeededSignal {
  readonly signal: string;
  /** `systemd`, or the id of a daemon. */
  readonly process: "systemd" | "nginx" | "httpd" | "postgres" | "php-fpm";
}

const graceful: Readonly<Record<string, NeededSignal>> = Object.fromEntries(
  (
    [
      // https://nginx.org/en/docs/control.html
      ["nginx", "SIGQUIT"],
      // https://httpd.apache.org/docs/2.4/stopping.html
      ["httpd", "SIGWINCH"],
      // https://www.postgresql.org/docs/current/server-shutdown.html
      ["postgres", "SIGINT"],
      // https://manpages.debian.org/bookworm/php8.2-fpm/php-fpm8.2.8.en.html
      ["php-fpm", "SIGQUIT"],
    ] as const
  ).map(([process, signal]) => [process, { process, signal }]),
);

/**
 * PHP with a server, and what is built on it, sets the signal of that server.
 * https://github.com/docker-library/php/blob/master/Dockerfile-linux.template
 */
const setsSignal =
  /^(?:php|wordpress|drupal|joomla|matomo|mediawiki|nextcloud|phpmyadmin|monica|friendica|backdrop|yourls|postfixadmin)$/;

/** Undefined if the base is unknown or brings the daemon and its signal, or if a shell starts the process. */
export function neededSignalOf(project: Project, stage: Stage): NeededSignal | undefined {
  const base = stage.isFinal ? baseImageOf(project, stage) : undefined;
  const services = project.servicesOf(stage);
  const isUnset = isMissing(project, stage, ({ stopSignal }) => stopSignal);
  if (!base || !isUnset || services.some(({ stopSignal, init }) => stopSignal.state !== "unset" || is(init, true))) {
    return undefined;
  }
  if (initProcessOf(project, stage)?.system === "systemd") {
    return base.init === "systemd" ? undefined : { process: "systemd", signal: "SIGRTMIN+3" };
  }
  const process = mainProcessOf(project, stage);
  const command = process?.isWhole ? process.runs.at(-1) : undefined;
  const isDirect = process?.form === "exec" && command?.last && !command.conditional;
  const start = isDirect && command.startedAt === undefined ? daemonStart(command) : undefined;
  const needed = start?.stays && !setsSignal.test(base.repository) ? graceful[start.daemon.id] : undefined;
  return needed && base.process !== needed.process ? needed : undefined;
}
