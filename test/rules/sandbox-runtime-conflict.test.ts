import { job, service, testsOf } from "./nearMisses.ts";

const { ignores, reports } = testsOf("sandbox-runtime-conflict");

describe("sandbox-runtime-conflict on near misses", () => {
  ignores("on an unknown runtime", service("debian:13", "runtime: acme", "pid: host"));
  ignores("on a runtime of the host's kernel", service("debian:13", "runtime: crun", "pid: host"));
  ignores("on a runtime that a variable gives", service("debian:13", "runtime: ${RUNTIME}", "pid: host"));
  ignores("on a namespace that a variable gives", service("debian:13", "runtime: runsc", "pid: ${PID}"));
  ignores("on a privileged container", service("debian:13", "runtime: runsc", "privileged: true"));
  ignores("on the network of the host under Kata", service("debian:13", "runtime: kata-fc", "network_mode: host"));
  reports(
    "all conflicts of a service once",
    service("debian:13", "runtime: io.containerd.runsc.v1", "network_mode: host", "pid: host"),
    "4:14 warning \"app\" runs under gVisor (runsc), but gets the host's pid namespace: the host's processes cannot be shared with the sandbox.",
  );
  reports(
    "of docker run",
    job("runs-on: ubuntu-24.04", "steps:", "  - run: docker run --runtime=runsc --device /dev/kvm debian:13"),
    '6:35 warning "debian" runs under gVisor (runsc), but gets /dev/kvm: KVM inside the sandbox is not supported.',
  );
});
