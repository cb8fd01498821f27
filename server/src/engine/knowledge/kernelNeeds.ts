/** Why software asks for more of the host's kernel than a container has. */
export type KernelNeed =
  | "nested-engine"
  | "rootless-engine"
  | "rootless-buildkit"
  | "cluster-node"
  | "init-system"
  | "ipsec"
  | "wireguard"
  | "vpn"
  | "firewall"
  | "fuse"
  | "emulators"
  | "virtual-machine"
  | "kvm"
  | "usb"
  | "udev"
  | "node-agent";

/**
 * What of a service shows a need. Repositories match the whole name or its end after a `/`, and the service's own name
 * too; tags match `repository:tag` likewise; `*` is any run of characters.
 */
export interface Evidence {
  readonly need: KernelNeed;
  readonly tags?: readonly string[];
  readonly repositories: readonly string[];
  readonly programs: readonly string[];
  /** Host paths of mounts and devices, whole. */
  readonly paths: readonly string[];
  /** Paths in the container that are volumes, whole. */
  readonly volumes?: readonly string[];
}

/** The narrow grant that serves a need instead of `privileged: true`. */
export interface Grant {
  readonly capabilities: readonly string[];
  readonly devices: readonly string[];
  readonly deviceCgroupRules: readonly string[];
  readonly securityOptions: readonly string[];
  readonly sysctls: Readonly<Record<string, string>>;
  readonly source: string;
}

