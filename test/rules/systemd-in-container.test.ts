import { job, service, testsOf } from "./nearMisses.ts";

const { ignores, reports, fixes, says } = testsOf("systemd-in-container");

describe("systemd-in-container on near misses", () => {
  ignores("where init is an argument of the entrypoint", 'FROM alpine:3.22\nENTRYPOINT ["dbt"]\nCMD ["init"]\n');
  ignores(
    "where init is an argument of an entrypoint that nobody sees",
    service("registry.example/tool:1", "command: init"),
  );
  ignores(
    "where the stage that runs has another command",
    'FROM ubuntu:24.04 AS base\nCMD ["/sbin/init"]\nFROM base\nCMD ["bash"]\n',
  );
  ignores(
    "where a new entrypoint drops the command",
    'FROM ubuntu:24.04 AS base\nCMD ["/sbin/init"]\nFROM base\nENTRYPOINT ["nginx"]\n',
  );
  ignores("on s6-overlay's /init", 'FROM debian:12\nENTRYPOINT ["/init"]\n');
  ignores("on a command from a variable", service("ubuntu:24.04", "command: ${COMMAND}"));
  ignores("on images made for systemd", service("jrei/systemd-ubuntu:22.04", "command: /sbin/init"));
  ignores(
    "under Kata, by whatever name it is registered",
    service("ubuntu:24.04", "command: /sbin/init", "runtime: kata-fc"),
  );
  reports(
    "through the stage below",
    'FROM ubuntu:24.04 AS base\nCMD ["/sbin/init"]\nFROM base\nRUN true\n',
    "2:6 warning systemd is the main process, so docker logs, restart policies and docker stop do not work for the services inside.",
  );
  reports(
    "of the default of a variable",
    service("ubuntu:24.04", "command: ${COMMAND:-/sbin/init}"),
    '4:14 warning systemd is the main process of "app", so docker logs, restart policies and docker stop do not work for the services inside.',
  );
  reports(
    "of what a shell runs in the end",
    'FROM fedora:42\nENTRYPOINT ["bash", "-c", "mount -a && /sbin/init"]\n',
    "2:40 warning systemd is the main process, so docker logs, restart policies and docker stop do not work for the services inside.",
  );
  reports(
    "of docker run in a job",
    job("runs-on: ubuntu-24.04", "steps:", "  - run: docker run -d ubuntu:24.04 /sbin/init"),
    '6:41 warning systemd is the main process of "ubuntu", so docker logs, restart policies and docker stop do not work for the services inside.',
  );
  reports(
    "softly of podman run",
    job("runs-on: ubuntu-24.04", "steps:", "  - run: podman run -d fedora:42 /sbin/init"),
    '6:38 info systemd is the main process of "fedora", so docker logs, restart policies and docker stop do not work for the services inside.',
  );
  reports(
    "softly of a Containerfile",
    { Containerfile: 'FROM fedora:42\nCMD ["/sbin/init"]\n' },
    "2:6 info systemd is the main process, so docker logs, restart policies and docker stop do not work for the services inside.",
  );
  reports(
    "softly where the service's stop signal is systemd's",
    service("rockylinux:9", "command: /usr/sbin/init", "stop_signal: SIGRTMIN+3"),
    '4:14 info systemd is the main process of "app", so docker logs and restart policies do not work for the services inside.',
  );
  reports(
    "softly of a base whose stage below names the signal",
    'FROM fedora:43 AS base\nSTOPSIGNAL RTMIN+3\nFROM base\nRUN systemctl enable httpd\nCMD ["/sbin/init"]\n',
    "5:6 info systemd is the main process, so docker logs and restart policies do not work for the services inside.",
  );
  says(
    "nothing of signals where the right one is named",
    'FROM fedora:43\nSTOPSIGNAL SIGRTMIN+3\nCMD ["/sbin/init"]\n',
    "systemd is the main process, so docker logs and restart policies do not work for the services inside.",
  );
  reports(
    "plainly of another signal",
    'FROM fedora:43\nRUN systemctl enable httpd\nSTOPSIGNAL SIGTERM\nCMD ["/sbin/init"]\n',
    "4:6 warning systemd is the main process, so docker logs, restart policies and docker stop do not work for the services inside.",
  );
  reports(
    "softly of OpenRC without a service, as of a base for others",
    'FROM alpine:3.22\nRUN apk add --no-cache openrc\nENTRYPOINT ["/sbin/init"]\n',
    "3:13 info An init system is the main process, so docker logs and restart policies do not work for the services inside.",
  );
  reports(
    "plainly of OpenRC with a service",
    'FROM alpine:3.22\nRUN apk add --no-cache openrc nginx && rc-update add nginx\nENTRYPOINT ["/sbin/init"]\n',
    "3:13 warning An init system is the main process, so docker logs and restart policies do not work for the services inside.",
  );
  reports(
    "softly of an OpenRC base by its name",
    { "openrc/alpine/Dockerfile": 'FROM alpine:3.22\nCMD ["/sbin/init"]\n' },
    "2:6 info An init system is the main process, so docker logs and restart policies do not work for the services inside.",
  );
  reports(
    "softly of a base that nobody knows, in which nothing is enabled",
    'FROM corp/base:1\nRUN make install\nCMD ["/sbin/init"]\n',
    "3:6 info An init system is the main process, so docker logs and restart policies do not work for the services inside.",
  );
  reports(
    "plainly of such a base in which a service is enabled",
    'FROM corp/base:1\nRUN systemctl enable nginx\nCMD ["/sbin/init"]\n',
    "3:6 warning An init system is the main process, so docker logs and restart policies do not work for the services inside.",
  );
  reports(
    "softly where units are removed and none is enabled",
    'FROM debian:12\nRUN apt-get install -y systemd && rm -f /lib/systemd/system/multi-user.target.wants/*\nCMD ["/sbin/init"]\n',
    "3:6 info systemd is the main process, so docker logs, restart policies and docker stop do not work for the services inside.",
  );
  reports(
    "as information if units of systemd are removed by name",
    'FROM ubuntu:22.04\nRUN rm -f /lib/systemd/system/systemd*udev* && rm -f /lib/systemd/system/getty.target\nCMD ["/lib/systemd/systemd"]\n',
    "3:6 info systemd is the main process, so docker logs, restart policies and docker stop do not work for the services inside.",
  );
  reports(
    "as a warning if a unit of another package is removed",
    'FROM ubuntu:22.04\nRUN rm -f /lib/systemd/system/apt-daily.timer\nCMD ["/lib/systemd/systemd"]\n',
    "3:6 warning systemd is the main process, so docker logs, restart policies and docker stop do not work for the services inside.",
  );
  reports(
    "plainly where units are removed for the one that is enabled",
    'FROM fedora:43\nRUN rm -f /lib/systemd/system/multi-user.target.wants/*; systemctl enable libvirtd\nCMD ["/sbin/init"]\n',
    "3:6 warning systemd is the main process, so docker logs, restart policies and docker stop do not work for the services inside.",
  );
  fixes(
    "an entry point as an entry point",
    'FROM debian:12\nRUN systemctl enable nginx\nENTRYPOINT ["/sbin/init"]\n',
    'FROM debian:12\nRUN systemctl enable nginx\nENTRYPOINT ["nginx", "-g", "daemon off;"]\n',
  );
  says(
    "which container it is",
    service("ubuntu:24.04", "command: /sbin/init"),
    'systemd is the main process of "app", so docker logs, restart policies and docker stop do not work for the services inside.',
  );
  ignores("under any runtime with a virtual machine", service("ubuntu:24.04", "command: /sbin/init", "runtime: krun"));
  reports(
    "plainly of names that only resemble tests",
    {
      "contests/Dockerfile": 'FROM registry/reinit/kitchenware:1\nRUN systemctl enable nginx\nCMD ["/sbin/init"]\n',
    },
    "3:6 warning An init system is the main process, so docker logs and restart policies do not work for the services inside.",
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
    fixes(`nothing beside ${title}`, `FROM debian:12\n${line}\nCMD ["/sbin/init"]\n`, undefined);
  }
  fixes(
    "nothing where an entry point and a command are joined",
    'FROM debian:12\nRUN systemctl enable nginx\nENTRYPOINT ["/sbin/init"]\nCMD ["--log-level=info"]\n',
    undefined,
  );
});
