import { PassThrough } from "node:stream";
import {
  createConnection,
  createProtocolConnection,
  MessageType,
  StreamMessageReader,
  StreamMessageWriter,
  type ClientCapabilities,
  type CodeAction,
  type Diagnostic,
  type DocumentDiagnosticReport,
  type InitializeResult,
  type LogMessageParams,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  type Registration,
  type RegistrationParams,
  type UnregistrationParams,
} from "vscode-languageserver/node";
import type { Engine, Existence, FileState } from "../../server/src/engine/index.ts";
import { stateOfBytes } from "../../server/src/host/reader.ts";
import type { ServerHost } from "../../server/src/lsp/analyzed.ts";
import { startServer } from "../../server/src/lsp/server.ts";
import { createFakeEngine } from "./fakeEngine.ts";

export const folder = "file:///project";

/** Capabilities of an editor such as VS Code. */
export const modern: ClientCapabilities = {
  workspace: {
    configuration: true,
    workspaceFolders: true,
    didChangeWatchedFiles: { dynamicRegistration: true, relativePatternSupport: true },
    didChangeConfiguration: { dynamicRegistration: true },
    diagnostics: { refreshSupport: true },
    inlayHint: { refreshSupport: true },
    workspaceEdit: {
      documentChanges: true,
      resourceOperations: ["create", "rename", "delete"],
      changeAnnotationSupport: {},
    },
  },
  textDocument: {
    diagnostic: {},
    publishDiagnostics: { relatedInformation: true },
    codeAction: { dataSupport: true, resolveSupport: { properties: ["edit"] } },
  },
};

/** Capabilities of an editor that can hardly anything. */
export const plain: ClientCapabilities = {};

export interface EditorOptions {
  readonly engine?: Engine;
  readonly capabilities?: ClientCapabilities;
  readonly initializationOptions?: unknown;
  /** Saved texts by URI. */
  readonly files?: Record<string, string>;
  readonly folders?: readonly string[];
  /** The host of the server, instead of `files`. */
  readonly host?: ServerHost;
  /** Answer to `workspace/configuration`. */
  readonly settings?: unknown;
}

/** An editor at the other end of a server's streams, both in this process. */
export interface Editor {
  readonly connection: ProtocolConnection;
  readonly initialized: InitializeResult;
  /** The files on disk; change them and call `changedOnDisk`. */
  readonly disk: Map<string, string>;
  /** URIs in the order in which they were read from disk. */
  readonly reads: string[];
  readonly registrations: RegistrationParams[];
  /** Folders that the server watches. */
  readonly watched: Set<string>;
  /** URIs whose existence was asked for, without a read. */
  readonly probes: string[];
  /** Errors, warnings and information. */
  readonly logged: string[];
  /** One line for each analysis. */
  readonly traced: string[];
  readonly counts: { refreshes: number; hintRefreshes: number };
  settings: unknown;
  open(uri: string, text: string, languageId?: string): void;
  edit(uri: string, text: string): void;
  save(uri: string): void;
  close(uri: string): void;
  changedOnDisk(...uris: string[]): void;
  pull(uri: string): Promise<Diagnostic[]>;
  actions(uri: string, line: number, only?: string[]): Promise<CodeAction[]>;
  /** Resolves when the condition holds, which is tried after each message of the server; rejects after some seconds. */
  until(condition: () => boolean): Promise<void>;
  /** Last pulled diagnostics by URI. */
  readonly pulled: Map<string, readonly Diagnostic[]>;
  /** Last published diagnostics by URI. */
  readonly published: Map<string, PublishDiagnosticsParams>;
  stop(): void;
}

/** Milliseconds. */
const patience = 8000;

/** Returns the messages of the server, for the error of a test that waits in vain. */
function stateOf({ counts, pulled, published, logged }: Editor): string {
  const shown = (diagnostics: readonly Diagnostic[]): readonly string[] =>
    diagnostics.map(({ range, code, message }) => `${String(range.start.line)}:${String(code)} ${message}`);
  const byUri = (entries: Iterable<[string, readonly Diagnostic[]]>): object =>
    Object.fromEntries([...entries].map(([uri, diagnostics]) => [uri, shown(diagnostics)]));
  const last = [...published].map(([uri, { diagnostics }]): [string, Diagnostic[]] => [uri, diagnostics]);
  return JSON.stringify({ counts, pulled: byUri(pulled), published: byUri(last), logged: logged.slice(-5) }, null, 2);
}

const running = new Set<Editor>();

/** Ends every server of a test. */
export function stopEditors(): void {
  for (const editor of running) editor.stop();
  running.clear();
}

