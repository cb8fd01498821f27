/** Why software asks for more of the host's kernel than a container has. */
export type KernelNeed =
  | "nested-engine"
  | "cluster-node"
  | "init-system"
  | "vpn"
  | "firewall"
  | "fuse"
  | "emulators"
  | "virtual-machine"
  | "kvm"
  | "usb"
  | "udev"
  | "node-agent";

/** What of a service gives a need away. Repositories match the whole name or end in `/name`, and the service's own name too; `*` stands for any run of characters. */
export interface Evidence {
  readonly need: KernelNeed;
  readonly repositories: readonly string[];
  readonly programs: readonly string[];
  /** Host paths of mounts and devices, whole. */
  readonly paths: readonly string[];
}

/** The narrow grant that serves a need instead of `privileged: true`. */
export interface Grant {
  readonly capabilities: readonly string[];
  readonly devices: readonly string[];
  readonly deviceCgroupRules: readonly string[];
  readonly securityOptions: readonly string[];
  readonly source: string;
}

/** As people say it, to stand after "for": `for Docker in Docker`. */
export const needNames: Readonly<Record<KernelNeed, string>> = {
  "nested-engine": "running a container engine inside the container",
  "cluster-node": "being a whole Kubernetes node",
  "init-system": "running systemd",
  vpn: "a VPN's network interface",
  firewall: "firewall rules and routes",
  fuse: "mounting FUSE file systems",
  emulators: "registering emulators with the host's kernel",
  "virtual-machine": "running a virtual machine with a network of its own",
  kvm: "using KVM",
  usb: "talking to USB devices",
  udev: "watching the host's devices come and go",
  "node-agent": "observing the host",
};

/** In order of precedence: the first need with evidence explains the service. */
export const evidence: readonly Evidence[] = [
  {
    need: "cluster-node",
    repositories: [
      "kindest/node",
      "rancher/k3s",
      "k3s",
      "rancher/rancher",
      "rancher/rke2*",
      "k3d-io/*",
      "k0sproject/k0s",
      "siderolabs/talos",
    ],
    programs: ["k3s", "k0s", "kubelet"],
    paths: [],
  },
  {
    need: "nested-engine",
    repositories: [
      "docker",
      "dind",
      "*-dind",
      "*/dind-*",
      "podman/stable",
      "buildah/stable",
      "moby/buildkit",
      "*buildkit*",
      "gitlab/gitlab-runner",
      "cruizba/ubuntu-dind",
    ],
    programs: ["dockerd", "dockerd-entrypoint.sh", "buildkitd", "containerd"],
    paths: [],
  },
  {
    need: "init-system",
    repositories: [
      "jrei/systemd-*",
      "geerlingguy/docker-*-ansible",
      "*-systemd",
      "ubi8/ubi-init",
      "ubi9/ubi-init",
      "ubi10/ubi-init",
    ],
    programs: ["init", "systemd"],
    paths: [],
  },
  {
    need: "emulators",
    repositories: [
      "tonistiigi/binfmt",
      "multiarch/qemu-user-static",
      "docker/binfmt",
      "linuxkit/binfmt",
      "dbhi/qus",
      "aptman/qus",
    ],
    programs: [],
    paths: ["/proc/sys/fs/binfmt_misc"],
  },
  {
    need: "virtual-machine",
    repositories: ["qemux/qemu*", "dockurr/windows", "dockurr/macos", "dockur/windows", "dockur/macos"],
    programs: [],
    paths: [],
  },
  {
    need: "kvm",
    repositories: ["budtmo/docker-android*", "sickcodes/docker-osx"],
    programs: ["qemu-system-x86_64", "qemu-system-aarch64", "libvirtd", "firecracker", "cloud-hypervisor"],
    paths: ["/dev/kvm"],
  },
  {
    need: "node-agent",
    repositories: [
      "cadvisor",
      "cadvisor/cadvisor",
      "prom/node-exporter",
      "node-exporter",
      "datadog/agent",
      "datadog/datadog-agent",
      "falcosecurity/falco*",
      "sysdig/agent",
      "netdata/netdata",
      "newrelic/infrastructure*",
      "elastic-agent/*",
      "beats/*",
      "aquasec/tracee",
      "cilium/*",
      "wazuh/wazuh-agent",
      "*ebpf-profiler*",
      "parca-dev/parca-agent",
    ],
    programs: ["cadvisor", "node_exporter", "falco"],
    paths: ["/", "/sys/kernel/debug", "/sys/kernel/tracing", "/sys/fs/bpf"],
  },
  {
    need: "vpn",
    repositories: [
      "linuxserver/wireguard",
      "wg-easy/wg-easy",
      "weejewel/wg-easy",
      "kylemanna/openvpn",
      "qmcgaw/gluetun",
      "tailscale/tailscale",
      "zerotier/zerotier",
      "*/openvpn*",
      "hwdsl2/ipsec-vpn-server",
      "netbirdio/netbird",
    ],
    programs: ["wg", "wg-quick", "openvpn", "tailscaled", "strongswan"],
    paths: ["/dev/net/tun"],
  },
  {
    need: "firewall",
    repositories: [
      "pihole/pihole",
      "crazymax/fail2ban",
      "linuxserver/fail2ban",
      "keepalived*",
      "osixia/keepalived",
      "mailcow/netfilter",
    ],
    programs: ["iptables", "ip6tables", "nft", "fail2ban-server", "keepalived", "dnsmasq", "hostapd"],
    paths: ["/lib/modules"],
  },
  {
    need: "fuse",
    repositories: ["rclone/rclone", "efrecon/s3fs", "*/s3fs*", "*/sshfs*", "trapexit/mergerfs"],
    programs: ["sshfs", "s3fs", "mergerfs", "gcsfuse", "goofys", "fuse-overlayfs", "encfs", "gocryptfs"],
    paths: ["/dev/fuse"],
  },
  {
    need: "usb",
    repositories: ["koenkk/zigbee2mqtt", "zwavejs/*", "linuxserver/cups*", "olbat/cupsd"],
    programs: ["lsusb", "cupsd"],
    paths: ["/dev/bus/usb", "/dev/serial/by-id"],
  },
  {
    need: "udev",
    repositories: ["home-assistant/home-assistant", "homeassistant/home-assistant", "linuxserver/homeassistant"],
    programs: ["udevadm", "systemd-udevd"],
    paths: ["/run/udev"],
  },
];

