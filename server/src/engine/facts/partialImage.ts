import { imageFacts, type ImageFacts } from "../knowledge/images/imageFacts.ts";
import { parseImageReference } from "../knowledge/images/reference.ts";
import { baseOfWord } from "../knowledge/images/suites.ts";
import type { Fact } from "../model/fact.ts";
import { isOpen, withoutMarks, type PartialText } from "../model/partialText.ts";

/** Returns the repository of a reference, as the tables name it; its tag may be unresolved. */
export function repositoryOf(image: Fact<string>): string | undefined {
  if (image.state === "known") return parseImageReference(image.value)?.repository;
  const parts = image.state === "unreadable" && image.partial ? referenceParts(image.partial) : undefined;
  return parts && parseImageReference(parts.name)?.repository;
}

/** Returns the tag of a reference with a mark for each unresolved stretch; undefined if it has none or is unreadable. */
export function markedTagOf(image: Fact<string>): string | undefined {
  if (image.state === "known") return parseImageReference(image.value)?.tag;
  return image.state === "unreadable" && image.partial ? referenceParts(image.partial)?.tag : undefined;
}

/** Returns the facts that hold for every image that the reference may name: all tags of a repository, or one variant of them. */
export function partialImageFacts(reference: PartialText): ImageFacts | undefined {
  const { name, tag = "" } = referenceParts(reference) ?? {};
  if (name === undefined) return undefined;
  const [version = "", ...variant] = tag.split("-");
  // In `${VERSION}-alpine` the variable holds the version; in `22-${VARIANT}` it decides the distribution.
  const isVersion = /^[\d.]*$/.test(withoutMarks(version)) && !variant.some(isOpen);
  const facts = imageFacts(isVersion && variant.length > 0 ? `${name}:${variant.join("-")}` : name);
  const isDecided = variant.length > 0 ? facts && namesBase(facts, variant) : facts?.family === facts?.repository;
  if (facts && isVersion && isDecided) return withoutVersion(facts, variant);
  const any = imageFacts(name);
  return any && withoutBase(any);
}

interface ReferenceParts {
  readonly name: string;
  readonly tag: string;
}

/** Returns undefined if the repository is unresolved too, or if a digest pins the image. */
function referenceParts({ marked }: PartialText): ReferenceParts | undefined {
  const colon = marked.indexOf(":", marked.lastIndexOf("/") + 1);
  const name = marked.slice(0, colon);
  return colon < 0 || isOpen(name) || marked.includes("@") ? undefined : { name, tag: marked.slice(colon + 1) };
}

/** True if the variant decides the distribution: a word names it, or none does in an official image, whose tags end with that word. */
function namesBase({ repository }: ImageFacts, variant: readonly string[]): boolean {
  if (variant.some((word) => baseOfWord(word) !== undefined)) return true;
  return !repository.includes("/") && !(repository === "nginx" && variant.includes("slim"));
}

/** Makes of one distribution that bring managers of other names. */
const minimalMakes: readonly string[] = ["almalinux", "amazonlinux", "fedora", "oraclelinux", "rhel", "rockylinux"];

function withoutVersion(facts: ImageFacts, variant: readonly string[]): ImageFacts {
  const { family, packageManagers, versionMoves } = facts;
  const hasMakes = variant.length === 0 && family !== undefined && minimalMakes.includes(family);
  const isTold = variant.length > 0 && !versionMoves;
  return {
    ...facts,
    version: isTold ? facts.version : undefined,
    codename: isTold ? facts.codename : undefined,
    versionMoves: false,
    packageManagers:
      hasMakes && packageManagers ? [...new Set([...packageManagers, "microdnf" as const])] : packageManagers,
    shells: variant.length > 0 ? facts.shells : undefined,
    tools: undefined,
    product: undefined,
  };
}

function withoutBase(facts: ImageFacts): ImageFacts {
  return {
    ...facts,
    os: undefined,
    family: undefined,
    version: undefined,
    versionMoves: false,
    codename: undefined,
    libc: undefined,
    packageManagers: undefined,
    shells: undefined,
    sh: undefined,
    init: undefined,
    user: undefined,
    tools: undefined,
    slim: false,
    product: undefined,
  };
}
