import * as vscode from "vscode";
import { RevealOutputChannelOn, type BaseLanguageClient, type LanguageClientOptions } from "vscode-languageclient";
import {
  readFileRequest,
  readRubyParserRequest,
  settingsRequest,
  statFileRequest,
  type ClientOptions,
  type ReadFileParams,
  type SettingsParams,
} from "../../server/src/protocol.ts";
import { readWorkspaceFile, statWorkspaceFile } from "./files.ts";
import { followed } from "./selector.ts";
import { settingsFor } from "./settings.ts";

export type CreateClient = (options: LanguageClientOptions) => BaseLanguageClient;

/** The language server, as the rest of the extension sees it. */
export interface Server extends vscode.Disposable {
  /** Starts the server unless it is running; undefined if it cannot start, which is logged to the output. */
  client(): Promise<BaseLanguageClient | undefined>;
  /** Undefined as long as nothing has needed the server. */
  running(): BaseLanguageClient | undefined;
  restart(): Promise<void>;
  readonly onDidStart: vscode.Event<void>;
}

export function createServer(
  context: vscode.ExtensionContext,
  output: vscode.LogOutputChannel,
  createClient: CreateClient,
): Server {
  const started = new vscode.EventEmitter<void>();
  let starting: Promise<BaseLanguageClient | undefined> | undefined;
  let current: BaseLanguageClient | undefined;

  const start = async (): Promise<BaseLanguageClient | undefined> => {
    try {
      const client = createClient({
        documentSelector: followed.map((filter) => ({ ...filter })),
        initializationOptions: {
          settingsLayers: true,
          commands: true,
          pages: `${vscode.env.uriScheme}://${context.extension.id}`,
          yamlSchemas: hasYamlSchemas(),
        } satisfies ClientOptions,
        outputChannel: output,
        revealOutputChannelOn: RevealOutputChannelOn.Never,
        initializationFailedHandler: () => false,
      });
      answerServer(client, context);
      await client.start();
      current = client;
      started.fire();
      return client;
    } catch (error) {
      output.error(`The language server could not be started: ${String(error)}`);
      return undefined;
    }
  };
  const stop = async (): Promise<void> => {
    const client = await starting;
    starting = undefined;
    current = undefined;
    if (!client?.needsStop()) return;
    try {
      // One that is coming back after a crash cannot be stopped before it is there.
      await client.start();
      await client.dispose();
    } catch (error) {
      output.warn(`The language server did not stop cleanly: ${String(error)}`);
    }
  };

  return {
    client: () => (starting ??= start()),
    running: () => current,
    async restart() {
      await stop();
      await (starting ??= start());
    },
    onDidStart: started.event,
    dispose() {
      started.dispose();
      return stop();
    },
  };
}

/** The extension for YAML takes the schema of our configuration from the manifest. */
function hasYamlSchemas(): boolean {
  return vscode.extensions.getExtension("redhat.vscode-yaml") !== undefined;
}

/** Answers the requests of the server. */
function answerServer(client: BaseLanguageClient, context: vscode.ExtensionContext): void {
  client.onRequest(settingsRequest, ({ uri }: SettingsParams) => settingsFor(vscode.Uri.parse(uri), context));
  client.onRequest(readFileRequest, (params: ReadFileParams) => readWorkspaceFile(params));
  client.onRequest(statFileRequest, (params: ReadFileParams) => statWorkspaceFile(params));
  client.onRequest(readRubyParserRequest, () =>
    vscode.workspace.fs.readFile(vscode.Uri.joinPath(context.extensionUri, "server", "dist", "prism.wasm")),
  );
}
