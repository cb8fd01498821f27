import type { CancellationToken } from "vscode-languageserver";
import { comparePositions } from "../../engine/index.ts";
import type { AtParams, AtResult, PageParams, PageResult, RulesResult } from "../../protocol.ts";
import type { Session } from "../session.ts";

export function page({ engine }: Session, { of, id }: PageParams): PageResult {
  return (of === "rule" ? engine.rulePage(id) : engine.topicPage(id)) ?? null;
}

export function rules({ engine }: Session): RulesResult {
  return engine.rules.map(({ id, summary, category }) => ({ id, summary, category }));
}

/** What can be explained at a position. */
export async function at(session: Session, { uri, position }: AtParams, token: CancellationToken): Promise<AtResult> {
  const analysed = await session.analyse(uri, token);
  if (!analysed) return { rules: [] };

  const here = analysed.analysis.findings.filter(
    ({ range }) => comparePositions(range.start, position) <= 0 && comparePositions(position, range.end) <= 0,
  );
  const topic = session.engine.hover(analysed.request, position)?.topic;
  return { rules: [...new Set(here.map(({ rule }) => rule))], ...(topic === undefined ? {} : { topic }) };
}
