import type { ContainerSetting } from "../../../containerSettings/index.ts";
import type { OptionSyntax } from "./options.ts";

// Options of `docker run` and `docker create` (Docker 29) and of their podman 5 namesakes that are not settings of the
// container that anything reads. What is listed neither here nor among the settings is not guessed at.

const otherShort: Readonly<Record<string, string>> = {
  a: "attach",
  c: "cpu-shares",
  d: "detach",
  P: "publish-all",
  q: "quiet",
};

/** Options without a value, or with `=true` and `=false`. */
const otherSwitches: readonly string[] = [
  "detach",
  "disable-content-trust",
  "env-host",
  "help",
  "http-proxy",
  "no-healthcheck",
  "no-hosts",
  "no-hostname",
  "passwd",
  "publish-all",
  "quiet",
  "read-only-tmpfs",
  "replace",
  "rm",
  "rmi",
  "rootfs",
  "sig-proxy",
  "tls-verify",
];

/** Options with a value, attached with `=` or in the next word. */
const otherValued: readonly string[] = [
  "annotation",
  "arch",
  "attach",
  "authfile",
  "blkio-weight",
  "blkio-weight-device",
  "cgroup-conf",
  "cgroups",
  "chrootdirs",
  "cidfile",
  "conmon-pidfile",
  "cpu-count",
  "cpu-percent",
  "cpu-rt-period",
  "cpu-rt-runtime",
  "cpu-shares",
  "cpuset-mems",
  "creds",
  "decryption-key",
  "detach-keys",
  "device-read-bps",
  "device-read-iops",
  "device-write-bps",
  "device-write-iops",
  "dns-opt",
  "dns-option",
  "dns-search",
  "domainname",
  "env-merge",
  "gidmap",
  "group-entry",
  "health-interval",
  "health-log-destination",
  "health-max-log-count",
  "health-max-log-size",
  "health-on-failure",
  "health-retries",
  "health-start-interval",
  "health-start-period",
  "health-startup-cmd",
  "health-startup-interval",
  "health-startup-retries",
  "health-startup-success",
  "health-startup-timeout",
  "health-timeout",
  "hostuser",
  "image-volume",
  "init-ctr",
  "init-path",
  "io-maxbandwidth",
  "io-maxiops",
  "ip",
  "ip6",
  "kernel-memory",
  "label-file",
  "link-local-ip",
  "log-driver",
  "log-opt",
  "mac-address",
  "memory-swappiness",
  "os",
  "passwd-entry",
  "personality",
  "pidfile",
  "pod",
  "pod-id-file",
  "preserve-fd",
  "preserve-fds",
  "pull",
  "rdt-class",
  "requires",
  "retry",
  "retry-delay",
  "sdnotify",
  "seccomp-policy",
  "secret",
  "shm-size-systemd",
  "storage-opt",
  "subgidname",
  "subuidname",
  "systemd",
  "timeout",
  "tz",
  "uidmap",
  "umask",
  "unsetenv",
  "variant",
  "volume-driver",
  "volumes-from",
];

/** The options of `docker run`: those of the settings and the others. */
export function runSyntax(settings: readonly ContainerSetting[]): OptionSyntax {
  const short: Record<string, string> = { ...otherShort };
  const switches = new Set(otherSwitches);
  const valued = new Set(otherValued);
  for (const { kind, flags = [], short: letter } of settings) {
    const [usual] = flags;
    if (letter !== undefined && usual !== undefined) short[letter] = usual;
    for (const flag of flags) {
      if (kind === "boolean") switches.add(flag);
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
