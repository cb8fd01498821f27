import { MarkupKind, type CancellationToken, type Hover, type HoverParams } from "vscode-languageserver";
import { isActive } from "../analysed.ts";
import type { Session } from "../session.ts";

export async function hover(session: Session, params: HoverParams, token: CancellationToken): Promise<Hover | null> {
  const analysed = await session.analyse(params.textDocument.uri, token);
  if (!analysed || !isActive(analysed)) return null;

  if (analysed.analysis.kind === "config" && session.abilities.options.yamlSchemas) return null;
  const found = analysed.engine.hover(analysed.request, params.position);
  return found ? { contents: { kind: MarkupKind.Markdown, value: found.contents }, range: found.range } : null;
}
