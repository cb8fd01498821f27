import type { Daemon } from "../../knowledge/daemons/daemon.ts";
import { daemonOf, daemonOfUnit, serviceCommand } from "../../knowledge/daemons/daemons.ts";
import { programName, type SimpleCommand } from "../../model/command.ts";

/** A command that starts a daemon, by its own program or through a service manager. */
export interface DaemonStart {
  readonly daemon: Daemon;
  readonly command: SimpleCommand;
  /** `manager`: `service x start`, which returns once the daemon runs in the background. */
  readonly by: "program" | "manager";
  /** Undefined where a configuration file or an unreadable word decides. */
  readonly stays: boolean | undefined;
}

/** The daemon that a command starts; undefined for other commands, and where it only prints, checks or stops. */
export function daemonStart(command: SimpleCommand): DaemonStart | undefined {
  // BusyBox has small programs of the same names with other options: `busybox httpd -f`.
  if (command.wrappers.some((words) => programName({ words }) === "busybox")) return undefined;
  const words = command.words.map((word) => word.value);
  const call = serviceCommand(words);
  if (call) {
    // Without their init system as process 1 these start nothing and fail.
    if (call.manager === "systemctl" || call.manager === "rc-service") return undefined;
    const [unit] = call.units;
    const daemon = call.starts && unit !== undefined ? daemonOfUnit(unit) : undefined;
    return daemon && { daemon, command, by: "manager", stays: false };
  }

  const run = daemonOf(words);
  if (!run || run.form === "passing") return undefined;
  // A version in its name marks a distribution's package, which forks by default.
  const isPackaged = /^php-fpm\d/.test(programName(command) ?? "") && !words.includes(undefined);
  const form = run.form ?? (isPackaged ? "background" : undefined);
  // A foreground daemon still goes to the background with `daemon &`.
  const stays = form === undefined ? undefined : form === "foreground" && !command.background;
  return { daemon: run.daemon, command, by: "program", stays };
}
