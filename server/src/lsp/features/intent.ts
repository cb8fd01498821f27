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
import { isActive, type Analyzed } from "../analyzed.ts";
import { toWorkspaceEdit } from "../convert.ts";
import type { Session } from "../session.ts";

/** Returns the intent keys of the workload at a position. */
export async function intent(
  session: Session,
  { uri, position }: AtParams,
  token: CancellationToken,
): Promise<IntentResult> {
  const analyzed = await session.analyze(uri, token);
  return analyzed?.engine.intentAt(analyzed.request, position) ?? null;
}

/** The edit that declares a value for the workload at a position. */
export async function declareIntent(
  session: Session,
  { uri, position, key, value }: DeclareIntentParams,
  token: CancellationToken,
): Promise<DeclareIntentResult> {
  const analyzed = await session.analyze(uri, token);
  const edit = analyzed?.engine.declareIntent(analyzed.request, position, key, value);
  if (!analyzed || !edit) return null;
  const fix = { title: "", kind: "safe" as const, preferred: false, edits: [edit], create: [] };
  return toWorkspaceEdit(fix, analyzed, session) ?? null;
}

/** The action that asks what to declare: on the line where a workload begins, and anywhere in it if the user asks for actions. */
export function intentActions(
  { start }: Range,
  trigger: CodeActionTriggerKind | undefined,
  analyzed: Analyzed,
  session: Session,
): readonly CodeAction[] {
  if (!session.abilities.options.commands || !isActive(analyzed)) return [];
  const { engine, request, document } = analyzed;
  const workload = engine.intentAt(request, start);
  // Elsewhere it would put a lightbulb on each line.
  if (!workload || (workload.line !== start.line && trigger !== CodeActionTriggerKind.Invoked)) return [];
  const title = "Declare intent…";
  const command = { title, command: declareIntentCommand, arguments: [document.uri, start] };
  return [{ title, kind: CodeActionKind.Refactor, command }];
}
