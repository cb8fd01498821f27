import {
  assumed,
  derivedText,
  isEnvironment,
  isWhole,
  openText,
  scalarOf,
  type Segment,
  type Span,
  type Text,
  type Value,
} from "./values.ts";

/** `raw`: nothing is escaped; `single`: the quote and the backslash; `double`: all that Ruby knows. */
export type Quoting = "raw" | "single" | "double";

/** Returns a value as a part of a text, with a hole for what only a run decides. */
export function embedded(value: Value, span: Span): Text {
  if (value.kind === "text" && !isWhole(value)) return value;
  const scalar = scalarOf(value);
  if (scalar === undefined) return openText(span, isEnvironment(value));
  const text = derivedText(String(scalar ?? ""), span);
  return value.assumed ? assumed(text) : text;
}

/** Texts that hold themselves twice double with each statement: what is past the limits counts as unresolved. */
const TEXT_LIMIT = 1 << 20;
const SEGMENT_LIMIT = 1 << 13;

/** Joins parts into a text; its segments hold the place of each character. */
export function joinedText(parts: readonly Text[], span: Span, symbol = false): Text {
  const segments: Segment[] = [];
  let value = "";
  for (const one of parts) {
    const isTooLong =
      value.length + one.value.length > TEXT_LIMIT || segments.length + one.segments.length > SEGMENT_LIMIT;
    const part = isTooLong ? openText(one.span, false) : one;
    for (const { at, length, start, end, hole, environment, file } of part.segments) {
      if (length > 0) segments.push({ at: at + value.length, length, start, end, hole, environment, file });
    }
    value += part.value;
  }
  const text: Text = { kind: "text", value, symbol, span, segments };
  return parts.some((part) => part.assumed) ? assumed(text) : text;
}

/** Concatenates two values, at least one of them a text. */
export function concatenated(left: Value, right: Value, span: Span): Text {
  const parts = [left, right].map((value) => (value.kind === "text" ? value : embedded(value, value.span)));
  return joinedText(parts, span);
}

/** A text that Ruby computed from another one, such as `upcase`. */
export function changed(text: Text, value: string): Text {
  return text.assumed ? assumed(derivedText(value, text.span)) : derivedText(value, text.span);
}

/**
 * A text as the file spells it. Walks the written and the meant characters side by side: they differ in escapes, in the
 * indentation that `<<~` removes and in line ends, which Ruby reads as LF.
 */
export function writtenText(
  value: string,
  content: Span,
  quoting: Quoting,
  source: string,
  span: Span = content,
): Text {
  const { start, end, file } = content;
  const segments: Segment[] = [];
  const text: Text = { kind: "text", value, symbol: false, span, segments };
  const add = (index: number, length: number, from: number, to: number): void => {
    if (length > 0) segments.push({ at: index, length, start: from, end: to, hole: false, environment: false, file });
  };
  if (end - start === value.length && source.startsWith(value, start)) {
    add(0, value.length, start, end);
    return text;
  }
  let at = start;
  let index = 0;
  let run = { at, index };
  while (index < value.length && at < end) {
    const escapes = quoting !== "raw" && source.charCodeAt(at) === BACKSLASH;
    if (!escapes && source.charCodeAt(at) === value.charCodeAt(index)) {
      at += 1;
      index += 1;
      continue;
    }
    add(run.index, index - run.index, run.at, at);
    const step = escapes ? escape(source, at, value, index, quoting) : REMOVED;
    add(index, step.meant, at, Math.min(at + step.written, end));
    at += step.written;
    index += step.meant;
    run = { at, index };
  }
  add(run.index, index - run.index, run.at, at);
  add(index, value.length - index, Math.min(at, end), end);
  return text;
}

/** A character that the file has and the value has not: indentation, or the CR of a line end. */
const REMOVED = { written: 1, meant: 0 };
const BACKSLASH = 0x5c;
const ESCAPE = /\\(?:u\{[^}]*\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{1,2}|[0-7]{1,3}|M-\\?.|C-\\?.|c\\?.|\r\n|[^])/y;

/** Lengths of an escape and of what it means. */
function escape(
  source: string,
  at: number,
  value: string,
  index: number,
  quoting: Quoting,
): { written: number; meant: number } {
  if (quoting === "single")
    return value[index] === source[at + 1] ? { written: 2, meant: 1 } : { written: 1, meant: 1 };
  ESCAPE.lastIndex = at;
  const written = ESCAPE.exec(source)?.[0] ?? "\\";
  if (written === "\\\n" || written === "\\\r\n") return { written: written.length, meant: 0 };
  const codes = written.startsWith("\\u{") ? written.slice(3, -1).trim().split(/\s+/).length : 1;
  const isPair = value.charCodeAt(index) >= 0xd800 && value.charCodeAt(index) < 0xdc00;
  return { written: written.length, meant: isPair && codes === 1 ? 2 : codes };
}
