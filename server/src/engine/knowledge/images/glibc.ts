import type { Family } from "./family.ts";

/** The version of glibc by release, minor part only: 36 is glibc 2.36. */
const releases: Readonly<Partial<Record<Family, Readonly<Record<string, number>>>>> = {
  // https://packages.debian.org/search?keywords=libc6&exact=1
  debian: { "9": 24, "10": 28, "11": 31, "12": 36, "13": 41 },
  // https://packages.debian.org: distroless images are made of Debian's packages.
  distroless: { "10": 28, "11": 31, "12": 36, "13": 41 },
  // https://packages.ubuntu.com/search?keywords=libc6&exact=1
  ubuntu: { "16.04": 23, "18.04": 27, "20.04": 31, "22.04": 35, "24.04": 39 },
  // https://docs.redhat.com/en/documentation/red_hat_enterprise_linux/9/html/9.0_release_notes/
  rhel: { "7": 17, "8": 28, "9": 34 },
  rockylinux: { "8": 28, "9": 34 },
  almalinux: { "8": 28, "9": 34 },
  oraclelinux: { "7": 17, "8": 28, "9": 34 },
  centos: { "7": 17, "8": 28 },
  // https://docs.aws.amazon.com/linux/al2023/ug/compare-with-al2.html
  amazonlinux: { "2": 26, "2023": 34 },
};

/** The minor version of the glibc of a distribution's release. */
export function glibcOf(family: string | undefined, version: string | undefined): number | undefined {
  const row = releases[family as Family]; // any other name has no row
  return version === undefined ? undefined : (row?.[version] ?? row?.[version.split(".")[0] ?? ""]);
}
