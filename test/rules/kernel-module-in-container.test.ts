import { job, service, testsOf, withEngine } from "./nearMisses.ts";

const { ignores, reports, reportsAs } = testsOf("kernel-module-in-container");

const run = (command: string): string => `FROM debian:13\nRUN ${command}\n`;
const start = (...lines: readonly string[]) => service("debian:13", "command: modprobe tun", ...lines);

describe("kernel-module-in-container on near misses", () => {
  ignores("a dry run", run("modprobe -n tun && modprobe --version"));
  ignores("a list", run("lsmod && modinfo tun"));
  ignores("a caught failure", run("modprobe tun || true"));
  ignores("headers of a version", run("apt-get install -y linux-headers-6.12.0-1-amd64"));
  ignores("headers in a question", run("if true; then apt-get install -y linux-headers-$(uname -r); fi"));
  ignores("a step on the machine", job("runs-on: ubuntu-24.04", "steps:", "  - run: sudo modprobe kvm"));
  reports(
    "headers in back quotes",
    run("apt-get update && apt-get install -y linux-headers-`uname -r`"),
    '2:42 warning "uname -r" is the kernel of the builder, which the image\'s packages do not have, so this fails.',
  );
  reports(
    "a GitHub job's container",
    job("runs-on: ubuntu-24.04", "container: debian:13", "steps:", "  - run: modprobe kvm"),
    "7:14 warning modprobe fails in a job's container, which may not load kernel modules. Load it on the host.",
  );
  reportsAs(
    "a GitLab job's container, because its runner may be privileged",
    { ".gitlab-ci.yml": "test:\n  image: debian:13\n  script: [modprobe kvm]\n" },
    "info",
  );
  reports(
    "a privileged container",
    start("privileged: true"),
    "4:14 info modprobe loads a module into the host's kernel. A fault in it stops every container.",
  );
  reportsAs("a container that may be privileged", start("privileged: ${PRIVILEGED}"), "info");
  reportsAs("a plain container", start(), "warning");
  const loads = service("corp/app:1", "privileged: true", "entrypoint: []", "command: modprobe wireguard");
  reports(
    "a privileged container that a user's engine starts",
    withEngine("rootless", loads),
    "6:14 warning modprobe fails, because a rootless engine has no right to load kernel modules. Load it on the host.",
  );
  reports(
    "the kernel of Docker Desktop",
    withEngine("desktop", loads),
    "6:14 info modprobe loads a module into the Docker Desktop VM's kernel. A fault in it stops every container.",
  );
});
