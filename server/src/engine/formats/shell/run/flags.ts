import { unreadSettings, type ContainerSetting } from "../../../containerSettings/index.ts";
import type { OptionSyntax } from "./options.ts";

// Options that no setting has, nearly all of podman 5. What is listed neither here nor there is not guessed at.

/** Options without a value, or with `=true` and `=false`. */
const otherSwitches: readonly string[] = [
  "env-host",
  "http-proxy",
  "no-healthcheck",
  "no-hosts",
  "no-hostname",
  "passwd",
  "read-only-tmpfs",
  "replace",
  "rmi",
  "rootfs",
  "tls-verify",
];

/** Options with a value, attached with `=` or in the next word. */
const otherValued: readonly string[] = [
  "arch",
  "authfile",
  "cgroup-conf",
  "cgroups",
  "chrootdirs",
  "conmon-pidfile",
  "creds",
  "decryption-key",
  "env-merge",
  "gidmap",
  "group-entry",
  "health-log-destination",
  "health-max-log-count",
  "health-max-log-size",
  "health-on-failure",
  "health-startup-cmd",
  "health-startup-interval",
  "health-startup-retries",
  "health-startup-success",
  "health-startup-timeout",
  "hostuser",
  "image-volume",
  "init-ctr",
  "init-path",
  "os",
  "passwd-entry",
  "personality",
  "pidfile",
  "pod",
  "pod-id-file",
  "preserve-fd",
  "preserve-fds",
  "rdt-class",
  "requires",
  "retry",
  "retry-delay",
  "sdnotify",
  "seccomp-policy",
  "secret",
  "shm-size-systemd",
  "subgidname",
  "subuidname",
  "systemd",
  "timeout",
  "tz",
  "uidmap",
  "umask",
  "unsetenv",
  "variant",
];

/** The options of `docker run`: those of the settings and the others. */
export function runSyntax(settings: readonly ContainerSetting[]): OptionSyntax {
  const short: Record<string, string> = {};
  const switches = new Set(otherSwitches);
  const valued = new Set(otherValued);
  const read = settings.map((setting) => ({ ...setting, isSwitch: setting.kind === "boolean" }));
  for (const { isSwitch = false, flags = [], short: letter } of [...read, ...unreadSettings]) {
    const [usual] = flags;
    if (letter !== undefined && usual !== undefined) short[letter] = usual;
    for (const flag of flags) {
      if (isSwitch) switches.add(flag);
      else if (!switches.has(flag)) valued.add(flag);
    }
  }
  return { short, switches, valued };
}

/** `docker compose run`: what it takes beyond a few options of `docker run`, before the name of the service. */
export const composeRunSwitches: ReadonlySet<string> = new Set([
  "all-resources",
  "build",
  "detach",
  "interactive",
  "no-deps",
  "no-tty",
  "no-TTY",
  "quiet",
  "quiet-build",
  "quiet-pull",
  "remove-orphans",
  "rm",
  "service-ports",
  "use-aliases",
]);
export const composeRunValued: ReadonlySet<string> = new Set([
  "cap-add",
  "cap-drop",
  "entrypoint",
  "env",
  "env-from-file",
  "label",
  "name",
  "publish",
  "pull",
  "user",
  "volume",
  "workdir",
]);
export const composeRunShort: Readonly<Record<string, string>> = {
  d: "detach",
  e: "env",
  i: "interactive",
  l: "label",
  P: "service-ports",
  p: "publish",
  q: "quiet",
  T: "no-TTY",
  u: "user",
  v: "volume",
  w: "workdir",
};
