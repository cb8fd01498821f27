import { job, service, testsOf } from "./nearMisses.ts";

const { ignores, reports, fixes } = testsOf("kernel-access-missing");

const vpn = (...lines: readonly string[]) => service("qmcgaw/gluetun", "environment: { VPN_TYPE: openvpn }", ...lines);

describe("kernel-access-missing on near misses", () => {
  ignores("a privileged service", vpn("privileged: true"));
  ignores("a service that may be privileged", vpn("privileged: ${PRIVILEGED}"));
  ignores("all capabilities and the device", vpn("cap_add: [ALL]", "devices: ['/dev/net/tun:/dev/net/tun:rwm']"));
  ignores("a device that is mounted", vpn("cap_add: [NET_ADMIN]", "volumes: ['/dev/net/tun:/dev/net/tun']"));
  ignores("capabilities in a variable", vpn("cap_add: ['${CAP}']"));
  ignores("another command", vpn("command: format-servers"));
  ignores("a runtime with its own kernel", vpn("runtime: kata"));
  ignores("a service that is not read wholly", vpn("extends: { file: ../../other.yaml, service: x }"));
  ignores("an image whose name ends alike", service("corp/gluetun", "command: run"));
  ignores("tailscale in user space", service("tailscale/tailscale", "environment: { TS_USERSPACE: 'true' }"));
  ignores("a rule under a condition", service("debian:13", "command: sh -c 'iptables -F || true; exec app'"));
  ignores("a version", service("debian:13", "command: openvpn --version"));
  ignores("a device that the entrypoint makes", service("dperson/openvpn-client", "cap_add: [NET_ADMIN]"));
  ignores("a kind of VPN that is not known", service("qmcgaw/gluetun", "env_file: vpn.env", "cap_add: [NET_ADMIN]"));
  reports(
    "tailscale in the kernel",
    service("tailscale/tailscale", "environment: { TS_USERSPACE: 'false' }", "devices: [/dev/net/tun]"),
    '5:5 warning "app" lacks NET_ADMIN, which tailscaled needs, so it fails. Grant only that.',
  );
  reports(
    "a FUSE mount",
    service("debian:13", "command: sshfs host:/data /mnt -f"),
    '2:3 warning "app" lacks SYS_ADMIN and /dev/fuse, which FUSE needs, so it fails. Grant only that.',
  );
  reports(
    "docker run",
    job("runs-on: ubuntu-24.04", "steps:", "  - run: docker run -d --device /dev/net/tun qmcgaw/gluetun"),
    '6:28 warning "gluetun" lacks NET_ADMIN, which gluetun needs, so it fails. Grant only that.',
  );
  fixes("no docker run", job("runs-on: ubuntu-24.04", "steps:", "  - run: docker run qmcgaw/gluetun"), undefined);
});
