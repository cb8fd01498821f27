import { createHash } from "node:crypto";
import type { Finding } from "../../engine/index.ts";

/**
 * Returns a key that is equal for findings of one file on equal text. It covers the first flagged line and the lines
 * that enclose it, such as the service of a Compose key, without numbers of lines: it stays the same when the text
 * moves, and when messages are reworded. It is hashed, because a flagged line may contain a secret.
 */
export function fingerprintOf({ range }: Finding, lines: readonly string[]): string {
  const own = lines[range.start.line] ?? "";
  const context = [spaced(own)];
  let indent = indentOf(own);
  for (let line = range.start.line - 1; line >= 0 && indent > 0; line -= 1) {
    const above = lines[line] ?? "";
    if (/^\s*(#|\/\/|$)/.test(above) || indentOf(above) >= indent) continue;
    context.push(spaced(above));
    indent = indentOf(above);
  }
  return createHash("sha256").update(context.join("\n")).digest("hex").slice(0, 12);
}

function spaced(text: string): string {
  return text.trim().replaceAll(/\s+/g, " ");
}

function indentOf(text: string): number {
  return text.length - text.trimStart().length;
}
