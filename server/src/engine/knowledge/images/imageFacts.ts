import { familyFacts, isWindowsFamily } from "./family.ts";
import type { Family, FamilyFacts, Init, Libc, PackageManager, Shell, ShProgram } from "./family.ts";
import { officialImages } from "./official.ts";
import { parseImageReference } from "./reference.ts";
import type { ImageReference } from "./reference.ts";
import { releaseOf } from "./releaseLine.ts";
import type { Repository, Tools } from "./repository.ts";
import { baseOfWord, codenames, windowsRelease } from "./suites.ts";
import type { Base } from "./suites.ts";
import { readTag } from "./tag.ts";
import type { TagReading } from "./tag.ts";
import { vendorImages } from "./vendors.ts";
import { variantFacts } from "./variants.ts";
import { workdirOf } from "./workdirs.ts";

/** Known facts about an image before anything is added to it. Undefined is unknown; an empty list means that there are none. */
export interface ImageFacts {
  readonly repository: string;
  readonly os: "linux" | "windows" | "freebsd" | undefined;
  readonly family: Family | undefined;
  /** The distribution's: `12`, `22.04`, `3.20`, `ltsc2022`. */
  readonly version: string | undefined;
  /** The version is that of the data date and may be another one tomorrow: `python:3.12`, `debian:stable`. */
  readonly versionMoves: boolean;
  readonly codename: string | undefined;
  readonly libc: Libc | undefined;
  /** One that is not listed is not in the image. */
  readonly packageManagers: readonly PackageManager[] | undefined;
  /** One that is not listed is not in the image. */
  readonly shells: readonly Shell[] | undefined;
  /** The program that `sh` names. */
  readonly sh: ShProgram | undefined;
  readonly init: Init | undefined;
  /** As the image's configuration names it. */
  readonly user: string | undefined;
  readonly workdir: string | undefined;
  /** Id of the daemon that the image starts, in the foreground. */
  readonly process: string | undefined;
  readonly tools: Tools | undefined;
  /** A `-slim`, minimal, chiseled or distroless make. */
  readonly slim: boolean;
  /** The software that the tag's version belongs to, as the end-of-life table names it. */
  readonly product: { readonly name: string; readonly version: string } | undefined;
  /** Undefined: several, not known which. */
  readonly architectures: readonly string[] | undefined;
  readonly source: string;
}

const exact = new Map([...officialImages, ...vendorImages].map((row) => [row.name, row]));
const patterns = vendorImages
  .filter((row) => row.name.includes("*"))
  .map((row) => ({ row, test: new RegExp(`^${row.name.replaceAll(".", "\\.").replaceAll("*", "[^/]+")}$`) }));

/** Every repository that the tables know; names may hold `*`. */
export const knownRepositories: readonly Repository[] = [...officialImages, ...vendorImages];

/** Facts of an image by its reference; undefined for an image, or a tag, that the tables do not know. */
export function imageFacts(reference: string): ImageFacts | undefined {
  const parsed = parseImageReference(reference);
  const repository =
    parsed && (exact.get(parsed.repository) ?? patterns.find(({ test }) => test.test(parsed.repository))?.row);
  if (parsed === undefined || repository === undefined) return undefined;

  const tag = readTag(parsed.tag ?? "latest", repository);
  if (tag === undefined) return undefined;
  return assemble(parsed, repository, tag);
}

interface ResolvedBase {
  readonly bases: readonly Base[];
  readonly codename: string | undefined;
  readonly moves: boolean;
  /** Make of the image by the repository's name: `minimal`, `micro`, `init`, `bare`. */
  readonly make: string | undefined;
}

function assemble(reference: ImageReference, repository: Repository, tag: TagReading): ImageFacts {
  const resolved = resolveBase(reference, repository, tag);
  const [only] = resolved.bases;
  const base = resolved.bases.length === 1 ? only : undefined;
  const common = shared(resolved.bases.map(({ family, version }) => familyFacts(family, version)));
  const facts = { ...common, ...variantFacts(repository, tag, base, resolved.make) };
  const slim = ["slim", "minimal", "micro", "chiseled", "distroless"].some(
    (word) => tag.words.has(word) || resolved.make === word,
  );

  return {
    repository: repository.name.includes("*") ? reference.repository : repository.name,
    os: facts.os,
    family: base?.family,
    version: base?.version,
    versionMoves: resolved.moves,
    codename:
      resolved.codename ??
      codenames.find((entry) => entry.family === base?.family && entry.version === base.version)?.codename,
    libc: repository.hasTwoLibcs ? undefined : facts.libc,
    packageManagers: facts.packageManagers,
    shells: facts.shells,
    sh: repository.sh ?? facts.sh,
    init: repository.init ?? facts.init,
    user: userOf(repository, tag),
    workdir: facts.os === "windows" ? undefined : workdirOf(repository.name),
    process: repository.process,
    tools: toolsOf(repository, tag, base, slim),
    slim,
    product: productOf(repository, tag),
    architectures: repository.architectures,
    source: repository.source,
  };
}

