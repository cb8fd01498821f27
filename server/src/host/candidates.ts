import type { Engine } from "../engine/index.ts";

/** More would be read for every file of a large repository. */
const maximum = 20;

/** Those that may use other files without being found from there: Compose files, by their names. */
export function composeFilesAmong(uris: Iterable<string>, engine: Pick<Engine, "kindOf">): readonly string[] {
  return [...uris].filter((uri) => engine.kindOf({ uri, text: "services:\n" }) === "compose");
}

/** The Compose files among which an analysis may look for users of its document: those that share most of the path with it first. */
export function candidatesFor(uri: string, composeFiles: readonly string[]): readonly string[] {
  return composeFiles
    .filter((one) => one !== uri)
    .map((one) => ({ one, shared: sharedLength(one, uri) }))
    .sort((a, b) => b.shared - a.shared || (a.one < b.one ? -1 : 1))
    .slice(0, maximum)
    .map(({ one }) => one);
}

function sharedLength(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length;
}
