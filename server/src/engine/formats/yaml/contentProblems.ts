import type { ReadProblem } from "../../model/document.ts";
import { closest } from "../../model/text/closest.ts";
import type { SourceText } from "../../model/text/sourceText.ts";
import { isMerge, repeatedPairs } from "./merge.ts";
import { resolved, type YamlAlias, type YamlMapping, type YamlNode, type YamlPair, type YamlTree } from "./tree.ts";

/** Returns problems that the tool refuses although the YAML is well formed; no tool accepts an alias without its anchor. */
export interface ContentChecks {
  /** As the message names the tool. */
  readonly refuser: string;
  readonly repeatedKeys: boolean;
  /** Numbers, booleans and null are refused as keys. */
  readonly textKeys: boolean;
}

/** Problems of the whole file: aliases, then keys. */
export function contentProblems(tree: YamlTree, checks: ContentChecks): readonly ReadProblem[] {
  // The repaired text, or the one of before, is not what the tool reads.
  if (tree.stale) return [];
  const aliases: ReadProblem[] = [];
  const keys: ReadProblem[] = [];
  const check = (node: YamlNode | undefined): void => {
    if (node?.kind === "alias" && !node.target) aliases.push(lostAlias(tree, node, checks));
    if (node?.kind === "mapping" && isUnusual(node, checks)) keys.push(...keyProblems(tree.source, node, checks));
  };
  tree.documents.forEach(check);
  for (const { value } of tree.entries) check(value);
  return [...aliases, ...keys];
}

function lostAlias(tree: YamlTree, { name, start, end }: YamlAlias, { refuser }: ContentChecks): ReadProblem {
  const anchors = tree.entries.flatMap(({ value }) => (value.start < start && value.anchor ? [value.anchor] : []));
  const meant = closest(name, new Set(anchors));
  const range = tree.source.rangeAt(start, end);
  const hint = meant === undefined ? "" : ` Did you mean "${meant}"?`;
  const message = `Unknown anchor "${name}": no anchor of this name precedes the alias, so ${refuser} refuses the file.${hint}`;
  return { kind: "syntax", message, range, fatal: false, ...(meant && { suggestion: { range, text: `*${meant}` } }) };
}

/** False for nearly all mappings: there is no problem to look for. */
function isUnusual(mapping: YamlMapping, { repeatedKeys, textKeys }: ContentChecks): boolean {
  const { pairs } = mapping;
  if (pairs.some((pair) => isMerge(pair) || (textKeys && isOtherThanText(pair)))) return true;
  return repeatedKeys && hasRepeatedName(pairs);
}

function hasRepeatedName(pairs: readonly YamlPair[]): boolean {
  // A short list is faster to search than a set is to fill.
  if (pairs.length > 20) return new Set(pairs.map(({ name }) => name)).size < pairs.length;
  return pairs.some(({ name }, index) => {
    for (let before = 0; before < index; before += 1) if (pairs[before]?.name === name) return true;
    return false;
  });
}

function keyProblems(source: SourceText, mapping: YamlMapping, checks: ContentChecks): readonly ReadProblem[] {
  const problem = (pair: YamlPair, message: string, text?: string): ReadProblem => {
    const range = source.rangeAt(pair.key.start, pair.key.end);
    return { kind: "syntax", message, range, fatal: false, ...(text && { suggestion: { range, text } }) };
  };
  const { refuser } = checks;
  // Templates of Azure Pipelines repeat conditions: each is replaced by what it inserts.
  const repeated = checks.repeatedKeys
    ? repeatedPairs(mapping).filter(({ again }) => !again.name.startsWith("${{"))
    : [];
  return [
    // A text that was pasted twice repeats all of its keys.
    ...repeated.slice(0, repeated.length > 2 ? 1 : undefined).map(({ first, again }) => {
      const line = String(source.positionAt(first.start).line + 1);
      const others = repeated.length > 2 ? `, and ${String(repeated.length - 1)} more keys follow` : "";
      return problem(
        again,
        `Mapping key "${again.name}" is already defined in line ${line}${others}, so ${refuser} refuses the file.`,
      );
    }),
    ...mapping.pairs
      .filter((pair) => isMerge(pair) && !canBeMerged(pair.value))
      .map((pair) => problem(pair, `"<<" merges mappings only, so ${refuser} refuses the file.`)),
    ...mapping.pairs
      .filter((pair) => checks.textKeys && isOtherThanText(pair))
      .map((pair) =>
        problem(
          pair,
          `The key ${pair.name} is not a string, so ${refuser} refuses the file: quote it.`,
          `"${pair.name}"`,
        ),
      ),
  ];
}

/** A mapping or a list of mappings; an alias without its anchor is a problem of its own. */
function canBeMerged(value: YamlNode): boolean {
  const node = resolved(value);
  if (!node || node.kind === "mapping") return true;
  return (
    node.kind === "sequence" && node.items.every(({ value: item }) => (resolved(item)?.kind ?? "mapping") === "mapping")
  );
}

function isOtherThanText({ key, name }: YamlPair): boolean {
  if (key.kind !== "scalar" || key.style !== "plain" || key.tag !== undefined) return false;
  return /^(?:[-+]?\d+(?:\.\d*)?|true|false|null|True|False|Null|TRUE|FALSE|NULL|~)$/.test(name);
}
