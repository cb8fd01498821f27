import type { ExtensionContext } from "vscode";
import { LanguageClient, TransportKind } from "vscode-languageclient/node";
import { activateExtension } from "../extension.ts";

export function activate(context: ExtensionContext): void {
  const module = context.asAbsolutePath("server/dist/server.cjs");
  const transport = TransportKind.ipc;
  const debug = { module, transport, options: { execArgv: ["--nolazy", "--inspect=6009"] } };
  activateExtension(
    context,
    (options) => new LanguageClient("bulkhead", "Bulkhead", { run: { module, transport }, debug }, options),
  );
}
