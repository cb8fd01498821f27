/** Lines of Markdown; `- ` lines make a list that stands apart from the sentence before. */
export function lines(...all: readonly string[]): string {
  return all
    .map((line, index) =>
      line.startsWith("- ") && index > 0 && !all[index - 1]?.startsWith("- ") ? `\n${line}` : line,
    )
    .join("\n");
}
