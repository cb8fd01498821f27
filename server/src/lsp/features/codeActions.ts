import {
  CodeActionKind,
  type CancellationToken,
  type CodeAction,
  type CodeActionParams,
  type Diagnostic,
  type Range,
} from "vscode-languageserver";
import type { Finding } from "../../engine/index.ts";
import { comparePositions, touches } from "../../host/positions.ts";
import { openRuleDocumentation } from "../../protocol.ts";
import type { Analyzed } from "../analyzed.ts";
import { toWorkspaceEdit } from "../convert.ts";
import type { Session } from "../session.ts";
import { severityActions } from "./configuring.ts";
import { fixAll, fixAllOfRule } from "./fixAll.ts";
import { ignoreActions } from "./ignoring.ts";
import { intentActions } from "./intent.ts";

/** Some clients leave the context out. */
type ActionParams = Omit<CodeActionParams, "context"> & Partial<Pick<CodeActionParams, "context">>;

/** Order: fix, fix all, ignore, severity, documentation, intent. */
export async function codeActions(
  session: Session,
  { textDocument, range, context = { diagnostics: [] } }: ActionParams,
  token: CancellationToken,
): Promise<CodeAction[]> {
  const analyzed = await session.analyze(textDocument.uri, token);
  if (!analyzed) return [];
  const intents = wants(context.only, CodeActionKind.Refactor)
    ? intentActions(range, context.triggerKind, analyzed, session)
    : [];
  if (!wants(context.only, CodeActionKind.QuickFix)) return [...intents, ...fixAll(context.only, analyzed, session)];

  const here = analyzed.analysis.findings.filter((finding) => touches(finding.range, range));
  const rules = [...new Set(here.map(({ rule }) => rule))];
  const firstOfEach = rules.flatMap((rule) => here.find((finding) => finding.rule === rule) ?? []);
  return [
    ...here.flatMap((finding) => fixActions(finding, analyzed, session, context.diagnostics)),
    ...rules.flatMap((rule) => fixAllOfRule(rule, analyzed, session)),
    ...firstOfEach.flatMap((finding) => ignoreActions(finding, analyzed, session)),
    ...rules.flatMap((rule) => severityActions(rule, analyzed, session)),
    ...(session.abilities.options.commands ? rules.map(documentationAction) : []),
    ...intents,
    ...fixAll(context.only, analyzed, session),
  ];
}

function fixActions(
  finding: Finding,
  analyzed: Analyzed,
  session: Session,
  shown: readonly Diagnostic[],
): readonly CodeAction[] {
  const diagnostics = shown.filter(({ code, range }) => code === finding.rule && isSame(range, finding.range));
  return finding.fixes().flatMap((fix) => {
    const edit = toWorkspaceEdit(fix, analyzed, session);
    if (!edit) return [];
    return [{ title: fix.title, kind: CodeActionKind.QuickFix, diagnostics, isPreferred: fix.preferred, edit }];
  });
}

function documentationAction(rule: string): CodeAction {
  const title = `Show documentation for ${rule}`;
  return {
    title,
    kind: CodeActionKind.QuickFix,
    command: { title, command: openRuleDocumentation, arguments: [rule] },
  };
}

function wants(only: readonly string[] | undefined, kind: string): boolean {
  return only === undefined || only.length === 0 || only.some((one) => one === "" || `${kind}.`.startsWith(`${one}.`));
}

function isSame(a: Range, b: Range): boolean {
  return comparePositions(a.start, b.start) === 0 && comparePositions(a.end, b.end) === 0;
}