/** A sentence on what serves the need instead of `privileged`, or why nothing narrower does. */
export const needAdvice: Readonly<Record<KernelNeed, string>> = {
  "nested-engine": "An engine inside has no narrower grant: use the sysbox runtime or a virtual machine.",
  "rootless-buildkit": "Rootless BuildKit usually needs only seccomp, AppArmor and systempaths unconfined.",
  "rootless-engine": "A rootless engine needs this only to switch off seccomp, AppArmor and masked paths.",
  "cluster-node": "A Kubernetes node has no narrower grant: use the sysbox runtime or a virtual machine.",
  "init-system": "Run systemd with Podman, the sysbox runtime or a virtual machine instead.",
  ipsec: "An IPsec server usually needs only NET_ADMIN, /dev/ppp and net.* sysctls.",
  wireguard: "WireGuard usually needs only NET_ADMIN and one net.* sysctl.",
  vpn: "A VPN usually needs only NET_ADMIN and /dev/net/tun.",
  firewall: "Firewall rules and routes usually need only NET_ADMIN and NET_RAW.",
  fuse: "FUSE usually needs only SYS_ADMIN, /dev/fuse and no AppArmor profile.",
  emulators: "Registering emulators with binfmt_misc needs privileged and nothing else.",
  "virtual-machine": "A virtual machine inside usually needs only NET_ADMIN, /dev/kvm and /dev/net/tun.",
  kvm: "KVM usually needs only /dev/kvm.",
  usb: "USB usually needs only /dev/bus/usb and a cgroup rule for its devices.",
  udev: "Watching the host's devices has no narrower grant.",
  "node-agent": "Observing the host has no narrower grant.",
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
    // https://docs.docker.com/engine/security/rootless/tips/#rootless-docker-in-docker
    need: "rootless-engine",
    tags: ["docker:*dind-rootless"],
    repositories: [],
    programs: [],
    paths: [],
  },
  { need: "rootless-buildkit", tags: ["moby/buildkit:*rootless"], repositories: [], programs: [], paths: [] },
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
      // A feature of devcontainers.
      "docker-in-docker",
    ],
    programs: ["dockerd", "dockerd-entrypoint.sh", "buildkitd", "containerd"],
    paths: [],
    // The storage of an engine does not work on the container's own file system.
    volumes: ["/var/lib/docker"],
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
      "docker-bench-security",
      "monit",
      "parca-dev/parca-agent",
    ],
    programs: ["cadvisor", "node_exporter", "falco"],
    paths: ["/", "/sys/kernel/debug", "/sys/kernel/tracing", "/sys/fs/bpf"],
  },
  {
    need: "ipsec",
    repositories: ["hwdsl2/ipsec-vpn-server", "*ipsec-vpn*", "*l2tp*"],
    programs: ["xl2tpd", "pluto"],
    paths: ["/dev/ppp"],
  },
  {
    need: "wireguard",
    repositories: ["linuxserver/wireguard", "wg-easy/wg-easy", "weejewel/wg-easy", "*/wireguard*"],
    programs: ["wg", "wg-quick"],
    paths: [],
  },
  {
    need: "vpn",
    repositories: [
      "kylemanna/openvpn",
      "qmcgaw/gluetun",
      "tailscale/tailscale",
      "zerotier/zerotier",
      "*/openvpn*",
      "netbirdio/netbird",
    ],
    programs: ["openvpn", "tailscaled"],
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
    programs: [
      "iptables",
      "ip6tables",
      "nft",
      "fail2ban-server",
      "keepalived",
      "dnsmasq",
      "hostapd",
      "strongswan",
      "charon",
    ],
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
  "rootless-buildkit": {
    capabilities: [],
    devices: [],
    deviceCgroupRules: [],
    securityOptions: ["seccomp=unconfined", "apparmor=unconfined", "systempaths=unconfined"],
    sysctls: {},
    source: "https://github.com/moby/buildkit/blob/master/docs/rootless.md",
  },
  firewall: {
    capabilities: ["NET_ADMIN", "NET_RAW"],
    devices: [],
    deviceCgroupRules: [],
    securityOptions: [],
    sysctls: {},
    source: "https://man7.org/linux/man-pages/man7/capabilities.7.html",
  },
  ipsec: {
    capabilities: ["NET_ADMIN"],
    devices: ["/dev/ppp:/dev/ppp"],
    deviceCgroupRules: [],
    securityOptions: [],
    sysctls: {
      "net.ipv4.ip_forward": "1",
      "net.ipv4.conf.all.accept_redirects": "0",
      "net.ipv4.conf.all.send_redirects": "0",
      "net.ipv4.conf.all.rp_filter": "0",
      "net.ipv4.conf.default.accept_redirects": "0",
      "net.ipv4.conf.default.send_redirects": "0",
      "net.ipv4.conf.default.rp_filter": "0",
      "net.ipv4.conf.eth0.send_redirects": "0",
      "net.ipv4.conf.eth0.rp_filter": "0",
    },
    source: "https://github.com/hwdsl2/docker-ipsec-vpn-server/blob/master/docs/advanced-usage.md",
  },
  // The kernel brings WireGuard since 5.6, so no module is loaded and no tun device is used.
  wireguard: {
    capabilities: ["NET_ADMIN"],
    devices: [],
    deviceCgroupRules: [],
    securityOptions: [],
    sysctls: { "net.ipv4.conf.all.src_valid_mark": "1" },
    source: "https://github.com/linuxserver/docker-wireguard",
  },
  vpn: {
    capabilities: ["NET_ADMIN"],
    devices: ["/dev/net/tun:/dev/net/tun"],
    deviceCgroupRules: [],
    securityOptions: [],
    sysctls: {},
    source: "https://man7.org/linux/man-pages/man7/capabilities.7.html",
  },
  fuse: {
    capabilities: ["SYS_ADMIN"],
    devices: ["/dev/fuse:/dev/fuse"],
    deviceCgroupRules: [],
    // AppArmor's default profile refuses mount(2) even with the capability.
    securityOptions: ["apparmor=unconfined"],
    sysctls: {},
    source: "https://github.com/moby/moby/issues/16233",
  },
  "virtual-machine": {
    capabilities: ["NET_ADMIN"],
    devices: ["/dev/kvm:/dev/kvm", "/dev/net/tun:/dev/net/tun"],
    deviceCgroupRules: [],
    securityOptions: [],
    sysctls: {},
    source: "https://github.com/dockur/windows",
  },
  kvm: {
    capabilities: [],
    devices: ["/dev/kvm:/dev/kvm"],
    deviceCgroupRules: [],
    securityOptions: [],
    sysctls: {},
    source: "https://docs.kernel.org/virt/kvm/api.html",
  },
  usb: {
    capabilities: [],
    devices: ["/dev/bus/usb:/dev/bus/usb"],
    // Major number 189 is the USB subsystem: devices that are plugged in later are covered too.
    deviceCgroupRules: ["c 189:* rmw"],
    securityOptions: [],
    sysctls: {},
    source: "https://www.kernel.org/doc/html/latest/admin-guide/devices.html",
  },
};
