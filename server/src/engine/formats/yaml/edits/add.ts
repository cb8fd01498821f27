import type { Plain } from "../../../model/editor.ts";
import {
  isEmpty,
  pairOf,
  resolved,
  type YamlEntry,
  type YamlMapping,
  type YamlNode,
  type YamlPair,
  type YamlSequence,
  type YamlTree,
} from "../tree.ts";
import { mergedByName } from "../merge.ts";
import { scalarValue } from "../scalar.ts";
import type { Change } from "./change.ts";
import { jsonAddition } from "./json.ts";
import { habitsOf, isList, isRecord, renderFlow, renderItem, renderPair, renderScalar, type Habits } from "./render.ts";

/**
 * Adds `key: value` at the end of the mapping that a pair holds, or what is missing of it when the key is there with a
 * list or mapping. No changes when nothing is missing; undefined where the key says something else already.
 */
export function addToPair(tree: YamlTree, holder: YamlPair, key: string, value: Plain): readonly Change[] | undefined {
  const { value: body } = holder;
  if (isEmpty(body) && body.tag === undefined && body.anchor === undefined) {
    return belowKey(tree, holder, (column, habits) => {
      const lines = renderPair(key, value, column + habits.step, habits);
      return [" ".repeat(column + habits.step) + (lines[0] ?? ""), ...lines.slice(1)];
    });
  }
  return body.kind === "mapping" ? addToMapping(tree, body, key, value) : undefined;
}

export function addToMapping(
  tree: YamlTree,
  mapping: YamlMapping,
  key: string,
  value: Plain,
): readonly Change[] | undefined {
  const own = pairOf(mapping, key);
  if (own) return addMissing(tree, own, value);
  // A key of its own would hide what a merge brings.
  if (mergedByName(mapping).has(key)) return undefined;
  const habits = habitsOf(tree);
  if (mapping.flow)
    return inFlow(
      tree,
      mapping,
      mapping.pairs,
      `${renderScalar(key, true, habits.quote) ?? key}: ${renderFlow(value, habits.quote)}`,
    );

  const [first] = mapping.pairs;
  const last = mapping.pairs.at(-1);
  if (!first || !last) return undefined;
  const column = tree.source.positionAt(first.start).character;
  const lines = renderPair(key, value, column, habits);
  return behind(tree, last, [" ".repeat(column) + (lines[0] ?? ""), ...lines.slice(1)], habits);
}

function addMissing(tree: YamlTree, pair: YamlPair, value: Plain): readonly Change[] | undefined {
  const there = pair.value;
  if (isEmpty(there) && there.tag === undefined && there.anchor === undefined) return fillEmpty(tree, pair, value);
  if (there.kind === "mapping" && isRecord(value)) {
    const changes = Object.entries(value).map(([key, inner]) => addToMapping(tree, there, key, inner));
    return together(changes);
  }
  if (there.kind === "sequence" && isList(value)) {
    const missing = value.filter((item) => !there.items.some((one) => isSame(one.value, item)));
    return missing.length === 0 ? [] : addItems(tree, there, missing);
  }
  return isSame(there, value) ? [] : undefined;
}

function fillEmpty(tree: YamlTree, pair: YamlPair, value: Plain): readonly Change[] | undefined {
  const isBlock = (isList(value) && value.length > 0) || (isRecord(value) && Object.keys(value).length > 0);
  if (isBlock) return belowKey(tree, pair, (column, habits) => renderPair(pair.name, value, column, habits).slice(1));
  if (pair.colon === undefined) return undefined;
  const text = renderScalar(value, true, habitsOf(tree).quote) ?? "";
  return [
    { start: pair.colon + 1, end: pair.colon + 1, text: ` ${isList(value) ? "[]" : isRecord(value) ? "{}" : text}` },
  ];
}

/** All of them, or none when one declines. */
function together(changes: readonly (readonly Change[] | undefined)[]): readonly Change[] | undefined {
  const all: Change[] = [];
  for (const change of changes) {
    if (change === undefined) return undefined;
    all.push(...change);
  }
  return all;
}

