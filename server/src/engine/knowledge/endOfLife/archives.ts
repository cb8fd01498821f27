/**
 * Distributions whose clients fail once an ended release leaves the mirrors: Debian's packages move to
 * archive.debian.org, those of CentOS to vault.centos.org, Ubuntu's short-lived releases to old-releases.ubuntu.com.
 * Fedora's metalink redirects its clients to the archive. Alpine and Ubuntu's long-term releases stay where they are.
 * What openSUSE's mirrors keep, and how long, is not documented.
 * https://www.debian.org/distrib/archive, https://wiki.centos.org/, https://old-releases.ubuntu.com/,
 * https://mirrors.fedoraproject.org/
 */
const archives: Readonly<Record<string, string>> = {
  debian: "archive.debian.org",
  centos: "vault.centos.org",
  ubuntu: "old-releases.ubuntu.com",
};

/** Returns the archive to which the packages of an ended release move, or undefined if installing keeps working. */
export function archiveOf(distribution: string, version: string): string | undefined {
  if (distribution !== "ubuntu") return archives[distribution];
  const [year = 0, month = 0] = version.split(".").map(Number);
  const isLongTerm = month === 4 && year % 2 === 0;
  return isLongTerm ? undefined : archives[distribution];
}
