import {
  MarkupKind,
  type CancellationToken,
  type Hover,
  type HoverParams,
  type Position,
  type Range,
} from "vscode-languageserver";
import { touches } from "../../host/positions.ts";
import { isActive, type Analyzed } from "../analyzed.ts";
import { pageOf } from "../convert.ts";
import type { Session } from "../session.ts";

export async function hover(session: Session, params: HoverParams, token: CancellationToken): Promise<Hover | null> {
  const analyzed = await session.analyze(params.textDocument.uri, token);
  if (!analyzed || !isActive(analyzed)) return null;

  if (analyzed.analysis.kind === "config" && session.abilities.options.yamlSchemas) return null;
  const found = analyzed.engine.hover(analyzed.request, params.position);
  const advice = adviceAt(params.position, analyzed, session);
  const range = found?.range ?? advice?.range;
  if (!range) return null;
  const value = [found?.contents, advice?.contents].filter((text) => text !== undefined).join("\n\n---\n\n");
  const contents = session.abilities.markdownHovers
    ? { kind: MarkupKind.Markdown, value }
    : { kind: MarkupKind.PlainText, value: withoutMarks(value) };
  return { contents, range };
}

/** Explains the rules that report at the position to an editor that cannot open their pages. */
function adviceAt(
  position: Position,
  { analysis, engine }: Analyzed,
  { abilities }: Session,
): { readonly contents: string; readonly range: Range } | undefined {
  const here = analysis.findings.filter(({ range }) => touches(range, { start: position, end: position }));
  const ids = new Set(here.map(({ rule }) => rule).filter((id) => pageOf(id, engine, abilities) === undefined));
  const texts = engine.rules
    .filter(({ id }) => ids.has(id))
    .map(({ id, why, instead }) => `**${id}**\n\n${why}\n\n${instead}`);
  return here[0] && texts.length > 0 ? { contents: texts.join("\n\n"), range: here[0].range } : undefined;
}

/** Removes the Markdown that our pages use: no stars and backticks, and each address follows its link text. */
function withoutMarks(markdown: string): string {
  return markdown
    .replaceAll(/\*\*|`/g, "")
    .replaceAll(/\[([^\][]+)\]\(([^)]+)\)/g, "$1 ($2)")
    .replaceAll(/<(https?:[^>\s]+)>/g, "$1");
}
