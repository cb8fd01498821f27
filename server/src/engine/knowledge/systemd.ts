/**
 * Programs that ask a running systemd.
 * https://www.freedesktop.org/software/systemd/man/latest/systemctl.html, loginctl.html, hostnamectl.html, timedatectl.html
 */
export const systemdPrograms: ReadonlySet<string> = new Set([
  "systemctl",
  "loginctl",
  "hostnamectl",
  "timedatectl",
  "localectl",
]);

/** Verbs of systemctl that need the manager; others read or write unit files, which works offline. */
export const managerVerbs: ReadonlySet<string> = new Set([
  "start",
  "stop",
  "restart",
  "try-restart",
  "reload",
  "reload-or-restart",
  "try-reload-or-restart",
  "status",
  "daemon-reload",
  "daemon-reexec",
  "is-active",
  "is-system-running",
  "isolate",
  "kill",
  "reset-failed",
  "list-units",
]);
