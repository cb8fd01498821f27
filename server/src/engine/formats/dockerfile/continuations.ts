import type { ReadProblem } from "../../model/document.ts";
import type { SourceText } from "../../model/text/sourceText.ts";
import type { SplitFile } from "./lines/split.ts";
import type { LocatedInstruction } from "./located.ts";
import { keywords } from "../../model/keywords.ts";

type Suggestion = NonNullable<ReadProblem["suggestion"]>;

/** `COPY a C:\app\`, with the quote before it. */
const pathAtEnd = /(?:^|[\s"'=])[A-Za-z]:\\(?:[^\s"'\\]+\\)*$/;

/** Returns the paths of Windows whose last character continues the instruction, so that the next one becomes a part of it. */
export function swallowingPaths(
  source: SourceText,
  instructions: readonly LocatedInstruction[],
): readonly ReadProblem[] {
  return instructions.flatMap(({ instruction, parsed }) => {
    if (parsed.escape !== "\\") return [];
    const { start, end } = instruction.at.range;
    const found: ReadProblem[] = [];
    for (let line = start.line; line < end.line; line += 1) {
      const text = source.lineText(line).trimEnd();
      const [next = ""] = /^\s*[A-Za-z]+(?=\s)/.exec(source.lineText(line + 1)) ?? [];
      if (/^\s*#/.test(text) || !pathAtEnd.test(text) || !keywords.has(next.trim().toUpperCase())) continue;
      const last = source.lineStart(line) + text.length;
      const range = source.rangeAt(last - 1, last);
      const message = `This "\\" continues the instruction, so ${next.trim()} below becomes a part of it. End the path with "/".`;
      found.push({
        kind: "continuation",
        message,
        range,
        fatal: false,
        suggestion: { range, text: "/", title: 'End the path with "/"' },
      });
    }
    return found;
  });
}

/**
 * Returns why an unknown instruction is none: the line above ends with the character that continues lines in the other
 * kind of Dockerfile. Undefined for any other line.
 */
export function wrongContinuation(
  source: SourceText,
  { escape, bodyLine }: Pick<SplitFile, "escape" | "bodyLine">,
  line: number,
): ReadProblem | undefined {
  const above = line > 0 ? source.lineText(line - 1).trimEnd() : "";
  if (/^\s*#/.test(above) || !(escape === "\\" ? endsWithBacktick(above) : /\s\\$/.test(above))) return undefined;
  const end = source.lineStart(line - 1) + above.length;
  const range = source.rangeAt(end - 1, end);
  const message =
    escape === "\\"
      ? 'A backtick continues a line only after the directive "# escape=`" at the top, so the build stops at the next line.'
      : 'With "# escape=`" a backslash does not continue the line, so the build stops at the next line. End it with a backtick.';
  const suggestion =
    escape === "\\" ? addDirective(source, bodyLine) : { range, text: "`", title: "Continue with a backtick" };
  return { kind: "continuation", message, range, fatal: false, ...(suggestion && { suggestion }) };
}

/** An even number of backticks is a substitution of a shell. */
function endsWithBacktick(text: string): boolean {
  return text.endsWith("`") && text.split("`").length % 2 === 0;
}

/** With the directive, lines that end with a backslash would no longer go on. */
function addDirective(source: SourceText, bodyLine: number): Suggestion | undefined {
  for (let line = 0; line < source.lineCount; line += 1) {
    if (source.lineText(line).trimEnd().endsWith("\\")) return undefined;
  }
  const start = source.lineStart(bodyLine);
  const text = `# escape=\`${source.lineEnding}`;
  return { range: source.rangeAt(start, start), text, title: 'Add "# escape=`" at the top' };
}
