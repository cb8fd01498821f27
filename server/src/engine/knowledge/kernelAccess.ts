import type { Grant } from "./kernelNeeds.ts";

/** Access that software needs to start, by its own documentation. */
export interface KernelAccess extends Pick<Grant, "capabilities" | "devices" | "source"> {
  /** For messages. */
  readonly title: string;
  /** The whole repository without registry and tag. */
  readonly repositories: readonly string[];
  /** Programs, with their arguments joined by one blank. */
  readonly command: RegExp | undefined;
  /** A variable of the container that must have this value. */
  readonly variable?: { readonly name: string; readonly value: RegExp };
  /** The software makes missing devices, which rootless engines, Podman and LXC refuse. */
  readonly makesDevices?: true;
}

const tun = ["/dev/net/tun:/dev/net/tun"];
const fuse = ["/dev/fuse:/dev/fuse"];

/** In order of precedence. Only what fails without the access: software that falls back to user space is not listed. */
export const kernelAccess: readonly KernelAccess[] = [
  {
    title: "gluetun",
    repositories: ["qmcgaw/gluetun", "qdm12/gluetun"],
    command: undefined,
    variable: { name: "VPN_TYPE", value: /^openvpn$/i },
    capabilities: ["NET_ADMIN"],
    devices: tun,
    makesDevices: true,
    source: "https://github.com/qdm12/gluetun-wiki/blob/main/errors/tun.md",
  },
  {
    // WireGuard in the kernel has no use for the device.
    title: "gluetun",
    repositories: ["qmcgaw/gluetun", "qdm12/gluetun"],
    command: undefined,
    capabilities: ["NET_ADMIN"],
    devices: [],
    source: "https://github.com/qdm12/gluetun",
  },
  {
    title: "OpenVPN",
    repositories: [],
    command: /^openvpn (?!.*--(?:genkey|version|help|show-))/,
    capabilities: ["NET_ADMIN"],
    devices: tun,
    source: "https://github.com/OpenVPN/openvpn/blob/master/INSTALL",
  },
  {
    title: "OpenVPN",
    // Makes /dev/net/tun by itself, which a default capability allows.
    repositories: ["dperson/openvpn-client"],
    command: undefined,
    capabilities: ["NET_ADMIN"],
    devices: [],
    source: "https://github.com/dperson/openvpn-client/blob/master/openvpn.sh",
  },
  {
    title: "OpenVPN",
    // Makes /dev/net/tun by itself too.
    repositories: ["kylemanna/openvpn"],
    command: undefined,
    capabilities: ["NET_ADMIN"],
    devices: [],
    source: "https://github.com/kylemanna/docker-openvpn/blob/master/bin/ovpn_run",
  },
  {
    title: "OpenVPN",
    repositories: ["haugene/transmission-openvpn"],
    command: undefined,
    capabilities: ["NET_ADMIN"],
    devices: [],
    source: "https://github.com/haugene/docker-transmission-openvpn/blob/master/docs/run-container.md",
  },
  {
    title: "WireGuard",
    repositories: ["linuxserver/wireguard", "wg-easy/wg-easy", "weejewel/wg-easy", "thrnz/docker-wireguard-pia"],
    command: /^wg-quick up\b/,
    capabilities: ["NET_ADMIN"],
    devices: [],
    source: "https://github.com/linuxserver/docker-wireguard",
  },
  {
    title: "tailscaled",
    repositories: ["tailscale/tailscale"],
    command: undefined,
    variable: { name: "TS_USERSPACE", value: /^(?:false|0|f)$/i },
    // The start program makes /dev/net/tun.
    capabilities: ["NET_ADMIN"],
    devices: [],
    source: "https://github.com/tailscale/tailscale/blob/main/cmd/containerboot/main.go",
  },
  {
    title: "fail2ban",
    repositories: ["crazymax/fail2ban", "linuxserver/fail2ban"],
    command: undefined,
    capabilities: ["NET_ADMIN", "NET_RAW"],
    devices: [],
    source: "https://github.com/crazy-max/docker-fail2ban",
  },
  {
    title: "keepalived",
    repositories: ["osixia/keepalived"],
    command: /^keepalived\b(?!.* (?:-v|--version|-t|--config-test))/,
    capabilities: ["NET_ADMIN"],
    devices: [],
    source: "https://github.com/osixia/container-keepalived",
  },
  {
    title: "a firewall rule",
    repositories: [],
    command: /^(?:ip6?tables(?:-(?:legacy|nft))?|nft) (?!.*(?:--version|-V|--help))/,
    capabilities: ["NET_ADMIN"],
    devices: [],
    source: "https://man7.org/linux/man-pages/man7/capabilities.7.html",
  },
  {
    title: "FUSE",
    repositories: [],
    command:
      /^(?:(?:sshfs|s3fs|mergerfs|gcsfuse|goofys|encfs|gocryptfs) (?!.*(?:--version|--help))|rclone (?:.* )?mount )/,
    capabilities: ["SYS_ADMIN"],
    devices: fuse,
    source: "https://github.com/moby/moby/issues/16233",
  },
];
