import type { ReadProblem } from "../../model/document.ts";
import { closest } from "../../model/text/closest.ts";
import type { SourceText } from "../../model/text/sourceText.ts";
import type { Directive } from "./lines/directives.ts";
import type { LocatedInstruction } from "./located.ts";
import { keywords } from "./syntax/command.ts";

type Suggestion = NonNullable<ReadProblem["suggestion"]>;

/** Returns the instructions that BuildKit does not know; lines that follow from the same mistake are reported once. */
export function unknownInstructions(
  source: SourceText,
  directives: readonly Directive[],
  instructions: readonly LocatedInstruction[],
): readonly ReadProblem[] {
  if (usesOtherFrontend(directives)) return [];

  const problems: ReadProblem[] = [];
  let followsUnknown = false;
  for (const { instruction } of instructions) {
    if (keywords.has(instruction.keyword)) {
      followsUnknown = false;
      continue;
    }
    const { range } = instruction.keywordAt;
    const written = source.slice(range);
    const lost = lostContinuation(source, range.start.line, written);
    if (!lost && !couldBeKeyword(written)) continue;

    const suggestion = lost ?? correction(source, range, written);
    if (!followsUnknown || (suggestion && suggestion !== lost)) {
      problems.push(problemOf(written, range, suggestion, lost !== undefined));
    }
    followsUnknown = true;
  }
  return problems;
}

function problemOf(
  written: string,
  range: ReadProblem["range"],
  suggestion: Suggestion | undefined,
  isLost: boolean,
): ReadProblem {
  const name = written.slice(0, 40);
  const hint = isLost
    ? " The line above probably needs a trailing continuation character."
    : suggestion
      ? ` Did you mean ${suggestion.text.trim()}?`
      : "";
  const message = `Unknown instruction "${name}", so the build fails.${hint}`;
  return { kind: "unknown-instruction", message, range, fatal: false, ...(suggestion && { suggestion }) };
}

/** Other frontends may have instructions of their own. */
function usesOtherFrontend(directives: readonly Directive[]): boolean {
  const syntax = directives.find(({ name }) => name === "syntax");
  return syntax !== undefined && !/^(?:docker\.io\/)?docker\/dockerfile(?:-upstream)?(?![\w/.-])/.test(syntax.value);
}

/** Signs of templates and macros are for the program that expands them, and so is `INCLUDE`. */
function couldBeKeyword(written: string): boolean {
  return !/[{}()<>%@$]/.test(written) && !/^INCLUDE\b/i.test(written);
}

/** A shell command that goes on from the line above, which lacks its continuation character. */
function lostContinuation(source: SourceText, line: number, written: string): Suggestion | undefined {
  const above = line > 0 ? source.lineText(line - 1) : "";
  const goesOn = /^(?:&&|\|\|?|;)/.test(written) || /(?:&&|\|\|?)\s*$/.test(above);
  if (!goesOn || above.trim() === "" || /^\s*#/.test(above)) return undefined;

  const end = source.lineStart(line - 1) + above.trimEnd().length;
  return { range: source.rangeAt(end, end), text: " \\", title: "Continue the line above" };
}

function correction(source: SourceText, range: ReadProblem["range"], written: string): Suggestion | undefined {
  const [word = ""] = /^[A-Za-z]+/.exec(written) ?? [];
  const start = source.offsetAt(range.start);
  const isUpper = word === word.toUpperCase();
  if (word.length < written.length) {
    if (!keywords.has(word.toUpperCase()) || !/^[["':]/.test(written.slice(word.length))) return undefined;
    // `CMD["app"]` and `FROM: alpine`: the keyword is right and the blank after it is missing.
    const isColon = written[word.length] === ":";
    const at = start + word.length;
    return { range: source.rangeAt(at, at + Number(isColon)), text: " ", title: `Separate ${word} from its arguments` };
  }
  // Shell commands are written in lower case and look like keywords: `cd`, `export`.
  const limit = isUpper ? Math.min(2, Math.max(1, Math.floor(word.length / 3))) : 1;
  const meant = word.length > 2 ? closest(word, keywords, limit) : undefined;
  return meant === undefined ? undefined : { range, text: isUpper ? meant : meant.toLowerCase() };
}
