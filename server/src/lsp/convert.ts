import {
  DiagnosticSeverity,
  DiagnosticTag,
  type Diagnostic,
  type TextDocumentEdit,
  type WorkspaceEdit,
} from "vscode-languageserver";
import type { Engine, Finding, Fix, Severity } from "../engine/index.ts";
import { normalized } from "../host/reader.ts";
import type { Analyzed } from "./analyzed.ts";
import type { ClientAbilities } from "./clientAbilities.ts";
import type { Session } from "./session.ts";

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

export function toDiagnostic(finding: Finding, engine: Engine, { abilities }: Session): Diagnostic {
  const related = abilities.relatedInformation ? finding.related : [];
  const href = pageOf(finding.rule, engine, abilities);
  return {
    range: finding.range,
    severity: severityOf(finding),
    source: "bulkhead",
    code: finding.rule,
    ...(href === undefined ? {} : { codeDescription: { href } }),
    message: finding.message,
    ...(finding.unnecessary ? { tags: [DiagnosticTag.Unnecessary] } : {}),
    ...(related.length === 0
      ? {}
      : {
          relatedInformation: related.map(({ at: { uri, range }, message }) => ({ location: { uri, range }, message })),
        }),
  };
}

/** Returns the address of a rule's page: the public one, else the bundled one if the client can open it. */
export function pageOf(rule: string, engine: Engine, { options }: ClientAbilities): string | undefined {
  return engine.docsOf(rule) ?? (options.pages === undefined ? undefined : `${options.pages}/rule/${rule}`);
}

/** One level lower where another file shows the same finding in full. */
function severityOf({ severity, isRepeat }: Finding): DiagnosticSeverity {
  const own = severities[severity];
  return isRepeat && own !== DiagnosticSeverity.Hint ? ((own + 1) as DiagnosticSeverity) : own;
}

/** Undefined when the editor cannot do it, or when a text has changed since the fix was computed. */
export function toWorkspaceEdit(fix: Fix, analyzed: Analyzed, session: Session): WorkspaceEdit | undefined {
  const { abilities } = session;
  if (fix.edits.length === 0 && fix.create.length === 0) return undefined;
  if (fix.edits.some(({ uri }) => hasChanged(uri, analyzed, session))) return undefined;
  if (!abilities.documentChanges) {
    if (fix.create.length > 0) return undefined;
    return { changes: Object.fromEntries(fix.edits.map(({ uri, edits }) => [uriFor(uri, session), [...edits]])) };
  }
  if (fix.create.length > 0 && !abilities.createsFiles) return undefined;

  const annotation = fix.kind === "refactor" && abilities.annotatesChanges ? "preview" : undefined;
  return {
    documentChanges: [
      ...fix.create.flatMap(({ uri, text }) => [
        { kind: "create" as const, uri },
        documentEdit(uri, null, [{ range: startOfFile, newText: text }], undefined),
      ]),
      ...fix.edits.map(({ uri, edits }) =>
        documentEdit(uriFor(uri, session), session.document(uri)?.version ?? null, edits, annotation),
      ),
    ],
    ...(annotation ? { changeAnnotations: { [annotation]: { label: fix.title, needsConfirmation: true } } } : {}),
  };
}

const startOfFile = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

function documentEdit(
  uri: string,
  version: number | null,
  edits: Fix["edits"][number]["edits"],
  annotationId: string | undefined,
): TextDocumentEdit {
  return {
    textDocument: { uri, version },
    edits: edits.map((edit) => (annotationId === undefined ? edit : { ...edit, annotationId })),
  };
}

function hasChanged(uri: string, { versions }: Analyzed, session: Session): boolean {
  return session.document(uri)?.version !== versions.get(normalized(uri));
}

/** As the editor spells it: some compare URIs as text. */
function uriFor(uri: string, session: Session): string {
  return session.document(uri)?.uri ?? uri;
}
