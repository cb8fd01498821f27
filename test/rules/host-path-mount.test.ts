import { job, machine, service, testsOf, withEngine } from "./nearMisses.ts";

const { ignores, reports, reportsAs } = testsOf("host-path-mount");

describe("host-path-mount on near misses", () => {
  for (const path of [
    "/etc/passwd",
    "/etc/nginx",
    "/sys/class/gpio",
    "/dev/dri",
    "/run/dbus",
    "/lib/modules",
    "/home",
  ]) {
    ignores(`on ${path}`, service("corp/app:1", `volumes: ["${path}:${path}"]`));
  }
  ignores("on the folder of the project", service("corp/app:1", "volumes: ['.:/', './etc:/etc']"));
  ignores("on an anonymous volume", service("corp/app:1", "volumes: [/etc]"));
  ignores(
    "on the socket of the engine",
    service("corp/app:1", "volumes: ['/var/run/docker.sock:/var/run/docker.sock']"),
  );
  reports(
    "what root gets by writing",
    service("corp/app:1", "volumes:", "  - /proc:/host/proc", "  - /var/run/:/var/run", "  - 'C:\\:C:\\host'"),
    '5:9 warning "app" mounts /proc, so it can have the host\'s kernel start a program (core_pattern).',
    '6:9 warning "app" mounts /var/run/, so it reaches the sockets of the engine and of systemd, and so root on the host.',
    '7:9 warning "app" mounts C:\\, so it can change every file of the host\'s drive.',
  );
  reportsAs("a user softly", service("corp/app:1", "user: '1000'", "volumes: ['/etc:/host/etc']"), "info");
  reportsAs("root of a group", service("corp/app:1", "user: '0:0'", "volumes: ['/etc:/host/etc']"), "warning");
  reportsAs("an unresolved mode softly", service("corp/app:1", "volumes: ['/etc:/host/etc:${MODE}']"), "info");
  reportsAs(
    "a sandbox, which passes files through",
    service("corp/app:1", "runtime: runsc", "volumes: ['/:/host']"),
    "warning",
  );
  reportsAs(
    "a job's machine softly",
    job("runs-on: ubuntu-24.04", "steps:", "  - run: docker run -v /:/host a:1"),
    "info",
  );
  reportsAs(
    "a self-hosted runner",
    job("runs-on: self-hosted", "steps:", "  - run: docker run -v /:/host a:1"),
    "warning",
  );
  reportsAs("a guest softly", machine("debian/bookworm64", "docker run -v /:/host a:1"), "info");
  const folders = service("corp/app:1", "volumes: ['/etc:/host/etc', '/:/host', '/proc:/host/proc:ro']");
  reports(
    "the disk alone with a rootless engine, because other folders belong to root",
    withEngine("rootless", folders),
    '4:33 info "app" mounts /, so root in it can change all files of the user who runs the engine.',
  );
  reports(
    "the folders of Docker Desktop's machine",
    withEngine("desktop", service("corp/app:1", "volumes: ['/etc:/host/etc', 'C:\\:/drive']")),
    '4:15 info "app" mounts /etc, so it can add users and scheduled commands to Docker Desktop\'s VM.',
    '4:33 info "app" mounts C:\\, so it can change every file of the host\'s drive.',
  );
});
