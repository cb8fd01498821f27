import type { Place } from "../../model/place.ts";
import type { SourceText } from "../../model/text/sourceText.ts";
import type { YamlScalar } from "./tree.ts";

/** A scalar's value as the core schema types it; anything quoted, in block style or tagged `!!str` is text. */
export function scalarValue(node: YamlScalar): string | number | boolean | null {
  const { text } = node;
  if (node.style !== "plain" || node.tag === "!!str" || node.tag === "!") return text;
  if (/^(?:|~|null|Null|NULL)$/.test(text)) return null;
  if (/^(?:true|True|TRUE)$/.test(text)) return true;
  if (/^(?:false|False|FALSE)$/.test(text)) return false;
  return numberOf(text) ?? text;
}

function numberOf(text: string): number | undefined {
  // Nearly no text is a number, and its first character is enough to exclude it.
  if (!/^[-+.\d]/.test(text)) return undefined;
  if (/^[-+]?(?:0|[1-9]\d*)$/.test(text)) return Number(text);
  // Engines written in Go read a leading zero as octal.
  if (/^0o?[0-7]+$/.test(text)) return parseInt(text.replace("o", ""), 8);
  if (/^0x[\da-fA-F]+$/.test(text)) return Number(text);
  if (/^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/.test(text)) return Number(text);
  if (/^[-+]?\.(?:inf|Inf|INF)$/.test(text)) return text.startsWith("-") ? -Infinity : Infinity;
  return /^\.(?:nan|NaN|NAN)$/.test(text) ? NaN : undefined;
}

/** A scalar's content with exact places for stretches of it: shell text inside `run: |` keeps its columns. */
export interface ScalarText {
  readonly text: string;
  /** Offsets count in the content; an empty stretch has an empty place. */
  placeAt(start: number, end: number): Place;
  /** Returns the place of the character of the content in the file. */
  offsetAt(index: number): number;
}

export function scalarText(source: SourceText, node: YamlScalar): ScalarText {
  let kept: Mapping | undefined;
  const mapping = (): Mapping => (kept ??= mappingOf(source.text, node));
  return {
    text: node.text,
    offsetAt: (index) => mapping().from(index),
    placeAt(start, end) {
      const from = mapping().from(start);
      return source.placeAt(from, end > start ? mapping().behind(end - 1) : from);
    },
  };
}

/** Offsets in the file of each character of the content, and of what follows it. */
interface Mapping {
  from(index: number): number;
  behind(index: number): number;
}

function mappingOf(text: string, node: YamlScalar): Mapping {
  const raw = text.slice(node.start, node.end);
  switch (node.style) {
    case "plain":
      if (raw === node.text) return shifted(node.start, node.text.length);
      return alignedLines(text, node, node.start);
    case "single":
    case "double":
      if (raw.slice(1, -1) === node.text) return shifted(node.start + 1, node.text.length);
      return quoted(text, node);
    case "literal":
    case "folded":
      return alignedLines(text, node, behindHeader(text, node.start));
  }
}

function shifted(by: number, length: number): Mapping {
  const inside = (index: number): number => Math.max(0, Math.min(index, length));
  return { from: (index) => by + inside(index), behind: (index) => by + inside(index + 1) };
}

function behindHeader(text: string, start: number): number {
  const feed = text.indexOf("\n", start);
  return feed === -1 ? text.length : feed + 1;
}

/**
 * Content that holds the lines of the file, indentation taken away and lines perhaps joined: each line's text is found
 * again in the content, and only blanks may lie between.
 */
