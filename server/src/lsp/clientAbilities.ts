import type { InitializeParams } from "vscode-languageserver";
import type { ClientOptions } from "../protocol.ts";

/** Capabilities of the editor that change the behaviour of the server. */
export interface ClientAbilities {
  readonly pullsDiagnostics: boolean;
  readonly refreshesDiagnostics: boolean;
  readonly refreshesInlayHints: boolean;
  readonly resolvesActionEdits: boolean;
  readonly documentChanges: boolean;
  readonly createsFiles: boolean;
  readonly annotatesChanges: boolean;
  readonly snippetEdits: boolean;
  readonly snippetCompletions: boolean;
  readonly relatedInformation: boolean;
  /** False for an editor that says that it shows hovers as plain text only. */
  readonly markdownHovers: boolean;
  readonly registersWatchers: boolean;
  readonly relativePatterns: boolean;
  readonly registersConfiguration: boolean;
  readonly answersConfiguration: boolean;
  readonly tellsFolderChanges: boolean;
  readonly options: ClientOptions;
}

export function clientAbilities({ capabilities, initializationOptions }: InitializeParams): ClientAbilities {
  const { workspace = {}, textDocument = {} } = capabilities;
  const { workspaceEdit } = workspace;
  return {
    pullsDiagnostics: textDocument.diagnostic !== undefined,
    refreshesDiagnostics: workspace.diagnostics?.refreshSupport === true,
    refreshesInlayHints: workspace.inlayHint?.refreshSupport === true,
    resolvesActionEdits:
      textDocument.codeAction?.dataSupport === true &&
      textDocument.codeAction.resolveSupport?.properties.includes("edit") === true,
    documentChanges: workspaceEdit?.documentChanges === true,
    createsFiles:
      workspaceEdit?.documentChanges === true && workspaceEdit.resourceOperations?.includes("create") === true,
    annotatesChanges: workspaceEdit?.changeAnnotationSupport !== undefined,
    snippetCompletions: textDocument.completion?.completionItem?.snippetSupport === true,
    snippetEdits: workspaceEdit?.snippetEditSupport === true,
    relatedInformation: textDocument.publishDiagnostics?.relatedInformation ?? textDocument.diagnostic !== undefined,
    markdownHovers: textDocument.hover?.contentFormat?.includes("markdown") ?? true,
    registersWatchers: workspace.didChangeWatchedFiles?.dynamicRegistration === true,
    relativePatterns: workspace.didChangeWatchedFiles?.relativePatternSupport === true,
    registersConfiguration: workspace.didChangeConfiguration?.dynamicRegistration === true,
    answersConfiguration: workspace.configuration === true,
    tellsFolderChanges: workspace.workspaceFolders === true,
    options: isOptions(initializationOptions) ? initializationOptions : {},
  };
}

function isOptions(value: unknown): value is ClientOptions {
  return typeof value === "object" && value !== null;
}
