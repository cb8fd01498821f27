export interface Archive {
  readonly host: string;
  /** False while the mirrors still serve the packages, so that installing works. */
  readonly hasMoved: boolean;
}

/**
 * Distributions whose clients fail once an ended release leaves the mirrors, each with the archive to which its packages
 * move. Fedora's metalink redirects its clients to the archive. Alpine and Ubuntu's long-term releases stay on the
 * mirrors. It is not documented what openSUSE's mirrors keep.
 * https://www.debian.org/distrib/archive, https://wiki.centos.org/, https://old-releases.ubuntu.com/,
 * https://mirrors.fedoraproject.org/
 */
const hosts: Readonly<Record<string, string>> = {
  debian: "archive.debian.org",
  centos: "vault.centos.org",
  ubuntu: "old-releases.ubuntu.com",
};

/**
 * Releases whose packages the mirrors served on the date of the tables, ended or not. A release leaves months after its
 * end, on no announced day.
 * http://deb.debian.org/debian/dists/, http://archive.ubuntu.com/ubuntu/dists/, https://mirror.stream.centos.org/
 */
const onMirrors: Readonly<Record<string, readonly string[]>> = {
  debian: ["11", "12", "13"],
  centos: ["stream9", "stream10"],
  ubuntu: ["25.04", "25.10"],
};

/** Returns the archive to which the packages of an ended release move, or undefined if installing keeps working. */
export function archiveOf(distribution: string, version: string): Archive | undefined {
  const host = hosts[distribution];
  const [year = 0, month = 0] = version.split(".").map(Number);
  const isLongTerm = distribution === "ubuntu" && month === 4 && year % 2 === 0;
  if (host === undefined || isLongTerm) return undefined;
  return { host, hasMoved: onMirrors[distribution]?.includes(version) !== true };
}
