import type { Engine } from "../engine/index.ts";

/** More would be read for every file of a large repository. */
const maximum = 20;

/**
 * The files among which an analysis may look for those that use its document, without being led to them: Compose files,
 * those that share most of the path with it first.
 */
export function candidatesFor(
  uri: string,
  others: Iterable<string>,
  engine: Pick<Engine, "kindOf">,
): readonly string[] {
  return [...others]
    .filter((one) => one !== uri && engine.kindOf({ uri: one, text: "services:\n" }) === "compose")
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
