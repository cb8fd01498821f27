import type { Document, ReadProblem } from "../model/document.ts";
import { mergeConflictIn } from "../model/text/mergeConflict.ts";

/** Returns what is wrong with a document, by its cause: a merge conflict breaks any syntax, and a template has one of its own. */
export function problemsOf(document: Document): readonly ReadProblem[] {
  const { problems, source } = document;
  const isBroken = problems.some(isAboutSyntax);
  if (!isBroken) return problems;

  const others = problems.filter((problem) => !isAboutSyntax(problem));
  const conflict = mergeConflictIn(source);
  if (conflict) return [unresolved(conflict), ...others];
  return isTemplate(source.text) ? others : problems;
}

function isAboutSyntax({ kind }: ReadProblem): boolean {
  return kind === "syntax" || kind === "unknown-instruction" || kind === "continuation";
}

function unresolved(range: ReadProblem["range"]): ReadProblem {
  const message = "Unresolved merge conflict, so the file cannot be read: keep one side and remove the markers.";
  return { kind: "syntax", message, range, fatal: false };
}

/** A placeholder where a line, a value or an item begins; the expressions of CI systems begin otherwise or are quoted. */
function isTemplate(text: string): boolean {
  return /^[ \t]*(?:-[ \t]+)?(?:[\w.-]{1,200}:[ \t]+)?\{\{|^[ \t]*@{1,2}\w{1,200}@{0,2}[ \t]*$/m.test(text);
}
