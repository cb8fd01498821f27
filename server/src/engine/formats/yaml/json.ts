import type { ReadProblem } from "../../model/document.ts";
import type { SourceText } from "../../model/text/sourceText.ts";
import type { YamlEntry, YamlNode } from "./tree.ts";

/** A comment as it is written, with its offset. */
export interface WrittenComment {
  readonly offset: number;
  readonly source: string;
}

const stringOrComment = /"(?:[^"\\\n]|\\.)*"?|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|\t/g;

/**
 * JSON with its comments blanked, everything else at its place: what is left is YAML. Tabs become blanks, for YAML
 * takes none as indentation.
 */
export function withoutJsonComments(text: string): string {
  return text.replace(stringOrComment, (part) => (part.startsWith('"') ? part : part.replace(/[^\n\r]/g, " ")));
}

/** The comments of JSON with comments, in the order of the text. */
export function jsonComments(text: string): readonly WrittenComment[] {
  return Array.from(text.matchAll(stringOrComment))
    .filter(([part]) => part.startsWith("/"))
    .map(({ 0: source, index: offset }) => ({ offset, source }));
}

/** The text of a comment without its signs. */
export function jsonCommentText(written: string): string {
  if (!written.startsWith("/*")) return written.replace(/^\/+/, "").trim();
  return written
    .slice(2, written.endsWith("*/") ? -2 : undefined)
    .replace(/^\*+/, "")
    .trim();
}

/** The first thing that YAML takes and JSON does not: other quotes, words without quotes, anchors, a missing value. */
export function firstForeignNode(
  documents: readonly (YamlNode | undefined)[],
  entries: readonly YamlEntry[],
): YamlNode | undefined {
  const nodes = entries.flatMap((entry) => (entry.kind === "pair" ? [entry.key, entry.value] : [entry.value]));
  return [...documents, ...nodes].find((node) => node !== undefined && !isJson(node)) ?? documents[1];
}

function isJson(node: YamlNode): boolean {
  if (node.kind === "alias" || node.anchor !== undefined || node.tag !== undefined) return false;
  if (node.kind !== "scalar") return node.flow;
  return node.style === "double" || (node.style === "plain" && isJsonLiteral(node.text));
}

/** True for what JSON writes without quotes. */
export function isJsonLiteral(text: string): boolean {
  return /^(?:true|false|null|-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)$/.test(text);
}

/** A problem of JSON in the words of its author; the parser's message is about YAML. */
export function jsonProblemText(message: string): string {
  const [, closing] = /closing (["'])|end with a ([\]}])/.exec(message)?.filter((part) => part !== undefined) ?? [];
  if (closing !== undefined) return `Invalid JSON: the closing ${closing} is missing.`;
  return "Invalid JSON: a comma, a colon or a bracket is missing or does not belong here.";
}

export function foreignProblem(source: SourceText, node: YamlNode): ReadProblem {
  const isMissing = node.kind === "scalar" && node.style === "plain" && node.text === "";
  const message = isMissing
    ? "Invalid JSON: a value is missing here."
    : "Invalid JSON: names and strings need double quotes.";
  const { line } = source.positionAt(node.start);
  const end = source.lineStart(line) + source.lineText(line).length;
  const range = source.rangeAt(node.start, Math.max(node.start, Math.min(node.end, end)));
  return { kind: "syntax", message, range, fatal: false };
}
