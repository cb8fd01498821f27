import {
  CodeActionKind,
  TextDocuments,
  TextDocumentSyncKind,
  type CancellationToken,
  type Connection,
  type InitializeResult,
} from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { Engine } from "../engine/index.ts";
import {
  atRequest,
  changeConfigRequest,
  newConfigurationRequest,
  pageRequest,
  rulesRequest,
  statusRequest,
  wrongAdviceRequest,
} from "../protocol.ts";
import { version } from "../version.ts";
import type { ServerHost } from "./analysed.ts";
import { clientAbilities, type ClientAbilities } from "./clientAbilities.ts";
import { codeActions } from "./features/codeActions.ts";
import { noDiagnostics, pullDiagnostics, refreshDiagnostics } from "./features/diagnostics.ts";
import { resolveCodeAction } from "./features/fixAll.ts";
import { completion } from "./features/completion.ts";
import { changeConfig, newConfiguration } from "./features/configuring.ts";
import { hover } from "./features/hover.ts";
import { inlayHints, refreshInlayHints } from "./features/inlayHints.ts";
import { at, page, rules } from "./features/pages.ts";
import { pushDiagnostics } from "./features/pushedDiagnostics.ts";
import { status } from "./features/status.ts";
import { wrongAdvice } from "./features/wrongAdvice.ts";
import { createFolders } from "./folders.ts";
import { Session } from "./session.ts";
import { createSettings } from "./settings.ts";
import { createWatching, watchSettings } from "./watching.ts";

/** Serves an editor over the connection until it says goodbye. */
export function startServer(connection: Connection, loadEngine: () => Promise<Engine>, host: ServerHost): void {
  connection.onInitialize((params) => {
    const abilities = clientAbilities(params);
    const documents = new TextDocuments(TextDocument);
    const session = new Session({
      connection,
      loadEngine,
      host,
      abilities,
      documents,
      folders: createFolders(params),
      settings: createSettings(connection, abilities),
      watching: createWatching(connection, abilities),
    });
    documents.listen(connection);
    listenToWorkspace(connection, session);
    offerFeatures(connection, session, documents);
    return { serverInfo: { name: "Bulkhead", version }, capabilities: capabilitiesFor(abilities) };
  });
  connection.listen();
}

function capabilitiesFor(abilities: ClientAbilities): InitializeResult["capabilities"] {
  return {
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
    hoverProvider: true,
    completionProvider: { triggerCharacters: [" ", "=", ","] },
    inlayHintProvider: true,
    codeActionProvider: {
      codeActionKinds: [CodeActionKind.QuickFix, `${CodeActionKind.SourceFixAll}.bulkhead`],
      resolveProvider: abilities.resolvesActionEdits,
    },
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
    ...(abilities.pullsDiagnostics
      ? { diagnosticProvider: { identifier: "bulkhead", interFileDependencies: true, workspaceDiagnostics: false } }
      : {}),
  };
}

function listenToWorkspace(connection: Connection, session: Session): void {
  connection.onInitialized(() => {
    session.engine().catch((error: unknown) => connection.console.error(`The engine did not load: ${String(error)}`));
    watchSettings(connection, session.abilities);
    if (!session.abilities.tellsFolderChanges) return;
    connection.workspace.onDidChangeWorkspaceFolders((event) => session.foldersChanged(event));
  });
  connection.onDidChangeConfiguration(({ settings }) => session.settingsChanged(settings));
  connection.onDidChangeWatchedFiles(({ changes }) => session.savedFilesChanged(changes.map(({ uri }) => uri)));
}

function offerFeatures(connection: Connection, session: Session, documents: TextDocuments<TextDocument>): void {
  const { languages } = connection;
  if (session.abilities.pullsDiagnostics) {
    // VS Code's client never asks again about a document for which one request failed.
    languages.diagnostics.on(answering(session, noDiagnostics, pullDiagnostics));
    if (session.abilities.refreshesDiagnostics) refreshDiagnostics(session);
  } else {
    pushDiagnostics(session, documents);
  }
  connection.onHover(answering(session, null, hover));
  connection.onCompletion(answering(session, [], completion));
  connection.onCodeAction(answering(session, [], codeActions));
  connection.onCodeActionResolve((action, token) => answering(session, action, resolveCodeAction)(action, token));
  languages.inlayHint.on(answering(session, [], inlayHints));
  refreshInlayHints(session);

  connection.onRequest(statusRequest, answering(session, null, status));
  connection.onRequest(pageRequest, answering(session, null, page));
  connection.onRequest(rulesRequest, answering(session, [], rules));
  connection.onRequest(atRequest, answering(session, { rules: [] }, at));
  connection.onRequest(changeConfigRequest, answering(session, null, changeConfig));
  connection.onRequest(newConfigurationRequest, answering(session, null, newConfiguration));
  connection.onRequest(wrongAdviceRequest, answering(session, null, wrongAdvice));
}

/** A defect in one answer is logged and answered with nothing: editors would show a failed request to the user. */
function answering<P, R>(
  session: Session,
  nothing: R,
  answer: (session: Session, params: P, token: CancellationToken) => R | Promise<R>,
): (params: P, token: CancellationToken) => Promise<R> {
  return async (params, token) => {
    try {
      return await answer(session, params, token);
    } catch (error) {
      session.connection.console.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
      return nothing;
    }
  };
}
