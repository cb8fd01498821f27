import type { Editor, FileEdit, Plain } from "../../model/editor.ts";
import type { Place } from "../../model/place.ts";
import {
  addToPair,
  commentOutEntries,
  findEntry,
  isEditable,
  removeEntries,
  replaceScalar,
  replaceWithin,
  toEdits,
  type Change,
  type Held,
} from "./edit.ts";
import { pathAt } from "./path.ts";
import type { YamlScalar, YamlTree } from "./tree.ts";

export interface YamlEditorOptions {
  /** Entries less deep than this are never taken away because they became empty. */
  readonly keptDepth: number;
  /** Keys of entries that only point to what they bring: they are never taken away. */
  readonly pointers: ReadonlySet<string>;
}

export interface YamlEditor extends Pick<Editor, "replaceValue" | "replaceText" | "remove" | "commentOut"> {
  /** Adds `key: value` to the mapping below the pair at this place, or what is missing of it. */
  addToEntry(entry: Place, key: string, value: Plain): FileEdit | undefined;
}

/** Edits of a YAML file that come from places in it. */
export function createYamlEditor(tree: YamlTree, { keptDepth, pointers }: YamlEditorOptions): YamlEditor {
  const { source } = tree;
  const offsets = ({ uri, range }: Place): readonly [number, number] | undefined =>
    uri === source.uri && isEditable(tree) ? [source.offsetAt(range.start), source.offsetAt(range.end)] : undefined;
  const edited = (changes: readonly Change[] | undefined): FileEdit | undefined => {
    const edits = toEdits(tree, changes);
    return edits && { uri: source.uri, edits };
  };
  const heldAt = (places: readonly Place[]): readonly Held[] | undefined => {
    const held = places.map((place) => {
      const range = offsets(place);
      return range && findEntry(tree, ...range);
    });
    const isRemovable = (one: Held | undefined): one is Held =>
      one !== undefined && !(one.entry.kind === "pair" && pointers.has(one.entry.name));
    return held.length > 0 && held.every(isRemovable) ? held : undefined;
  };
  const replaceText = (at: Place, text: string): FileEdit | undefined => {
    const range = offsets(at);
    const found = range && scalarAt(tree, ...range);
    if (!found) return undefined;
    const { node, flow } = found;
    const isWhole = node.start === range[0] && node.end === range[1];
    const change = isWhole
      ? replaceScalar(tree, node, text, flow)
      : replaceWithin(node, range[0], range[1], text, source.text);
    return edited(change && [change]);
  };

  return {
    replaceText,
    replaceValue(fact, text) {
      const origin = fact.state === "known" ? fact.origin : undefined;
      if (origin === undefined) return replaceText(fact.at, text);
      // The default of a variable is within the value; an anchor or another file is not.
      const outer = offsets(fact.at);
      const inner = offsets(origin);
      const isWithin = outer && inner && outer[0] <= inner[0] && inner[1] <= outer[1];
      return isWithin ? replaceText(origin, text) : undefined;
    },
    remove(entries) {
      const held = heldAt(entries)?.flatMap(withRepeated);
      return held && edited(removeEntries(tree, held, keptDepth));
    },
    commentOut(entries) {
      const held = heldAt(entries)?.flatMap(withRepeated);
      return held && edited(commentOutEntries(tree, held, keptDepth));
    },
    addToEntry(entry, key, value) {
      const range = offsets(entry);
      const held = range && findEntry(tree, ...range);
      return held?.entry.kind === "pair" ? edited(addToPair(tree, held.entry, key, value)) : undefined;
    },
  };
}

/** The entry and those with the same key beside it: the one that is left would take effect. */
function withRepeated(held: Held): readonly Held[] {
  const { entry, parent } = held;
  if (entry.kind !== "pair" || parent.kind !== "mapping") return [held];
  const same = parent.pairs.filter(({ name, key }) => name === entry.name && key.kind === "scalar");
  return same.length > 1 ? same.map((pair) => ({ ...held, entry: pair })) : [held];
}

/** The scalar value that contains the stretch, and whether it is in flow style. */
function scalarAt(tree: YamlTree, start: number, end: number): { node: YamlScalar; flow: boolean } | undefined {
  const path = pathAt(tree, start);
  const last = path?.steps.at(-1);
  const node = last?.kind === "pair" ? (path?.on === "key" ? last.pair.key : last.pair.value) : last?.item.value;
  if (node?.kind !== "scalar" || start < node.start || node.end < end) return undefined;
  const flow = path?.steps.some((step) => {
    const value = step.kind === "pair" ? step.pair.value : step.item.value;
    return (value.kind === "mapping" || value.kind === "sequence") && value.flow;
  });
  return { node, flow: flow ?? false };
}
