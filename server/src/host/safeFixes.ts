import type { TextEdit } from "vscode-languageserver-types";
import type { Finding } from "../engine/index.ts";
import { comparePositions, overlaps } from "./positions.ts";

/** Edits of all safe fixes that can be applied together: of two that overlap, the first one wins. Sorted by position. */
export function safeEdits(uri: string, findings: readonly Finding[]): readonly TextEdit[] {
  const taken: TextEdit[] = [];
  for (const finding of findings) {
    const fix = finding.fixes().find(({ kind }) => kind === "safe");
    if (!fix || fix.create.length > 0 || fix.edits.some((file) => file.uri !== uri)) continue;
    const edits = fix.edits.flatMap((file) => file.edits);
    if (edits.every((edit) => taken.every((other) => !overlaps(edit.range, other.range)))) taken.push(...edits);
  }
  return taken.sort((a, b) => comparePositions(a.range.start, b.range.start));
}
