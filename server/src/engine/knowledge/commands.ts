import type { ImageFacts } from "./images/imageFacts.ts";

/** Programs that the plain images of a distribution are known to have, or to lack. Anything else is unknown. */
export interface CommandRow {
  readonly families: readonly string[];
  /** Absent: every version. */
  readonly versions?: readonly string[];
  readonly present: readonly string[];
  readonly absent: readonly string[];
  readonly source: string;
}

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

const neverInPlainDebian = words(`
  curl wget git sudo ping unzip zip vim nano less man make gcc g++ python3 python pip pip3 ssh ssh-keygen rsync jq
  ip ifconfig netstat dig nslookup host telnet nc lsof file crontab gpg openssl locale-gen lsb_release systemctl
  add-apt-repository envsubst bzip2 xz tree strace gdb killall
`);
const alwaysInDebian = words(`
  apt apt-get dpkg bash sh cat cp mv rm ln ls mkdir chmod chown chgrp find grep sed awk tar gzip gunzip xargs sort head tail
  cut tr tee touch date id env useradd groupadd usermod userdel groupdel passwd su chpasswd which mount install stat dd
  sha256sum md5sum base64 mktemp nohup timeout hostname perl update-alternatives service
`);

/** First match counts. */
export const commandRows: readonly CommandRow[] = [
  {
    families: ["debian"],
    versions: ["13"],
    present: alwaysInDebian,
    // adduser and apt-key left the base system with Debian 13.
    absent: [
      ...neverInPlainDebian,
      "adduser",
      "addgroup",
      "deluser",
      "delgroup",
      "apt-key",
      "ps",
      "top",
      "free",
      "pgrep",
      "pkill",
    ],
    source: "https://packages.debian.org/trixie/adduser",
  },
  {
    families: ["debian"],
    versions: ["10", "11", "12"],
    present: [...alwaysInDebian, "adduser", "addgroup", "apt-key"],
    absent: [...neverInPlainDebian, "ps", "top", "free", "pgrep", "pkill"],
    source: "https://github.com/debuerreotype/docker-debian-artifacts",
  },
  {
    families: ["debian"],
    present: alwaysInDebian,
    absent: neverInPlainDebian.filter((name) => !["ping", "ip", "xz", "bzip2", "less", "gpg"].includes(name)),
    source: "https://github.com/debuerreotype/docker-debian-artifacts",
  },
  {
    families: ["ubuntu"],
    versions: ["20.04", "22.04"],
    present: [...alwaysInDebian, "ps", "top", "free", "pgrep", "pkill", "adduser", "addgroup", "apt-key"],
    absent: neverInPlainDebian.filter((name) => name !== "bzip2"),
    source: "https://git.launchpad.net/cloud-images/+oci/ubuntu-base",
  },
  {
    families: ["ubuntu"],
    present: alwaysInDebian,
    absent: words(
      "curl wget git sudo ping unzip zip make gcc g++ jq ip ifconfig netstat dig add-apt-repository lsb_release",
    ),
    source: "https://git.launchpad.net/cloud-images/+oci/ubuntu-base",
  },
  {
    families: ["alpine"],
    present: words(`
      apk sh cat cp mv rm ln ls mkdir chmod chown chgrp find grep sed awk tar gzip gunzip bzip2 xargs sort head tail cut tr tee
      touch date id env wget ps ping ping6 unzip adduser addgroup deluser delgroup passwd su chpasswd crond crontab nc vi ip ifconfig
      route netstat nslookup top free kill killall pkill pgrep mount umount install stat dd sha256sum md5sum base64 mktemp
      nohup timeout hostname which less getent ldd
    `),
    absent: words(`
      bash curl git sudo useradd groupadd usermod userdel groupdel apt apt-get apt-key dpkg yum dnf service systemctl
      make gcc g++ python3 python pip pip3 perl ssh ssh-keygen rsync jq gpg openssl zip vim nano man file locale-gen
      add-apt-repository update-alternatives envsubst dig lsb_release update-ca-certificates
    `),
    source: "https://git.alpinelinux.org/aports/tree/main/busybox/busyboxconfig",
  },
  {
    families: ["busybox"],
    present: words(
      "sh cat cp mv rm ln ls mkdir chmod chown find grep sed awk tar gzip wget ps ping adduser addgroup nc vi",
    ),
    absent: words("bash curl git sudo useradd groupadd apt apt-get apk yum dnf make gcc python3 perl ssh jq openssl"),
    source: "https://github.com/docker-library/busybox",
  },
  {
    families: ["amazonlinux"],
    present: words("yum bash sh cat cp mv rm ln ls mkdir chmod chown grep sed curl"),
    // The images leave out shadow-utils and tar.
    absent: words(
      "useradd groupadd usermod adduser addgroup tar unzip zip git wget sudo apt apt-get apk make gcc jq service systemctl",
    ),
    source: "https://docs.aws.amazon.com/linux/al2023/ug/base-container.html",
  },
  {
    families: ["rhel", "rockylinux", "almalinux", "oraclelinux", "centos"],
    present: words("bash sh cat cp mv rm ln ls mkdir chmod chown grep sed curl"),
    absent: words(
      "addgroup delgroup git wget unzip zip apt apt-get apt-key dpkg apk make gcc jq add-apt-repository locale-gen",
    ),
    source: "https://catalog.redhat.com/en/software/base-images",
  },
  {
    families: ["fedora"],
    present: words("bash sh cat cp mv rm ln ls mkdir chmod chown grep sed curl useradd groupadd usermod tar"),
    absent: words("addgroup delgroup git wget unzip apt apt-get apt-key apk make gcc jq add-apt-repository locale-gen"),
    source: "https://github.com/fedora-cloud/docker-brew-fedora",
  },
  {
    families: ["wolfi"],
    present: words("apk sh cat cp mv rm ln ls mkdir chmod chown grep sed adduser addgroup"),
    absent: words("bash curl git sudo useradd groupadd apt apt-get yum dnf make gcc python3 jq"),
    source: "https://github.com/chainguard-images/images/tree/main/images/wolfi-base",
  },
];

