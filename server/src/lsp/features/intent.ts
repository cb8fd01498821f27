import {
  CodeActionKind,
  CodeActionTriggerKind,
  type CancellationToken,
  type CodeAction,
  type Range,
} from "vscode-languageserver";
import {
  declareIntentCommand,
  type AtParams,
  type DeclareIntentParams,
  type DeclareIntentResult,
  type IntentResult,
} from "../../protocol.ts";
import { isActive, type Analysed } from "../analysed.ts";
import { toWorkspaceEdit } from "../convert.ts";
import type { Session } from "../session.ts";

/** What can be declared of the workload at a position. */
export async function intent(
  session: Session,
  { uri, position }: AtParams,
  token: CancellationToken,
): Promise<IntentResult> {
  const analysed = await session.analyse(uri, token);
  return analysed?.engine.intentAt(analysed.request, position) ?? null;
}

/** The edit that declares a value for the workload at a position. */
export async function declareIntent(
  session: Session,
  { uri, position, key, value }: DeclareIntentParams,
  token: CancellationToken,
): Promise<DeclareIntentResult> {
  const analysed = await session.analyse(uri, token);
  const edit = analysed?.engine.declareIntent(analysed.request, position, key, value);
  if (!analysed || !edit) return null;
  const fix = { title: "", kind: "safe" as const, preferred: false, edits: [edit], create: [] };
  return toWorkspaceEdit(fix, analysed, session) ?? null;
}

/** The action that asks what to declare: on the line where a workload begins, and anywhere in it if the user asks for actions. */
export function intentActions(
  { start }: Range,
  trigger: CodeActionTriggerKind | undefined,
  analysed: Analysed,
  session: Session,
): readonly CodeAction[] {
  if (!session.abilities.options.commands || !isActive(analysed)) return [];
  const { engine, request, document } = analysed;
  const workload = engine.intentAt(request, start);
  // Elsewhere it would put a lightbulb on each line.
  if (!workload || (workload.line !== start.line && trigger !== CodeActionTriggerKind.Invoked)) return [];
  const title = "Declare intent…";
  const command = { title, command: declareIntentCommand, arguments: [document.uri, start] };
  return [{ title, kind: CodeActionKind.Refactor, command }];
}
