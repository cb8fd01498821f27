import { readdirSync } from "node:fs";
import { join } from "node:path";
import { imageFacts, knownRepositories, type ImageFacts } from "../../server/src/engine/knowledge/images/imageFacts.ts";
import { parseImageReference } from "../../server/src/engine/knowledge/images/reference.ts";
import { baseOfWord, codenames } from "../../server/src/engine/knowledge/images/suites.ts";
import { hasWindowsTwin } from "../../server/src/engine/knowledge/images/windowsTwins.ts";
import type { Check, Notes } from "./check.ts";
import type { Checkout } from "./checkout.ts";
import { compareBase } from "./compareBase.ts";
import { compareDockerfile } from "./compareDockerfile.ts";
import { builtFacts, type BuiltFacts } from "./dockerfile.ts";
import { readLibrary, type LibraryEntry } from "./library.ts";

/** The distribution below an image, followed through the Dockerfiles of the library. */
export interface BuiltBase {
  readonly family: string | undefined;
  readonly version: string | undefined;
  /** The Dockerfiles from the image to its distribution. */
  readonly layers: readonly BuiltFacts[];
}

/** Compares every tag of the official images with its Dockerfile. */
export const officialImagesCheck: Check = {
  title: "Official images",
  needs: ["docker-library/official-images"],
  run([library], notes, open) {
    const images = imagesOf(library);
    const follow = createFollower([...images.values()].flat(), open);
    let tags = 0;
    let dockerfiles = 0;
    for (const [name, own] of images) {
      if (!knownRepositories.some((row) => row.name === name)) {
        notes.isNew(
          `${name}: no row (tags ${own
            .flatMap((entry) => entry.tags)
            .slice(0, 3)
            .join(", ")})`,
        );
        continue;
      }
      const unknown: string[] = [];
      const lines = createLines();
      for (const entry of own.filter(({ isWindows }) => !isWindows)) {
        const base = follow(entry);
        if (base) dockerfiles += 1;
        for (const tag of [...entry.tags, ...entry.sharedTags]) {
          tags += 1;
          const ours = imageFacts(`${name}:${tag}`);
          if (!ours) unknown.push(base?.family === undefined ? tag : `${tag} is ${wordOf(base)}`);
          else if (base) {
            compareBase(`${name}:${tag}`, ours, base, notes);
            lines.add(tag, ours, base);
          }
        }
        const [tag] = entry.tags;
        const ours = tag === undefined ? undefined : imageFacts(`${name}:${tag}`);
        if (base && ours) compareDockerfile(name, tag ?? "", ours, base.layers, notes);
      }
      if (unknown.length > 0)
        notes.isNew(`${name}: ${String(unknown.length)} unknown tags (${unknown.slice(0, 4).join(", ")})`);
      for (const line of lines.missing()) notes.isNew(`${name}: release line ${line}`);
      compareTwins(name, own, notes);
    }
    notes.compared(`${String(tags)} tags, ${String(dockerfiles)} Dockerfiles`);
  },
};

function imagesOf(library: Checkout | undefined): ReadonlyMap<string, readonly LibraryEntry[]> {
  const names = library ? readdirSync(join(library.folder, "library")) : [];
  return new Map(names.map((name) => [name, readLibrary(name, library?.read(`library/${name}`) ?? "")]));
}

/** The base as tags write it: `trixie`, `alpine3.24`, `ubi9`. */
function wordOf({ family = "", version }: BuiltBase): string {
  const codename = codenames.find((one) => one.family === family && one.version === version)?.codename;
  const word = { amazonlinux: "al", rhel: "ubi" }[family] ?? family;
  return codename ?? `${word}${version ?? ""}`;
}

/**
 * Versions whose tags do not name the base, with today's base, as the release table writes them: earlier patches are
 * unknown. Lines whose images differ are left out.
 */
function createLines() {
  const bases = new Map<string, { readonly words: Set<string>; readonly patches: Set<string> }>();
  return {
    add(tag: string, ours: ImageFacts, base: BuiltBase): void {
      const [version = "", ...words] = tag.split("-");
      const [major, minor, ...patch] = /^\d+(?:\.\d+)*$/.test(version) ? version.split(".") : [];
      if (minor === undefined || ours.version !== undefined || base.version === undefined) return;
      if (words.some((word) => baseOfWord(word) !== undefined)) return;
      const key = `${major ?? ""}.${minor}`;
      const line = bases.get(key) ?? { words: new Set(), patches: new Set() };
      line.words.add(wordOf(base));
      if (patch.length > 0) line.patches.add(patch.join("."));
      bases.set(key, line);
    },
    missing: (): readonly string[] =>
      [...bases].flatMap(
        ([
          key,
          {
            words: [word = "", ...others],
            patches,
          },
        ]) => {
          const [first] = [...patches].toSorted((a, b) => a.localeCompare(b, "en", { numeric: true }));
          return others.length > 0 ? [] : [`"${key}": "${first === undefined ? word : `? ${word}@${first}`} +"`];
        },
      ),
  };
}

type Follow = (entry: LibraryEntry) => BuiltBase | undefined;

function createFollower(entries: readonly LibraryEntry[], open: (name: string) => Checkout | undefined): Follow {
  const byTag = new Map(
    entries.flatMap((entry) =>
      entry.isWindows
        ? []
        : [...entry.tags, ...entry.sharedTags].map((tag) => [`${entry.name}:${tag}`, entry] as const),
    ),
  );
  const read = new Map<LibraryEntry, BuiltFacts | undefined>();
  const builtOf = (entry: LibraryEntry): BuiltFacts | undefined => {
    if (!read.has(entry)) {
      const text =
        entry.repository === undefined ? undefined : open(entry.repository)?.readAt(entry.commit, entry.dockerfile);
      read.set(entry, text === undefined ? undefined : builtFacts(text));
    }
    return read.get(entry);
  };

  const follow = (entry: LibraryEntry, depth = 0): BuiltBase | undefined => {
    const built = depth > 6 ? undefined : builtOf(entry);
    if (!built?.from) return undefined;
    const reference = parseImageReference(built.from);
    const below = reference && byTag.get(`${reference.repository}:${reference.tag ?? "latest"}`);
    const inner = below && follow(below, depth + 1);
    if (inner) return { ...inner, layers: [built, ...inner.layers] };
    const facts = imageFacts(built.from);
    return { family: facts?.family, version: facts?.version, layers: [built] };
  };
  return (entry) => follow(entry);
}

/** The table of tags that have a Windows image as well. */
function compareTwins(name: string, entries: readonly LibraryEntry[], notes: Notes): void {
  const systems = new Map<string, Set<boolean>>();
  for (const { sharedTags, tags, isWindows } of entries) {
    for (const tag of [...sharedTags, ...tags]) systems.set(tag, (systems.get(tag) ?? new Set()).add(isWindows));
  }
  for (const [tag, has] of systems) {
    const ours = hasWindowsTwin(name, `${name}:${tag}`);
    // A tag of Windows alone is no twin; the table is only asked about Linux images.
    if (has.size === 2 && !ours) notes.differs(`${name} Windows`, `${name}:${tag} Linux only`, "both systems");
  }
  const isShared = [...systems.values()].some((has) => has.size === 2);
  if (!isShared && hasWindowsTwin(name, `${name}:1`))
    notes.differs(`${name} Windows`, "both systems", "no shared tags");
}
