import { codenames } from "../images/suites.ts";

/** Tags of distribution images that exist and are worth moving to. */
interface DistributionImages {
  readonly name: string;
  /** As the table of life cycles writes them; each is a tag of the image of the same name. */
  readonly versions: readonly string[];
  /** Their code names are tags too. */
  readonly hasCodenames?: true;
  /** Each of the tags exists with this suffix as well. */
  readonly variant?: string;
}

/**
 * Checked against the library files at commit 37079fb of 2026-08-21. The table leaves out releases that have ended or have no
 * long-term support (Fedora, Mageia), CentOS Stream, whose images are on quay.io, and Rocky Linux, whose official image has had
 * no update since 2023-11-19: https://github.com/docker-library/docs/blob/master/rockylinux/deprecated.md
 * https://github.com/docker-library/official-images/tree/master/library
 */
export const distributionImages: readonly DistributionImages[] = [
  { name: "almalinux", versions: ["10", "9", "8"], variant: "minimal" },
  { name: "alpine", versions: ["3.24", "3.23", "3.22"] },
  { name: "amazonlinux", versions: ["2023"] },
  { name: "debian", versions: ["13", "12"], hasCodenames: true, variant: "slim" },
  { name: "oraclelinux", versions: ["10", "9", "8"], variant: "slim" },
  { name: "photon", versions: ["5.0", "4.0"] },
  { name: "ubuntu", versions: ["26.04", "24.04", "22.04"], hasCodenames: true },
];

interface Release {
  readonly name: string;
  readonly version: string;
}

/** Returns every image of the table, in all its spellings. */
export function knownImages(): readonly string[] {
  return distributionImages.flatMap(({ name, versions, hasCodenames, variant }) =>
    versions
      .flatMap((version) => [version, ...(hasCodenames ? [codenameOf({ name, version })] : [])])
      .flatMap((tag) => [`${name}:${tag}`, ...(variant === undefined ? [] : [`${name}:${tag}-${variant}`])]),
  );
}

/**
 * Returns the image of another release in the spelling of the tag that is written: `debian:buster-slim` becomes
 * `debian:bookworm-slim`. Undefined unless the table holds it, and for tags that pin a day.
 */
export function imageOfRelease(written: string, from: Release, to: Release): string | undefined {
  const [, tag = "", variant = ""] = /^[^:@]+:([a-z]+|\d+(?:\.\d+)*)(-[a-z]+)?$/.exec(written) ?? [];
  const isVersion = tag === from.version || tag.startsWith(`${from.version}.`);
  const release = isVersion ? to.version : tag === codenameOf(from) ? codenameOf(to) : undefined;
  const image = `${to.name}:${release}${variant}`;
  return release !== undefined && knownImages().includes(image) ? image : undefined;
}

/** Returns the newest image of a distribution by the name of its repository: `debian:13` for `debian`. */
export function newestImageOf(name: string): string | undefined {
  const version = distributionImages.find((row) => row.name === name)?.versions[0];
  return version === undefined ? undefined : `${name}:${version}`;
}

function codenameOf({ name, version }: Release): string | undefined {
  return codenames.find((entry) => entry.family === name && entry.version === version)?.codename;
}