function resolveBase(reference: ImageReference, repository: Repository, tag: TagReading): ResolvedBase {
  const { bases, make } = ownBases(repository);
  if (tag.base !== undefined) return { make, ...named(reference, repository, tag, tag.base) };

  const [own] = bases;
  if (own !== undefined && isWindowsFamily(own.family)) {
    return {
      bases: [{ family: own.family, version: windowsRelease(tag.words) }],
      codename: undefined,
      moves: false,
      make,
    };
  }
  if (repository.versionParts !== undefined && own !== undefined) {
    const version = ownVersion(tag.version, repository.versionParts);
    if (version !== undefined)
      return { bases: [{ family: own.family, version }], codename: undefined, moves: false, make };
    const latest = tag.words.has("latest") && reference.digest === undefined ? repository.latest : undefined;
    return { bases: [{ family: own.family, version: latest }], codename: undefined, moves: latest !== undefined, make };
  }

  const version = tag.isPrerelease ? undefined : tag.version;
  const slimRow = tag.words.has("slim") ? releaseOf(`${linesOf(repository)}-slim`, version) : undefined;
  const release = slimRow ?? releaseOf(linesOf(repository), version);
  const found = release && baseOfWord(release.word);
  if (release !== undefined && found !== undefined) {
    const pinned = reference.digest !== undefined && release.moves;
    return {
      bases: [{ family: found.family, version: pinned ? undefined : found.version }],
      codename: undefined,
      moves: release.moves && !pinned,
      make,
    };
  }
  return { bases, codename: undefined, moves: false, make };
}

/** The tag names the distribution; where it does not name its version, a finished release line may. */
function named(
  reference: ImageReference,
  repository: Repository,
  tag: TagReading,
  base: Base,
): Omit<ResolvedBase, "make"> {
  const plain = { bases: [base], codename: tag.codename, moves: false };
  if (base.version !== undefined) return plain;
  if (repository.name === "debian" && tag.words.has("stable") && reference.digest === undefined) {
    return { bases: [{ family: "debian", version: repository.latest }], codename: undefined, moves: true };
  }
  const release =
    base.family === "alpine" && !tag.isPrerelease ? releaseOf(`${linesOf(repository)}-alpine`, tag.version) : undefined;
  const found = release && !release.moves ? baseOfWord(release.word) : undefined;
  return found?.family === base.family ? { ...plain, bases: [found] } : plain;
}

function linesOf(repository: Repository): string {
  return repository.lines ?? repository.name;
}

/** `debian 12`, `rhel 9 minimal`, `debian|ubuntu`. */
function ownBases(repository: Repository): { readonly bases: readonly Base[]; readonly make: string | undefined } {
  if (repository.base === undefined) return { bases: [], make: undefined };
  const [families = "", ...rest] = repository.base.split(" ");
  const version = rest.find((word) => /^\d/.test(word));
  return {
    bases: families.split("|").map((family) => ({ family: family as Family, version })), // the shape test holds every row to the list of families
    make: rest.find((word) => !/^\d/.test(word)),
  };
}

/** The leading parts of a version, where the tag has as many: `12` of `12.5`; nothing of `3` where two count. */
function ownVersion(version: string | undefined, count: number): string | undefined {
  const parts = version !== undefined && /^\d{1,4}(?:\.\d+)*$/.test(version) ? version.split(".") : [];
  return parts.length < count ? undefined : parts.slice(0, count).join(".");
}

function toolsOf(repository: Repository, tag: TagReading, base: Base | undefined, slim: boolean): Tools | undefined {
  if (base?.family === "alpine") return alpineWithoutTools.has(repository.name) ? "none" : undefined;
  if (base?.family !== "debian" && base?.family !== "ubuntu") return undefined;
  if (repository.name === "buildpack-deps")
    return tag.words.has("curl") ? "curl" : tag.words.has("scm") ? "scm" : "full";
  if (!slim || repository.tools === "none") return repository.tools;
  return slimWithoutTools.has(repository.name) ? "none" : undefined;
}

/** Their Alpine variants add neither curl nor git nor bash. */
const alpineWithoutTools = new Set([
  "alpine",
  "node",
  "python",
  "golang",
  "ruby",
  "redis",
  "amazoncorretto",
  "openjdk",
  "memcached",
  "haproxy",
]);

/** Their slim variants are known to carry neither curl nor wget nor git. */
const slimWithoutTools = new Set(["node", "python", "ruby", "debian"]);

function productOf(repository: Repository, tag: TagReading): ImageFacts["product"] {
  const version = /^v?(\d+(?:\.\d+)*)/.exec(tag.version ?? "")?.[1];
  return repository.product === undefined || version === undefined ? undefined : { name: repository.product, version };
}

function userOf({ user, wordUsers = {} }: Repository, { words }: TagReading): string | undefined {
  if (words.has("nonroot")) return "nonroot";
  const word = Object.keys(wordUsers).find((one) => words.has(one));
  return word === undefined ? user : wordUsers[word];
}

/** Facts on which all candidates agree. */
function shared(candidates: readonly (FamilyFacts | undefined)[]): Partial<FamilyFacts> {
  const [first, ...others] = candidates;
  if (first === undefined) return {};
  const agreed = Object.entries(first).filter(
    ([key, value]) =>
      others.every((other) => JSON.stringify(other?.[key as keyof FamilyFacts]) === JSON.stringify(value)), // keys of the same record
  );
  return Object.fromEntries(agreed);
}
