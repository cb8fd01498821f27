import type { TextDocuments } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Session } from "../session.ts";
import { diagnosticsOf } from "./diagnostics.ts";

/** Milliseconds without a keystroke before an analysis begins. */
const pause = 150;

/** Sends diagnostics to an editor that does not ask for them. */
export function pushDiagnostics(session: Session, documents: TextDocuments<TextDocument>): void {
  const { connection } = session;
  const waiting = new Map<string, ReturnType<typeof setTimeout>>();

  const publish = async (uri: string): Promise<void> => {
    const analyzed = await session.analyze(uri);
    const document = session.document(uri);
    if (!document) return;
    const diagnostics = analyzed ? diagnosticsOf(analyzed, session) : [];
    await connection.sendDiagnostics({ uri, version: document.version, diagnostics });
  };
  const publishSoon = (uri: string, delay: number): void => {
    clearTimeout(waiting.get(uri));
    const timer = setTimeout(() => {
      waiting.delete(uri);
      publish(uri).catch((error: unknown) => connection.console.error(String(error)));
    }, delay);
    waiting.set(uri, timer);
  };

  documents.onDidChangeContent(({ document }) => publishSoon(document.uri, document.version > 1 ? pause : 0));
  session.onStale((uris) => {
    for (const uri of uris) publishSoon(uri, pause);
  });
  documents.onDidClose(({ document: { uri } }) => {
    clearTimeout(waiting.get(uri));
    waiting.delete(uri);
    void connection.sendDiagnostics({ uri, diagnostics: [] });
  });
}
