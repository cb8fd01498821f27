import type { Daemon } from "./daemon.ts";
import { storeDaemons } from "./stores.ts";
import { systemDaemons } from "./system.ts";
import { webDaemons } from "./web.ts";

/** Every daemon that the tables know. */
export const daemons: readonly Daemon[] = [...webDaemons, ...storeDaemons, ...systemDaemons];

const byProgram = new Map(daemons.flatMap((daemon) => daemon.programs.map((program) => [program, daemon] as const)));
const byUnit = new Map(daemons.flatMap((daemon) => daemon.units.map((unit) => [unit, daemon] as const)));

/** A command line that runs a daemon. */
export interface DaemonRun {
  readonly daemon: Daemon;
  /**
   * Whether it stays the process that was started. `passing`: it only prints, checks or stops something.
   * Undefined: a configuration file, or a word that cannot be read, decides.
   */
  readonly form: "foreground" | "background" | "passing" | undefined;
}

/** Programs whose first word decides, against the daemon's other programs. */
const alwaysForeground = new Set([
  "httpd-foreground",
  "apache2-foreground",
  "solr-foreground",
  "pm2-runtime",
  "pm2-docker",
]);

/** Many programs have a `startup.sh`; Tomcat's is recognised by its folder. */
const tomcatStarter = /(?:tomcat|catalina)[^/]*\/(?:.*\/)?bin\/startup\.sh$/i;

/** The daemon that an argument vector starts; words that cannot be read are undefined. Undefined for any other program. */
export function daemonOf(words: readonly (string | undefined)[]): DaemonRun | undefined {
  const program = baseName(words[0]);
  if (program === undefined) return undefined;
  const rest = words.slice(1);
  const line = [program, ...rest.map((word) => word ?? "\u0000")].join(" ");
  if (program === "startup.sh" && !tomcatStarter.test(words[0] ?? "")) return undefined;
  const daemon = byProgram.get(program) ?? daemons.find(({ alsoAs }) => alsoAs?.test(line));
  return daemon && { daemon, form: formOf(daemon, program, rest) };
}

function formOf(daemon: Daemon, program: string, rest: readonly (string | undefined)[]): DaemonRun["form"] {
  if (alwaysForeground.has(program)) return "foreground";
  if (program === "startup.sh") return "background";
  const readable = rest.filter((word) => word !== undefined).join(" ");
  if (daemon.passing?.test(readable)) return "passing";
  if (daemon.stays?.test(readable)) return "foreground";
  if (rest.includes(undefined)) return undefined;
  return daemon.forks?.test(readable) ? "background" : daemon.bare;
}

/** Returns the daemon of a unit or init script: `nginx`, `nginx.service`, `php8.2-fpm`. */
export function daemonOfUnit(unit: string): Daemon | undefined {
  const name = unit.replace(/\.service$/, "").replace(/@[^]*/, "");
  return byUnit.get(name) ?? (/^php\d(?:\.\d)?-fpm$/.test(name) ? byUnit.get("php-fpm") : undefined);
}

export type ServiceAction = "start" | "stop" | "restart" | "reload" | "status" | "enable" | "disable" | "other";

/** `service nginx start`, `systemctl enable --now nginx`, `/etc/init.d/nginx start`, `rc-service nginx start`. */
export interface ServiceCommand {
  readonly manager: "systemctl" | "service" | "init.d" | "rc-service";
  readonly action: ServiceAction;
  /** As written, without `.service`. Several for systemctl. */
  readonly units: readonly string[];
  /** `--now` together with `enable`. */
  readonly starts: boolean;
}

/** Reads a call of a service manager; undefined for any other command, or when its verb cannot be read. */
export function serviceCommand(words: readonly (string | undefined)[]): ServiceCommand | undefined {
  const [path, ...rest] = words;
  const program = baseName(path);
  if (path === undefined || program === undefined) return undefined;
  if (program === "systemctl") return systemctl(rest);
  if (program === "service" || program === "rc-service" || program === "invoke-rc.d") {
    const [unit, verb] = withoutOptions(rest);
    return one(program === "rc-service" ? "rc-service" : "service", unit, verb);
  }
  return /^\/etc\/(?:rc\.d\/)?init\.d\//.test(path) ? one("init.d", program, rest[0]) : undefined;
}

function systemctl(rest: readonly (string | undefined)[]): ServiceCommand | undefined {
  const [verb, ...units] = withoutOptions(rest);
  const action = actionOf(verb);
  if (action === undefined) return undefined;
  const names = units.filter((unit) => unit !== undefined).map((unit) => unit.replace(/\.service$/, ""));
  const starts = action === "start" || action === "restart" || (action === "enable" && rest.includes("--now"));
  return { manager: "systemctl", action, units: names, starts };
}

function one(
  manager: ServiceCommand["manager"],
  unit: string | undefined,
  verb: string | undefined,
): ServiceCommand | undefined {
  const action = actionOf(verb);
  if (action === undefined || unit === undefined) return undefined;
  return { manager, action, units: [unit], starts: action === "start" || action === "restart" };
}

const actions: readonly ServiceAction[] = ["start", "stop", "restart", "reload", "status", "enable", "disable"];

function actionOf(verb: string | undefined): ServiceAction | undefined {
  return verb === undefined ? undefined : (actions.find((action) => action === verb) ?? "other");
}

function withoutOptions(words: readonly (string | undefined)[]): readonly (string | undefined)[] {
  return words.filter((word) => !word?.startsWith("-"));
}

function baseName(path: string | undefined): string | undefined {
  return path?.slice(path.lastIndexOf("/") + 1);
}
