import {
  CodeActionKind,
  ErrorCodes,
  ResponseError,
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
  declareIntentRequest,
  intentRequest,
  newConfigurationRequest,
  pageRequest,
  rulesRequest,
  statusRequest,
  wrongAdviceRequest,
} from "../protocol.ts";
import { version } from "../version.ts";
import type { ServerHost } from "./analyzed.ts";
import { clientAbilities, type ClientAbilities } from "./clientAbilities.ts";
import { codeActions } from "./features/codeActions.ts";
import { noDiagnostics, pullDiagnostics, refreshDiagnostics } from "./features/diagnostics.ts";
import { resolveCodeAction } from "./features/fixAll.ts";
import { completion } from "./features/completion.ts";
import { changeConfig, newConfiguration } from "./features/configuring.ts";
import { hover } from "./features/hover.ts";
import { declareIntent, intent } from "./features/intent.ts";
import { inlayHints, refreshInlayHints } from "./features/inlayHints.ts";
import { at, page, rules } from "./features/pages.ts";
import { pushDiagnostics } from "./features/pushedDiagnostics.ts";
import { status } from "./features/status.ts";
import { wrongAdvice } from "./features/wrongAdvice.ts";
import { createFolders } from "./folders.ts";
import { Session } from "./session.ts";
import { createSettings } from "./settings.ts";
import { createWatchers, watchSettings } from "./watching.ts";

/** Runs the language server on this connection until the client disconnects. */
export function startServer(connection: Connection, loadEngine: () => Promise<Engine>, host: ServerHost): void {
  let isInitialized = false;
  // Requests without a handler, which before `initialize` are all of them.
  connection.onRequest((method) =>
    isInitialized
      ? new ResponseError(ErrorCodes.MethodNotFound, `Unhandled method ${method}`)
      : new ResponseError(ErrorCodes.ServerNotInitialized, "The server is not initialized yet."),
  );
  connection.onInitialize((params) => {
    if (!isObject(params)) return invalidParams();
    isInitialized = true;
    const abilities = clientAbilities(params);
    const documents = new TextDocuments(TextDocument);
    const session = new Session({
      connection,
      loadEngine,
      host,
      abilities,
      folders: createFolders(params),
      settings: createSettings(connection, abilities),
      watchers: createWatchers(connection, abilities),
    });
    listenToDocuments(documents, session);
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
      codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.Refactor, `${CodeActionKind.SourceFixAll}.bulkhead`],
      resolveProvider: abilities.resolvesActionEdits,
    },
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
    ...(abilities.pullsDiagnostics
      ? { diagnosticProvider: { identifier: "bulkhead", interFileDependencies: true, workspaceDiagnostics: false } }
      : {}),
  };
}

/** Answers each request that comes after `shutdown` with the error that the protocol demands. */
function refusingAfterShutdown(connection: Connection): <P, R>(answer: Answer<P, R>) => Answer<P, R> {
  let isShutDown = false;
  connection.onShutdown(() => {
    isShutDown = true;
  });
  return (answer) => (params, token) =>
    isShutDown
      ? Promise.resolve(new ResponseError<never>(ErrorCodes.InvalidRequest, "The server is shut down."))
      : answer(params, token);
}

/** Rejects requests without parameters: a client may violate the protocol. */
function needingParams<P, R>(answer: Answer<P, R>): Answer<P, R> {
  return (params, token) => (isObject(params) ? answer(params, token) : Promise.resolve(invalidParams()));
}

function isObject(params: unknown): boolean {
  return typeof params === "object" && params !== null;
}

function invalidParams(): ResponseError<never> {
  return new ResponseError(ErrorCodes.InvalidParams, "The request has no parameters.");
}

type Answer<P, R> = (params: P, token: CancellationToken) => Promise<R | ResponseError<never>>;

function listenToDocuments(documents: TextDocuments<TextDocument>, session: Session): void {
  documents.onDidOpen(({ document }) => session.invalidate({ kind: "opened", document }));
  documents.onDidChangeContent(({ document: { uri } }) => session.invalidate({ kind: "edited", uri }));
  documents.onDidSave(({ document: { uri } }) => session.invalidate({ kind: "saved", uri }));
  documents.onDidClose(({ document: { uri } }) => session.invalidate({ kind: "closed", uri }));
}

function listenToWorkspace(connection: Connection, session: Session): void {
  connection.onInitialized(() => {
    session.engine().catch((error: unknown) => connection.console.error(`The engine did not load: ${String(error)}`));
    watchSettings(connection, session.abilities);
    if (!session.abilities.tellsFolderChanges) return;
    connection.workspace.onDidChangeWorkspaceFolders((event) => session.invalidate({ kind: "folders", event }));
  });
  connection.onDidChangeConfiguration(({ settings }) => session.invalidate({ kind: "settings", pushed: settings }));
  connection.onDidChangeWatchedFiles(({ changes }) =>
    session.invalidate({ kind: "files", uris: changes.map(({ uri }) => uri) }),
  );
}

function offerFeatures(connection: Connection, session: Session, documents: TextDocuments<TextDocument>): void {
  const { languages } = connection;
  const refusing = refusingAfterShutdown(connection);
  const answering = <P, R>(nothing: R, answer: Parameters<typeof answeringWith<P, R>>[2]): Answer<P, R> =>
    refusing(needingParams(answeringWith(session, nothing, answer)));
  if (session.abilities.pullsDiagnostics) {
    // VS Code's client never asks again about a document for which one request failed.
    languages.diagnostics.on(answering(noDiagnostics, pullDiagnostics));
    if (session.abilities.refreshesDiagnostics) refreshDiagnostics(session);
  } else {
    pushDiagnostics(session, documents);
  }
  connection.onHover(answering(null, hover));
  connection.onCompletion(answering([], completion));
  connection.onCodeAction(answering([], codeActions));
  connection.onCodeActionResolve((action, token) => answering(action, resolveCodeAction)(action, token));
  languages.inlayHint.on(answering([], inlayHints));
  refreshInlayHints(session);

  connection.onRequest(statusRequest, answering(null, status));
  connection.onRequest(pageRequest, answering(null, page));
  connection.onRequest(rulesRequest, answering([], rules));
  connection.onRequest(atRequest, answering({ rules: [] }, at));
  connection.onRequest(changeConfigRequest, answering(null, changeConfig));
  connection.onRequest(intentRequest, answering(null, intent));
  connection.onRequest(declareIntentRequest, answering(null, declareIntent));
  connection.onRequest(newConfigurationRequest, answering(null, newConfiguration));
  connection.onRequest(wrongAdviceRequest, answering(null, wrongAdvice));
}

/** A defect in one answer is logged and answered with nothing: editors would show a failed request to the user. */
function answeringWith<P, R>(
  session: Session,
  nothing: R,
  answer: (session: Session, params: P, token: CancellationToken) => R | Promise<R>,
): Answer<P, R> {
  return async (params, token) => {
    try {
      return await answer(session, params, token);
    } catch (error) {
      session.connection.console.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
      return nothing;
    }
  };
}
