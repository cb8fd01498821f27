import { costOf, lines } from "./text.ts";
import { defineTopic, type Topic } from "./topic.ts";

function commands(...names: readonly string[]): readonly string[] {
  return names.map((name) => `command:${name}`);
}

const capabilities = "https://man7.org/linux/man-pages/man7/capabilities.7.html";

/** Commands that change the kernel. */
export const kernelCommandTopics: readonly Topic[] = [
  defineTopic({
    id: "kernel-modules",
    title: "modprobe, insmod: modules of the one kernel",
    settings: commands("modprobe", "insmod", "rmmod", "depmod", "lsmod", "kmod", "dkms"),
    text: lines(
      "A module becomes a part of the kernel that all containers and the host **share**. A faulty module or driver crashes all of them.",
      "- It fails in a container without `SYS_MODULE` and the host's `/lib/modules`, and in every image build.",
      "- The module must be built for the host's kernel, not for the image.",
      "- A **virtual machine** has its own kernel, so a faulty module crashes only the guest.",
      costOf("start"),
      "- **Instead:** load it on the host, or run the software that needs it in a virtual machine.",
    ),
    sources: ["https://man7.org/linux/man-pages/man8/modprobe.8.html", capabilities],
  }),
  defineTopic({
    id: "disk-commands",
    title: "mount, losetup, mkfs, swapon: disks and file systems of the kernel",
    settings: commands(
      "mount",
      "umount",
      "losetup",
      "swapon",
      "swapoff",
      "mkswap",
      "mkfs",
      ...["ext2", "ext3", "ext4", "xfs", "btrfs", "vfat", "fat"].map((type) => `mkfs.${type}`),
      "mke2fs",
      "fdisk",
      "sfdisk",
      "parted",
      "cryptsetup",
      "lvcreate",
      "pvcreate",
      "vgcreate",
      "zpool",
      "mdadm",
      "dmsetup",
      "fsck",
    ),
    text: lines(
      "The kernel mounts file systems and drives disks, and a container **shares** both with the host. Loop devices, swap and volume groups exist once for all.",
      "- `mount` needs `SYS_ADMIN`, and AppArmor denies it by default. A raw disk needs `devices`. Neither exists in an image build. `mkfs` on a file works.",
      "- A **virtual machine** has disks of its own, which may be files of the host.",
      costOf("image"),
      "- **Instead:** a volume, `tmpfs`, or a mount that the host makes. For raw block devices use a virtual machine.",
    ),
    sources: ["https://man7.org/linux/man-pages/man2/mount.2.html", "https://docs.docker.com/engine/storage/"],
  }),
  defineTopic({
    id: "firewall-commands",
    title: "iptables, nft, ufw: packet filters of a network namespace",
    settings: commands(
      "iptables",
      "iptables-save",
      "iptables-restore",
      "iptables-legacy",
      "ip6tables",
      "nft",
      "ufw",
      "firewall-cmd",
      "ipset",
      "tc",
      "brctl",
      "ipvsadm",
    ),
    text: lines(
      "Rules belong to a network namespace, so a container changes only its own, and needs `NET_ADMIN` for it. With `network_mode: host` they are the host's.",
      "- **Shared:** the kernel's packet filter and its modules, which the host must have loaded.",
      "- They do not last: the rules go with the container, and an image cannot contain any.",
      "- A **virtual machine** has its own firewall and its own modules.",
      costOf("memory"),
      "- **Instead:** publish fewer ports, or use internal networks. On the host, rules belong into the `DOCKER-USER` chain.",
    ),
    sources: ["https://docs.docker.com/engine/network/packet-filtering-firewalls/", capabilities],
  }),
  defineTopic({
    id: "kernel-commands",
    title: "reboot, dmesg, kexec: the kernel itself",
    settings: commands(
      "dmesg",
      "reboot",
      "shutdown",
      "poweroff",
      "halt",
      "kexec",
      "setenforce",
      "hwclock",
      "update-grub",
      "grub-install",
      "update-initramfs",
      "dracut",
      "auditctl",
      "bpftool",
    ),
    text: lines(
      "This command is about the kernel, which a container **shares** with the host. Without the privilege it fails, and with it the command changes the host for every container.",
      "- It fails in a build, because the build sandbox does not have the privilege.",
      "- `reboot` in a container ends at most the container. An image has no boot loader and no kernel of its own.",
      "- A **virtual machine** has its own kernel to boot, replace and inspect.",
      costOf("start"),
      "- **Instead:** run it on the host, or in a virtual machine.",
    ),
    sources: [capabilities, "https://man7.org/linux/man-pages/man2/reboot.2.html"],
  }),
];
