import { isSpace, type Span } from "./blanks.ts";
import { replacePattern, trimPattern } from "./patterns.ts";

/** A variable in a file: `unset` has no value unless the build receives one, `unknown` is known only at run time. */
export type Variable =
  { readonly state: "set"; readonly value: string } | { readonly state: "unset" } | { readonly state: "unknown" };

export interface LexOptions {
  readonly escape: string;
  readonly lookup: (name: string) => Variable;
  /** What stays in the result as it is written: variables only, or quotes and escapes as well. */
  readonly keep?: "variables" | "all";
  /** Replaces an unresolved substitution; by default with nothing. */
  readonly unresolved?: (written: string) => string;
  /** Quotes mean nothing: the content of a here-document. */
  readonly ignoreQuotes?: boolean;
  /** Called for each reference to a variable, those in a substitution included. */
  readonly onReference?: (reference: LexedReference) => void;
}

/** A reference to a variable; the span is that of the source. */
export interface LexedReference extends Span {
  readonly name: string;
  /** What follows the name in braces: `-`, `:-`, `#` …; empty for the plain value. */
  readonly operator: string;
}

export interface LexedWord extends Span {
  readonly text: string;
}

export interface Lexed {
  readonly text: string;
  /** Split at unquoted spaces; spans are those of the source. */
  readonly words: readonly LexedWord[];
  /** False when the text holds a value that only a run knows. */
  readonly readable: boolean;
}

/** Undoes quotes and escapes and puts values in the place of variables. Undefined for text that BuildKit refuses. */
export function lex(source: string, options: LexOptions): Lexed | undefined {
  const state: State = { source, options, at: 0, depth: 0, readable: true, refused: false };
  const { text, words } = readUntil(state, "", options.keep === "all");
  return state.refused || text.length > longestValue ? undefined : { text, words, readable: state.readable };
}

/** Values that variables blow up beyond this many characters are refused. */
const longestValue = 65_536;
const deepestSubstitution = 64;

interface State {
  readonly source: string;
  readonly options: LexOptions;
  at: number;
  depth: number;
  readable: boolean;
  refused: boolean;
}

function refuse(state: State): string {
  state.refused = true;
  state.at = state.source.length;
  return "";
}

/** Reads up to the stop character and over it; to the end of the text when there is none. */
function readUntil(state: State, stop: string, keepEscapes: boolean): { text: string; words: readonly LexedWord[] } {
  const { source, options } = state;
  const words = collectWords();
  let text = "";
  while (state.at < source.length) {
    const character = source.charAt(state.at);
    if (character === stop) {
      state.at += 1;
      return { text, words: words.finish(state.at) };
    }
    const first = state.at;
    const isQuote = !options.ignoreQuotes && (character === "'" || character === '"');
    if (isQuote || character === "$" || character === "<") {
      const part = isQuote ? readQuote(state, character) : character === "$" ? readDollar(state) : readLess(state);
      text += part;
      words.add(part, first, character === "$");
    } else {
      const part = readPlain(state, keepEscapes);
      text += part;
      words.add(part, first, part === character);
    }
    if (text.length > longestValue + source.length) refuse(state);
  }
  if (stop !== "") refuse(state);
  return { text, words: words.finish(state.at) };
}

function collectWords(): {
  add(part: string, at: number, splits: boolean): void;
  finish(at: number): readonly LexedWord[];
} {
  const words: LexedWord[] = [];
  let text = "";
  let start = 0;
  const close = (end: number): void => {
    if (text !== "") words.push({ text, start, end });
    text = "";
  };
  return {
    add(part, at, splits) {
      for (const piece of splits ? part : [part]) {
        if (splits && isSpace(piece.charCodeAt(0))) close(at);
        else {
          if (text === "") start = at;
          text += piece;
        }
      }
    },
    finish(at) {
      close(at);
      return words;
    },
  };
}

function readPlain(state: State, keepEscapes: boolean): string {
  const { source, options } = state;
  const character = source.charAt(state.at);
  state.at += 1;
  if (character !== options.escape) return character;
  const escaped = source.charAt(state.at);
  state.at += 1;
  return keepEscapes ? character + escaped : escaped;
}

function readQuote(state: State, quote: string): string {
  const { source, options } = state;
  const raw = options.keep === "all";
  let text = raw ? quote : "";
  state.at += 1;
  while (state.at < source.length) {
    const character = source.charAt(state.at);
    if (character === quote) {
      state.at += 1;
      return raw ? text + quote : text;
    }
    if (quote === '"' && character === "$") {
      text += readDollar(state);
      continue;
    }
    state.at += 1;
    if (quote === "'" || character !== options.escape) {
      text += character;
      continue;
    }
    if (raw) text += character;
    const next = source.charAt(state.at);
    if (next === '"' || next === "$" || next === options.escape) {
      text += next;
      state.at += 1;
    } else if (next !== "" && !raw) text += character;
  }
  return refuse(state);
}