/** What the buildpack-deps layers add: https://github.com/docker-library/buildpack-deps */
const toolsBring = {
  none: [],
  curl: words("curl wget gpg"),
  scm: words("curl wget gpg git hg svn ssh ssh-keygen ps top free pgrep pkill python3"),
  full: words(
    "curl wget gpg git hg svn ssh ssh-keygen ps top free pgrep pkill make gcc g++ unzip xz bzip2 file patch python3",
  ),
} as const;

/** Repositories that carry nothing beyond their distribution, so that what the distribution lacks, they lack. */
const plain = new Set([
  "debian",
  "ubuntu",
  "alpine",
  "busybox",
  "fedora",
  "amazonlinux",
  "rockylinux",
  "almalinux",
  "oraclelinux",
  "centos",
]);
const plainRedHat = /(?:^|\/)ubi\d*(?:-minimal|-micro)?$/;

/** What the slim and Alpine variants of languages and servers do not add either, whatever software they carry. */
const neverBroughtAlong = new Set(
  words(`
    curl wget git sudo unzip ping useradd groupadd usermod adduser addgroup apt-key add-apt-repository bash jq vim nano
    systemctl service lsb_release
  `),
);

/** Clients of databases, which distributions and languages leave out. */
const clients = new Set(words("pg_isready psql mysql mysqladmin mongo mongosh redis-cli"));

/** Repositories of languages whose slim and full variants add build tools at most, none of the clients that need a package of their own. */
const languages = new Set(words("node python golang ruby rust openjdk eclipse-temurin amazoncorretto"));

/** Distroless images hold a runtime and nothing to look into a container with. */
const neverInDistroless = new Set(words("curl wget nc bash ping pg_isready mysqladmin redis-cli"));

/**
 * Whether an image has a program before anything is installed; undefined when it is not known. `false` only for
 * the distributions' own images, and for images that are known to add no tools.
 */
export function hasCommand(
  image: Pick<ImageFacts, "repository" | "version" | "tools"> & {
    readonly family: string | undefined;
    readonly shells: readonly string[] | undefined;
  },
  command: string,
): boolean | undefined {
  const { family, version, tools } = image;
  if (image.shells?.length === 0)
    return image.family === "distroless" && neverInDistroless.has(command) ? false : undefined;
  if (clients.has(command) && (plain.has(image.repository) || languages.has(image.repository))) return false;
  const row = commandRows.find(
    ({ families, versions }) =>
      families.includes(family ?? "") && (versions === undefined || versions.includes(version ?? "")),
  );
  if (row === undefined) return undefined;
  if (row.present.includes(command)) return true;
  if (tools !== undefined && isBrought(tools, command)) return true;
  if (!row.absent.includes(command)) return undefined;
  if (plain.has(image.repository) || plainRedHat.test(image.repository)) return false;
  return tools === "none" && neverBroughtAlong.has(command) ? false : undefined;
}

function isBrought(tools: keyof typeof toolsBring, command: string): boolean {
  return (toolsBring[tools] as readonly string[]).includes(command);
}
