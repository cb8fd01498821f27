import { job, machine, service, testsOf } from "./nearMisses.ts";

const { silent, speaks, mends, offers, says } = testsOf("privileged-container");
const selfHosted = "runs-on: self-hosted";

describe("privileged-container on near misses", () => {
  silent("on a variable without a default", service("corp/app:1", "privileged: ${PRIVILEGED}"));
  silent("on old spellings of false", service("corp/app:1", 'privileged: "off"'));
  silent("on what is no boolean for Compose", service("corp/app:1", "privileged: 1"));
  silent(
    "on an argument of the program in the container",
    job(selfHosted, "steps:", "  - run: docker run alpine:3.22 --privileged"),
  );
  silent("on a command that is only printed", job(selfHosted, "steps:", "  - run: echo docker run --privileged app"));
  silent(
    "on a flag that is switched off",
    job(selfHosted, "steps: []", "container:", "  image: node:22", "  options: --privileged=false"),
  );
  silent(
    "on an expression",
    job(selfHosted, "steps: []", "container:", "  image: node:22", "  options: ${{ inputs.options }}"),
  );
  speaks("of old spellings of true", service("corp/app:1", 'privileged: "yes"'), "warning");
  speaks(
    "of a merged mapping",
    { "compose.yaml": "x-all: &all\n  privileged: true\nservices:\n  app:\n    <<: *all\n    image: corp/app:1\n" },
    "warning",
  );
  silent("on a merged mapping that is overridden", {
    "compose.yaml":
      "x-all: &all\n  privileged: true\nservices:\n  app:\n    <<: *all\n    image: corp/app:1\n    privileged: false\n",
  });
  speaks(
    "softly of an agent that reads the host",
    service("corp/agent:1", "privileged: true", 'volumes: ["/:/host:ro"]'),
    "info",
  );
  speaks(
    "plainly of one that may write to the host",
    service("corp/agent:1", "privileged: true", 'volumes: ["/:/host"]'),
    "warning",
  );
  speaks("softly of systemd", service("ubuntu:24.04", "privileged: true", "command: /sbin/init"), "info");
  speaks(
    "softly of a hosted runner",
    job("runs-on: ubuntu-24.04", "steps: []", "container:", "  image: node:22", "  options: --privileged"),
    "info",
  );
  speaks(
    "plainly of a self-hosted one",
    job(selfHosted, "steps: []", "container:", "  image: node:22", "  options: --cpus 1 --privileged"),
    "warning",
  );
  speaks("softly of podman run", machine("debian/bookworm64", "podman run --privileged corp/app:1"), "info");
  speaks(
    "of docker run in a provisioner",
    machine("debian/bookworm64", "docker run --privileged corp/app:1"),
    "warning",
  );
  speaks(
    "softly of a profiler that traces the host's kernel",
    service(
      "${PROFILER_IMAGE}",
      "privileged: true",
      "pid: host",
      "volumes: ['/sys/kernel/tracing:/sys/kernel/tracing']",
    ),
    "info",
  );
  offers("what is written", service("corp/app:1", 'privileged: "yes"'), 'Remove "privileged: "yes""');
  says(
    "what else the host shares, and nothing that privileged decides anyway",
    service(
      "corp/app:1",
      "privileged: true",
      "network_mode: host",
      "pid: host",
      "security_opt: [seccomp=unconfined]",
      "volumes: ['/etc:/host/etc']",
    ),
    "\"app\" is privileged: root in it is root on the host. It also gets the host's processes, the host's network and /etc.",
  );
  mends("no switch that a variable gives", service("corp/app:1", "privileged: ${PRIVILEGED:-true}"), undefined);
  mends("nothing that registers emulators", service("tonistiigi/binfmt:qemu-v9.2.2", "privileged: true"), undefined);
  mends(
    "flow style, and a machine with a network",
    { "compose.yaml": "services: { win: { image: dockurr/windows, privileged: true } }\n" },
    "services: { win: { image: dockurr/windows, cap_add: [NET_ADMIN], devices: [/dev/kvm:/dev/kvm, /dev/net/tun:/dev/net/tun] } }\n",
  );
  mends(
    "a flag between continuation lines",
    job(
      selfHosted,
      "steps:",
      "  - run: |",
      "      docker run -d \\",
      "        --privileged \\",
      "        kylemanna/openvpn:2.4",
    ),
    (
      job(
        selfHosted,
        "steps:",
        "  - run: |",
        "      docker run -d \\",
        "        --cap-add=NET_ADMIN --cap-add=NET_RAW --device=/dev/net/tun \\",
        "        kylemanna/openvpn:2.4",
      ) as Record<string, string>
    )[".github/workflows/test.yml"],
  );
  mends(
    "a list that is there already",
    service("trapexit/mergerfs:2", "privileged: true", "security_opt: [no-new-privileges:true]"),
    "services:\n  app:\n    image: trapexit/mergerfs:2\n    security_opt: [no-new-privileges:true, apparmor=unconfined]\n    cap_add:\n      - SYS_ADMIN\n    devices:\n      - /dev/fuse:/dev/fuse\n",
  );
});
