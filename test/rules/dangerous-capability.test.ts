import { job, machine, service, testsOf, withEngine } from "./nearMisses.ts";

const { ignores, reports, reportsAs, fixes } = testsOf("dangerous-capability");

describe("dangerous-capability on near misses", () => {
  ignores("on a variable", service("corp/app:1", "cap_add: ['${CAP}']"));
  ignores("on a variable for the list", service("corp/app:1", "cap_add: ${CAPS}"));
  ignores("on default capabilities in any spelling", service("corp/app:1", "cap_add: [net_raw, CAP_CHOWN, Mknod]"));
  ignores("on capabilities within bounds", service("corp/app:1", "cap_add: [SYS_NICE, IPC_LOCK, SYS_BOOT]"));
  ignores("on dropped capabilities", service("corp/app:1", "cap_drop: [ALL, SYS_ADMIN]"));
  ignores("on the list of a privileged container", service("corp/app:1", "privileged: true", "cap_add: [SYS_ADMIN]"));
  ignores("on NET_ADMIN for a VPN", service("lscr.io/linuxserver/wireguard:1.0.2", "cap_add: [NET_ADMIN]"));
  ignores(
    "on an argument of the program",
    job("runs-on: self-hosted", "steps:", "  - run: docker run a:1 --cap-add=ALL"),
  );
  reports(
    "plainly of a module that only this service wants",
    service("lscr.io/linuxserver/wireguard:1.0.2", "cap_add: [SYS_MODULE]"),
    '4:15 warning "app" gets SYS_MODULE, which loads code into the one kernel that all containers run on.',
  );
  reportsAs("all capabilities once", service("corp/app:1", "cap_add: [SYS_ADMIN, ALL]"), "warning");
  reportsAs("SYS_PTRACE softly without the host's processes", service("corp/app:1", "cap_add: [SYS_PTRACE]"), "info");
  reportsAs("a debugger of the host", service("corp/app:1", "pid: host", "cap_add: [SYS_PTRACE]"), "warning");
  reportsAs("SYS_BOOT with the host's processes", service("corp/app:1", "pid: host", "cap_add: [SYS_BOOT]"), "warning");
  reportsAs("a time server softly", service("cturra/ntp:1", "cap_add: [SYS_TIME]"), "info");
  reportsAs("Pi-hole, which serves the time, softly", service("pihole/pihole:2025.08", "cap_add: [SYS_TIME]"), "info");
  reportsAs("the clock of an application", service("corp/app:1", "cap_add: [SYS_TIME]"), "warning");
  reportsAs("systemd softly", service("ubuntu:24.04", "command: /sbin/init", "cap_add: [SYS_ADMIN]"), "info");
  reportsAs(
    "a self-hosted runner",
    job("runs-on: self-hosted", "steps:", "  - run: docker run --cap-add=SYS_ADMIN corp/app:1"),
    "warning",
  );
  reportsAs(
    "a runner of the CI system softly",
    job("runs-on: ubuntu-24.04", "steps:", "  - run: docker run --cap-add=SYS_ADMIN corp/app:1"),
    "info",
  );
  reportsAs("a guest softly", machine("debian/bookworm64", "docker run --cap-add ALL corp/app:1"), "info");
  reports(
    "a name that is refused, privileged or not",
    service("corp/app:1", "privileged: true", "cap_add: [CAP_ALL]"),
    '5:15 error The engine has no capability "CAP_ALL", so "app" does not start.',
  );
  reports(
    "a dropped name that is refused",
    service("corp/app:1", "cap_drop: [NET-RAW, NETRAW]"),
    '4:16 error The engine has no capability "NET-RAW", so "app" does not start.',
    '4:25 error The engine has no capability "NETRAW", so "app" does not start.',
  );
  fixes("nothing that has no near name", service("corp/app:1", "cap_add: [EVERYTHING]"), undefined);
  const clock = service("corp/app:1", "cap_add: [SYS_TIME, NET_ADMIN]");
  reports(
    "what a capability is worth with a rootless engine",
    withEngine("podman", clock),
    '4:15 info "app" gets SYS_TIME, which a rootless engine grants only within its user namespace: what needs it on the host fails.',
  );
  reports(
    "whose clock it is in Docker Desktop",
    withEngine("desktop", clock),
    '4:15 info "app" gets SYS_TIME, which sets the Docker Desktop VM\'s clock, for every container and certificate on it.',
  );
});
