import { skipSpaces, type Span } from "./blanks.ts";

export interface JsonItem {
  readonly value: string;
  /** Quotes included. */
  readonly span: Span;
}

/** `refused`: an array with something else than strings in it, which stops the build. */
export type JsonForm = { readonly state: "array"; readonly items: readonly JsonItem[] } | { readonly state: "refused" };

/** The arguments as a JSON array when BuildKit takes them for one; undefined for shell form, which is what everything malformed is. */
export function readJson(text: string, { start, end }: Span): JsonForm | undefined {
  const first = skipSpaces(text, start, end);
  if (text[first] !== "[") return undefined;

  const values = parseArray(text.slice(first, end));
  if (!values) return undefined;
  const strings = values.filter((value) => typeof value === "string");
  if (strings.length < values.length) return { state: "refused" };
  const spans = stringSpans(text, first, end);
  return { state: "array", items: strings.map((value, index) => ({ value, span: spans[index] ?? { start, end } })) };
}

function parseArray(text: string): readonly unknown[] | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return Array.isArray(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

/** Every string of a valid flat array. */
function stringSpans(text: string, start: number, end: number): readonly Span[] {
  const spans: Span[] = [];
  for (let at = start; at < end; at += 1) {
    if (text[at] !== '"') continue;
    const first = at;
    at += 1;
    while (at < end && text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
    spans.push({ start: first, end: at + 1 });
  }
  return spans;
}
