/** How a program that only runs another one takes its options. Options that are not listed stop the reading. */
export interface WrapperSyntax {
  /** Short options without a value. */
  readonly flags?: string;
  /** Short options with a value, attached or in the next word. */
  readonly values?: string;
  /** Short options whose value can only be attached. */
  readonly optional?: string;
  readonly longFlags?: readonly string[];
  /** Long options whose value may be the next word. */
  readonly longValues?: readonly string[];
  /** `NAME=value` words before the program. */
  readonly assignments?: boolean;
  /** Words between the options and the program. */
  readonly operands?: number;
  /** `-c text` may replace the program; the text is for a shell. */
  readonly opensText?: boolean;
}

const digits = "0123456789";

// From the manual pages of sudo 1.9, util-linux 2.40, coreutils 9.5, findutils 4.10, bash 5.3, tini 0.19, dumb-init 1.2, runit 2.1.
export const wrapperSyntax: Readonly<Record<string, WrapperSyntax>> = {
  sudo: {
    flags: "ABbEHiNnPSs",
    values: "aCcDghpRrTtUu",
    longFlags: [
      "askpass",
      "background",
      "bell",
      "login",
      "no-update",
      "non-interactive",
      "preserve-env",
      "preserve-groups",
      "set-home",
      "shell",
      "stdin",
    ],
    longValues: [
      "chdir",
      "chroot",
      "close-from",
      "command-timeout",
      "group",
      "host",
      "login-class",
      "other-user",
      "prompt",
      "role",
      "type",
      "user",
    ],
    assignments: true,
  },
  doas: { flags: "ns", values: "aCu" },
  env: {
    flags: "i0v",
    values: "uC",
    longFlags: ["debug", "ignore-environment", "null"],
    longValues: ["chdir", "unset"],
    assignments: true,
  },
  exec: { flags: "cl", values: "a" },
  command: { flags: "p" },
  builtin: {},
  nohup: {},
  nice: { flags: digits, values: "n", longValues: ["adjustment"] },
  ionice: { flags: "t", values: "cn", longFlags: ["ignore"], longValues: ["class", "classdata"] },
  chrt: { flags: "abdfiorvRm", values: "DPT", operands: 1 },
  taskset: { flags: "ac", longFlags: ["cpu-list"], operands: 1 },
  timeout: {
    flags: "fpv",
    values: "ks",
    longFlags: ["foreground", "preserve-status", "verbose"],
    longValues: ["kill-after", "signal"],
    operands: 1,
  },
  time: {
    flags: "apqv",
    values: "fo",
    longFlags: ["append", "portability", "verbose"],
    longValues: ["format", "output"],
  },
  stdbuf: { values: "eio", longValues: ["error", "input", "output"] },
  setsid: { flags: "cfw", longFlags: ["ctty", "fork", "wait"] },
  chroot: { longFlags: ["skip-chdir"], operands: 1 },
  flock: {
    flags: "eFnosux",
    values: "Ew",
    longFlags: ["close", "exclusive", "no-fork", "nonblock", "nb", "shared", "unlock", "verbose"],
    longValues: ["conflict-exit-code", "timeout", "wait"],
    operands: 1,
    opensText: true,
  },
  xargs: {
    flags: "0oprtx",
    values: "adEILnPs",
    optional: "eil",
    longFlags: ["exit", "interactive", "no-run-if-empty", "null", "open-tty", "verbose"],
    longValues: ["arg-file", "delimiter", "max-args", "max-chars", "max-procs", "process-slot-var"],
  },
  unshare: {
    flags: "CTUcfimnpru",
    values: "GRSw",
    longFlags: [
      "cgroup",
      "fork",
      "ipc",
      "keep-caps",
      "kill-child",
      "map-auto",
      "map-current-user",
      "map-root-user",
      "mount",
      "mount-proc",
      "net",
      "pid",
      "time",
      "user",
      "uts",
    ],
    longValues: ["map-group", "map-user", "propagation", "root", "setgid", "setgroups", "setuid", "wd"],
  },
  nsenter: {
    flags: "FZae",
    values: "GSt",
    optional: "CTUimnpruw",
    longFlags: [
      "all",
      "cgroup",
      "env",
      "ipc",
      "mount",
      "net",
      "no-fork",
      "pid",
      "preserve-credentials",
      "time",
      "user",
      "uts",
    ],
    longValues: ["setgid", "setuid", "target"],
  },
  setpriv: {
    longFlags: ["clear-groups", "init-groups", "keep-groups", "nnp", "no-new-privs", "reset-env"],
    longValues: [
      "ambient-caps",
      "apparmor-profile",
      "bounding-set",
      "egid",
      "euid",
      "groups",
      "inh-caps",
      "pdeathsig",
      "regid",
      "reuid",
      "rgid",
      "ruid",
      "securebits",
      "selinux-label",
    ],
  },
  gosu: { operands: 1 },
  "su-exec": { operands: 1 },
  "s6-setuidgid": { operands: 1 },
  setuidgid: { operands: 1 },
  chpst: { flags: "012Pv", values: "/bcdefLlmnoprtuU" },
  tini: { flags: "gsvw", values: "ep" },
  "tini-static": { flags: "gsvw", values: "ep" },
  "docker-init": { flags: "gsvw", values: "ep" },
  catatonit: { flags: "gLPV" },
  "dumb-init": { flags: "cv", values: "r", longFlags: ["single-child", "verbose"], longValues: ["rewrite"] },
  "dbus-run-session": { longValues: ["config-file", "dbus-daemon"] },
  "xvfb-run": {
    flags: "al",
    values: "efnpsw",
    longFlags: ["auto-servernum"],
    longValues: ["server-args", "server-num"],
  },
  eatmydata: {},
  fakeroot: { flags: "u", values: "bils" },
  busybox: {},
};
