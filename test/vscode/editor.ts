import * as vscode from "vscode";
import { expect } from "./expect.ts";

export const extensionId = "bulkhead.bulkhead-vscode";

/** How long the editor may take for one thing before the test says what it was still waiting for. */
const patience = 30_000;

/** Shows a file of the opened folder. */
export async function open(name: string, options?: vscode.TextDocumentShowOptions): Promise<vscode.TextDocument> {
  const folder = vscode.workspace.workspaceFolders?.[0];
  expect(folder !== undefined, "the editor has a folder open");
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder.uri, name));
  await vscode.window.showTextDocument(document, options);
  return document;
}

/** Replaces a piece of text in a document, as a typing user does. */
export async function replace(document: vscode.TextDocument, text: string, by: string): Promise<void> {
  const at = document.getText().indexOf(text);
  expect(at >= 0, `the document has ${text}`);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(document.positionAt(at), document.positionAt(at + text.length)), by);
  expect(await vscode.workspace.applyEdit(edit), "the edit is applied");
}

/** The findings of Bulkhead in a document, as soon as they are as the test wants them. */
export async function findings(
  document: vscode.TextDocument,
  wanted: (rules: readonly string[]) => boolean,
): Promise<readonly vscode.Diagnostic[]> {
  const now = () => vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === "bulkhead");
  return until(
    vscode.languages.onDidChangeDiagnostics,
    () => (wanted(now().map(ruleOf)) ? now() : undefined),
    () => `the findings are: ${now().map(ruleOf).join(", ")}`,
  );
}

/** Waits for a tab with this in its name. */
export async function tabNamed(name: string): Promise<vscode.Tab> {
  const tabs = () => vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  return until(
    vscode.window.tabGroups.onDidChangeTabs,
    () => tabs().find(({ label }) => label.includes(name)),
    () =>
      `the tabs are: ${tabs()
        .map(({ label }) => label)
        .join(", ")}`,
  );
}

/** What `look` sees as soon as it sees something, now or after an event. */
async function until<T>(event: vscode.Event<unknown>, look: () => T | undefined, state: () => string): Promise<T> {
  return new Promise((resolve, reject) => {
    const tryOnce = (): void => {
      const seen = look();
      if (seen !== undefined) settle(() => resolve(seen));
    };
    const settle = (end: () => void): void => {
      clearTimeout(timer);
      listener.dispose();
      end();
    };
    const listener = event(tryOnce);
    const timer = setTimeout(() => {
      settle(() => reject(new Error(`after ${patience / 1000} s ${state()}`)));
    }, patience);
    tryOnce();
  });
}

/** The rule that a diagnostic comes from. */
export function ruleOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === "object" ? code.value : code);
}

/** All hover text at a position. */
export async function hoverText(document: vscode.TextDocument, position: vscode.Position): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    "vscode.executeHoverProvider",
    document.uri,
    position,
  );
  return hovers
    .flatMap(({ contents }) => contents)
    .map((content) => (typeof content === "string" ? content : content.value))
    .join("\n");
}

/**
 * The code actions of one kind at a place where there are some, complete with their edits. The editor answers with none
 * when any extension registers a provider in the meantime; its menu asks again then, and so does this.
 */
export async function codeActions(
  document: vscode.TextDocument,
  range: vscode.Range,
  kind: vscode.CodeActionKind,
): Promise<readonly vscode.CodeAction[]> {
  const deadline = Date.now() + patience;
  for (;;) {
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      "vscode.executeCodeActionProvider",
      document.uri,
      range,
      kind.value,
      50,
    );
    if (actions.length > 0 || Date.now() > deadline) return actions;
  }
}
