/** Joins lines of Markdown; a blank line separates a list of `- ` lines from the sentence before. */
export function lines(...all: readonly string[]): string {
  return all
    .map((line, index) =>
      line.startsWith("- ") && index > 0 && !all[index - 1]?.startsWith("- ") ? `\n${line}` : line,
    )
    .join("\n");
}
