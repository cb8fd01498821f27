import type { Span } from "./blanks.ts";
import { lex } from "./lexer.ts";

/** The word that announces a here-document: `<<EOF`, `3<<-'EOF'`. */
export interface HeredocWord {
  readonly name: string;
  /** Leading tabs are taken away: `<<-`. */
  readonly chomps: boolean;
  /** Variables in the content are replaced: the name is not quoted. */
  readonly expands: boolean;
  /** The word in the joined text. */
  readonly span: Span;
}

const nothing = (): { readonly state: "unset" } => ({ state: "unset" });

/** Here-documents that a line announces, in order; none when a quote is left open. */
export function findHeredocs(line: string, { start, end }: Span): readonly HeredocWord[] {
  const lexed = lex(line.slice(start, end), { escape: "\\", lookup: nothing, keep: "all" });
  if (!lexed) return [];
  return lexed.words
    .map((word) => readHeredocWord(word.text, { start: start + word.start, end: start + word.end }))
    .filter((word) => word !== undefined);
}

/** The here-document that a single word, or a whole command line, announces. */
export function readHeredocWord(text: string, span: Span): HeredocWord | undefined {
  const match = /^\d*<<(-?)[\t\n\f\r ]*([^<\t\n\f\r ][^<]*)$/.exec(text);
  const written = match?.[2] ?? "";
  const words = lex(written, { escape: "\\", lookup: nothing, keep: "variables" })?.words ?? [];
  const [word] = words;
  if (!word || words.length > 1) return undefined;
  return {
    name: word.text,
    chomps: match?.[1] === "-",
    expands: countQuotes(written) === countQuotes(word.text),
    span,
  };
}

function countQuotes(text: string): number {
  return text.replace(/[^'"]/g, "").length;
}
