import { CodeActionKind, type CodeAction, type WorkspaceEdit } from "vscode-languageserver";
import type { Finding } from "../../engine/index.ts";
import { safeEdits } from "../../host/safeFixes.ts";
import type { Analyzed } from "../analyzed.ts";
import { toWorkspaceEdit } from "../convert.ts";
import type { Session } from "../session.ts";
import { resolveIgnoring } from "./ignoring.ts";

const kind = `${CodeActionKind.SourceFixAll}.bulkhead`;

/** Data of a bulk action, from which its edit is computed. */
interface Bulk {
  readonly uri: string;
  readonly version: number;
  /** All rules when absent. */
  readonly rule?: string;
}

/** All safe fixes of the file; only where the editor asks for such actions by name. */
export function fixAll(
  only: readonly string[] | undefined,
  analyzed: Analyzed,
  session: Session,
): readonly CodeAction[] {
  if (!only?.some((one) => one !== "" && `${kind}.`.startsWith(`${one}.`))) return [];
  if (!analyzed.analysis.findings.some(mayBeSafe)) return [];
  return inBulk({ title: "Apply all safe Bulkhead fixes", kind }, {}, analyzed, session);
}

/** All safe fixes of one rule in the file; undefined unless there are several. */
export function fixAllOfRule(rule: string, analyzed: Analyzed, session: Session): readonly CodeAction[] {
  const findings = analyzed.analysis.findings.filter((finding) => finding.rule === rule);
  const first = findings.findIndex(hasSafeFix);
  if (first === -1 || !findings.slice(first + 1).some(hasSafeFix)) return [];
  const title = `Fix all findings of ${rule} in this file`;
  return inBulk({ title, kind: CodeActionKind.QuickFix }, { rule }, analyzed, session);
}

/** The edit of an action that was offered without one; none when the text has changed since. */
export async function resolveCodeAction(session: Session, action: CodeAction): Promise<CodeAction> {
  const ignoring = await resolveIgnoring(session, action);
  if (ignoring) return ignoring;
  const bulk = isBulk(action.data) ? action.data : undefined;
  const analyzed = bulk && (await session.analyze(bulk.uri));
  if (!bulk || analyzed?.version !== bulk.version) return action;
  const edit = editOf(bulk, analyzed, session);
  return edit ? { ...action, edit } : action;
}

function inBulk(
  action: CodeAction,
  scope: Pick<Bulk, "rule">,
  analyzed: Analyzed,
  session: Session,
): readonly CodeAction[] {
  const bulk = { uri: analyzed.document.uri, version: analyzed.version, ...scope };
  if (session.abilities.resolvesActionEdits) return [{ ...action, data: bulk }];
  const edit = editOf(bulk, analyzed, session);
  return edit ? [{ ...action, edit }] : [];
}

function editOf({ rule }: Bulk, analyzed: Analyzed, session: Session): WorkspaceEdit | undefined {
  const { uri } = analyzed.request.document;
  const findings = analyzed.analysis.findings.filter((finding) => rule === undefined || finding.rule === rule);
  const edits = safeEdits(uri, findings);
  if (edits.length === 0) return undefined;
  return toWorkspaceEdit(
    { title: "", kind: "safe", preferred: false, edits: [{ uri, edits }], create: [] },
    analyzed,
    session,
  );
}

/** Said of every finding of a file at each move of the cursor, so it computes no fix. */
function mayBeSafe({ fixKinds }: Finding): boolean {
  return fixKinds.includes("safe");
}

function hasSafeFix(finding: Finding): boolean {
  return mayBeSafe(finding) && finding.fixes().some(({ kind }) => kind === "safe");
}

function isBulk(data: unknown): data is Bulk {
  return typeof data === "object" && data !== null && "uri" in data && "version" in data;
}
