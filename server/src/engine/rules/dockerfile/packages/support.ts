import type { Editor, FileEdit } from "../../../model/editor.ts";
import type { Instruction } from "../../../model/stage.ts";
import type { SourceText } from "../../../model/text/sourceText.ts";

/** Adds a command at the end of a chain of `&&`; if the instruction has several lines, on a line of its own. */
export function addedCommand(
  { at: { uri, range } }: Instruction,
  command: string,
  source: SourceText,
  escape: string,
  edit: Editor,
): FileEdit | undefined {
  const { start, end } = range;
  const lines = Array.from({ length: end.line - start.line }, (_, index) => source.lineText(start.line + index + 1));
  const indent =
    lines.flatMap((line) => /^(\s*)&&/.exec(line)?.[1] ?? [])[0] ?? /^\s*/.exec(lines.at(-1) ?? "")?.[0] ?? "";
  const separator = lines.length === 0 ? " " : ` ${escape}\n${indent}`;
  return edit.replaceText({ uri, range: { start: end, end } }, `${separator}&& ${command}`);
}
