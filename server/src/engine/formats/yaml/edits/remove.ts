import {
  entriesBelow,
  entriesOf,
  lastIndexAtOrBefore,
  type YamlEntry,
  type YamlMapping,
  type YamlNode,
  type YamlSequence,
  type YamlTree,
} from "../tree.ts";
import { isMerge } from "../merge.ts";
import type { Change } from "./change.ts";
import { jsonRemoval } from "./json.ts";

type Collection = YamlMapping | YamlSequence;

/** An entry with what holds it. */
export interface Held {
  readonly entry: YamlEntry;
  readonly parent: Collection;
  /** The entries above, outermost first. */
  readonly above: readonly Held[];
}

/** The entry with exactly this range, the outer one when two have it. */
export function findEntry(tree: YamlTree, start: number, end: number): Held | undefined {
  for (const document of tree.documents) {
    let parent: YamlNode | undefined = document;
    const above: Held[] = [];
    while (parent && (parent.kind === "mapping" || parent.kind === "sequence")) {
      const entries: readonly YamlEntry[] = entriesOf(parent);
      const entry = entries[lastIndexAtOrBefore(entries, start)];
      if (!entry || entry.end < end) break;
      const held: Held = { entry, parent, above: [...above] };
      if (entry.start === start && entry.end === end) return held;
      above.push(held);
      parent = entry.value;
    }
  }
  return undefined;
}

/**
 * Entries to take away so that no parent stays empty: entries whose parents would lose all they hold are replaced by
 * the parents. Undefined when that reaches an entry less than `keptDepth` deep, or when something is lost that an alias needs.
 */
function withEmptiedParents(tree: YamlTree, entries: readonly Held[], keptDepth: number): readonly Held[] | undefined {
  const chosen = new Map<YamlEntry, Held>(entries.map((held) => [held.entry, held]));
  for (let changed = true; changed;) {
    changed = false;
    for (const held of [...chosen.values()]) {
      if (!entriesOf(held.parent).every((entry) => chosen.has(entry))) continue;
      const parent = held.above.at(-1);
      if (!parent) return undefined;
      for (const entry of entriesOf(held.parent)) chosen.delete(entry);
      chosen.set(parent.entry, parent);
      changed = true;
      break;
    }
  }
  const left = [...chosen.values()].filter(({ above }) => !above.some(({ entry }) => chosen.has(entry)));
  if (left.some((held) => held.above.length < keptDepth && !entries.includes(held))) return undefined;
  if (left.some(({ entry }) => entry.kind === "pair" && (isMerge(entry) || entry.key.kind !== "scalar")))
    return undefined;
  return breaksAlias(tree, left) ? undefined : left;
}

function breaksAlias(tree: YamlTree, removed: readonly Held[]): boolean {
  const nodes = removed.flatMap(({ entry }) => [entry.value, ...entriesBelow(entry.value).map(({ value }) => value)]);
  const anchors = new Set(nodes.map(({ anchor }) => anchor).filter((anchor) => anchor !== undefined));
  if (anchors.size === 0) return false;
  const isRemoved = (offset: number): boolean =>
    removed.some(({ entry }) => entry.start <= offset && offset < entry.end);
  return tree.entries.some(({ value }) => value.kind === "alias" && anchors.has(value.name) && !isRemoved(value.start));
}

/** Takes entries away with the comments that belong to them; undefined if that would damage an adjacent entry. */
export function removeEntries(
  tree: YamlTree,
  entries: readonly Held[],
  keptDepth: number,
): readonly Change[] | undefined {
  const left = withEmptiedParents(tree, entries, keptDepth);
  if (!left) return undefined;
  const changes: Change[] = [];
  for (const [parent, gone] of byParent(left)) {
    for (const [first, last] of runsOf(entriesOf(parent), gone)) {
      const removed = removal(tree, parent, first, last);
      if (!removed) return undefined;
      changes.push(...removed);
    }
  }
  return changes;
}

function removal(tree: YamlTree, parent: Collection, first: number, last: number): readonly Change[] | undefined {
  if (tree.syntax === "json") return jsonRemoval(tree, parent, first, last);
  const change = parent.flow ? flowRemoval(tree, parent, first, last) : blockRemoval(tree, parent, first, last);
  return change && [change];
}

function byParent(held: readonly Held[]): ReadonlyMap<Collection, ReadonlySet<YamlEntry>> {
  const groups = new Map<Collection, Set<YamlEntry>>();
  for (const { parent, entry } of held) groups.set(parent, (groups.get(parent) ?? new Set()).add(entry));
  return groups;
}

