import { job, service, testsOf, withEngine } from "./nearMisses.ts";

const { ignores, reports, reportsAs } = testsOf("security-profile-disabled");

describe("security-profile-disabled on near misses", () => {
  ignores("on a variable", service("corp/app:1", "security_opt: ['seccomp=${SECCOMP}']"));
  ignores("on a custom profile", service("corp/app:1", "security_opt: ['seccomp=unconfined.json']"));
  ignores(
    "on a privileged container",
    service("corp/app:1", "privileged: true", "security_opt: ['seccomp=unconfined']"),
  );
  ignores("on more protection", service("corp/app:1", "security_opt: ['no-new-privileges=true', 'no-new-privileges']"));
  ignores("on a virtual machine", service("corp/app:1", "runtime: kata-fc", "security_opt: ['seccomp=unconfined']"));
  reports(
    "each filter that is off",
    service("corp/app:1", "security_opt:", "  - seccomp=unconfined", "  - apparmor:unconfined", "  - label:disable"),
    '5:9 warning "app" may call all of the host\'s kernel, because its seccomp filter is off.',
    '6:9 warning "app" may mount file systems and write to kernel files as far as its capabilities allow, because AppArmor is off.',
    '7:9 info "app" runs without SELinux\'s separation. To read mounted files, mount them with :z or :Z.',
  );
  reportsAs(
    "rootless BuildKit softly",
    service("moby/buildkit:v0.24-rootless", "security_opt: ['seccomp=unconfined']"),
    "info",
  );
  reportsAs(
    "a job's machine softly",
    job("runs-on: ubuntu-24.04", "steps:", "  - run: docker run --security-opt seccomp=unconfined a:1"),
    "info",
  );
  const options = "security_opt: ['seccomp=unconfined', 'apparmor=unconfined', 'systempaths=unconfined']";
  reports(
    "seccomp alone with a rootless engine, which has no AppArmor",
    withEngine("rootless", service("corp/app:1", options)),
    '4:20 info "app" may call all of the host\'s kernel, because its seccomp filter is off.',
  );
});