function addItems(tree: YamlTree, sequence: YamlSequence, items: readonly Plain[]): readonly Change[] | undefined {
  const habits = habitsOf(tree);
  if (sequence.flow) {
    return inFlow(tree, sequence, sequence.items, items.map((item) => renderFlow(item, habits.quote)).join(", "));
  }
  const last = sequence.items.at(-1);
  if (!last) return undefined;
  const column = tree.source.positionAt(last.start).character;
  return behind(
    tree,
    last,
    items.flatMap((item) => renderItem(item, column, habits)),
    habits,
  );
}

/** New lines below the last line of an entry. */
function behind(
  tree: YamlTree,
  last: YamlEntry,
  lines: readonly string[],
  { lineEnding }: Habits,
): readonly Change[] | undefined {
  const { source } = tree;
  const end = source.positionAt(last.end);
  const text = source.lineText(end.line);
  const isAlone = /^\s*(?:#.*)?$/.test(text.slice(end.character));
  if (!isAlone || keepsLineEnds(tree, last) || text.includes("\t")) return undefined;
  const at = source.lineStart(end.line) + text.length;
  return [{ start: at, end: at, text: lines.map((line) => lineEnding + line).join("") }];
}

/** `|+`: what follows the lines belongs to the value. */
function keepsLineEnds(tree: YamlTree, entry: YamlEntry): boolean {
  let node: YamlNode = entry.value;
  for (;;) {
    if (node.kind === "mapping" || node.kind === "sequence") {
      const inner: YamlEntry | undefined = node.kind === "mapping" ? node.pairs.at(-1) : node.items.at(-1);
      if (node.flow || !inner) return false;
      node = inner.value;
    } else {
      const isBlock = node.kind === "scalar" && (node.style === "literal" || node.style === "folded");
      return isBlock && /^[|>]\d?\+/.test(tree.source.text.slice(node.start, node.start + 3));
    }
  }
}

function belowKey(
  tree: YamlTree,
  pair: YamlPair,
  render: (column: number, habits: Habits) => readonly string[],
): readonly Change[] | undefined {
  const { source } = tree;
  const start = source.positionAt(pair.start);
  const isBlockKey = /^\s*(?:- +)*$/.test(source.lineText(start.line).slice(0, start.character));
  const habits = habitsOf(tree);
  return isBlockKey && pair.colon !== undefined
    ? behind(tree, pair, render(start.character, habits), habits)
    : undefined;
}

function inFlow(
  tree: YamlTree,
  collection: YamlMapping | YamlSequence,
  entries: readonly YamlEntry[],
  text: string,
): readonly Change[] | undefined {
  if (tree.syntax === "json") return jsonAddition(tree, collection, text);
  const { source } = tree;
  const last = entries.at(-1);
  const open = collection.start + 1;
  if (!last) {
    const pad = collection.kind === "mapping" ? " " : "";
    return source.text.slice(open, collection.end - 1).trim() === ""
      ? [{ start: open, end: collection.end - 1, text: pad + text + pad }]
      : undefined;
  }
  const rest = source.text.slice(last.end, collection.end - 1);
  if (!/^\s*(?:,\s*)?$/.test(rest)) return undefined;
  // One entry a line stays one entry a line.
  const isOwnLine = source.positionAt(last.start).line > source.positionAt(collection.start).line;
  const column = source.positionAt(last.start).character;
  const separator = isOwnLine
    ? source.lineEnding + source.lineText(source.positionAt(last.start).line).slice(0, column)
    : " ";
  if (isOwnLine && separator.trim() !== "") return [{ start: last.end, end: last.end, text: `, ${text}` }];
  return [{ start: last.end, end: last.end, text: `,${separator}${text}` }];
}

function isSame(node: YamlNode, value: Plain): boolean {
  const target = resolved(node);
  if (target?.kind !== "scalar") return false;
  return scalarValue(target) === value || target.text === value;
}
