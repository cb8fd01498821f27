/**
 * Distributions that take the packages of an ended release off their mirrors, sooner or later: Debian to
 * archive.debian.org, CentOS to vault.centos.org, Fedora to its archive, Ubuntu its short-lived releases to
 * old-releases.ubuntu.com. Alpine and Ubuntu's long-term releases stay where they are; what openSUSE's mirrors keep, and
 * how long, is not written down.
 * https://www.debian.org/distrib/archive, https://wiki.centos.org/, https://old-releases.ubuntu.com/
 */
const moving: ReadonlySet<string> = new Set(["debian", "centos", "fedora"]);

/** True when installations from an ended release break in the end, as its archives move away. */
export function archivesMove(distribution: string, version: string): boolean {
  if (distribution !== "ubuntu") return moving.has(distribution);
  const [year = 0, month = 0] = version.split(".").map(Number);
  const isLongTerm = month === 4 && year % 2 === 0;
  return !isLongTerm;
}
