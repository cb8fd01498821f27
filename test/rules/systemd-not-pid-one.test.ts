import { job, service, testsOf } from "./nearMisses.ts";

const { ignores, reports, fixes, says } = testsOf("systemd-not-pid-one");

describe("systemd-not-pid-one on near misses", () => {
  ignores("on BusyBox init", service("alpine:3.22", "command: /sbin/init", "init: true"));
  ignores("on an init of an image that nobody knows", service("corp/base:1", "command: /sbin/init", "init: true"));
  ignores(
    "where init is switched off in an old spelling",
    service("ubuntu:24.04", "command: /sbin/init", 'init: "no"'),
  );
  ignores(
    "where another service's PID namespace is joined",
    service("ubuntu:24.04", "command: /sbin/init", "init: true", "pid: service:other"),
  );
  ignores("where the shell is bash", 'FROM debian:12\nSHELL ["/bin/bash", "-c"]\nCMD /lib/systemd/systemd\n');
  ignores("where the shell is BusyBox", 'FROM alpine:3.22\nENTRYPOINT ["sh", "-c", "/lib/systemd/systemd"]\n');
  ignores("where the shell is told to become it", "FROM debian:12\nCMD exec /lib/systemd/systemd\n");
  ignores("where the shell is not known", "FROM corp/base:1\nCMD /lib/systemd/systemd\n");
  ignores("where unshare becomes it", 'FROM debian:12\nENTRYPOINT ["unshare", "-m", "/lib/systemd/systemd"]\n');
  ignores("on a stage that is not run", "FROM debian:12 AS test\nCMD /lib/systemd/systemd\nFROM debian:12\n");
  reports(
    "of every spelling of true",
    service("ubuntu:24.04", "command: /sbin/init", 'init: "yes"'),
    '5:5 error systemd must be PID 1, but "init: true" makes the engine\'s init PID 1, so systemd exits immediately. Remove it.',
  );
  reports(
    "of a wrapper in the entrypoint",
    'FROM debian:12\nENTRYPOINT ["dumb-init", "--"]\nCMD ["/lib/systemd/systemd"]\n',
    "3:6 error systemd must be PID 1, but dumb-init is, so systemd exits immediately. Start systemd directly.",
  );
  reports(
    "of the end of a line of dash",
    'FROM ubuntu:22.04\nENTRYPOINT ["sh", "-c", "mount -a && /lib/systemd/systemd"]\n',
    "2:38 error systemd must be PID 1, but sh is, so systemd exits immediately. Start systemd directly.",
  );
  reports(
    "softly of sudo",
    'FROM oraclelinux:8\nCMD ["sudo", "/usr/lib/systemd/systemd"]\n',
    "2:14 warning systemd must be PID 1, but sudo is, so systemd exits immediately. Start systemd directly.",
  );
  reports(
    "of docker run",
    job("runs-on: ubuntu-24.04", "steps:", "  - run: docker run --init ubuntu:24.04 /sbin/init"),
    '6:25 error systemd must be PID 1, but "--init" makes the engine\'s init PID 1, so systemd exits immediately. Remove it.',
  );
  ignores(
    "on docker run with the flag switched off",
    job("runs-on: ubuntu-24.04", "steps:", "  - run: docker run --init=false ubuntu:24.04 /sbin/init"),
  );
  reports(
    "across extends",
    {
      "compose.yaml": "services:\n  a:\n    extends: { file: base.yaml, service: a }\n    init: true\n",
      "base.yaml": "services:\n  a:\n    image: ubuntu:24.04\n    command: /sbin/init\n",
    },
    '4:5 error systemd must be PID 1, but "init: true" makes the engine\'s init PID 1, so systemd exits immediately. Remove it.',
  );
  const behind = (script: string, cmd = 'CMD ["/lib/systemd/systemd"]') => ({
    Dockerfile: `FROM debian:12\nCOPY start.sh /usr/local/bin/\nENTRYPOINT ["start.sh"]\n${cmd}\n`,
    "start.sh": `#!/bin/bash\n${script}\n`,
  });
  ignores("behind a script that becomes it", behind('env > /etc/environment\nexec "$@"'));
  ignores(
    "behind a script that may run something else",
    behind('if [ "$1" = bash ]; then exec bash; fi\n"$@" &\nwait'),
  );
  reports(
    "of a script that waits for it",
    behind('env > /etc/environment\n"$@"'),
    "4:6 error systemd must be PID 1, but start.sh is, so systemd exits immediately. Start systemd directly.",
  );
  reports(
    "of an init that a script starts",
    behind('exec tini -- "$@"'),
    "4:6 error systemd must be PID 1, but tini is, so systemd exits immediately. Start systemd directly.",
  );
  reports(
    "of a script that starts it by name",
    behind("/lib/systemd/systemd", ""),
    "3:13 error systemd must be PID 1, but start.sh is, so systemd exits immediately. Start systemd directly.",
  );
  reports(
    "of an init before a script that becomes it",
    {
      "compose.yaml": "services:\n  app:\n    build: .\n    init: true\n",
      ...behind('exec "$@"'),
    },
    '4:5 error systemd must be PID 1, but "init: true" makes the engine\'s init PID 1, so systemd exits immediately. Remove it.',
  );
  says(
    "what is process 1",
    behind('"$@"'),
    "systemd must be PID 1, but start.sh is, so systemd exits immediately. Start systemd directly.",
  );
  fixes("nothing that a script starts", behind('"$@"'), undefined);
  fixes(
    "an entry point as an entry point",
    "FROM debian:12\r\nENTRYPOINT /lib/systemd/systemd\r\n",
    'FROM debian:12\r\nENTRYPOINT ["/lib/systemd/systemd"]\r\n',
    "safe",
  );
  fixes(
    "no switch that a variable gives",
    service("rockylinux:9", "command: /usr/sbin/init", "init: ${INIT:-true}"),
    undefined,
  );
});
