import { kernelRightsOf } from "../../facts/containerCommands.ts";
import { missingAccessOf, type MissingAccess } from "../../facts/kernelAccess.ts";
import { containerName, list } from "../../words.ts";
import type { Service } from "../../model/service.ts";
import { defineRule, prose, type FixOffer, type RuleContext } from "../../rule.ts";

export default defineRule({
  id: "kernel-access-missing",
  category: "kernel",
  since: "0.1.0",
  severity: "warning",
  profile: "recommended",
  fix: "behaviour",
  summary: "Service lacks a capability or device that its software needs",
  why: prose(
    "VPNs, firewalls and FUSE file systems work in the kernel. A container may use them only with the capability and the device for it: without `NET_ADMIN` no interface or rule can be made, and without `/dev/net/tun` or `/dev/fuse` the program has nothing to open.",
  ),
  instead: prose(
    "Add exactly what the software names, `cap_add` and `devices`, and not `privileged: true`. It has a price: `NET_ADMIN` covers the container's own network namespace, `SYS_ADMIN` is close to root on the host.",
    "",
    "FUSE on a host with AppArmor needs `security_opt: [apparmor=unconfined]` too.",
  ),
  exceptions: prose(
    "Ignored for privileged containers, with runtimes that have a kernel of their own, if the image runs another command, and if a list or a part of the service cannot be read. Tailscale's image works in user space unless `TS_USERSPACE=false`.",
  ),
  errors: [
    "Cannot open TUN/TAP dev /dev/net/tun: No such file or directory",
    "ERROR: Cannot ioctl TUNSETIFF tun: Operation not permitted",
    "RTNETLINK answers: Operation not permitted",
    "iptables: Permission denied (you must be root)",
    "fuse: device not found, try 'modprobe fuse' first",
    "fusermount: mount failed: Operation not permitted",
    "iptables v1.8.9 (legacy): can't initialize iptables table 'filter': Permission denied (you must be root)",
  ],
  topic: "capabilities",
  sources: [
    "https://man7.org/linux/man-pages/man7/capabilities.7.html",
    "https://docs.docker.com/engine/containers/run/#runtime-privilege-and-linux-capabilities",
    "https://github.com/qdm12/gluetun",
  ],
  examples: {
    invalid: [
      {
        title: "The capability is there, the device is not.",
        files: {
          "compose.yaml": `
            services:
              vpn:
                build: .
                cap_add: [NET_ADMIN]
          `,
          Dockerfile: `
            FROM alpine:3.22
            RUN apk add --no-cache openvpn
            CMD ["openvpn", "--config", "/vpn/client.conf"]
          `,
        },
        underline: "cap_add: [NET_ADMIN]",
        fixed: `
          services:
            vpn:
              build: .
              cap_add: [NET_ADMIN]
              devices:
                - /dev/net/tun:/dev/net/tun
        `,
      },
      {
        title: "The program makes the device, where the engine lets it.",
        files: {
          "compose.yaml": `
            services:
              vpn:
                image: qmcgaw/gluetun:v3.40
                environment: { VPN_TYPE: openvpn }
                cap_add: [NET_ADMIN]
          `,
        },
        underline: "cap_add: [NET_ADMIN]",
        fixed: `
          services:
            vpn:
              image: qmcgaw/gluetun:v3.40
              environment: { VPN_TYPE: openvpn }
              cap_add: [NET_ADMIN]
              devices:
                - /dev/net/tun:/dev/net/tun
        `,
      },
      {
        title: "The entrypoint writes firewall rules.",
        files: {
          "compose.yaml": `
            services:
              gate:
                build: .
          `,
          Dockerfile: `
            FROM alpine:3.22
            RUN apk add --no-cache iptables
            COPY start.sh /start.sh
            ENTRYPOINT ["/start.sh"]
          `,
          "start.sh": "#!/bin/sh\nset -e\niptables -P FORWARD DROP\nexec app\n",
        },
        underline: "gate",
        fixed: `
          services:
            gate:
              build: .
              cap_add:
                - NET_ADMIN
        `,
      },
    ],
    valid: [
      {
        title: "Both are there, the capability in its long spelling.",
        files: {
          "compose.yaml": `
            services:
              vpn:
                image: qmcgaw/gluetun:v3.40
                cap_add: [cap_net_admin]
                devices: [/dev/net/tun]
          `,
        },
      },
      {
        title: "WireGuard is in the kernel and needs no device.",
        files: {
          "compose.yaml": `
            services:
              vpn:
                image: qmcgaw/gluetun:v3.40
                environment: { VPN_TYPE: wireguard }
                cap_add: [NET_ADMIN]
          `,
        },
      },
      {
        title: "The entrypoint makes the device, which a default capability allows.",
        files: {
          "compose.yaml": `
            services:
              mesh:
                image: tailscale/tailscale:v1.90
                environment: { TS_USERSPACE: "false" }
                cap_add: [NET_ADMIN]
          `,
        },
      },
      {
        title: "Tailscale works in user space by default.",
        files: {
          "compose.yaml": `
            services:
              mesh:
                image: tailscale/tailscale:v1.90
          `,
        },
      },
      {
        title: "A one-off command writes the configuration.",
        files: {
          "compose.yaml": `
            services:
              setup:
                image: kylemanna/openvpn:2.4
                command: ovpn_genconfig -u udp://vpn.example.com
          `,
        },
      },
    ],
  },
  check: {
    service(service, context) {
      if (kernelRightsOf(context.project, service, { when: "start" }) !== "none") return;
      const missing = missingAccessOf(context.project, service);
      if (!missing) return;
      const { access, capabilities, devices } = missing;
      const paths = devices.map((device) => device.slice(0, device.indexOf(":")));
      const given = [service.capAdd, service.devices].find(({ state }) => state === "known");
      context.report({
        at: given?.state === "known" ? given.entry : service.at,
        message:
          capabilities.length === 0 && access.makesDevices
            ? `${containerName(service)} lacks ${list(paths)}. ${access.title} then tries to make it, which rootless engines, Podman and LXC refuse.`
            : `${containerName(service)} lacks ${list([...capabilities, ...paths])}, which ${access.title} needs, so it fails. Grant only that.`,
        related: [{ at: missing.at, message: `${access.title} needs it.` }],
        fixes: additions(service, missing, context),
      });
    },
  },
});

function additions(
  service: Service,
  { capabilities, devices }: MissingAccess,
  { edit }: RuleContext,
): readonly FixOffer[] {
  if (service.origin !== "compose") return [];
  const added = [
    ["cap_add", capabilities],
    ["devices", devices],
  ] as const;
  const keys = added.filter(([, items]) => items.length > 0);
  return [
    {
      title: `Add ${list(keys.map(([key, items]) => `${key}: ${items.join(", ")}`))}`,
      kind: "behaviour",
      edits: () => keys.map(([key, items]) => edit.addToService(service, key, items)),
    },
  ];
}
