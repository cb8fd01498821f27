import { families, familyFacts } from "../../server/src/engine/knowledge/images/family.ts";
import type { ImageFacts } from "../../server/src/engine/knowledge/images/imageFacts.ts";
import type { Notes } from "./check.ts";

/** A distribution with its version. */
interface Base {
  readonly family: string | undefined;
  readonly version: string | undefined;
}

/** Compares the distribution below an image with that of its Dockerfile. */
export function compareBase(image: string, ours: ImageFacts, base: Base, notes: Notes): void {
  // A distribution is unpacked over nothing.
  if (base.family === undefined || base.family === "scratch") return;
  const subject = image.replace(/:.*/, "");
  if (ours.family === undefined) {
    const family = families.find((row) => row.family === base.family)?.family;
    const theirs = family && familyFacts(family, base.version);
    if (ours.libc !== undefined && theirs?.libc !== undefined && ours.libc !== theirs.libc)
      notes.differs(`${subject} libc`, `${image} ${ours.libc}`, theirs.libc);
    return;
  }
  if (ours.family !== base.family) {
    notes.differs(`${subject} family`, `${image} ${ours.family}`, base.family);
  } else if (ours.version !== undefined && base.version !== undefined && ours.version !== base.version) {
    notes.differs(`${subject} version`, `${image} ${ours.version}`, base.version);
  }
}
