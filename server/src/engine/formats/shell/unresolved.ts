import { createPartialText, type PartialText } from "../../model/partialText.ts";

/**
 * Returns the text of a word without quotes, its variables and substitutions marked. Undefined if it has none, or if one
 * of them is not closed.
 */
export function partialWord(written: string): PartialText | undefined {
  const text = written.replaceAll('"', "");
  const builder = createPartialText();
  let marked = "";
  let isPartial = false;
  for (let at = 0; at < text.length;) {
    const end = expansionEnd(text, at);
    if (end === undefined) return undefined;
    marked += end === at ? text.charAt(at) : builder.mark(text.slice(at, end));
    isPartial ||= end > at;
    at = Math.max(end, at + 1);
  }
  return isPartial ? builder.build(marked) : undefined;
}

/** The end of the expansion that begins here: `at` itself if none does, undefined if it does not end. */
function expansionEnd(text: string, at: number): number | undefined {
  if (text[at] === "`") {
    const close = text.indexOf("`", at + 1);
    return close === -1 ? undefined : close + 1;
  }
  if (text[at] !== "$") return at;
  const [open, close] = text[at + 1] === "{" ? ["{", "}"] : text[at + 1] === "(" ? ["(", ")"] : [];
  if (open === undefined) return at + 1 + (/^(?:\w+|[@*#?$!-])/.exec(text.slice(at + 1, at + 256))?.[0].length ?? 0);
  let depth = 0;
  for (let end = at + 1; end < text.length; end += 1) {
    if (text[end] === open) depth += 1;
    if (text[end] === close && --depth === 0) return end + 1;
  }
  return undefined;
}
