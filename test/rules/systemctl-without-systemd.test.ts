import { job, service, testsOf } from "./nearMisses.ts";

const { ignores, reports } = testsOf("systemctl-without-systemd");

const run = (command: string, base = "debian:12"): string => `FROM ${base}\nRUN ${command}\n`;
const needs = (program: string, place: string): string =>
  `${program} needs systemd as PID 1, which ${place}, so it fails.`;

describe("systemctl-without-systemd on near misses", () => {
  ignores(
    "verbs that only write links",
    run("systemctl enable nginx && systemctl mask getty.target && systemctl preset-all"),
  );
  ignores("another root", run("systemctl --root=/rootfs start nginx"));
  ignores("offline mode", run("SYSTEMD_OFFLINE=1 systemctl daemon-reload"));
  ignores("a question before", run("command -v systemctl && systemctl restart cron"));
  ignores("a caught failure", run("systemctl stop nginx || :"));
  ignores("a script that looks for systemd", run("systemd-detect-virt; systemctl start nginx"));
  ignores("a chroot", run("chroot /rootfs systemctl start nginx"));
  ignores("a version", run("hostnamectl --version"));
  ignores(
    "a replacement that is copied in",
    "FROM debian:12\nCOPY systemctl3.py /usr/bin/systemctl\nRUN systemctl start nginx\n",
  );
  ignores("a verb in a variable", run("systemctl $VERB nginx"));
  ignores("an image for testing under systemd", run("systemctl start nginx", "jrei/systemd-debian:12"));
  ignores(
    "a step on the machine",
    job(
      "runs-on: ubuntu-24.04",
      "services:",
      "  db:",
      "    image: postgres:17",
      "steps:",
      "  - run: systemctl start docker",
    ),
  );
  reports(
    "a service that is enabled and started",
    run("systemctl enable --now nginx"),
    `2:5 error ${needs("systemctl", "a build does not run")}`,
  );
  reports(
    "an unknown base image as likely",
    run("systemctl start nginx", "corp/base:1"),
    `2:5 warning ${needs("systemctl", "a build does not run")}`,
  );
  reports(
    "each line once",
    run("systemctl daemon-reload && systemctl start a\nRUN timedatectl set-ntp false"),
    `2:5 error ${needs("systemctl", "a build does not run")}`,
    `3:5 error ${needs("timedatectl", "a build does not run")}`,
  );
  reports(
    "the command of a service",
    service("debian:12", "command: systemctl restart app"),
    `4:14 error ${needs("systemctl", "this container does not run")}`,
  );
  reports(
    "docker run",
    job("runs-on: ubuntu-24.04", "steps:", "  - run: docker run --rm debian:12 systemctl status"),
    `6:40 error ${needs("systemctl", "this container does not run")}`,
  );
  reports(
    "the image of a GitLab job",
    { ".gitlab-ci.yml": "test:\n  image: debian:12\n  script:\n    - systemctl start postgresql\n" },
    `4:7 error ${needs("systemctl", "a job's container does not run")}`,
  );
});
