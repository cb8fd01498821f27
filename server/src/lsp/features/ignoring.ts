import { CodeActionKind, type CodeAction, type SnippetTextEdit, type WorkspaceEdit } from "vscode-languageserver";
import type { Finding, IgnoreEdit, IgnoreTarget } from "../../engine/index.ts";
import type { Analyzed } from "../analyzed.ts";
import { toWorkspaceEdit } from "../convert.ts";
import type { Session } from "../session.ts";

/** Data of an action, from which its edit is computed. */
interface Ignoring extends IgnoreTarget {
  readonly uri: string;
  readonly version: number;
}

/** Returns actions that write an ignore comment: above the finding, and for the whole file. */
export function ignoreActions(finding: Finding, analyzed: Analyzed, session: Session): readonly CodeAction[] {
  if (!canIgnore(finding.rule, analyzed)) return [];
  const { rule, range } = finding;
  return (["here", "file"] as const).flatMap((scope): CodeAction[] => {
    const title = scope === "here" ? `Ignore ${rule} here` : `Ignore ${rule} in this file`;
    const action = { title, kind: CodeActionKind.QuickFix };
    const ignoring: Ignoring = { uri: analyzed.document.uri, version: analyzed.version, rule, range, scope };
    if (session.abilities.resolvesActionEdits) return [{ ...action, data: ignoring }];
    const edit = editOf(ignoring, analyzed, session);
    return edit ? [{ ...action, edit }] : [];
  });
}

/** The action with its edit; as it is when the text has changed since, undefined when it is not one of these. */
export async function resolveIgnoring(session: Session, action: CodeAction): Promise<CodeAction | undefined> {
  const ignoring: unknown = action.data;
  if (!isIgnoring(ignoring)) return undefined;
  const analyzed = await session.analyze(ignoring.uri);
  if (analyzed?.version !== ignoring.version) return action;
  const edit = editOf(ignoring, analyzed, session);
  return edit ? { ...action, edit } : action;
}

/** Findings about comments and configurations cannot be suppressed by a comment. */
function canIgnore(id: string, { engine, analysis }: Analyzed): boolean {
  const rule = engine.rules.find((one) => one.id === id);
  return (
    rule?.check.ignore === undefined &&
    rule?.check.problem === undefined &&
    analysis.kind !== "config" &&
    rule !== undefined
  );
}

function editOf({ rule, range, scope }: Ignoring, analyzed: Analyzed, session: Session): WorkspaceEdit | undefined {
  const written = analyzed.engine.ignore(analyzed.request, { rule, range, scope });
  if (!written) return undefined;
  const { documentChanges, snippetEdits } = session.abilities;
  const { uri } = analyzed.request.document;
  if (written.after === undefined || !documentChanges || !snippetEdits) {
    const edits = [{ range: written.range, newText: plainText(written) }];
    const fix = { title: "", kind: "safe" as const, preferred: false, edits: [{ uri, edits }], create: [] };
    return toWorkspaceEdit(fix, analyzed, session);
  }
  const edit: SnippetTextEdit = { range: written.range, snippet: { kind: "snippet", value: snippet(written) } };
  return {
    documentChanges: [{ textDocument: { uri: analyzed.document.uri, version: analyzed.version }, edits: [edit] }],
  };
}

/** Without a snippet the reason stays empty: a literal placeholder would pass for one. */
function plainText({ before, placeholder, after }: IgnoreEdit): string {
  return after === undefined ? before + placeholder : before.trimEnd() + after;
}

function snippet({ before, placeholder, after = "" }: IgnoreEdit): string {
  const literal = (text: string): string => text.replaceAll(/[\\$}]/g, "\\$&");
  return `${literal(before)}\${1:${placeholder}}${literal(after)}`;
}

function isIgnoring(data: unknown): data is Ignoring {
  return typeof data === "object" && data !== null && "scope" in data && "range" in data && "version" in data;
}
