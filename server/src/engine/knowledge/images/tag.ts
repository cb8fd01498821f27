import type { Repository } from "./repository.ts";
import { baseOfWord, isWindowsVersion } from "./suites.ts";
import type { Base } from "./suites.ts";
import { isWindowsFamily } from "./family.ts";

/** The meaning of the words of a tag. */
export interface TagReading {
  /** The distribution that the tag names. */
  readonly base: Base | undefined;
  readonly codename: string | undefined;
  /** The first version in the tag: of the software, or of the distribution in a distribution's own repository. */
  readonly version: string | undefined;
  /** A pre-release may have another base than the release. */
  readonly isPrerelease: boolean;
  /** Every word, in lower case. */
  readonly words: ReadonlySet<string>;
}

/** Words that change the contents of an image, not its base. */
const variantWords = new Set([
  "latest",
  "slim",
  "minimal",
  "micro",
  "init",
  "debug",
  "nonroot",
  "chiseled",
  "distroless",
]);
const architectureWord = /^(?:amd64|arm64|arm64v8|arm32v[567]|x86_64|aarch64|386|i386|ppc64le|s390x|riscv64)$/;
const versionWord = /^[vr]?\d[\w.+]*$/;
const prereleaseWord = /^(?:rc|ea|dev|beta|alpha|preview|tip|nightly|m)\.?\d*$|^\d[\d.]*(?:rc|beta|alpha|b|a)\d+$/;
const plainVersion = /^\d+(?:\.\d+)*$/;

/** Reads a tag by the words that the repository is known to use; undefined when a word is unknown. */
export function readTag(tag: string, repository: Repository): TagReading | undefined {
  const words = tag.toLowerCase().split("-");
  let base: Base | undefined;
  let ownBase: Base | undefined;
  let codename: string | undefined;
  let version: string | undefined;
  let previous: Base | undefined;

  for (const word of words) {
    const { wordBases = {} } = repository;
    const isOwn = Object.hasOwn(wordBases, word);
    const named = isOwn || (variantWords.has(word) && base !== undefined) ? undefined : baseOfWord(word);
    const behind: Base | undefined =
      named !== undefined || allows(repository, word) ? undefined : versionBehind(previous, word);
    if (isOwn) {
      ownBase ??= baseOfWord(wordBases[word] ?? "");
    } else if (named !== undefined) {
      codename = named.codename ?? codename;
      base = named.version === undefined && named.family === base?.family ? base : named;
    } else if (behind !== undefined) {
      base = behind;
    } else if (versionWord.test(word) && !allows(repository, word)) {
      version ??= word;
    } else if (!isKnownWord(word, repository)) {
      return undefined;
    }
    previous = named;
  }
  return {
    base: base ?? ownBase,
    codename,
    version,
    isPrerelease: words.some((word) => prereleaseWord.test(word)),
    words: new Set(words),
  };
}

/** `debian-12`, `alpine-3.20`, `windowsservercore-ltsc2022`: the version is the next word. */
function versionBehind(previous: Base | undefined, word: string): Base | undefined {
  if (previous === undefined || previous.version !== undefined) return undefined;
  const isVersion = isWindowsFamily(previous.family) ? isWindowsVersion(word) : plainVersion.test(word);
  return isVersion ? { family: previous.family, version: word } : undefined;
}

function isKnownWord(word: string, repository: Repository): boolean {
  return variantWords.has(word) || architectureWord.test(word) || repository.words === "*" || allows(repository, word);
}

function allows(repository: Repository, word: string): boolean {
  if (repository.words === undefined || repository.words === "*") return false;
  return repository.words.split(" ").some((pattern) => new RegExp(`^(?:${pattern})$`).test(word));
}
