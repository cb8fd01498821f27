import type { ReadProblem } from "../../model/document.ts";
import type { SourceText } from "../../model/text/sourceText.ts";
import { swallowingPaths } from "./continuations.ts";
import type { LocatedInstruction } from "./located.ts";
import type { SplitFile } from "./lines/split.ts";
import { unknownInstructions } from "./unknownInstructions.ts";

/** Returns problems that stop a build before it begins although the file can be read. */
export function findProblems(
  source: SourceText,
  split: SplitFile,
  instructions: readonly LocatedInstruction[],
): readonly ReadProblem[] {
  const { directives, regions } = split;
  const problems: ReadProblem[] = [];
  const add = (range: ReadProblem["range"], message: string): void => {
    problems.push({ kind: "syntax", message, range, fatal: false });
  };
  for (const { name, value, span, refused } of directives) {
    if (!refused) continue;
    const range = source.rangeAt(span.start, span.end);
    if (name === "escape" && value !== "\\" && value !== "`") {
      add(range, `The escape character is \\ or \`, not "${value.slice(0, 20)}".`);
    } else add(range, `The directive "${name}" may be given once only.`);
  }
  for (const [index, { instruction, parsed }] of instructions.entries()) {
    const name = regions[index]?.unterminated;
    if (name !== undefined) {
      add(instruction.keywordAt.range, `The here-document "${name}" has no end: no later line holds only "${name}".`);
    }
    const { json } = parsed.command.trigger ?? parsed.command;
    if (json?.state === "refused" && instruction.argumentsAt) {
      add(instruction.argumentsAt.range, `A JSON array of ${instruction.keyword} holds strings only.`);
    }
  }
  // For BuildKit, the rest of the file belongs to the open here-document.
  const open = regions.findIndex(({ unterminated }) => unterminated !== undefined);
  const read = open === -1 ? instructions : instructions.slice(0, open + 1);
  problems.push(...unknownInstructions(source, split, read), ...swallowingPaths(source, read));
  return problems;
}
