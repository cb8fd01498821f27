import { DockerfileParser } from "dockerfile-ast";
import type { Span } from "./blanks.ts";

const longestText = 16_384;

/**
 * Returns where the variables of a joined instruction are: `$NAME`, `${NAME}` and `${NAME:-…}`, with all of it. The
 * library parses the text again, so only what answers an editor may ask; what an analysis needs is read in one pass.
 */
export function variableSpans(text: string, escape: string): readonly Span[] {
  if (text.length > longestText || !text.includes("$")) return [];
  try {
    // The joined text is one line, so columns are offsets.
    return DockerfileParser.parse(`# escape=${escape}\n${text}`)
      .getInstructions()
      .flatMap((instruction) => instruction.getVariables())
      .map((variable) => variable.getRange())
      .map(({ start, end }) => ({ start: start.character, end: end.character }));
  } catch {
    // The library throws on some input, and where the host has no `Buffer`.
    return [];
  }
}
