import { job, service, testsOf } from "./nearMisses.ts";

const { silent, speaks, mends, says } = testsOf("systemd-not-pid-one");

describe("systemd-not-pid-one on near misses", () => {
  silent("on BusyBox init", service("alpine:3.22", "command: /sbin/init", "init: true"));
  silent("on an init of an image that nobody knows", service("corp/base:1", "command: /sbin/init", "init: true"));
  silent("where init is switched off in an old spelling", service("ubuntu:24.04", "command: /sbin/init", 'init: "no"'));
  silent(
    "where another service's PID namespace is joined",
    service("ubuntu:24.04", "command: /sbin/init", "init: true", "pid: service:other"),
  );
  silent("where the shell is bash", 'FROM debian:12\nSHELL ["/bin/bash", "-c"]\nCMD /lib/systemd/systemd\n');
  silent("where the shell is BusyBox", 'FROM alpine:3.22\nENTRYPOINT ["sh", "-c", "/lib/systemd/systemd"]\n');
  silent("where the shell is told to become it", "FROM debian:12\nCMD exec /lib/systemd/systemd\n");
  silent("where the shell is not known", "FROM corp/base:1\nCMD /lib/systemd/systemd\n");
  silent("where unshare becomes it", 'FROM debian:12\nENTRYPOINT ["unshare", "-m", "/lib/systemd/systemd"]\n');
  silent("on a stage that is not run", "FROM debian:12 AS test\nCMD /lib/systemd/systemd\nFROM debian:12\n");
  speaks("of every spelling of true", service("ubuntu:24.04", "command: /sbin/init", 'init: "yes"'), "error");
  speaks(
    "of a wrapper in the entrypoint",
    'FROM debian:12\nENTRYPOINT ["dumb-init", "--"]\nCMD ["/lib/systemd/systemd"]\n',
    "error",
  );
  speaks(
    "of the end of a line of dash",
    'FROM ubuntu:22.04\nENTRYPOINT ["sh", "-c", "mount -a && /lib/systemd/systemd"]\n',
    "error",
  );
  speaks("softly of sudo", 'FROM oraclelinux:8\nCMD ["sudo", "/usr/lib/systemd/systemd"]\n', "warning");
  speaks(
    "of docker run",
    job("runs-on: ubuntu-24.04", "steps:", "  - run: docker run --init ubuntu:24.04 /sbin/init"),
    "error",
  );
  silent(
    "on docker run with the flag switched off",
    job("runs-on: ubuntu-24.04", "steps:", "  - run: docker run --init=false ubuntu:24.04 /sbin/init"),
  );
  speaks(
    "across extends",
    {
      "compose.yaml": "services:\n  a:\n    extends: { file: base.yaml, service: a }\n    init: true\n",
      "base.yaml": "services:\n  a:\n    image: ubuntu:24.04\n    command: /sbin/init\n",
    },
    "error",
  );
  const behind = (script: string, cmd = 'CMD ["/lib/systemd/systemd"]') => ({
    Dockerfile: `FROM debian:12\nCOPY start.sh /usr/local/bin/\nENTRYPOINT ["start.sh"]\n${cmd}\n`,
    "start.sh": `#!/bin/bash\n${script}\n`,
  });
  silent("behind a script that becomes it", behind('env > /etc/environment\nexec "$@"'));
  silent("behind a script that may run something else", behind('if [ "$1" = bash ]; then exec bash; fi\n"$@" &\nwait'));
  speaks("of a script that waits for it", behind('env > /etc/environment\n"$@"'), "error");
  speaks("of an init that a script starts", behind('exec tini -- "$@"'), "error");
  speaks("of a script that starts it by name", behind("/lib/systemd/systemd", ""), "error");
  speaks(
    "of an init before a script that becomes it",
    {
      "compose.yaml": "services:\n  app:\n    build: .\n    init: true\n",
      ...behind('exec "$@"'),
    },
    "error",
  );
  says("what is process 1", behind('"$@"'), "systemd must be PID 1, but start.sh is, so systemd exits immediately.");
  mends("nothing that a script starts", behind('"$@"'), undefined);
  mends(
    "an entry point as an entry point",
    "FROM debian:12\r\nENTRYPOINT /lib/systemd/systemd\r\n",
    'FROM debian:12\r\nENTRYPOINT ["/lib/systemd/systemd"]\r\n',
    "safe",
  );
  mends(
    "no switch that a variable gives",
    service("rockylinux:9", "command: /usr/sbin/init", "init: ${INIT:-true}"),
    undefined,
  );
});
