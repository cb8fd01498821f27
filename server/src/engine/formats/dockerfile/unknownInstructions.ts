import type { ReadProblem } from "../../model/document.ts";
import { closest } from "../../model/text/closest.ts";
import type { SourceText } from "../../model/text/sourceText.ts";
import { wrongContinuation } from "./continuations.ts";
import type { Directive } from "./lines/directives.ts";
import type { SplitFile } from "./lines/split.ts";
import type { LocatedInstruction } from "./located.ts";
import { keywords } from "../../model/keywords.ts";

type Suggestion = NonNullable<ReadProblem["suggestion"]>;

/** Returns the instructions that BuildKit does not know; lines that follow from the same mistake are reported once. */
export function unknownInstructions(
  source: SourceText,
  file: Pick<SplitFile, "directives" | "escape" | "bodyLine">,
  instructions: readonly LocatedInstruction[],
): readonly ReadProblem[] {
  if (usesOtherFrontend(file.directives)) return [];

  const isFragment = !hasName(source.uri) && !instructions.some(({ instruction }) => instruction.keyword === "FROM");
  const problems: ReadProblem[] = [];
  let followsUnknown = false;
  for (const { instruction, parsed } of instructions) {
    if (keywords.has(instruction.keyword)) {
      followsUnknown = false;
      continue;
    }
    const { range } = instruction.keywordAt;
    const written = source.slice(range);
    const isSure = isLeftOver(source, range.start.line, written);
    if (!isSure && !couldBeKeyword(written)) continue;

    const meant = isSure ? undefined : correction(source, range, written);
    const isIndented = range.start.character > 0;
    const lost = isSure || (isIndented && !meant) ? continuing(source, range.start.line, parsed.escape) : undefined;
    // Pieces of templates have names like ours; they begin with anything.
    const isDoubtful = isFragment && meant?.text.toUpperCase() !== "FROM";
    if (!isDoubtful && (meant || !followsUnknown)) {
      problems.push(wrongContinuation(source, file, range.start.line) ?? problemOf(written, range, meant, lost));
    }
    followsUnknown = true;
  }
  return problems;
}

function problemOf(
  written: string,
  range: ReadProblem["range"],
  meant: Suggestion | undefined,
  lost: Suggestion | undefined,
): ReadProblem {
  const hint = lost
    ? " The line above probably needs a trailing continuation character."
    : meant
      ? ` Did you mean ${/\w+/.exec(meant.text)?.[0] ?? `a blank after ${/^\w+/.exec(written)?.[0] ?? ""}`}?`
      : "";
  const message = `Unknown instruction "${written.slice(0, 40)}", so the build fails.${hint}`;
  const suggestion = lost ?? meant;
  return { kind: "unknown-instruction", message, range, fatal: false, ...(suggestion && { suggestion }) };
}

/** Other frontends may have instructions of their own. */
export function usesOtherFrontend(directives: readonly Directive[]): boolean {
  const syntax = directives.find(({ name }) => name === "syntax");
  return syntax !== undefined && !/^(?:docker\.io\/)?docker\/dockerfile(?:-upstream)?(?![\w/.-])/.test(syntax.value);
}

function hasName(uri: string): boolean {
  return /\/(?:Dockerfile|dockerfile|Containerfile)$/.test(uri);
}

/** Signs of templates and macros are for the program that expands them, and so is `INCLUDE`; conflict markers are an error everywhere. */
function couldBeKeyword(written: string): boolean {
  if (/^([<=>|])\1{6}$/.test(written)) return true;
  return /^[\w./-]/.test(written) && !/[{}()<>%@$]/.test(written) && !/^INCLUDE\b/i.test(written);
}

/** True for a shell command that goes on from the line above. */
function isLeftOver(source: SourceText, line: number, written: string): boolean {
  const above = textAbove(source, line);
  return above !== undefined && (/^(?:&&|\|\|?|;)/.test(written) || /(?:&&|\|\|?)$/.test(above));
}

function continuing(source: SourceText, line: number, escape: string): Suggestion | undefined {
  const above = textAbove(source, line);
  if (above === undefined) return undefined;
  const end = source.lineStart(line - 1) + above.length;
  return { range: source.rangeAt(end, end), text: ` ${escape}`, title: "Continue the line above" };
}

function textAbove(source: SourceText, line: number): string | undefined {
  const above = line > 0 ? source.lineText(line - 1).trimEnd() : "";
  return above === "" || /^\s*#/.test(above) ? undefined : above;
}

function correction(source: SourceText, range: ReadProblem["range"], written: string): Suggestion | undefined {
  const [word = ""] = /^[A-Za-z]+/.exec(written) ?? [];
  const start = source.offsetAt(range.start);
  const isUpper = word === word.toUpperCase();
  if (word.length < written.length) {
    if (!keywords.has(word.toUpperCase()) || !/^[["':]/.test(written.slice(word.length))) return undefined;
    // `CMD["app"]` and `FROM: alpine`: the keyword is right and the space after it is missing.
    const isColon = written[word.length] === ":";
    const at = start + word.length;
    return { range: source.rangeAt(at, at + Number(isColon)), text: " ", title: `Separate ${word} from its arguments` };
  }
  // Shell commands are written in lower case and look like keywords: `cd`, `export`.
  const limit = isUpper ? Math.min(2, Math.max(1, Math.floor(word.length / 3))) : 1;
  const meant = word.length > 2 ? closest(word, keywords, limit) : undefined;
  return meant === undefined ? undefined : { range, text: isUpper ? meant : meant.toLowerCase() };
}
