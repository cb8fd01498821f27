/** A distribution, or the kind of an image that is none. */
export type Family =
  | "debian"
  | "ubuntu"
  | "alpine"
  | "rhel"
  | "centos"
  | "rockylinux"
  | "almalinux"
  | "oraclelinux"
  | "fedora"
  | "amazonlinux"
  | "opensuse"
  | "sles"
  | "arch"
  | "gentoo"
  | "void"
  | "nixos"
  | "clearlinux"
  | "mageia"
  | "devuan"
  | "kali"
  | "photon"
  | "azurelinux"
  | "wolfi"
  | "busybox"
  | "distroless"
  | "scratch"
  | "freebsd"
  | "windows-server"
  | "windows-servercore"
  | "windows-nanoserver";

export type Libc = "glibc" | "musl" | "uclibc" | "none" | "windows";

export type PackageManager =
  | "apt"
  | "apk"
  | "dnf"
  | "yum"
  | "microdnf"
  | "tdnf"
  | "zypper"
  | "pacman"
  | "emerge"
  | "xbps"
  | "nix"
  | "swupd"
  | "urpmi"
  | "pkg";

/** Shells as they are called. `/busybox/sh` is the one of distroless debug images, which `RUN` does not find. */
export type Shell = "sh" | "bash" | "pwsh" | "powershell" | "cmd" | "/busybox/sh";

/** The program that `sh` names. dash forks for `sh -c "a && b"` where bash and BusyBox replace themselves with the last command. */
export type ShProgram = "dash" | "bash" | "busybox";

export type Init = "systemd" | "upstart" | "sysvinit" | "busybox" | "s6-overlay" | "my_init" | "none";

/** What every image of a distribution has, unless its variant says otherwise. Undefined is unknown; an empty list is a known nothing. */
export interface FamilyFacts {
  readonly os: "linux" | "windows" | "freebsd";
  readonly libc: Libc | undefined;
  readonly packageManagers: readonly PackageManager[] | undefined;
  /** All shells of the image. One that is not listed is not there. */
  readonly shells: readonly Shell[] | undefined;
  readonly sh: ShProgram | undefined;
  readonly init: Init | undefined;
}

interface FamilyRow extends FamilyFacts {
  readonly family: Family;
  /** Facts that differ in some versions; the first match counts. */
  readonly exceptions?: readonly { readonly versions: readonly string[]; readonly facts: Partial<FamilyFacts> }[];
  readonly source: string;
}

const posix: readonly Shell[] = ["sh", "bash"];

const deb: FamilyFacts = {
  os: "linux",
  libc: "glibc",
  packageManagers: ["apt"],
  shells: posix,
  sh: "dash",
  init: "none",
};
const rpm: FamilyFacts = {
  os: "linux",
  libc: "glibc",
  packageManagers: ["dnf", "yum"],
  shells: posix,
  sh: "bash",
  init: undefined,
};
const empty: FamilyFacts = { os: "linux", libc: "none", packageManagers: [], shells: [], sh: undefined, init: "none" };
const windows: FamilyFacts = {
  os: "windows",
  libc: "windows",
  packageManagers: [],
  shells: ["cmd", "powershell"],
  sh: undefined,
  init: "none",
};

const yumOnly = { packageManagers: ["yum"] } as const;

