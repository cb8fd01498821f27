import type { CancellationToken } from "vscode-languageserver";
import { touches } from "../../host/positions.ts";
import type { AtParams, AtResult, PageParams, PageResult, RulesParams, RulesResult } from "../../protocol.ts";
import type { Session } from "../session.ts";

export async function page(session: Session, { of, id }: PageParams): Promise<PageResult> {
  const engine = await session.engine();
  return (of === "rule" ? engine.rulePage(id) : engine.topicPage(id)) ?? null;
}

/** Returns every rule with its severities in a document. */
export async function rules(session: Session, { uri }: RulesParams, token: CancellationToken): Promise<RulesResult> {
  const analyzed = uri === undefined ? undefined : await session.analyze(uri, token);
  const engine = await session.engine();
  return engine.rules.map(({ id, summary, category }) => ({
    id,
    summary,
    category,
    current: engine.severitiesOf(id, analyzed?.analysis.config),
  }));
}

/** Returns the rules with findings at a position, and the topic there. */
export async function at(session: Session, { uri, position }: AtParams, token: CancellationToken): Promise<AtResult> {
  const analyzed = await session.analyze(uri, token);
  if (!analyzed) return { rules: [] };

  const here = analyzed.analysis.findings.filter(({ range }) => touches(range, { start: position, end: position }));
  const topic = analyzed.engine.hover(analyzed.request, position)?.topic;
  return { rules: [...new Set(here.map(({ rule }) => rule))], ...(topic === undefined ? {} : { topic }) };
}
