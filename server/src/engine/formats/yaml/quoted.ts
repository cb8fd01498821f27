import { Lexer, Parser, type CST } from "yaml";

/** Private fields of the lexer. */
interface LexerState {
  readonly buffer: string;
  /** Where the scalar begins. */
  readonly pos: number;
  continueScalar: (offset: number) => number;
}

/**
 * Tokens of a text. A quoted scalar may go on in lines that are indented no farther than its key: the letter of YAML
 * refuses that, but libyaml and its ports, which GitHub and Compose read with, do not look at the indentation there.
 * A line that looks like a key or an item is the next entry all the same, and the quote before it was forgotten.
 */
export function tokensOf(text: string, lexer: Pick<Lexer, "lex"> = new Lexer()): readonly CST.Token[] {
  if (hasState(lexer)) acceptShallowLines(lexer);
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  for (const lexeme of lexer.lex(text)) {
    for (const token of parser.next(lexeme)) tokens.push(token);
  }
  return [...tokens, ...parser.end()];
}

/** False for a version of the library that works otherwise: quoted scalars are then read by the letter of YAML. */
function hasState(lexer: object): lexer is LexerState {
  return (
    "continueScalar" in lexer &&
    typeof lexer.continueScalar === "function" &&
    "buffer" in lexer &&
    typeof lexer.buffer === "string" &&
    "pos" in lexer &&
    typeof lexer.pos === "number"
  );
}

function acceptShallowLines(state: LexerState): void {
  const refusing = state.continueScalar.bind(state);
  let last = { start: -1, end: -1 };
  state.continueScalar = (offset) => {
    const next = refusing(offset);
    const { buffer, pos } = state;
    if (next !== -1 || !/^['"]$/.test(buffer.charAt(pos))) return next;
    if (last.start !== pos) last = { start: pos, end: closingQuote(buffer, pos) };
    return offset <= last.end && isProse(buffer, offset) ? offset : -1;
  };
}

/** -1 if there is none, or if more than a comment follows it. */
function closingQuote(text: string, start: number): number {
  const quote = text.charAt(start);
  for (let at = start + 1; at < text.length; at += 1) {
    if (quote === '"' && text[at] === "\\") at += 1;
    else if (quote === "'" && text.startsWith("''", at)) at += 1;
    else if (text[at] === quote) return /^[ \t]*(?:#|$)/.test(lineAt(text, at + 1)) ? at : -1;
  }
  return -1;
}

function isProse(text: string, offset: number): boolean {
  return !/^(?:---|\.\.\.)(?:\s|$)|^ *(?:[-?](?:\s|$)|[^\s'"#][^\s:]*:(?:\s|$))/.test(lineAt(text, offset));
}

function lineAt(text: string, offset: number): string {
  const end = text.indexOf("\n", offset);
  return text.slice(offset, end < 0 ? undefined : end).trimEnd();
}
