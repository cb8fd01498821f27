import { job, service, testsOf } from "./nearMisses.ts";

const { ignores, reports, fixes } = testsOf("redundant-with-privileged");

describe("redundant-with-privileged on near misses", () => {
  ignores(
    "on capabilities that a variable gives",
    service("corp/app:1", "privileged: true", "cap_add: ${CAPABILITIES}"),
  );
  ignores("on an empty list", service("corp/app:1", "privileged: true", "cap_add: []"));
  ignores(
    "on a device with another path",
    service("corp/app:1", "privileged: true", 'devices: ["/dev/ttyUSB0:/dev/zigbee"]'),
  );
  ignores("on a CDI name", service("corp/app:1", "privileged: true", "devices: [nvidia.com/gpu=all]"));
  ignores("on a label", service("corp/app:1", "privileged: true", 'security_opt: ["label:disable"]'));
  ignores(
    "on no-new-privileges",
    service("corp/app:1", "privileged: true", 'security_opt: ["no-new-privileges:true"]'),
  );
  ignores("on dropped capabilities", service("corp/app:1", "privileged: true", "cap_drop: [ALL]"));
  ignores("without privileges", service("corp/app:1", "privileged: false", "cap_add: [SYS_ADMIN]"));
  ignores(
    "on podman run for a user",
    job("runs-on: self-hosted", "steps:", "  - run: podman run --user 1000 --privileged --cap-add SYS_ADMIN app"),
  );
  reports(
    "of one device of two",
    service("corp/app:1", "privileged: true", 'devices: ["/dev/ttyUSB0:/dev/zigbee", /dev/snd]'),
    '5:43 warning "app" runs privileged, which gives it every device of the host anyway, so this part of "devices" has no effect.',
  );
  reports(
    "of both spellings of a profile",
    service("corp/app:1", "privileged: true", 'security_opt: ["seccomp:unconfined", "apparmor=unconfined"]'),
    '5:5 warning "app" runs privileged, which switches these protections off anyway, so "security_opt" has no effect.',
  );
  reports(
    "of options of a job's container",
    job(
      "runs-on: ubuntu-24.04",
      "steps: []",
      "container:",
      "  image: node:22",
      "  options: --privileged --cap-add=ALL",
    ),
    '8:29 warning "test" runs privileged, which grants every capability anyway, so "--cap-add" has no effect.',
  );
  fixes(
    "by taking the privileges, not the list",
    service("corp/app:1", "privileged: true # for now", "cap_add:", "  # the tunnel", "  - NET_ADMIN # and routes"),
    "services:\n  app:\n    image: corp/app:1\n    cap_add:\n      # the tunnel\n      - NET_ADMIN # and routes\n",
  );
  fixes(
    "no switch that a variable gives",
    service("corp/vpn:4", "privileged: ${PRIVILEGED:-true}", "cap_add: [NET_ADMIN]"),
    undefined,
  );
});
