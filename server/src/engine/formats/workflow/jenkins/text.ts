import type { Place } from "../../../model/place.ts";
import type { SourceText } from "../../../model/text/sourceText.ts";
import { createMappedText } from "../../shell/offsets.ts";
import { maskStretches, type MaskedText } from "../masks.ts";
import { interpolationEnd, type Text } from "./groovy.ts";

/** A Groovy text as the program receives it; what Groovy fills in is masked. */
export interface GroovyText {
  readonly text: string;
  readonly masked: MaskedText;
  readonly interpolated: boolean;
  /** The place in the file of a stretch of `text`. */
  readonly placeAt: (start: number, end: number) => Place;
}

const escapes: Readonly<Record<string, string>> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t", s: " " };

export function readText(source: SourceText, token: Text): GroovyText {
  const file = source.text;
  const builder = createMappedText();
  const stretches: [number, number][] = [];
  let length = 0;
  let plain = token.bodyStart;
  const append = (part: string, start: number, end: number): void => {
    builder.append(file.slice(plain, start), plain);
    builder.append(part, start, end - start);
    length += start - plain + part.length;
    plain = end;
  };

  for (let at = token.bodyStart; at < token.bodyEnd;) {
    const end = Math.min(pieceEnd(file, token, at), token.bodyEnd);
    if (file[at] === "\\" && end > at + 1) append(unescaped(file.slice(at, end), token.quote), at, end);
    else if (file.startsWith("\r\n", at)) append("", at, at + 1);
    else if (file[at] === "$" && end > at + 1) {
      append(file.slice(at, end), at, end);
      stretches.push([length - (end - at), length]);
    }
    at = end;
  }
  append("", token.bodyEnd, token.bodyEnd);

  const { text, outer } = builder.build();
  return {
    text,
    masked: maskStretches(text, stretches),
    interpolated: stretches.length > 0,
    placeAt: (start, end) => source.placeAt(...outer(start, end)),
  };
}

const namePattern = /\$[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*/uy;
const unicodePattern = /\\u+[0-9a-fA-F]{4}/y;

/** Where the escape, the interpolation or the run of plain text that begins here ends. */
function pieceEnd(file: string, token: Text, at: number): number {
  const first = file[at];
  if (first === "\\" && token.quote !== "$/" && token.quote !== "/") {
    unicodePattern.lastIndex = at;
    const unicode = unicodePattern.exec(file)?.[0].length;
    return at + (unicode ?? (file.startsWith("\r\n", at + 1) ? 3 : 2));
  }
  if (first === "\\" && token.quote === "/" && file[at + 1] === "/") return at + 2;
  if (first === "$" && !token.quote.startsWith("'")) {
    if (file[at + 1] === "{") return interpolationEnd(file, at, token.quote === '"');
    namePattern.lastIndex = at;
    const name = namePattern.exec(file)?.[0].length;
    if (name) return at + name;
  }
  return at + 1;
}

function unescaped(escape: string, quote: Text["quote"]): string {
  if (quote === "/" || quote === "$/") return "/";
  const sign = escape.charAt(1);
  if (sign === "\n" || sign === "\r") return "";
  if (escape.length > 2) return String.fromCharCode(Number.parseInt(escape.slice(-4), 16));
  return escapes[sign] ?? sign;
}
