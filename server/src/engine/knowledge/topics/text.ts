import { figures, type FigureId } from "../figures.ts";

/** Joins lines of Markdown; a blank line separates a list of `- ` lines from the sentence before. */
export function lines(...all: readonly string[]): string {
  return all
    .map((line, index) =>
      line.startsWith("- ") && index > 0 && !all[index - 1]?.startsWith("- ") ? `\n${line}` : line,
    )
    .join("\n");
}

/** What the choice costs: one figure, with a source that can be opened. */
export function costOf(id: FigureId): string {
  const { render, sources } = figures[id];
  const [subject = "", ...rest] = render.split(":");
  return `- **${subject}:**${rest.join(":")} ([${sources[0].title}](${sources[0].url})).`;
}