export const families: readonly FamilyRow[] = [
  {
    family: "debian",
    ...deb,
    exceptions: [{ versions: ["6", "7", "8"], facts: { init: undefined } }],
    source: "https://github.com/debuerreotype/docker-debian-artifacts",
  },
  {
    family: "ubuntu",
    ...deb,
    exceptions: [
      { versions: ["12.04", "14.04"], facts: { init: "upstart" } },
      { versions: ["15.04", "15.10", "16.04", "16.10", "17.04", "17.10"], facts: { init: undefined } },
    ],
    source: "https://git.launchpad.net/cloud-images/+oci/ubuntu-base",
  },
  { family: "devuan", ...deb, init: "sysvinit", source: "https://hub.docker.com/r/devuan/devuan" },
  {
    family: "kali",
    ...deb,
    init: undefined,
    source: "https://www.kali.org/docs/containers/official-kalilinux-docker-images/",
  },
  {
    family: "alpine",
    os: "linux",
    libc: "musl",
    packageManagers: ["apk"],
    shells: ["sh"],
    sh: "busybox",
    init: "busybox",
    source: "https://github.com/alpinelinux/docker-alpine",
  },
  {
    family: "rhel",
    ...rpm,
    exceptions: [{ versions: ["6", "7"], facts: yumOnly }],
    source:
      "https://docs.redhat.com/en/documentation/red_hat_enterprise_linux/9/html/building_running_and_managing_containers/",
  },
  {
    family: "centos",
    ...rpm,
    exceptions: [
      { versions: ["5", "6"], facts: yumOnly },
      { versions: ["7"], facts: { ...yumOnly, init: "systemd" } },
    ],
    source: "https://github.com/CentOS/sig-cloud-instance-images",
  },
  { family: "rockylinux", ...rpm, source: "https://github.com/rocky-linux/sig-cloud-instance-images" },
  { family: "almalinux", ...rpm, source: "https://github.com/AlmaLinux/container-images" },
  {
    family: "oraclelinux",
    ...rpm,
    exceptions: [{ versions: ["6", "7"], facts: yumOnly }],
    source: "https://github.com/oracle/container-images",
  },
  { family: "fedora", ...rpm, source: "https://github.com/fedora-cloud/docker-brew-fedora" },
  {
    family: "amazonlinux",
    ...rpm,
    exceptions: [{ versions: ["1", "2", "2016", "2017", "2018"], facts: yumOnly }],
    source: "https://docs.aws.amazon.com/linux/al2023/ug/package-management.html",
  },
  {
    family: "opensuse",
    ...rpm,
    packageManagers: ["zypper"],
    source: "https://build.opensuse.org/project/show/openSUSE:Containers",
  },
  { family: "sles", ...rpm, packageManagers: ["zypper"], source: "https://opensource.suse.com/bci-docs/" },
  {
    family: "arch",
    ...rpm,
    packageManagers: ["pacman"],
    init: "systemd",
    source: "https://gitlab.archlinux.org/archlinux/archlinux-docker",
  },
  { family: "gentoo", ...rpm, packageManagers: ["emerge"], source: "https://github.com/gentoo/gentoo-docker-images" },
  {
    family: "void",
    ...rpm,
    libc: undefined,
    packageManagers: ["xbps"],
    shells: undefined,
    sh: undefined,
    source: "https://github.com/void-linux/void-containers",
  },
  { family: "nixos", ...rpm, packageManagers: ["nix"], source: "https://github.com/NixOS/docker" },
  {
    family: "clearlinux",
    ...rpm,
    packageManagers: ["swupd"],
    source: "https://github.com/clearlinux/docker-brew-clearlinux",
  },
  {
    family: "mageia",
    ...rpm,
    packageManagers: ["dnf", "urpmi"],
    source: "https://github.com/juanluisbaptiste/docker-brew-mageia",
  },
  { family: "photon", ...rpm, packageManagers: ["tdnf"], source: "https://github.com/vmware/photon-docker-image" },
  { family: "azurelinux", ...rpm, packageManagers: ["tdnf"], source: "https://github.com/microsoft/azurelinux" },
  {
    family: "wolfi",
    os: "linux",
    libc: "glibc",
    packageManagers: ["apk"],
    shells: ["sh"],
    sh: "busybox",
    init: "none",
    source: "https://github.com/chainguard-images/images/tree/main/images/wolfi-base",
  },
  {
    family: "busybox",
    os: "linux",
    libc: undefined,
    packageManagers: [],
    shells: ["sh"],
    sh: "busybox",
    init: "busybox",
    source: "https://github.com/docker-library/busybox",
  },
  {
    family: "distroless",
    ...empty,
    libc: "glibc",
    source: "https://github.com/GoogleContainerTools/distroless/blob/main/README.md",
  },
  {
    family: "scratch",
    ...empty,
    source: "https://docs.docker.com/build/building/base-images/#create-a-minimal-base-image-using-scratch",
  },
  {
    family: "freebsd",
    ...empty,
    os: "freebsd",
    libc: undefined,
    packageManagers: ["pkg"],
    shells: ["sh"],
    init: undefined,
    source: "https://www.freebsd.org/releases/14.2R/announce/",
  },
  {
    family: "windows-server",
    ...windows,
    source:
      "https://learn.microsoft.com/en-us/virtualization/windowscontainers/manage-containers/container-base-images",
  },
  {
    family: "windows-servercore",
    ...windows,
    source:
      "https://learn.microsoft.com/en-us/virtualization/windowscontainers/manage-containers/container-base-images",
  },
  {
    family: "windows-nanoserver",
    ...windows,
    shells: ["cmd"],
    source:
      "https://learn.microsoft.com/en-us/virtualization/windowscontainers/manage-containers/container-base-images",
  },
];

/** Facts of a distribution in a version; without a version, those that its present images share. */
export function familyFacts(family: Family, version?: string): FamilyFacts | undefined {
  const row = families.find((entry) => entry.family === family);
  if (row === undefined) return undefined;
  const { os, libc, packageManagers, shells, sh, init } = row;
  const major = version?.split(".")[0];
  const exception = row.exceptions?.find(
    ({ versions }) =>
      version !== undefined && (versions.includes(version) || (major !== undefined && versions.includes(major))),
  );
  return { os, libc, packageManagers, shells, sh, init, ...exception?.facts };
}

/** Windows images have no Linux kernel below them and the reverse. */
export function isWindowsFamily(family: Family): boolean {
  return family.startsWith("windows-");
}

const managerPrograms: Readonly<Record<string, PackageManager>> = {
  apt: "apt",
  "apt-get": "apt",
  "apt-cache": "apt",
  aptitude: "apt",
  apk: "apk",
  dnf: "dnf",
  dnf5: "dnf",
  yum: "yum",
  microdnf: "microdnf",
  tdnf: "tdnf",
  zypper: "zypper",
  pacman: "pacman",
  emerge: "emerge",
  "xbps-install": "xbps",
  "nix-env": "nix",
  swupd: "swupd",
  urpmi: "urpmi",
  pkg: "pkg",
};

/** The package manager that a program belongs to; undefined for any other program. */
export function packageManagerOf(program: string): PackageManager | undefined {
  return Object.hasOwn(managerPrograms, program) ? managerPrograms[program] : undefined;
}
