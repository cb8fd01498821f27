/** A piece of Groovy text. Offsets are UTF-16 units of the file. */
export type Token = Word | Sign | Text | Group;

interface Base {
  readonly start: number;
  readonly end: number;
  /** A line end precedes this token. */
  readonly newLine: boolean;
}

export interface Word extends Base {
  readonly kind: "word";
  readonly text: string;
}

export interface Sign extends Base {
  readonly kind: "sign";
  readonly text: string;
}

export interface Text extends Base {
  readonly kind: "text";
  readonly quote: Quote;
  /** Between the quotes. */
  readonly bodyStart: number;
  readonly bodyEnd: number;
}

export interface Group extends Base {
  readonly kind: "group";
  readonly open: "(" | "[" | "{";
  readonly items: readonly Token[];
}

export interface GroovyComment {
  readonly start: number;
  readonly end: number;
  readonly block: boolean;
}

type Quote = "'" | '"' | "'''" | '"""' | "/" | "$/";

export interface GroovyFile {
  readonly items: readonly Token[];
  readonly comments: readonly GroovyComment[];
  /** The opening offset of a `'''` or `"""` that never ends: everything after it was swallowed. */
  readonly unterminated: number | undefined;
  readonly depth: number;
}

/** Brackets in brackets beyond this are no pipeline, and readers of the tree go down by recursion. */
export const maximumDepth = 200;

const longestInterpolation = 2000;

const closers: Readonly<Record<string, Group["open"]>> = { ")": "(", "]": "[", "}": "{" };

/** Splits Groovy into words, signs, texts and nested groups. Never fails: what does not close ends with its surroundings. */
export function readGroovy(text: string): GroovyFile {
  const scanner = createScanner(text);
  interface Open {
    readonly open: Group["open"];
    readonly start: number;
    readonly newLine: boolean;
    readonly items: Token[];
  }
  const root: Token[] = [];
  const stack: Open[] = [];
  let depth = 0;
  const top = (): Token[] => stack.at(-1)?.items ?? root;
  const close = (end: number): void => {
    const group = stack.pop();
    if (group) top().push({ kind: "group", ...group, end });
  };

  for (let token = scanner.next(); token; token = scanner.next()) {
    if (token.kind !== "sign") {
      top().push(token);
      continue;
    }
    if (token.text === "(" || token.text === "[" || token.text === "{") {
      stack.push({ open: token.text, start: token.start, newLine: token.newLine, items: [] });
      depth = Math.max(depth, stack.length);
      if (depth > maximumDepth) break;
      continue;
    }
    const opener = closers[token.text];
    if (!opener) {
      top().push(token);
      continue;
    }
    if (!stack.some((group) => group.open === opener)) continue;
    while (stack.at(-1)?.open !== opener) close(token.start);
    close(token.end);
  }
  while (stack.length > 0) close(text.length);
  return { items: root, comments: scanner.comments, unterminated: scanner.unterminated(), depth };
}

interface Scanner {
  next(): Word | Sign | Text | undefined;
  readonly comments: readonly GroovyComment[];
  unterminated(): number | undefined;
}

const wordPattern = /[\p{L}_$][\p{L}\p{N}_$]*|\p{N}[\p{N}\p{L}_.]*/uy;
const blankPattern = /\s+/y;

function createScanner(text: string): Scanner {
  const comments: GroovyComment[] = [];
  let at = 0;
  let newLine = true;
  let previous: Word | Sign | Text | undefined;
  let unterminated: number | undefined;

  const skipBlanks = (): void => {
    for (;;) {
      blankPattern.lastIndex = at;
      const blank = blankPattern.exec(text)?.[0];
      if (blank) {
        newLine ||= blank.includes("\n");
        at += blank.length;
      } else if (text.startsWith("//", at) || (at === 0 && text.startsWith("#!"))) {
        const end = lineEnd(text, at);
        comments.push({ start: at, end, block: false });
        at = end;
      } else if (text.startsWith("/*", at)) {
        const found = text.indexOf("*/", at + 2);
        const end = found === -1 ? text.length : found + 2;
        comments.push({ start: at, end, block: true });
        newLine ||= text.slice(at, end).includes("\n");
        at = end;
      } else return;
    }
  };
  const scanText = (quote: Quote): Text => {
    const bodyStart = at + quote.length;
    const { bodyEnd, end, open } = textEnd(text, quote, bodyStart);
    if (open && quote.length === 3) unterminated ??= at;
    return { kind: "text", quote, start: at, end, bodyStart, bodyEnd, newLine };
  };
  const scan = (): Word | Sign | Text => {
    const quote = quoteAt(text, at, previous);
    if (quote) return scanText(quote);
    wordPattern.lastIndex = at;
    const word = wordPattern.exec(text)?.[0];
    if (word) return { kind: "word", text: word, start: at, end: at + word.length, newLine };
    return { kind: "sign", text: text.charAt(at), start: at, end: at + 1, newLine };
  };

  return {
    comments,
    unterminated: () => unterminated,
    next() {
      skipBlanks();
      if (at >= text.length) return undefined;
      const token = scan();
      at = token.end;
      previous = token;
      newLine = false;
      return token;
    },
  };
}

function quoteAt(text: string, at: number, previous: Word | Sign | Text | undefined): Quote | undefined {
  for (const quote of ["'''", '"""', "'", '"'] as const) if (text.startsWith(quote, at)) return quote;
  const first = text[at];
  if (first !== "/" && !text.startsWith("$/", at)) return undefined;
  // A slash after a value divides.
  const begins =
    previous === undefined ||
    (previous.kind === "sign" && !")]}".includes(previous.text)) ||
    (previous.kind === "word" && ["return", "in", "case"].includes(previous.text));
  if (!begins) return undefined;
  if (first !== "/") return "$/";
  const close = text.indexOf("/", at + 1);
  return close !== -1 && close < lineEnd(text, at) ? "/" : undefined;
}

function textEnd(text: string, quote: Quote, bodyStart: number): { bodyEnd: number; end: number; open: boolean } {
  const closing = quote === "$/" ? "/$" : quote;
  const oneLine = quote.length === 1;
  let at = bodyStart;
  while (at < text.length) {
    if (text.startsWith(closing, at)) return { bodyEnd: at, end: at + closing.length, open: false };
    const character = text[at];
    if (oneLine && character === "\n") break;
    if (quote === '"' && text.startsWith("${", at)) at = interpolationEnd(text, at, true);
    else if (quote === '"""' && text.startsWith("${", at)) at = interpolationEnd(text, at, false);
    else at += character === "\\" && quote !== "$/" ? 2 : 1;
  }
  const end = Math.min(at, text.length);
  return { bodyEnd: end, end, open: true };
}

/** After the brace that closes `${`; the end of the line, or what follows `${`, when none does. */
export function interpolationEnd(text: string, start: number, oneLine: boolean): number {
  let depth = 0;
  const limit = Math.min(text.length, start + longestInterpolation);
  for (let at = start + 1; at < limit; at += 1) {
    const character = text[at];
    if (oneLine && character === "\n") break;
    if (character === "{") depth += 1;
    if (character === "}") depth -= 1;
    if (depth === 0) return at + 1;
    if (character === "'" || character === '"') {
      const close = text.indexOf(character, at + 1);
      if (close !== -1 && close < limit) at = close;
    }
  }
  return start + 2;
}

function lineEnd(text: string, at: number): number {
  const found = text.indexOf("\n", at);
  if (found === -1) return text.length;
  return text[found - 1] === "\r" && found - 1 >= at ? found - 1 : found;
}
