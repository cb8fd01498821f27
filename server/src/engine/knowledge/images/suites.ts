import type { Family } from "./family.ts";

/** A distribution with its version as its own release file names it: `12`, `22.04`, `3.20`, `ltsc2022`. */
export interface Base {
  readonly family: Family;
  readonly version: string | undefined;
}

export interface Codename extends Base {
  readonly codename: string;
}

/** Release names in tags. https://www.debian.org/releases/ and https://wiki.ubuntu.com/Releases */
export const codenames: readonly Codename[] = [
  { codename: "squeeze", family: "debian", version: "6" },
  { codename: "wheezy", family: "debian", version: "7" },
  { codename: "jessie", family: "debian", version: "8" },
  { codename: "stretch", family: "debian", version: "9" },
  { codename: "buster", family: "debian", version: "10" },
  { codename: "bullseye", family: "debian", version: "11" },
  { codename: "bookworm", family: "debian", version: "12" },
  { codename: "trixie", family: "debian", version: "13" },
  { codename: "forky", family: "debian", version: "14" },
  { codename: "precise", family: "ubuntu", version: "12.04" },
  { codename: "trusty", family: "ubuntu", version: "14.04" },
  { codename: "xenial", family: "ubuntu", version: "16.04" },
  { codename: "artful", family: "ubuntu", version: "17.10" },
  { codename: "bionic", family: "ubuntu", version: "18.04" },
  { codename: "cosmic", family: "ubuntu", version: "18.10" },
  { codename: "disco", family: "ubuntu", version: "19.04" },
  { codename: "eoan", family: "ubuntu", version: "19.10" },
  { codename: "focal", family: "ubuntu", version: "20.04" },
  { codename: "groovy", family: "ubuntu", version: "20.10" },
  { codename: "hirsute", family: "ubuntu", version: "21.04" },
  { codename: "impish", family: "ubuntu", version: "21.10" },
  { codename: "jammy", family: "ubuntu", version: "22.04" },
  { codename: "kinetic", family: "ubuntu", version: "22.10" },
  { codename: "lunar", family: "ubuntu", version: "23.04" },
  { codename: "mantic", family: "ubuntu", version: "23.10" },
  { codename: "noble", family: "ubuntu", version: "24.04" },
  { codename: "oracular", family: "ubuntu", version: "24.10" },
  { codename: "plucky", family: "ubuntu", version: "25.04" },
  { codename: "questing", family: "ubuntu", version: "25.10" },
  { codename: "resolute", family: "ubuntu", version: "26.04" },
  { codename: "stonking", family: "ubuntu", version: "26.10" },
];

/** Words of a tag that name a distribution, directly followed by the version if there is one: `ubi9`, `alpine3.20`, `ubuntu22.04`. */
const familyWords: readonly (readonly [word: string, family: Family])[] = [
  ["alpine", "alpine"],
  ["debian", "debian"],
  ["ubuntu", "ubuntu"],
  ["oraclelinux", "oraclelinux"],
  ["ol", "oraclelinux"],
  ["ubi", "rhel"],
  ["rhel", "rhel"],
  ["centos", "centos"],
  ["rockylinux", "rockylinux"],
  ["almalinux", "almalinux"],
  ["fedora", "fedora"],
  ["amazonlinux", "amazonlinux"],
  ["al", "amazonlinux"],
  ["leap", "opensuse"],
  ["azurelinux", "azurelinux"],
  ["mariner", "azurelinux"],
  ["photon", "photon"],
  ["wolfi", "wolfi"],
  ["distroless", "distroless"],
  ["scratch", "scratch"],
  ["busybox", "busybox"],
  ["windowsservercore", "windows-servercore"],
  ["nanoserver", "windows-nanoserver"],
];

/** `al2` is Amazon Linux and `ol9` Oracle Linux, but a bare `al` or `ol` says nothing. */
const needsVersion = new Set(["al", "ol"]);

const wordPattern = /^([a-z]+?)(\d+(?:\.\d+)*)?$/;
const windowsVersion = /^(?:ltsc\d{4}|1709|1803|1809|1903|1909|2004|20h2|sac2016)$/i;

/** The distribution that one word of a tag names; undefined when it names none. */
export function baseOfWord(word: string): (Base & { readonly codename?: string }) | undefined {
  const codename = codenames.find((entry) => entry.codename === word);
  if (codename !== undefined) return codename;

  const stream = /^stream(?:8|9|10)$/.exec(word)?.[0];
  if (stream !== undefined) return { family: "centos", version: stream };

  const [, name = "", version] = wordPattern.exec(word) ?? [];
  const known = familyWords.find(([entry]) => entry === name);
  if (known === undefined || (version === undefined && needsVersion.has(name))) return undefined;
  return { family: known[1], version: version === undefined ? undefined : normalised(known[1], version) };
}

/** Windows releases by the build number in an image's full version: `10.0.17763.1234`. */
const windowsBuilds: Readonly<Record<string, string>> = {
  "14393": "ltsc2016",
  "16299": "1709",
  "17134": "1803",
  "17763": "1809",
  "18362": "1903",
  "18363": "1909",
  "19041": "2004",
  "19042": "20h2",
  "20348": "ltsc2022",
  "26100": "ltsc2025",
};

/** Returns the release that a tag of a Windows base image names: `ltsc2022`, `1809`, or a full version number. */
export function windowsRelease(words: Iterable<string>): string | undefined {
  for (const word of words) {
    if (isWindowsVersion(word)) return word;
    const build = /^10\.0\.(\d{5})(?:\.|$)/.exec(word)?.[1];
    if (build !== undefined) return windowsBuilds[build];
  }
  return undefined;
}

/** True for a word that can only be the version of the Windows base named before it. */
export function isWindowsVersion(word: string): boolean {
  return windowsVersion.test(word);
}

/** Distributions whose releases are one number: the rest is the date of a point release. */
const oneNumber = new Set<Family>(["debian", "rhel", "centos", "rockylinux", "almalinux", "oraclelinux", "fedora"]);

/** `ubuntu2204` and `alpine320` are written without a dot in some tags. */
function normalised(family: Family, version: string): string {
  if (family === "ubuntu" && /^\d{4}$/.test(version)) return `${version.slice(0, 2)}.${version.slice(2)}`;
  if (family === "alpine" && /^3\d{1,2}$/.test(version)) return `3.${version.slice(1)}`;
  const [first = version, second] = version.split(".");
  if (oneNumber.has(family)) return first;
  return family === "alpine" && second !== undefined ? `${first}.${second}` : version;
}
