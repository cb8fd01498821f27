import * as vscode from "vscode";
import { pageRequest, type PageParams, type PageResult } from "../../server/src/protocol.ts";
import type { Server } from "./server.ts";

const scheme = "bulkhead-docs";

/** Gives the bundled pages of rules and topics to the editor as read-only documents, so that they need no network. */
export function providePages(server: Server): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(scheme, {
    async provideTextDocumentContent(uri) {
      const client = await server.client();
      const page = await client?.sendRequest<PageResult>(pageRequest, pageOf(uri));
      return page ?? vscode.l10n.t("Page not found.");
    },
  });
}

/** Opens the pages that the links of diagnostics name, such as `vscode://bulkhead.bulkhead-vscode/rule/host-device`. */
export function openPages(): vscode.Disposable {
  return vscode.window.registerUriHandler({ handleUri: (uri) => showPage(pageOf(uri)) });
}

/** Shows a page as rendered Markdown. */
export async function showPage({ of, id }: PageParams): Promise<void> {
  const uri = vscode.Uri.from({ scheme, path: `/${of}/${id}.md` });
  try {
    await vscode.commands.executeCommand("markdown.showPreview", uri);
  } catch {
    // The editor's own Markdown extension can be switched off.
    await vscode.window.showTextDocument(uri, { preview: true });
  }
}

function pageOf({ path }: vscode.Uri): PageParams {
  const [, of, name = ""] = path.split("/");
  return { of: of === "topic" ? "topic" : "rule", id: name.replace(/\.md$/, "") };
}
