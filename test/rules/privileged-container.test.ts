import { job, machine, service, testsOf, withEngine } from "./nearMisses.ts";

const { ignores, reports, reportsAs, fixes, offers, says } = testsOf("privileged-container");
const selfHosted = "runs-on: self-hosted";

describe("privileged-container on near misses", () => {
  ignores("on a variable without a default", service("corp/app:1", "privileged: ${PRIVILEGED}"));
  ignores("on old spellings of false", service("corp/app:1", 'privileged: "off"'));
  ignores("on what is no boolean for Compose", service("corp/app:1", "privileged: 1"));
  ignores(
    "on an argument of the program in the container",
    job(selfHosted, "steps:", "  - run: docker run alpine:3.22 --privileged"),
  );
  ignores("on a command that is only printed", job(selfHosted, "steps:", "  - run: echo docker run --privileged app"));
  ignores(
    "on a flag that is switched off",
    job(selfHosted, "steps: []", "container:", "  image: node:22", "  options: --privileged=false"),
  );
  ignores(
    "on an expression",
    job(selfHosted, "steps: []", "container:", "  image: node:22", "  options: ${{ inputs.options }}"),
  );
  reports(
    "of old spellings of true",
    service("corp/app:1", 'privileged: "yes"'),
    '4:5 warning "app" runs privileged, so root inside it is root on the host.',
  );
  reports(
    "of a merged mapping",
    { "compose.yaml": "x-all: &all\n  privileged: true\nservices:\n  app:\n    <<: *all\n    image: corp/app:1\n" },
    '2:3 warning "app" runs privileged, so root inside it is root on the host.',
  );
  ignores("on a merged mapping that is overridden", {
    "compose.yaml":
      "x-all: &all\n  privileged: true\nservices:\n  app:\n    <<: *all\n    image: corp/app:1\n    privileged: false\n",
  });
  reports(
    "softly of an agent that reads the host",
    service("corp/agent:1", "privileged: true", 'volumes: ["/:/host:ro"]'),
    '4:5 info "app" runs privileged, so root inside it is root on the host. Observing the host has no narrower grant. It also shares /.',
  );
  reports(
    "plainly of one that may write to the host",
    service("corp/agent:1", "privileged: true", 'volumes: ["/:/host"]'),
    '4:5 warning "app" runs privileged, so root inside it is root on the host. It also shares /.',
  );
  reports(
    "softly of systemd",
    service("ubuntu:24.04", "privileged: true", "command: /sbin/init"),
    '4:5 info "app" runs privileged, so root inside it is root on the host. Run systemd with Podman, the sysbox runtime or a virtual machine instead.',
  );
  reports(
    "softly of a hosted runner",
    job("runs-on: ubuntu-24.04", "steps: []", "container:", "  image: node:22", "  options: --privileged"),
    '8:16 info "test" runs privileged, so root inside it is root on the runner, a virtual machine for this job only.',
  );
  reports(
    "plainly of a self-hosted one",
    job(selfHosted, "steps: []", "container:", "  image: node:22", "  options: --cpus 1 --privileged"),
    '8:25 warning "test" runs privileged, so root inside it is root on the machine that runs the job.',
  );
  reports(
    "softly of podman run",
    machine("debian/bookworm64", "podman run --privileged corp/app:1"),
    '3:52 info "app" runs privileged, so root inside it has all rights of the user who runs podman.',
  );
  reports(
    "of docker run in a provisioner",
    machine("debian/bookworm64", "docker run --privileged corp/app:1"),
    '3:52 warning "app" runs privileged, so root inside it is root on the host.',
  );
  reports(
    "softly of a profiler that traces the host's kernel",
    service(
      "${PROFILER_IMAGE}",
      "privileged: true",
      "pid: host",
      "volumes: ['/sys/kernel/tracing:/sys/kernel/tracing']",
    ),
    '4:5 info "app" runs privileged, so root inside it is root on the host. Observing the host has no narrower grant. It also shares the host\'s processes.',
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
    `"app" runs privileged, so root inside it is root on the host. Its "security_opt" has no effect. It also shares the host's processes, the host's network and /etc.`,
  );
  fixes("no switch that a variable gives", service("corp/app:1", "privileged: ${PRIVILEGED:-true}"), undefined);
  fixes("nothing that registers emulators", service("tonistiigi/binfmt:qemu-v9.2.2", "privileged: true"), undefined);
  says(
    "that emulators need nothing else",
    job("runs-on: ubuntu-24.04", "steps:", "  - run: docker run --privileged multiarch/qemu-user-static --reset"),
    '"qemu-user-static" runs privileged, so root inside it is root on the runner, a virtual machine for this job only. Registering emulators with binfmt_misc needs privileged and nothing else.',
  );
  fixes(
    "nothing that registers emulators, even beside a grant",
    service("multiarch/qemu-user-static:7.2", "privileged: true", "cap_add: [SYS_ADMIN]", "command: --reset -p yes"),
    undefined,
  );
  fixes(
    "nothing of systemd beside a grant",
    service("ubuntu:24.04", "privileged: true", "cap_add: [SYS_ADMIN]", "command: /sbin/init"),
    undefined,
  );
  fixes("nothing of a rootless engine", service("docker:28-dind-rootless", "privileged: true"), undefined);
  fixes(
    "rootless BuildKit",
    service("moby/buildkit:v0.24.0-rootless", "privileged: true"),
    "services:\n  app:\n    image: moby/buildkit:v0.24.0-rootless\n    security_opt:\n      - seccomp=unconfined\n      - apparmor=unconfined\n      - systempaths=unconfined\n",
  );
  fixes(
    "WireGuard, which uses no tun device",
    service("lscr.io/linuxserver/wireguard:1.0.20210914", "privileged: true", "cap_add: [NET_ADMIN]"),
    'services:\n  app:\n    image: lscr.io/linuxserver/wireguard:1.0.20210914\n    cap_add: [NET_ADMIN]\n    sysctls:\n      net.ipv4.conf.all.src_valid_mark: "1"\n',
  );
  fixes(
    "settings of the network that are a list",
    service(
      "wg-easy/wg-easy:15",
      "privileged: true",
      "cap_add:",
      "  - NET_ADMIN",
      "sysctls:",
      "  - net.ipv4.ip_forward=1",
    ),
    "services:\n  app:\n    image: wg-easy/wg-easy:15\n    cap_add:\n      - NET_ADMIN\n    sysctls:\n      - net.ipv4.ip_forward=1\n      - net.ipv4.conf.all.src_valid_mark=1\n",
  );
  fixes(
    "nothing on the host's network, which refuses net settings",
    service("wg-easy/wg-easy:15", "privileged: true", "network_mode: host"),
    undefined,
  );
  fixes(
    "an IPsec server, which needs no tun device",
    service(
      "hwdsl2/ipsec-vpn-server:latest",
      "privileged: true",
      "volumes: ['/lib/modules:/lib/modules:ro']",
      "sysctls:",
      "  net.ipv4.ip_forward: 1",
      "  net.ipv4.conf.all.accept_redirects: 0",
      "  net.ipv4.conf.all.send_redirects: 0",
      "  net.ipv4.conf.all.rp_filter: 0",
      "  net.ipv4.conf.default.accept_redirects: 0",
      "  net.ipv4.conf.default.send_redirects: 0",
      "  net.ipv4.conf.default.rp_filter: 0",
      "  net.ipv4.conf.eth0.send_redirects: 0",
    ),
    [
      "services:",
      "  app:",
      "    image: hwdsl2/ipsec-vpn-server:latest",
      "    volumes: ['/lib/modules:/lib/modules:ro']",
      "    sysctls:",
      "      net.ipv4.ip_forward: 1",
      "      net.ipv4.conf.all.accept_redirects: 0",
      "      net.ipv4.conf.all.send_redirects: 0",
      "      net.ipv4.conf.all.rp_filter: 0",
      "      net.ipv4.conf.default.accept_redirects: 0",
      "      net.ipv4.conf.default.send_redirects: 0",
      "      net.ipv4.conf.default.rp_filter: 0",
      "      net.ipv4.conf.eth0.send_redirects: 0",
      "      net.ipv4.conf.eth0.rp_filter: '0'",
      "    cap_add:",
      "      - NET_ADMIN",
      "    devices:",
      "      - /dev/ppp:/dev/ppp",
      "",
    ].join("\n"),
  );
  fixes(
    "a grant that is complete",
    service("qmcgaw/gluetun:v3.40", "privileged: true", "cap_add: [net_admin]", "devices: ['/dev/net/tun']"),
    "services:\n  app:\n    image: qmcgaw/gluetun:v3.40\n    cap_add: [net_admin]\n    devices: ['/dev/net/tun']\n",
  );
  fixes(
    "nothing beside capabilities that a variable gives",
    service("qmcgaw/gluetun:v3.40", "privileged: true", "cap_add: ${CAPS}"),
    undefined,
  );
  fixes(
    "one flag of docker run beside another",
    machine("debian/bookworm64", "docker run --privileged --cap-add=NET_ADMIN qmcgaw/gluetun:v3.40"),
    machine("debian/bookworm64", "docker run --device=/dev/net/tun --cap-add=NET_ADMIN qmcgaw/gluetun:v3.40")[
      "Vagrantfile"
    ],
  );
  offers(
    "to keep what is granted and to add the rest",
    service("qmcgaw/gluetun:v3.40", "privileged: true", "cap_add: [NET_ADMIN]"),
    'Remove "privileged: true", keep cap_add, add devices',
  );
  says(
    "in one finding that other grants have no effect",
    service("nodered/node-red:4.1", "privileged: true", "cap_add: [NET_ADMIN]", "devices: [/dev/ttyUSB0]"),
    '"app" runs privileged, so root inside it is root on the host. Its "cap_add" and "devices" have no effect.',
  );
  says(
    "what a VPN needs",
    service("kylemanna/openvpn:2.4", "privileged: true"),
    '"app" runs privileged, so root inside it is root on the host. A VPN usually needs only NET_ADMIN and /dev/net/tun.',
  );
  says(
    "that a container without a name is this one",
    machine("debian/bookworm64", "docker run --privileged $IMAGE"),
    "This container runs privileged, so root inside it is root on the host.",
  );
  for (const runtime of ["runsc", "io.containerd.runsc.v1", "kata-fc", "io.containerd.kata.v2", "krun"]) {
    reportsAs(`softly under ${runtime}`, service("corp/app:1", "privileged: true", `runtime: ${runtime}`), "info");
  }
  reports(
    "softly of a runtime that no table holds",
    service("corp/app:1", "privileged: true", "runtime: own"),
    '4:5 info "app" runs privileged, so root inside it is root on the host unless its runtime isolates it.',
  );
  reports(
    "softly of a runtime from a variable",
    service("corp/app:1", "privileged: true", "runtime: $RUNTIME"),
    '4:5 info "app" runs privileged, so root inside it is root on the host unless its runtime isolates it.',
  );
  for (const runtime of ["runc", "nvidia", "sysbox-runc"]) {
    reportsAs(`plainly under ${runtime}`, service("corp/app:1", "privileged: true", `runtime: ${runtime}`), "warning");
  }
  says(
    "that capabilities count in the guest of Kata",
    service("corp/app:1", "privileged: true", "runtime: kata"),
    '"app" runs privileged, and with Kata Containers its capabilities count inside the guest only, and host devices are unsupported.',
  );
  fixes(
    "systemd under sysbox, which refuses privileges",
    service("ubuntu:24.04", "privileged: true", "runtime: sysbox-runc", "command: /sbin/init"),
    "services:\n  app:\n    image: ubuntu:24.04\n    runtime: sysbox-runc\n    command: /sbin/init\n",
  );
  says(
    "that Windows has no such mode",
    service("mcr.microsoft.com/windows/servercore:ltsc2022", "privileged: true"),
    '"app" runs privileged, which Windows engines refuse, so it does not start.',
  );
  for (const [label, where] of Object.entries({
    "ubuntu-24.04": "the runner, a virtual machine for this job only",
    "ubuntu-slim": "the machine that runs the job",
    "my-large-runner": "the machine that runs the job",
    "self-hosted": "the machine that runs the job",
  })) {
    says(
      `where root is on ${label}`,
      job(`runs-on: ${label}`, "steps:", "  - run: docker run --privileged app"),
      `"app" runs privileged, so root inside it is root on ${where}.`,
    );
  }
  fixes(
    "flow style, and a machine with a network",
    { "compose.yaml": "services: { win: { image: dockurr/windows, privileged: true } }\n" },
    "services: { win: { image: dockurr/windows, cap_add: [NET_ADMIN], devices: [/dev/kvm:/dev/kvm, /dev/net/tun:/dev/net/tun] } }\n",
  );
  fixes(
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
        "        --cap-add=NET_ADMIN --device=/dev/net/tun \\",
        "        kylemanna/openvpn:2.4",
      ) as Record<string, string>
    )[".github/workflows/test.yml"],
  );
  fixes(
    "a list that is there already",
    service("trapexit/mergerfs:2", "privileged: true", "security_opt: [no-new-privileges:true]"),
    "services:\n  app:\n    image: trapexit/mergerfs:2\n    security_opt: [no-new-privileges:true, apparmor=unconfined]\n    cap_add:\n      - SYS_ADMIN\n    devices:\n      - /dev/fuse:/dev/fuse\n",
  );
  for (const [engine, effect] of Object.entries({
    docker: "warning %, so root inside it is root on the host.",
    desktop: "info %, so root inside it is root in Docker Desktop's VM, which has your shared files.",
    rootless: "info %, so root inside it has all rights of the user who runs the engine.",
    podman: "info %, so root inside it has all rights of the user who runs podman.",
  })) {
    reports(
      `what root reaches with the engine ${engine}`,
      withEngine(engine, service("corp/app:1", "privileged: true")),
      `4:5 ${effect.replace("%", '"app" runs privileged')}`,
    );
  }
  reports(
    "the machine of a CI job, which has its own engine",
    withEngine("rootless", job("runs-on: self-hosted", "steps:", "  - run: docker run --privileged app")),
    '6:25 warning "app" runs privileged, so root inside it is root on the machine that runs the job.',
  );
});
