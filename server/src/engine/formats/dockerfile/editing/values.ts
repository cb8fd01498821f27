import type { FileEdit } from "../../../model/editor.ts";
import type { Fact } from "../../../model/fact.ts";
import type { Place } from "../../../model/place.ts";
import type { Span } from "../syntax/blanks.ts";
import type { EditedFile, Target } from "./file.ts";

/** Puts `text` in the place of a fact's value, quoted like the old one. */
export function replaceValue(file: EditedFile, fact: Fact<unknown>, text: string): FileEdit | undefined {
  if (fact.state === "unset" || /[\r\n]/.test(text)) return undefined;
  const span = file.spanOf(fact.at);
  const target = span && file.targetOf(span);
  if (!target || !isValue(target, span)) return undefined;

  const isCommandLine = fact.state === "known" && typeof fact.value !== "string";
  if (isCommandLine ? file.hasComment(span) : file.source.text.slice(span.start, span.end).includes("\n")) {
    return undefined;
  }
  const written = isCommandLine ? text : writtenLike(file, target, span, text);
  return written === undefined ? undefined : file.checked([{ ...span, text: written }], [target.index], "same");
}

/** Facts without a value of their own are placed at a keyword or at the name of an `ARG`. */
function isValue({ parsed, inFile }: Target, span: Span): boolean {
  const others = [
    parsed.command.keywordSpan,
    ...parsed.pairs.filter(({ value }) => !value).map(({ nameSpan }) => nameSpan),
  ];
  return !others.map(inFile).some(({ start, end }) => start === span.start && end === span.end);
}

/** The value as it has to be written at the stretch; undefined where quotes would have to be invented. */
function writtenLike(file: EditedFile, target: Target, span: Span, text: string): string | undefined {
  const { json, flags } = target.parsed.command;
  if (json) return JSON.stringify(text);

  const old = file.source.text.slice(span.start, span.end);
  const quote = old.charAt(0);
  if (old.length > 1 && (quote === '"' || quote === "'") && old.endsWith(quote))
    return quoted(text, quote, file.escape);

  const isFlag = flags.some(({ valueSpan }) => valueSpan && isSame(target.inFile(valueSpan), span));
  if (isFlag) return isPlain(text, file.escape) ? text : undefined;
  const pair = target.parsed.pairs.find(({ value }) => value && isSame(target.inFile(value), span));
  if (pair) {
    const hasEquals = pair.value !== undefined && target.parsed.joined.text[pair.nameSpan.end] === "=";
    if (hasEquals) return isPlain(text, file.escape) ? text : quoted(text, '"', file.escape);
  }
  const isList = target.parsed.list.length > 0;
  return isPlain(isList ? text : text.replaceAll(" ", ""), file.escape) ? text : undefined;
}

function isSame(a: Span, b: Span): boolean {
  return a.start === b.start && a.end === b.end;
}

/** Text that needs no quotes. */
function isPlain(text: string, escape: string): boolean {
  return text !== "" && !/[\s"']/.test(text) && !text.includes(escape);
}

function quoted(text: string, quote: string, escape: string): string | undefined {
  if (quote === "'") return text.includes("'") ? undefined : `'${text}'`;
  const escaped = text.replaceAll(escape, escape + escape).replaceAll('"', `${escape}"`);
  return `"${escaped}"`;
}

/** Puts `text` in the place of exactly this stretch, without a look at what it means there. */
export function replaceText(file: EditedFile, at: Place, text: string): FileEdit | undefined {
  const span = file.spanOf(at);
  if (!span) return undefined;
  const change = { ...span, text: text.replace(/\r?\n/g, file.source.lineEnding) };
  const target = file.targetOf(span);
  if (target) return file.checked([change], [target.index], "same");
  return { uri: at.uri, edits: [{ range: at.range, newText: change.text }] };
}

/** Replaces words of a command, in shell form or in the array of the exec form. */
export function replaceWords(file: EditedFile, from: Place, to: Place, text: string): FileEdit | undefined {
  const first = file.spanOf(from);
  const last = file.spanOf(to);
  if (!first || !last || /[\r\n]/.test(text)) return undefined;
  const span = { start: first.start, end: last.end };
  const target = file.targetOf(span);
  if (!target || file.hasComment(span)) return undefined;

  const written = target.parsed.command.json ? inArray(target, span, text) : text;
  return written === undefined ? undefined : file.checked([{ ...span, text: written }], [target.index], "same");
}

/** Whole items become items; a part of one stays within its quotes. */
function inArray({ parsed, inFile }: Target, span: Span, text: string): string | undefined {
  const items =
    parsed.command.json?.state === "array" ? parsed.command.json.items.map((item) => inFile(item.span)) : [];
  if (items.some(({ start }) => start === span.start) && items.some(({ end }) => end === span.end)) {
    if (text === "" || /["'\\$`|&;<>()*?[\]{}#~]/.test(text)) return undefined;
    return text
      .trim()
      .split(/\s+/)
      .map((word) => JSON.stringify(word))
      .join(", ");
  }
  const isWithin = items.some(({ start, end }) => start < span.start && span.end < end);
  return isWithin && !/["\\]/.test(text) ? text : undefined;
}