function alignedLines(text: string, node: YamlScalar, start: number): Mapping {
  const content = node.text;
  const table = new Table(content.length, node);
  let index = 0;
  let at = start;
  while (at < text.length && index < content.length) {
    const feed = text.indexOf("\n", at);
    const lineEnd = feed === -1 ? text.length : feed;
    const line = text.slice(at, lineEnd).trimEnd();
    const words = line.trimStart();
    if (words !== "") {
      const found = content.indexOf(words, index);
      if (found === -1 || content.slice(index, found).trim() !== "") return wholeNode(node);
      // Blanks before the words are indentation that stays: of a more indented line.
      let blank = found;
      while (blank > index && content[blank - 1] !== "\n" && blank - 1 >= index) blank -= 1;
      const wordsAt = at + line.length - words.length;
      for (let behind = blank; behind < found; behind += 1) table.set(behind, wordsAt - (found - behind), 1);
      for (let offset = 0; offset < words.length; offset += 1) table.set(found + offset, wordsAt + offset, 1);
      index = found + words.length;
      // Blanks at the end of a line stay in block style.
      const trailing = /^[ \t]*/.exec(content.slice(index, index + lineEnd - at - line.length))?.[0].length ?? 0;
      if (node.style === "literal") {
        for (let offset = 0; offset < trailing; offset += 1) table.set(index + offset, at + line.length + offset, 1);
        index += trailing;
      }
    }
    if (content[index] === "\n" || content[index] === " ") {
      table.set(index, lineEnd, feed === -1 ? 0 : 1);
      if (content[index] === "\n") index += 1;
    }
    at = lineEnd + 1;
  }
  return table;
}

function quoted(text: string, node: YamlScalar): Mapping {
  const table = new Table(node.text.length, node);
  const last = node.end - 1;
  let index = 0;
  let at = node.start + 1;
  while (at < last && index < node.text.length) {
    const width = node.style === "double" && text[at] === "\\" ? escapeWidth(text, at) : 1;
    if (text[at] === "\n" || text[at] === "\r" || isBlankBeforeBreak(text, at)) {
      const behind = behindFold(text, at);
      const breaks = (text.slice(at, behind).match(/\n/g) ?? []).length;
      // One break becomes a blank, more of them become one break less.
      for (let count = 0; count < Math.max(1, breaks - 1); count += 1) table.set(index++, at, behind - at);
      at = behind;
    } else if (node.style === "single" && text[at] === "'") {
      table.set(index++, at, 2);
      at += 2;
    } else if (width > 1 && /[\r\n]/.test(text[at + 1] ?? "")) {
      at = behindFold(text, at + 1);
    } else {
      const units = width === 10 && parseInt(text.slice(at + 2, at + 10), 16) > 0xffff ? 2 : 1;
      for (let unit = 0; unit < units; unit += 1) table.set(index++, at, width);
      at += width;
    }
  }
  return index === node.text.length ? table : wholeNode(node);
}

function escapeWidth(text: string, at: number): number {
  const widths: Readonly<Record<string, number>> = { x: 4, u: 6, U: 10 };
  return widths[text[at + 1] ?? ""] ?? 2;
}

function isBlankBeforeBreak(text: string, at: number): boolean {
  return (text[at] === " " || text[at] === "\t") && /^[ \t]+\r?\n/.test(text.slice(at, at + 200));
}

function behindFold(text: string, at: number): number {
  let behind = at;
  while (" \t\r\n".includes(text[behind] ?? "x")) behind += 1;
  return behind;
}

/** A character without an entry is where the next one with an entry begins. */
class Table implements Mapping {
  readonly #starts: Int32Array;
  readonly #ends: Int32Array;
  readonly #node: YamlScalar;

  constructor(length: number, node: YamlScalar) {
    this.#starts = new Int32Array(length).fill(-1);
    this.#ends = new Int32Array(length).fill(-1);
    this.#node = node;
  }

  set(index: number, start: number, width: number): void {
    this.#starts[index] = start;
    this.#ends[index] = start + width;
  }

  from(index: number): number {
    for (let at = Math.max(0, index); at < this.#starts.length; at += 1) {
      const start = this.#starts[at];
      if (start !== undefined && start !== -1) return start;
    }
    return this.behind(this.#ends.length - 1);
  }

  behind(index: number): number {
    for (let at = Math.min(index, this.#ends.length - 1); at >= 0; at -= 1) {
      const end = this.#ends[at];
      if (end !== undefined && end !== -1) return end;
    }
    return this.#node.start;
  }
}

function wholeNode(node: YamlScalar): Mapping {
  return { from: () => node.start, behind: () => node.end };
}
