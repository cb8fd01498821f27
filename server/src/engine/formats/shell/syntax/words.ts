import type { DoubleQuotedChild, ParameterExpansionPart, SimpleExpansionPart, Word, WordPart } from "unbash";
import { appendEscaped, createMappedText, shiftedText, type MappedText, type MappedTextBuilder } from "../offsets.ts";

/** The values of variables at a word: a literal value, or undefined. */
export type Variables = (name: string) => string | undefined;

/** The word as its program receives it; undefined if it is known only at run time. `~` stays as written. */
export function literalOf(word: Word, variables: Variables): string | undefined {
  return valueOf(word, variables, false);
}

/** The value of an assignment: nothing is split and no glob is looked up. */
export function assignedLiteral(word: Word, variables: Variables): string | undefined {
  return valueOf(word, variables, true);
}

/** The parser takes a word apart when asked for its parts, which costs more than all else; most words show what they are. */
function valueOf(word: Word, variables: Variables, assigned: boolean): string | undefined {
  const { text } = word;
  const plain = plainValue(text);
  if (plain !== undefined) return plain;
  if (hasUnknown(text, variables)) return undefined;
  const { parts } = word;
  return parts === undefined ? word.value : join(parts, (part) => partValue(part, variables, assigned));
}

/** The value of a word without a single special character, but for quotes around the whole. */
function plainValue(text: string): string | undefined {
  if (!/["'$`\\*?[{(]/.test(text)) return text;
  return isQuotedPlainly(text) ? text.slice(1, -1) : undefined;
}

/** One pair of quotes around everything, and nothing in it that a shell would change. */
function isQuotedPlainly(text: string): boolean {
  const quote = text[0];
  if (quote === "'") return text.indexOf("'", 1) === text.length - 1 && text.length > 1;
  return quote === '"' && text.indexOf('"', 1) === text.length - 1 && text.length > 1 && !/[$`\\]/.test(text);
}

/** True when the first `$` begins something that is not known. */
function hasUnknown(text: string, variables: Variables): boolean {
  const dollar = text.indexOf("$");
  if (dollar === -1) return false;
  // After these the dollar may be literal.
  for (let at = 0; at < dollar; at += 1) if (quoting.has(text.charCodeAt(at))) return false;
  if (text[dollar + 1] === "(") return true;
  const start = text[dollar + 1] === "{" ? dollar + 2 : dollar + 1;
  let end = start;
  while (end < text.length && isNameCharacter(text.charCodeAt(end))) end += 1;
  return end > start && variables(text.slice(start, end)) === undefined;
}

const quoting = new Set(Array.from("'\\`", (character) => character.charCodeAt(0)));

function isNameCharacter(code: number): boolean {
  return (
    (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || (code >= 0x30 && code <= 0x39) || code === 0x5f
  );
}

function join<T>(parts: readonly T[], valueOf: (part: T) => string | undefined): string | undefined {
  let value = "";
  for (const part of parts) {
    const piece = valueOf(part);
    if (piece === undefined) return undefined;
    value += piece;
  }
  return value;
}

function partValue(part: WordPart, variables: Variables, assigned: boolean): string | undefined {
  switch (part.type) {
    case "Literal":
    case "SingleQuoted":
    case "AnsiCQuoted":
      return part.value;
    case "DoubleQuoted":
    case "LocaleString":
      return join(part.parts, (child) => quotedValue(child, variables));
    case "SimpleExpansion":
    case "ParameterExpansion": {
      const value = expansionValue(part, variables);
      return assigned || (value !== undefined && staysOneWord(value)) ? value : undefined;
    }
    case "Glob":
    case "ExtendedGlob":
    case "BraceExpansion":
      return assigned ? part.text : undefined;
    default:
      return undefined;
  }
}

function quotedValue(part: DoubleQuotedChild, variables: Variables): string | undefined {
  if (part.type === "Literal") return part.value;
  if (part.type === "SimpleExpansion" || part.type === "ParameterExpansion") return expansionValue(part, variables);
  return undefined;
}

function expansionValue(part: SimpleExpansionPart | ParameterExpansionPart, variables: Variables): string | undefined {
  if (part.type === "SimpleExpansion") return variables(part.text.slice(1));
  if (part.prefix !== undefined || part.index !== undefined) return undefined;
  const value = variables(part.parameter);
  if (part.operation === undefined || value === undefined) return value;
  const isDefault = part.operation.type === "Default" && !part.operation.operator.endsWith("+");
  return isDefault && value !== "" ? value : undefined;
}

function staysOneWord(value: string): boolean {
  return /^[^\s*?[\]\\]+$/.test(value);
}

/**
 * Returns the text that a shell receives in this word, for reading it as a script. Parts known only at run time stay as written
 * and is unknown again in that script.
 */
export function scriptIn(word: Word, source: string, variables: Variables): MappedText {
  if (isQuotedPlainly(word.text)) return shiftedText(word.text.slice(1, -1), word.pos + 1);
  const builder = createMappedText();
  for (const part of word.parts ?? []) appendPart(builder, part, source, variables);
  if (word.parts === undefined) {
    appendEscaped(builder, word.value, source.slice(word.pos, word.end), word.pos, () => 2);
  }
  return builder.build();
}

/** The body of a here-document as its command receives it. */
export function scriptInBody(
  body: { readonly pos: number; readonly end: number; readonly parts: readonly WordPart[] | undefined },
  source: string,
  options: { readonly expands: boolean; readonly stripsTabs: boolean },
): MappedText {
  const written = source.slice(body.pos, body.end);
  const isAsWritten = !(options.expands && written.includes("\\")) && !(options.stripsTabs && written.includes("\t"));
  if (isAsWritten) return shiftedText(written, body.pos);
  const builder = createMappedText();
  for (let start = body.pos; start < body.end;) {
    const feed = source.indexOf("\n", start);
    const end = feed === -1 || feed >= body.end ? body.end : feed + 1;
    const line = source.slice(start, end);
    const tabs = options.stripsTabs ? (/^\t+/.exec(line)?.[0].length ?? 0) : 0;
    const written = line.slice(tabs);
    const value = options.expands
      ? written.replace(/\\([\\$`]|\n)/g, (_, c: string) => (c === "\n" ? "" : c))
      : written;
    if (value === written) builder.append(value, start + tabs);
    else appendEscaped(builder, value, written, start + tabs, escapeInBody);
    start = end;
  }
  return builder.build();
}

function appendPart(builder: MappedTextBuilder, part: WordPart, source: string, variables: Variables): void {
  const written = source.slice(part.pos, part.end);
  switch (part.type) {
    case "Literal":
      appendEscaped(builder, part.value, written, part.pos, () => 2);
      return;
    case "SingleQuoted":
      builder.append(part.value, part.pos + 1);
      return;
    case "AnsiCQuoted":
      builder.append(part.value, part.pos, written.length);
      return;
    case "DoubleQuoted":
    case "LocaleString":
      for (const child of part.parts) appendQuoted(builder, child, source, variables);
      return;
    default:
      appendUnknown(builder, part, written, variables);
  }
}

function appendQuoted(builder: MappedTextBuilder, part: DoubleQuotedChild, source: string, variables: Variables): void {
  const written = source.slice(part.pos, part.end);
  if (part.type === "Literal") appendEscaped(builder, part.value, written, part.pos, escapeInQuotes);
  else appendUnknown(builder, part, written, variables);
}

function appendUnknown(builder: MappedTextBuilder, part: WordPart, written: string, variables: Variables): void {
  const isVariable = part.type === "SimpleExpansion" || part.type === "ParameterExpansion";
  const value = isVariable ? expansionValue(part, variables) : undefined;
  if (value === undefined) builder.append(written, part.pos);
  else builder.append(value, part.pos, written.length);
}

function escapeInQuotes(written: string, at: number): number {
  return /^["\\$`]/.test(written.charAt(at + 1)) ? 2 : 1;
}

function escapeInBody(written: string, at: number): number {
  return /^[\\$`]/.test(written.charAt(at + 1)) ? 2 : 1;
}
