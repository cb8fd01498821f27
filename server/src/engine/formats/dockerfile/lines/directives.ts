import type { SourceText } from "../../../model/text/sourceText.ts";
import { skipSpaces, type Span } from "../syntax/blanks.ts";
import { lineSpan } from "./lines.ts";

/** `# escape=` and its like, before anything else in the file. */
export interface Directive {
  /** Lower case. */
  readonly name: string;
  readonly value: string;
  /** From the comment sign to the end of the line. */
  readonly span: Span;
  /** The build stops: a directive given twice, or an escape character that is none. */
  readonly refused: boolean;
}

const known = new Set(["syntax", "escape", "check"]);

/** Directives fill the first lines of a file; the first line that is none ends them for good. */
export function readDirectives(source: SourceText): {
  readonly directives: readonly Directive[];
  readonly escape: "\\" | "`";
} {
  const directives: Directive[] = [];
  let escape: "\\" | "`" = "\\";
  for (let line = 0; line < source.lineCount; line += 1) {
    const { start, end } = lineSpan(source, line);
    const span = { start: skipSpaces(source.text, start, end), end };
    const match = /^#\s*([a-zA-Z][a-zA-Z0-9]*)\s*=\s*(\S.*)$/.exec(
      source.text.slice(span.start, Math.min(end, span.start + 1000)).trimEnd(),
    );
    const name = match?.[1]?.toLowerCase() ?? "";
    const value = match?.[2] ?? "";
    if (!known.has(name)) break;

    const isRepeated = directives.some((directive) => directive.name === name);
    const isBadEscape = name === "escape" && value !== "\\" && value !== "`";
    directives.push({ name, value, span, refused: isRepeated || isBadEscape });
    if (name === "escape" && !isRepeated) escape = value === "`" ? "`" : "\\";
  }
  return { directives, escape };
}