/** `<<` with the blanks after it is one piece, so that the word of a here-document may be separate. */
function readLess(state: State): string {
  const { source } = state;
  state.at += 1;
  if (source[state.at] !== "<") return "<";
  const first = state.at - 1;
  state.at += 1;
  while (" \t\r".includes(source[state.at] ?? "-")) state.at += 1;
  return source.slice(first, state.at);
}

function readDollar(state: State): string {
  const { source, options } = state;
  if (!options.unresolved) return readVariable(state);
  const first = state.at;
  const wasReadable = state.readable;
  state.readable = true;
  const text = readVariable(state);
  const isResolved = state.readable || state.refused;
  state.readable = wasReadable && isResolved;
  return isResolved ? text : options.unresolved(source.slice(first, state.at));
}

function readVariable(state: State): string {
  const { source, options } = state;
  const first = state.at;
  state.at += 1;
  if (source[state.at] !== "{") {
    const name = readName(state);
    if (name === "") return "$";
    options.onReference?.({ name, operator: "", start: first, end: state.at });
    return options.keep ? source.slice(first, state.at) : valueOf(state, options.lookup(name));
  }

  state.at += 1;
  state.depth += 1;
  const text = state.depth > deepestSubstitution ? refuse(state) : readSubstitution(state);
  state.depth -= 1;
  return options.keep && !state.refused ? source.slice(first, state.at) : text;
}

function valueOf(state: State, variable: Variable): string {
  if (variable.state === "set") return variable.value;
  return unreadable(state);
}

function unreadable(state: State): string {
  state.readable = false;
  return "";
}

/** A name of letters, digits and `_`, a run of digits, or one special parameter. */
function readName(state: State): string {
  const rest = /[@*#?\-$!]|\p{Nd}+|[\p{L}_][\p{L}\p{Nd}_]*/uy;
  rest.lastIndex = state.at;
  const name = rest.exec(state.source)?.[0] ?? "";
  state.at += name.length;
  return name;
}

/** From after `${` to after its `}`. */
function readSubstitution(state: State): string {
  const { source } = state;
  if (["", "{", "}", ":"].includes(source.charAt(state.at))) return refuse(state);

  const first = state.at - 2;
  const name = readName(state);
  const operator = source.charAt(state.at);
  const isColon = operator === ":";
  const written = operator === "}" ? "" : source.slice(state.at, state.at + (isColon ? 2 : 1));
  state.at += 1;
  const text = substitute(state, state.options.lookup(name), operator);
  if (!state.refused) state.options.onReference?.({ name, operator: written, start: first, end: state.at });
  return text;
}

function substitute(state: State, variable: Variable, operator: string): string {
  switch (operator) {
    case "}":
      return valueOf(state, variable);
    case ":":
      state.at += 1;
      return readDefault(state, variable, state.source.charAt(state.at - 1), true);
    case "+":
    case "-":
    case "?":
      return readDefault(state, variable, operator, false);
    case "#":
    case "%":
      return readTrim(state, variable, operator);
    case "/":
      return readReplace(state, variable);
    default:
      return refuse(state);
  }
}

/** `-`, `+`, `?`; with a colon an empty value counts as none. */
function readDefault(state: State, variable: Variable, operator: string, emptyIsUnset: boolean): string {
  const wasReadable = state.readable;
  const word = readUntil(state, "}", false).text;
  const wordReadable = state.readable;
  if (state.refused) return "";
  if (variable.state === "unknown" || !"-+?".includes(operator) || operator === "") {
    // BuildKit refuses other operators only once the variable has a value.
    return unreadable(state);
  }

  const hasValue = variable.state === "set" && !(emptyIsUnset && variable.value === "");
  state.readable = wasReadable;
  if (operator === "-" && hasValue) return valueOf(state, variable);
  if (operator === "+" && !hasValue && variable.state === "set") return "";
  if (operator === "-" || (operator === "+" && hasValue)) {
    state.readable = wordReadable;
    return word;
  }
  return operator === "?" && hasValue ? valueOf(state, variable) : unreadable(state);
}

function readTrim(state: State, variable: Variable, operator: "#" | "%"): string {
  const pattern = readUntil(state, "}", true).text;
  if (state.refused) return "";
  if (variable.state !== "set") return unreadable(state);

  const greedy = pattern.startsWith(operator);
  const trimmed = trimPattern(variable.value, greedy ? pattern.slice(1) : pattern, operator === "#", greedy);
  return trimmed ?? unreadable(state);
}

function readReplace(state: State, variable: Variable): string {
  const all = state.source[state.at] === "/";
  if (all) state.at += 1;
  const pattern = readUntil(state, "/", true).text;
  const replacement = state.refused ? "" : readUntil(state, "}", true).text;
  if (state.refused) return "";
  if (variable.state !== "set") return unreadable(state);
  return replacePattern(variable.value, pattern, replacement, all) ?? unreadable(state);
}
