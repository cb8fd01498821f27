import { job, service, testsOf } from "./nearMisses.ts";

const { silent, speaks, mends } = testsOf("redundant-with-privileged");

describe("redundant-with-privileged on near misses", () => {
  silent(
    "on capabilities that a variable gives",
    service("corp/app:1", "privileged: true", "cap_add: ${CAPABILITIES}"),
  );
  silent("on an empty list", service("corp/app:1", "privileged: true", "cap_add: []"));
  silent(
    "on a device with another path",
    service("corp/app:1", "privileged: true", 'devices: ["/dev/ttyUSB0:/dev/zigbee"]'),
  );
  silent("on a CDI name", service("corp/app:1", "privileged: true", "devices: [nvidia.com/gpu=all]"));
  silent("on a label", service("corp/app:1", "privileged: true", 'security_opt: ["label:disable"]'));
  silent("on no-new-privileges", service("corp/app:1", "privileged: true", 'security_opt: ["no-new-privileges:true"]'));
  silent("on dropped capabilities", service("corp/app:1", "privileged: true", "cap_drop: [ALL]"));
  silent("without privileges", service("corp/app:1", "privileged: false", "cap_add: [SYS_ADMIN]"));
  silent(
    "on podman run for a user",
    job("runs-on: self-hosted", "steps:", "  - run: podman run --user 1000 --privileged --cap-add SYS_ADMIN app"),
  );
  speaks(
    "of one device of two",
    service("corp/app:1", "privileged: true", 'devices: ["/dev/ttyUSB0:/dev/zigbee", /dev/snd]'),
    "warning",
  );
  speaks(
    "of both spellings of a profile",
    service("corp/app:1", "privileged: true", 'security_opt: ["seccomp:unconfined", "apparmor=unconfined"]'),
    "warning",
  );
  speaks(
    "of options of a job's container",
    job(
      "runs-on: ubuntu-24.04",
      "steps: []",
      "container:",
      "  image: node:22",
      "  options: --privileged --cap-add=ALL",
    ),
    "warning",
  );
  mends(
    "by taking the privileges, not the list",
    service("corp/app:1", "privileged: true # for now", "cap_add:", "  # the tunnel", "  - NET_ADMIN # and routes"),
    "services:\n  app:\n    image: corp/app:1\n    cap_add:\n      # the tunnel\n      - NET_ADMIN # and routes\n",
  );
  mends(
    "no switch that a variable gives",
    service("corp/vpn:4", "privileged: ${PRIVILEGED:-true}", "cap_add: [NET_ADMIN]"),
    undefined,
  );
});
