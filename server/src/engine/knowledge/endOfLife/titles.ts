/** Names of distributions as their makers write them, by their names in the tables. */
const titles: Readonly<Record<string, string>> = {
  almalinux: "AlmaLinux",
  alpine: "Alpine",
  amazonlinux: "Amazon Linux",
  centos: "CentOS",
  debian: "Debian",
  fedora: "Fedora",
  freebsd: "FreeBSD",
  mageia: "Mageia",
  opensuse: "openSUSE",
  oraclelinux: "Oracle Linux",
  photon: "Photon OS",
  rhel: "RHEL",
  rockylinux: "Rocky Linux",
  sles: "SLES",
  ubuntu: "Ubuntu",
  "windows-nanoserver": "Windows Nano Server",
  "windows-server": "Windows Server",
  "windows-servercore": "Windows Server Core",
};

/** Returns the name to show for a release of the tables: `Debian 10`, `CentOS Stream 8`. */
export function releaseTitle(name: string, version: string): string {
  return `${titles[name] ?? name} ${version.replace(/^stream/, "Stream ")}`;
}
