import { service, job, machine, testsOf, withEngine } from "./nearMisses.ts";

const { ignores, reports, reportsAs } = testsOf("socket-world-writable");
const onHost = (command: string) => job("runs-on: self-hosted", "steps:", `  - run: ${command}`);

describe("socket-world-writable on near misses", () => {
  for (const mode of ["660", "0664", "a+r", "u+rw,g+rw", "o-w", "+x", "go=r"]) {
    ignores(`on mode ${mode}`, onHost(`chmod ${mode} /var/run/docker.sock`));
  }
  for (const mode of ["666", "0777", "a+rw", "o+w", "ugo=rwx", "g+r,o+rw"]) {
    reportsAs(`mode ${mode}`, onHost(`sudo chmod ${mode} /run/docker.sock`), "warning");
  }
  ignores("on a mode of a variable", onHost("chmod $MODE /var/run/docker.sock"));
  ignores("on a build, in which there is no socket", "FROM debian:13\nRUN chmod 666 /var/run/docker.sock\n");
  ignores("on a printed command", onHost("echo chmod 666 /var/run/docker.sock"));
  reportsAs("a folder of options", onHost("chmod -v 666 /run/user/1000/podman.sock"), "warning");
  reportsAs("a guest softly", machine("debian/bookworm64", "chmod 666 /var/run/docker.sock"), "info");
  reportsAs("a condition softly", onHost("test -n x && chmod 666 /var/run/docker.sock"), "info");
  reports(
    "a script that the image starts",
    {
      Dockerfile: 'FROM debian:13\nCOPY start.sh /\nENTRYPOINT ["/start.sh"]\n',
      "start.sh": "#!/bin/sh\nchmod 666 /var/run/docker.sock\nexec agent\n",
    },
    "3:13 warning After this every process of every user controls the engine through the Docker socket, and so is root on its host.",
  );
  reports(
    "the rights of the user who runs the engine",
    withEngine("rootless", service("corp/app:1", "entrypoint: []", "command: chmod 666 /var/run/docker.sock")),
    "5:14 warning After this every process of every user controls the engine through the Docker socket, and so has all rights of the user who runs it.",
  );
});
