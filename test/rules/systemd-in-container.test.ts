import { job, service, testsOf } from "./nearMisses.ts";

const { silent, speaks, mends, says } = testsOf("systemd-in-container");

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
  speaks(
    "softly where the service's stop signal is systemd's",
    service("rockylinux:9", "command: /usr/sbin/init", "stop_signal: SIGRTMIN+3"),
    "info",
  );
  speaks(
    "softly of a base whose stage below names the signal",
    'FROM fedora:43 AS base\nSTOPSIGNAL RTMIN+3\nFROM base\nRUN systemctl enable httpd\nCMD ["/sbin/init"]\n',
    "info",
  );
  says(
    "nothing of signals where the right one is named",
    'FROM fedora:43\nSTOPSIGNAL SIGRTMIN+3\nCMD ["/sbin/init"]\n',
    "systemd is the main process, so docker logs and restart policies do not work for the services inside.",
  );
  speaks(
    "plainly of another signal",
    'FROM fedora:43\nRUN systemctl enable httpd\nSTOPSIGNAL SIGTERM\nCMD ["/sbin/init"]\n',
    "warning",
  );
  speaks(
    "softly of OpenRC without a service, as of a base for others",
    'FROM alpine:3.22\nRUN apk add --no-cache openrc\nENTRYPOINT ["/sbin/init"]\n',
    "info",
  );
  speaks(
    "plainly of OpenRC with a service",
    'FROM alpine:3.22\nRUN apk add --no-cache openrc nginx && rc-update add nginx\nENTRYPOINT ["/sbin/init"]\n',
    "warning",
  );
  speaks(
    "softly of an OpenRC base by its name",
    { "openrc/alpine/Dockerfile": 'FROM alpine:3.22\nCMD ["/sbin/init"]\n' },
    "info",
  );
  speaks(
    "softly of a base that nobody knows, in which nothing is enabled",
    'FROM corp/base:1\nRUN make install\nCMD ["/sbin/init"]\n',
    "info",
  );
  speaks(
    "plainly of such a base in which a service is enabled",
    'FROM corp/base:1\nRUN systemctl enable nginx\nCMD ["/sbin/init"]\n',
    "warning",
  );
  speaks(
    "softly where units are removed and none is enabled",
    'FROM debian:12\nRUN apt-get install -y systemd && rm -f /lib/systemd/system/multi-user.target.wants/*\nCMD ["/sbin/init"]\n',
    "info",
  );
  speaks(
    "plainly where units are removed for the one that is enabled",
    'FROM fedora:43\nRUN rm -f /lib/systemd/system/multi-user.target.wants/*; systemctl enable libvirtd\nCMD ["/sbin/init"]\n',
    "warning",
  );
  mends(
    "an entry point as an entry point",
    'FROM debian:12\nRUN systemctl enable nginx\nENTRYPOINT ["/sbin/init"]\n',
    'FROM debian:12\nRUN systemctl enable nginx\nENTRYPOINT ["nginx", "-g", "daemon off;"]\n',
  );
  says(
    "which container it is",
    service("ubuntu:24.04", "command: /sbin/init"),
    'systemd is the main process of "app", so docker logs, restart policies and docker stop do not work for the services inside.',
  );
  silent("under any runtime with a virtual machine", service("ubuntu:24.04", "command: /sbin/init", "runtime: krun"));
  speaks(
    "plainly of names that only resemble tests",
    {
      "contests/Dockerfile": 'FROM registry/reinit/kitchenware:1\nRUN systemctl enable nginx\nCMD ["/sbin/init"]\n',
    },
    "warning",
  );
  for (const [title, line] of Object.entries({
    "a masked unit": "RUN systemctl enable nginx && systemctl mask getty.target",
    "a target": "RUN systemctl set-default multi-user.target && systemctl enable nginx",
    "two services in one command": "RUN systemctl enable nginx cron",
    "a service that a variable names": "RUN systemctl enable nginx $SERVICE",
    "a unit that is copied": "COPY app.service /etc/systemd/system/\nRUN systemctl enable nginx",
    "a unit that is linked":
      "RUN systemctl enable nginx && ln -s /lib/systemd/system/app.service /etc/systemd/system/multi-user.target.wants/",
    "another daemon's package": "RUN apt-get install -y nginx openssh-server && systemctl enable nginx",
  })) {
    mends(`nothing beside ${title}`, `FROM debian:12\n${line}\nCMD ["/sbin/init"]\n`, undefined);
  }
  mends(
    "nothing where an entry point and a command are joined",
    'FROM debian:12\nRUN systemctl enable nginx\nENTRYPOINT ["/sbin/init"]\nCMD ["--log-level=info"]\n',
    undefined,
  );
});
