/**
 * Distributions whose clients fail once an ended release leaves the mirrors: Debian's packages move to
 * archive.debian.org, those of CentOS to vault.centos.org, Ubuntu's short-lived releases to old-releases.ubuntu.com.
 * Fedora's metalink redirects its clients to the archive. Alpine and Ubuntu's long-term releases stay where they are.
 * What openSUSE's mirrors keep, and how long, is not documented.
 * https://www.debian.org/distrib/archive, https://wiki.centos.org/, https://old-releases.ubuntu.com/,
 * https://mirrors.fedoraproject.org/
 */
const moving: ReadonlySet<string> = new Set(["debian", "centos"]);

/** True if installing packages of an ended release fails in the end because they moved. */
export function archivesMove(distribution: string, version: string): boolean {
  if (distribution !== "ubuntu") return moving.has(distribution);
  const [year = 0, month = 0] = version.split(".").map(Number);
  const isLongTerm = month === 4 && year % 2 === 0;
  return !isLongTerm;
}
