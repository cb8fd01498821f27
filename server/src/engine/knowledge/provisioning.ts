/** Programs that work on the guest's kernel, its disks or network, or that bring containers and machines of their own. */
export const kernelPrograms = new Set([
  "modprobe",
  "insmod",
  "rmmod",
  "depmod",
  "dkms",
  "sysctl",
  "mount",
  "umount",
  "swapon",
  "mkswap",
  "losetup",
  "iptables",
  "ip6tables",
  "nft",
  "ufw",
  "firewall-cmd",
  "ip",
  "ifconfig",
  "brctl",
  "grub-install",
  "update-grub",
  "kexec",
  "qemu-system-x86_64",
  "virsh",
  "kubeadm",
  "kubelet",
  "docker",
  "podman",
  "dockerd",
  "lxc",
  "lxd",
  "systemd-nspawn",
  "reboot",
  "shutdown",
  "parted",
  "fdisk",
  "mkfs.ext4",
  "zpool",
  "setenforce",
]);

/** Programs that only prepare a machine: they say nothing about what it is for. */
export const preparingPrograms = new Set([
  "apt-key",
  "add-apt-repository",
  "curl",
  "wget",
  "gpg",
  "echo",
  "printf",
  "cat",
  "tee",
  "cp",
  "mv",
  "rm",
  "ln",
  "mkdir",
  "touch",
  "chmod",
  "chown",
  "sed",
  "awk",
  "grep",
  "set",
  "export",
  "cd",
  "sleep",
  "true",
  "dpkg",
  "rpm",
  "debconf-set-selections",
  "locale-gen",
  "update-locale",
  "timedatectl",
  "source",
  ".",
  "exit",
  "test",
  "[",
  "id",
  "whoami",
  "date",
  "tar",
  "unzip",
  "hostnamectl",
  "usermod",
  "redis-cli",
  "psql",
  "mysql",
  "createdb",
  "createuser",
  "sudo",
]);

/** Packages that only help to install others, or to look around. */
export const helperPackages = new Set([
  "apt-transport-https",
  "ca-certificates",
  "curl",
  "wget",
  "gnupg",
  "gnupg2",
  "lsb-release",
  "software-properties-common",
  "epel-release",
  "unzip",
  "vim",
  "nano",
  "less",
  "htop",
  "tzdata",
  "locales",
  "debconf-utils",
  "dirmngr",
  "tree",
  "jq",
  "git",
  "net-tools",
]);

/** Packages that build programs. */
export const toolchainPackages =
  /^(?:build-essential|gcc|g\+\+|make|cmake|nodejs|npm|yarn|python\d?(?:-.*)?|pip|golang.*|rustc|cargo|maven|gradle|ant|openjdk-.*|default-jdk|java-.*|ruby.*|php.*|lib.*-dev|.*-devel)$/;

/** Command lines that build a program or fetch what it needs. */
export const buildCommands: readonly RegExp[] = [
  /^(?:npm|yarn|pnpm) (?:ci|install|run build\S*|build)/,
  /^go (?:build|vet)\b/,
  /^cargo build\b/,
  /^(?:\.\/)?(?:mvnw?|gradlew?) .*\b(?:package|build)\b/,
  /^make (?:all|build)\b/,
];

/** Command lines that test a program and end. */
export const testCommands: readonly RegExp[] = [
  /^(?:npm|yarn|pnpm) (?:test|run (?:test|lint)\S*)/,
  /^(?:npx )?(?:jest|mocha|vitest|playwright|cypress)\b/,
  /^(?:python\d? -m )?(?:pytest|tox|nox|unittest)\b/,
  /^go test\b/,
  /^cargo test\b/,
  /^(?:\.\/)?(?:mvnw?|gradlew?) .*\b(?:test|verify|check)\b/,
  /^make (?:test|check)\b/,
  /^(?:bundle exec )?(?:rspec|rake (?:test|spec))\b/,
  /^(?:\.\/vendor\/bin\/)?phpunit\b/,
  /^ctest\b/,
];

/** Daemons that every machine has, by their id in the table of daemons. */
export const machineDaemons = new Set(["sshd", "cron", "rsyslogd", "ntpd", "chronyd", "dbus-daemon", "avahi"]);

/** Daemons that are about the kernel or the network of the machine. */
export const kernelDaemons = new Set(["dockerd", "containerd", "libvirtd", "openvpn"]);

/** Names of packages that differ from the unit that they bring. */
export const packageUnits: Readonly<Record<string, string>> = {
  "mysql-server": "mysql",
  "mariadb-server": "mariadb",
  "mongodb-org": "mongod",
  apache2: "apache2",
  "openssh-server": "ssh",
};
