import { MarkupKind, type CancellationToken, type Hover, type HoverParams } from "vscode-languageserver";
import { isActive } from "../analyzed.ts";
import type { Session } from "../session.ts";

export async function hover(session: Session, params: HoverParams, token: CancellationToken): Promise<Hover | null> {
  const analyzed = await session.analyze(params.textDocument.uri, token);
  if (!analyzed || !isActive(analyzed)) return null;

  if (analyzed.analysis.kind === "config" && session.abilities.options.yamlSchemas) return null;
  const found = analyzed.engine.hover(analyzed.request, params.position);
  if (!found) return null;
  const contents = session.abilities.markdownHovers
    ? { kind: MarkupKind.Markdown, value: found.contents }
    : { kind: MarkupKind.PlainText, value: withoutMarks(found.contents) };
  return { contents, range: found.range };
}

/** Removes the Markdown that our pages use: no stars and backticks, and each address follows its link text. */
function withoutMarks(markdown: string): string {
  return markdown
    .replaceAll(/\*\*|`/g, "")
    .replaceAll(/\[([^\][]+)\]\(([^)]+)\)/g, "$1 ($2)")
    .replaceAll(/<(https?:[^>\s]+)>/g, "$1");
}
