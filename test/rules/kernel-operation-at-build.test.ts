import { testsOf } from "./nearMisses.ts";

const { ignores, reports } = testsOf("kernel-operation-at-build");

const run = (command: string): string => `FROM debian:13\nRUN ${command}\n`;
const needs = (program: string, what: string): string =>
  `${program} needs ${what}, which a build does not have, so it fails. Run it when the container starts.`;

describe("kernel-operation-at-build on near misses", () => {
  for (const command of [
    "mount",
    "mount -l",
    "swapon --show",
    "losetup -a",
    "date +%F && date -d yesterday",
    "ip -4 addr show eth0",
    "ip link show",
    "nft -c -f /etc/nftables.conf",
    "iptables --version && iptables-save",
    "iptables-restore --test < /etc/rules",
    "ufw allow 22",
    "umount /proc || true",
    "if mountpoint -q /x; then umount /x; fi",
    "unshare -r mount -t tmpfs tmpfs /x",
    "chroot /rootfs mount -a",
    "--security=insecure mount -a",
    "--device=nvidia.com/gpu=all nvidia-smi",
    "--mount=type=tmpfs,target=/x ls /x",
    "ulimit -n 1024 && make",
  ]) {
    ignores(command, run(command));
  }
  ignores("the start of a container", 'FROM debian:13\nENTRYPOINT ["mount", "-a"]\n');
  reports("ip", run("ip link add dummy0 type dummy"), `2:5 warning ${needs("ip", "NET_ADMIN")}`);
  reports("the clock", run("date -s '2026-01-01'"), `2:5 warning ${needs("date", "SYS_TIME")}`);
  reports("a bind mount", run("mount --bind /proc /rootfs/proc"), `2:5 warning ${needs("mount", "SYS_ADMIN")}`);
  reports("a wrapper", run("sudo umount /mnt"), `2:5 warning ${needs("umount", "SYS_ADMIN")}`);
  reports(
    "a word that cannot be read",
    run("iptables -A INPUT -s $NET -j DROP"),
    `2:5 warning ${needs("iptables", "NET_ADMIN")}`,
  );
  reports(
    "a script",
    { Dockerfile: "FROM debian:13\nCOPY a.sh /\nRUN /a.sh\n", "a.sh": "#!/bin/sh\nset -e\nswapoff -a\n" },
    `3:5 warning ${needs("swapoff", "SYS_ADMIN")}`,
  );
});
