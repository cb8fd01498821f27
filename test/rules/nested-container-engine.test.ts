import { service, testsOf } from "./nearMisses.ts";

const { ignores, reports } = testsOf("nested-container-engine");

describe("nested-container-engine on near misses", () => {
  ignores("on the program in an earlier stage", 'FROM debian:13 AS a\nCMD ["dockerd"]\nFROM debian:13\nCMD ["a"]\n');
  ignores("on an argument", 'FROM debian:13\nENTRYPOINT ["pgrep"]\nCMD ["dockerd"]\n');
  ignores("on a virtual machine for each container", service("docker:28-dind", "runtime: kata-qemu"));
  ignores("on a runtime that a variable names", service("docker:28-dind", "runtime: ${RUNTIME}"));
  reports(
    "if it is alone",
    service("docker:28-dind", "privileged: ${PRIVILEGED}"),
    '3:12 info "app" starts a Docker engine, which needs a privileged container: anyone who controls it controls the host.',
  );
});
