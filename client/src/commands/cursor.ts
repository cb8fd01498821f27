import * as vscode from "vscode";
import { atRequest, type AtParams, type AtResult } from "../../../server/src/protocol.ts";
import type { Server } from "../server.ts";

/** Returns the position of the cursor as the server expects it. */
export async function cursorOf(server: Server): Promise<AtParams | undefined> {
  const editor = vscode.window.activeTextEditor;
  const client = await server.client();
  if (!editor || !client) return undefined;
  const { line, character } = editor.selection.active;
  return { uri: client.code2ProtocolConverter.asUri(editor.document.uri), position: { line, character } };
}

/** Returns the rules and the topic at the cursor. */
export async function whatIsAtCursor(server: Server): Promise<AtResult> {
  const cursor = await cursorOf(server);
  const client = await server.client();
  return cursor && client ? client.sendRequest<AtResult>(atRequest, cursor) : { rules: [] };
}

/** Shows a message in the status bar. */
export function mention(text: string): void {
  vscode.window.setStatusBarMessage(text, 5000);
}
