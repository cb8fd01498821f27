/** Tags of distribution images that exist and are worth moving to. */
interface DistributionImages {
  readonly name: string;
  /** As the table of life cycles writes them; each is a tag of the image of the same name. */
  readonly versions: readonly string[];
}

/**
 * Read from the library files of 2026-08-21. A distribution without a row has no official image, or none with numbers:
 * CentOS Stream is on quay.io, Rocky Linux 10 under another name.
 * https://github.com/docker-library/official-images/tree/master/library
 */
export const distributionImages: readonly DistributionImages[] = [
  { name: "almalinux", versions: ["10", "9", "8"] },
  { name: "alpine", versions: ["3.24", "3.23", "3.22"] },
  { name: "amazonlinux", versions: ["2023"] },
  { name: "debian", versions: ["13", "12"] },
  { name: "oraclelinux", versions: ["10", "9", "8"] },
  { name: "photon", versions: ["5.0", "4.0"] },
  { name: "rockylinux", versions: ["9", "8"] },
  { name: "ubuntu", versions: ["26.04", "24.04", "22.04"] },
];

/** Returns the image of a release, `almalinux:9`, or undefined unless the table holds it. */
export function imageOfRelease({ name, version }: { name: string; version: string }): string | undefined {
  const isKnown = distributionImages.some((row) => row.name === name && row.versions.includes(version));
  return isKnown ? `${name}:${version}` : undefined;
}