/** Positions of neighbouring entries that go together. */
function runsOf(entries: readonly YamlEntry[], gone: ReadonlySet<YamlEntry>): readonly (readonly [number, number])[] {
  const runs: [number, number][] = [];
  entries.forEach((entry, index) => {
    const last = runs.at(-1);
    if (!gone.has(entry)) return;
    if (last?.[1] === index - 1) last[1] = index;
    else runs.push([index, index]);
  });
  return runs;
}

function flowRemoval(tree: YamlTree, parent: Collection, first: number, last: number): Change | undefined {
  const entries = entriesOf(parent);
  const next = entries[last + 1];
  const before = entries[first - 1];
  const start = next ? entries[first]?.start : before?.end;
  const end = next ? next.start : entries[last]?.end;
  if (start === undefined || end === undefined || hasComment(tree, start, end)) return undefined;
  return { start, end, text: "" };
}

function blockRemoval(tree: YamlTree, parent: Collection, first: number, last: number): Change | undefined {
  const { source } = tree;
  const entries = entriesOf(parent);
  const head = entries[first];
  const tail = entries[last];
  if (!head || !tail) return undefined;
  const lines = linesOf(tree, head, tail);
  if (!lines) return undefined;
  if (!lines.startsLine) {
    // The first pair after a dash: the next one moves up to it.
    const next = entries[last + 1];
    if (!next || hasComment(tree, tail.end, next.start) || hasComment(tree, head.start, tail.end)) return undefined;
    return { start: head.start, end: next.start, text: "" };
  }
  const from = firstOwnComment(tree, lines.first);
  // With the line break before it, so that what another edit of the same fix adds after it stays outside.
  const before = from === 0 ? undefined : source.lineStart(from - 1) + source.lineText(from - 1).length;
  if (before === undefined) return { start: 0, end: source.lineStart(lines.last + 1), text: "" };
  return { start: before, end: source.lineStart(lines.last) + source.lineText(lines.last).length, text: "" };
}

interface Lines {
  readonly first: number;
  readonly last: number;
  /** Only blanks precede it. */
  readonly startsLine: boolean;
}

/** Lines of the entries with the comments inside; undefined if other text shares the last one. */
export function linesOf(tree: YamlTree, head: YamlEntry, tail: YamlEntry): Lines | undefined {
  const { source } = tree;
  const start = source.positionAt(head.start);
  const end = source.positionAt(tail.end);
  const behind = source.lineText(end.line).slice(end.character);
  if (!/^\s*(?:#.*)?$/.test(behind)) return undefined;
  const startsLine = source.lineText(start.line).slice(0, start.character).trim() === "";
  return { first: start.line, last: lastInnerComment(tree, end.line, start.character), startsLine };
}

/** Comments below an entry that are indented deeper than its first column are part of it. */
function lastInnerComment(tree: YamlTree, line: number, column: number): number {
  let last = line;
  for (let next = line + 1; next < tree.source.lineCount; next += 1) {
    const text = tree.source.lineText(next);
    const comment = /^( *)#/.exec(text);
    if (comment && (comment[1]?.length ?? 0) > column) last = next;
    else if (text.trim() !== "") break;
  }
  return last;
}

/** Comments right above an entry, in its column, belong to it. */
function firstOwnComment(tree: YamlTree, line: number): number {
  const { source } = tree;
  const indentation = /^ */.exec(source.lineText(line))?.[0] ?? "";
  let first = line;
  while (first > 0 && source.lineText(first - 1).startsWith(`${indentation}#`)) first -= 1;
  return first;
}

function hasComment(tree: YamlTree, start: number, end: number): boolean {
  return tree.comments.some(({ range }) => {
    const offset = tree.source.offsetAt(range.start);
    return start <= offset && offset < end;
  });
}

/** Turns the lines of entries into comments; undefined in flow style and where other text shares a line. */
export function commentOutEntries(
  tree: YamlTree,
  entries: readonly Held[],
  keptDepth: number,
): readonly Change[] | undefined {
  const left = withEmptiedParents(tree, entries, keptDepth);
  if (!left) return undefined;
  const { source } = tree;
  const changes: Change[] = [];
  for (const { entry, parent } of left) {
    const lines = parent.flow ? undefined : linesOf(tree, entry, entry);
    if (!lines?.startsLine) return undefined;
    const column = source.positionAt(entry.start).character;
    for (let line = lines.first; line <= lines.last; line += 1) {
      const text = source.lineText(line);
      if (text.trim() === "") continue;
      // A line may begin before the entry's column only inside quotes or flow style.
      const blanks = /^ */.exec(text)?.[0].length ?? 0;
      const at = source.lineStart(line) + Math.min(column, blanks);
      changes.push({ start: at, end: at, text: "# " });
    }
  }
  return changes;
}
