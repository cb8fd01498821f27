import { job, service, testsOf } from "./nearMisses.ts";

const { ignores, reports } = testsOf("cgroup-mount-read-only");

const volumes = "volumes: ['/sys/fs/cgroup:/sys/fs/cgroup:ro']";
const fails =
  "runs systemd, which cannot write to a read-only /sys/fs/cgroup, so it fails on cgroup v2 hosts. Mount it writable.";

describe("cgroup-mount-read-only on near misses", () => {
  ignores("an image for systemd that runs something else", service("jrei/systemd-debian:12", "command: ls /", volumes));
  ignores("the sysbox runtime", service("rockylinux:9", "command: /sbin/init", "runtime: sysbox-runc", volumes));
  ignores("OpenRC", service("alpine:3.22", "command: /sbin/init", volumes));
  ignores(
    "Podman, which mounts them itself",
    job(
      "runs-on: self-hosted",
      "steps:",
      "  - run: podman run -v /sys/fs/cgroup:/sys/fs/cgroup:ro rockylinux:9 /sbin/init",
    ),
  );
  reports(
    "an image that the service builds",
    {
      "compose.yaml": `services:\n  app:\n    build: .\n    ${volumes}\n`,
      Dockerfile: 'FROM rockylinux:9\nCMD ["/usr/sbin/init"]\n',
    },
    `4:15 warning "app" ${fails}`,
  );
  reports(
    "docker run",
    job(
      "runs-on: ubuntu-24.04",
      "steps:",
      "  - run: docker run -v /sys/fs/cgroup:/sys/fs/cgroup:ro rockylinux:9 /sbin/init",
    ),
    `6:28 warning "rockylinux" ${fails}`,
  );
});
