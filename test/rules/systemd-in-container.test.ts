import { job, service, testsOf } from "./nearMisses.ts";

const { silent, speaks, mends } = testsOf("systemd-in-container");

describe("systemd-in-container on near misses", () => {
  silent("where init is an argument of the entrypoint", 'FROM alpine:3.22\nENTRYPOINT ["dbt"]\nCMD ["init"]\n');
  silent(
    "where init is an argument of an entrypoint that nobody sees",
    service("registry.example/tool:1", "command: init"),
  );
  silent(
    "where the stage that runs has another command",
    'FROM ubuntu:24.04 AS base\nCMD ["/sbin/init"]\nFROM base\nCMD ["bash"]\n',
  );
  silent(
    "where a new entrypoint drops the command",
    'FROM ubuntu:24.04 AS base\nCMD ["/sbin/init"]\nFROM base\nENTRYPOINT ["nginx"]\n',
  );
  silent("on s6-overlay's /init", 'FROM debian:12\nENTRYPOINT ["/init"]\n');
  silent("on a command from a variable", service("ubuntu:24.04", "command: ${COMMAND}"));
  silent("on images made for systemd", service("jrei/systemd-ubuntu:22.04", "command: /sbin/init"));
  silent(
    "under Kata, by whatever name it is registered",
    service("ubuntu:24.04", "command: /sbin/init", "runtime: kata-fc"),
  );
  speaks("through the stage below", 'FROM ubuntu:24.04 AS base\nCMD ["/sbin/init"]\nFROM base\nRUN true\n', "warning");
  speaks("of the default of a variable", service("ubuntu:24.04", "command: ${COMMAND:-/sbin/init}"), "warning");
  speaks(
    "of what a shell runs in the end",
    'FROM fedora:42\nENTRYPOINT ["bash", "-c", "mount -a && /sbin/init"]\n',
    "warning",
  );
  speaks(
    "of docker run in a job",
    job("runs-on: ubuntu-24.04", "steps:", "  - run: docker run -d ubuntu:24.04 /sbin/init"),
    "warning",
  );
  speaks(
    "softly of podman run",
    job("runs-on: ubuntu-24.04", "steps:", "  - run: podman run -d fedora:42 /sbin/init"),
    "info",
  );
  speaks("softly of a Containerfile", { Containerfile: 'FROM fedora:42\nCMD ["/sbin/init"]\n' }, "info");
  mends(
    "an entry point as an entry point",
    'FROM debian:12\nRUN systemctl enable nginx\nENTRYPOINT ["/sbin/init"]\n',
    'FROM debian:12\nRUN systemctl enable nginx\nENTRYPOINT ["nginx", "-g", "daemon off;"]\n',
  );
  mends(
    "nothing where an entry point and a command are joined",
    'FROM debian:12\nRUN systemctl enable nginx\nENTRYPOINT ["/sbin/init"]\nCMD ["--log-level=info"]\n',
    undefined,
  );
});
