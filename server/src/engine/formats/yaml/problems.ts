import { Composer, type CST, type YAMLParseError } from "yaml";

import type { ReadProblem } from "../../model/document.ts";
import { mergeConflictIn } from "../../model/text/mergeConflict.ts";
import { restOfLine } from "../../model/text/restOfLine.ts";
import type { SourceText } from "../../model/text/sourceText.ts";
import type { YamlEntry } from "./tree.ts";

/** Returns the first error of the parser: later ones mostly follow from it. */
export interface SyntaxError {
  readonly message: string;
  readonly offset: number;
  /** Of the quote or bracket that is never closed. */
  readonly opener: number | undefined;
}

/** Composing costs as much as everything else, so this is called for files in which something looks wrong. */
export function firstSyntaxError(tokens: readonly CST.Token[], entries: readonly YamlEntry[]): SyntaxError | undefined {
  const [first] = compositionErrors(tokens);
  return first && { ...first, opener: openerOf(first, entries) };
}

export function syntaxProblem(
  source: SourceText,
  error: SyntaxError,
  fatal: boolean,
  textOf: (message: string) => string = sentence,
): ReadProblem {
  const suggestion = isAboutTabs(error) ? withoutTabs(source) : undefined;
  const cause = indentationAt(source, error);
  const range = restOfLine(source, cause?.offset ?? error.opener ?? error.offset);
  const message = cause ? `Invalid YAML: ${cause.message}.` : textOf(error.message);
  return { kind: "syntax", message, range, fatal, ...(suggestion && { suggestion }) };
}

/** The line whose indentation is the mistake, where the parser names the line above, or a missing ":". */
function indentationAt(source: SourceText, { message, offset }: SyntaxError): CompositionError | undefined {
  const { line } = source.positionAt(offset);
  const own = source.lineText(line);
  if (message.startsWith("Nested mappings are not allowed")) {
    const rest = own.slice(offset - source.lineStart(line));
    const next = source.text.slice(source.lineStart(line) + own.length).search(/\S/);
    const at = source.lineStart(line) + own.length + next;
    const below = source.lineText(source.positionAt(at).line);
    if (next < 0 || /:(?:\s|$)/.test(rest) || below.search(/\S/) <= own.search(/\S/)) return undefined;
    return { offset: at, message: "this line is indented too far" };
  }
  const isInBlock = /^(?:Implicit (?:map )?keys need|All mapping items must)/.test(message);
  const sign = /(?:^|\s)([|>])[-+\d]*\s*$/.exec(line > 0 ? source.lineText(line - 1) : "")?.[1];
  if (!isInBlock || sign === undefined) return undefined;
  return { offset, message: `the text after "${sign}" must be indented more than the key above` };
}

/** A text of the same length and lines in which the error no longer hides what follows; undefined if that is unknown. */
export function repairedText(source: SourceText, error: SyntaxError): string | undefined {
  const { text } = source;
  if (mergeConflictIn(source)) return text.replace(/^(?:<{7}|={7}|>{7}|\|{7})(?: .*)?$/gm, blank);
  if (isAboutTabs(error)) {
    // Among blanks the width of a tab is unknown.
    return /^ +\S/m.test(text) ? text.replace(/^ *\t.*/gm, blank) : text.replace(/^\t+/gm, blank);
  }
  if (error.opener === undefined) return undefined;
  const { line } = source.positionAt(error.opener);
  const end = source.lineStart(line) + source.lineText(line).length;
  return text.slice(0, error.opener) + blank(text.slice(error.opener, end)) + text.slice(end);
}

function blank(text: string): string {
  return " ".repeat(text.length);
}

/** As the composer hands them to its handler. */
type ErrorPlace = number | readonly [number, ...number[]] | { readonly offset: number };

type CompositionError = Pick<SyntaxError, "message" | "offset">;

function compositionErrors(tokens: readonly CST.Token[]): readonly CompositionError[] {
  const composer = new Composer({ uniqueKeys: false, schema: "failsafe" });
  const found: CompositionError[] = [];
  // The composer makes an Error with a stack of each, which takes seconds for thousands, and cannot be stopped otherwise.
  const note = (at: ErrorPlace, _code: string, message: string, isWarning?: boolean): void => {
    if (isWarning === true) return;
    found.push({ offset: typeof at === "number" ? at : "offset" in at ? at.offset : at[0], message });
    if (found.length > 20) throw new Error("enough");
  };
  Reflect.set(composer, "onError", note);
  const add = ({ pos: [offset], message }: YAMLParseError): void => void found.push({ offset, message });
  try {
    for (const document of composer.compose(tokens)) document.errors.forEach(add);
  } catch {
    // Stopped, or the composer gave up on some tokens; what was found before stays.
  }
  composer.streamInfo().errors.forEach(add);
  return found.sort((a, b) => a.offset - b.offset);
}

/** The parser reports what is never closed where the text ends, or where the indentation does. */
function openerOf({ message, offset }: CompositionError, entries: readonly YamlEntry[]): number | undefined {
  const quote = /closing (["'])/.exec(message)?.[1];
  const bracket = /end with a ([\]}])/.exec(message)?.[1];
  if (quote === undefined && bracket === undefined) return undefined;
  const style = quote === '"' ? "double" : "single";
  const kind = bracket === "]" ? "sequence" : "mapping";
  return entries.findLast(({ value }) => {
    if (value.start >= offset) return false;
    if (value.kind === "scalar") return quote !== undefined && value.style === style;
    return bracket !== undefined && value.kind === kind && "flow" in value && value.flow;
  })?.value.start;
}

function isAboutTabs({ message }: SyntaxError): boolean {
  return message.startsWith("Tabs are not allowed");
}

/** Replaces every tab at the beginning of a line with two spaces; undefined if spaces and tabs are mixed. */
function withoutTabs(source: SourceText): ReadProblem["suggestion"] {
  const { text } = source;
  const first = text.search(/^\t/m);
  if (first < 0 || /^ +\t/m.test(text)) return undefined;
  const end = text.trimEnd().length;
  const changed = text.slice(first, end).replace(/^\t+/gm, (tabs) => "  ".repeat(tabs.length));
  return { range: source.rangeAt(first, end), text: changed, title: "Indent with spaces instead of tabs" };
}

/** The parser's messages, reworded for the author of the file. */
const explanations: readonly (readonly [pattern: RegExp, text: string])[] = [
  [/^Tabs are not allowed/, "tabs are not allowed as indentation"],
  [/closing (["'])/, "the closing $1 is missing"],
  [/end with a ([\]}])/, "the closing $1 is missing, or is indented too little"],
  [/^All (mapping|sequence) items must start/, "the items of a $1 must start at the same column"],
  [/^Nested mappings are not allowed/, 'a value that contains ": " must be quoted'],
  [/^Implicit (?:map )?keys need to be/, 'a ":" after the key is missing'],
  [/^A block sequence may not be used/, "this list item is indented differently from the others"],
  [/^Plain value cannot start with (?:\w+ )*character (\S)/, "a value that begins with $1 must be quoted"],
  [/^Unexpected scalar at node end/, "text follows the end of a value; a quote inside it may need escaping"],
];

function sentence(message: string): string {
  const [found] = explanations.flatMap(([pattern, text]) => {
    const [, word = ""] = pattern.exec(message) ?? [];
    return pattern.test(message) ? [text.replace("$1", () => word)] : [];
  });
  const text = found ?? message.trim().replace(/\s+/g, " ").slice(0, 300);
  return `Invalid YAML: ${text}${/[.!?]$/.test(text) ? "" : "."}`;
}
