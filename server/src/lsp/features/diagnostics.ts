import {
  DocumentDiagnosticReportKind,
  LSPErrorCodes,
  ResponseError,
  type CancellationToken,
  type Diagnostic,
  type DiagnosticServerCancellationData,
  type DocumentDiagnosticParams,
  type DocumentDiagnosticReport,
} from "vscode-languageserver";
import type { Analyzed } from "../analyzed.ts";
import { toDiagnostic } from "../convert.ts";
import type { Session } from "../session.ts";

export const noDiagnostics: DocumentDiagnosticReport = { kind: DocumentDiagnosticReportKind.Full, items: [] };

type Pulled = DocumentDiagnosticReport | ResponseError<DiagnosticServerCancellationData>;

/** Answers an editor that asks for diagnostics. */
export async function pullDiagnostics(
  session: Session,
  { textDocument, previousResultId }: DocumentDiagnosticParams,
  token: CancellationToken,
): Promise<Pulled> {
  const analyzed = await session.analyze(textDocument.uri, token);
  if (token.isCancellationRequested) {
    return new ResponseError(LSPErrorCodes.RequestCancelled, "The request was cancelled.");
  }
  if (!analyzed) return noDiagnostics;
  if (previousResultId === analyzed.id) return { kind: DocumentDiagnosticReportKind.Unchanged, resultId: analyzed.id };
  return { kind: DocumentDiagnosticReportKind.Full, resultId: analyzed.id, items: diagnosticsOf(analyzed, session) };
}

/** Has the editor ask again for documents whose neighbours changed: once more at most while it is still answering. */
export function refreshDiagnostics(session: Session): void {
  let state: "idle" | "asking" | "again" = "idle";
  const ask = async (): Promise<void> => {
    do {
      state = "asking";
      await session.connection.languages.diagnostics.refresh().catch(() => undefined);
    } while (isAgain());
    state = "idle";
  };
  const isAgain = (): boolean => state === "again";

  session.onStale(() => {
    if (state === "idle") void ask();
    else state = "again";
  });
}

export function diagnosticsOf(analyzed: Analyzed, session: Session): Diagnostic[] {
  return analyzed.analysis.findings.map((finding) => toDiagnostic(finding, analyzed.engine, session));
}