/** Needs that have no entry cannot be served by less than everything, or by other means only. */
export const grants: Readonly<Partial<Record<KernelNeed, Grant>>> = {
  firewall: {
    capabilities: ["NET_ADMIN", "NET_RAW"],
    devices: [],
    deviceCgroupRules: [],
    securityOptions: [],
    source: "https://man7.org/linux/man-pages/man7/capabilities.7.html",
  },
  vpn: {
    capabilities: ["NET_ADMIN", "NET_RAW"],
    devices: ["/dev/net/tun:/dev/net/tun"],
    deviceCgroupRules: [],
    securityOptions: [],
    source: "https://man7.org/linux/man-pages/man7/capabilities.7.html",
  },
  fuse: {
    capabilities: ["SYS_ADMIN"],
    devices: ["/dev/fuse:/dev/fuse"],
    deviceCgroupRules: [],
    // AppArmor's default profile refuses mount(2) even with the capability.
    securityOptions: ["apparmor=unconfined"],
    source: "https://github.com/moby/moby/issues/16233",
  },
  "virtual-machine": {
    capabilities: ["NET_ADMIN"],
    devices: ["/dev/kvm:/dev/kvm", "/dev/net/tun:/dev/net/tun"],
    deviceCgroupRules: [],
    securityOptions: [],
    source: "https://github.com/dockur/windows",
  },
  kvm: {
    capabilities: [],
    devices: ["/dev/kvm:/dev/kvm"],
    deviceCgroupRules: [],
    securityOptions: [],
    source: "https://docs.kernel.org/virt/kvm/api.html",
  },
  usb: {
    capabilities: [],
    devices: ["/dev/bus/usb:/dev/bus/usb"],
    // Major number 189 is the USB subsystem: devices that are plugged in later are covered too.
    deviceCgroupRules: ["c 189:* rmw"],
    securityOptions: [],
    source: "https://www.kernel.org/doc/html/latest/admin-guide/devices.html",
  },
};

/** The grant as flags of `docker run`. */
export function flagsFor({ capabilities, devices, deviceCgroupRules, securityOptions }: Grant): string {
  return [
    ...capabilities.map((name) => `--cap-add=${name}`),
    ...devices.map((path) => `--device=${path.slice(0, path.indexOf(":"))}`),
    ...deviceCgroupRules.map((rule) => `--device-cgroup-rule='${rule}'`),
    ...securityOptions.map((option) => `--security-opt=${option}`),
  ].join(" ");
}