export async function startEditor(options: EditorOptions = {}): Promise<Editor> {
  const toServer = new PassThrough();
  const toClient = new PassThrough();
  const disk = new Map(Object.entries(options.files ?? {}));
  const reads: string[] = [];
  const probes: string[] = [];
  const server = createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient));
  const inMemory: ServerHost = {
    readerFor: () => ({
      read(uri): Promise<FileState> {
        reads.push(uri);
        const text = disk.get(uri);
        return Promise.resolve(
          text === undefined
            ? { state: "unreadable", reason: "missing" }
            : stateOfBytes(new TextEncoder().encode(text)),
        );
      },
      stat(uri): Promise<FileState | Existence> {
        probes.push(uri);
        if (disk.has(uri)) return Promise.resolve({ state: "present", type: "file" });
        const isFolder = [...disk.keys()].some((file) => file.startsWith(`${uri}/`));
        return Promise.resolve(
          isFolder ? { state: "present", type: "folder" } : { state: "unreadable", reason: "missing" },
        );
      },
    }),
  };
  startServer(server, () => Promise.resolve(options.engine ?? createFakeEngine()), options.host ?? inMemory);
  const connection = createProtocolConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));

  const waiting = new Set<() => void>();
  const versions = new Map<string, number>();
  const notify = (method: string, params: unknown): void => void connection.sendNotification(method, params as object);
  const editor: Editor = {
    connection,
    initialized: { capabilities: {} },
    disk,
    reads,
    registrations: [],
    watched: new Set(),
    probes,
    logged: [],
    traced: [],
    counts: { refreshes: 0, hintRefreshes: 0 },
    settings: options.settings ?? null,
    pulled: new Map(),
    published: new Map(),
    open(uri, text, languageId = "dockerfile") {
      versions.set(uri, 1);
      notify("textDocument/didOpen", { textDocument: { uri, languageId, version: 1, text } });
    },
    edit(uri, text) {
      const version = (versions.get(uri) ?? 0) + 1;
      versions.set(uri, version);
      notify("textDocument/didChange", { textDocument: { uri, version }, contentChanges: [{ text }] });
    },
    save: (uri) => notify("textDocument/didSave", { textDocument: { uri } }),
    close: (uri) => notify("textDocument/didClose", { textDocument: { uri } }),
    changedOnDisk: (...uris) =>
      notify("workspace/didChangeWatchedFiles", { changes: uris.map((uri) => ({ uri, type: 2 })) }),
    async pull(uri) {
      const report = await connection.sendRequest<DocumentDiagnosticReport>("textDocument/diagnostic", {
        textDocument: { uri },
      });
      const items = report.kind === "full" ? report.items : [];
      editor.pulled.set(uri, items);
      return items;
    },
    actions: (uri, line, only) =>
      connection.sendRequest<CodeAction[]>("textDocument/codeAction", {
        textDocument: { uri },
        range: { start: { line, character: 0 }, end: { line, character: 200 } },
        context: { diagnostics: [], ...(only ? { only } : {}) },
      }),
    until: (condition) =>
      new Promise((resolve, reject) => {
        const end = (): void => {
          clearTimeout(timer);
          waiting.delete(look);
        };
        const look = (): void => {
          if (!condition()) return;
          end();
          resolve();
        };
        const timer = setTimeout(() => {
          end();
          reject(new Error(`Not within ${String(patience)} ms: ${String(condition)}\n${stateOf(editor)}`));
        }, patience);
        waiting.add(look);
        look();
      }),
    stop() {
      connection.dispose();
      server.dispose();
      toServer.destroy();
      toClient.destroy();
    },
  };
  const heard = (): void => {
    for (const look of [...waiting]) look();
  };
  answerServer(editor, heard);
  connection.listen();
  const initialized = await connection.sendRequest<InitializeResult>("initialize", {
    processId: null,
    rootUri: null,
    capabilities: options.capabilities ?? modern,
    workspaceFolders: (options.folders ?? [folder]).map((uri) => ({ uri, name: uri })),
    initializationOptions: options.initializationOptions,
  });
  notify("initialized", {});
  const started = Object.assign(editor, { initialized });
  running.add(started);
  return started;
}

function watchedBy({ registerOptions }: Registration): readonly string[] {
  const { watchers = [] } = registerOptions as { watchers?: readonly { globPattern: { baseUri: string } }[] };
  return watchers.map(({ globPattern }) => globPattern.baseUri);
}

function answerServer(editor: Editor, heard: () => void): void {
  const { connection } = editor;
  connection.onRequest("workspace/configuration", ({ items }: { items: unknown[] }) =>
    items.map(() => editor.settings),
  );
  connection.onRequest("client/registerCapability", (params: RegistrationParams) => {
    editor.registrations.push(params);
    for (const folder of params.registrations.flatMap(watchedBy)) editor.watched.add(folder);
    heard();
    return null;
  });
  connection.onRequest("client/unregisterCapability", ({ unregisterations }: UnregistrationParams) => {
    const ids = new Set(unregisterations.map(({ id }) => id));
    const ended = editor.registrations.flatMap(({ registrations }) => registrations).filter(({ id }) => ids.has(id));
    for (const folder of ended.flatMap(watchedBy)) editor.watched.delete(folder);
    heard();
    return null;
  });
  connection.onRequest("workspace/diagnostic/refresh", () => {
    editor.counts.refreshes += 1;
    heard();
    return null;
  });
  connection.onRequest("workspace/inlayHint/refresh", () => {
    editor.counts.hintRefreshes += 1;
    heard();
    return null;
  });
  connection.onNotification("window/logMessage", ({ type, message }: LogMessageParams) => {
    (type === MessageType.Log ? editor.traced : editor.logged).push(message);
    heard();
  });
  connection.onNotification("textDocument/publishDiagnostics", (params: PublishDiagnosticsParams) => {
    editor.published.set(params.uri, params);
    heard();
  });
}
