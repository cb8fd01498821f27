import * as vscode from "vscode";
import { changeSeverity } from "./commands/changeSeverity.ts";
import { createConfiguration } from "./commands/createConfiguration.ts";
import { declareIntent } from "./commands/declareIntent.ts";
import { explainThis } from "./commands/explainThis.ts";
import { openRuleDocumentation } from "./commands/openRuleDocumentation.ts";
import { reportWrongAdvice } from "./commands/reportWrongAdvice.ts";
import { selectProfile } from "./commands/selectProfile.ts";
import { showConfiguration } from "./commands/showConfiguration.ts";
import { openPages, providePages } from "./pages.ts";
import { selector } from "./selector.ts";
import { createServer, type CreateClient, type Server } from "./server.ts";
import { logStarts } from "./startLog.ts";
import { showStatus } from "./statusBar.ts";

/** Registers everything immediately and starts the server with the first document that it reads. */
export function activateExtension(context: vscode.ExtensionContext, createClient: CreateClient): Server {
  const output = vscode.window.createOutputChannel("Bulkhead", { log: true });
  const server = createServer(context, output, createClient);
  const { registerCommand } = vscode.commands;
  context.subscriptions.push(
    output,
    server,
    providePages(server),
    openPages(),
    showStatus(server),
    logStarts(server, output),
    registerCommand("bulkhead.openRuleDocumentation", (rule: unknown) => openRuleDocumentation(server, rule)),
    registerCommand("bulkhead.explainThis", () => explainThis(server)),
    registerCommand("bulkhead.reportWrongAdvice", () => reportWrongAdvice(server)),
    registerCommand("bulkhead.changeSeverity", (uri: unknown, rule: unknown, severity: unknown) =>
      changeSeverity(server, uri, rule, severity),
    ),
    registerCommand("bulkhead.declareIntent", (uri: unknown, position: unknown, key: unknown, value: unknown) =>
      declareIntent(server, { uri, position }, { key, value }),
    ),
    registerCommand("bulkhead.selectProfile", (profile: unknown) => selectProfile(server, profile)),
    registerCommand("bulkhead.createConfiguration", () => createConfiguration(server)),
    registerCommand("bulkhead.showConfiguration", () => showConfiguration(server)),
    registerCommand("bulkhead.restartServer", () => server.restart()),
    registerCommand("bulkhead.showOutput", () => output.show()),
  );
  startWhenNeeded(context, server);
  return server;
}

/** Many languages activate the extension, but the server starts only with the first document that Bulkhead checks. */
function startWhenNeeded(context: vscode.ExtensionContext, server: Server): void {
  const start = (document: vscode.TextDocument): void => {
    if (vscode.languages.match(selector, document) > 0) void server.client();
  };
  context.subscriptions.push(vscode.workspace.onDidOpenTextDocument(start));
  vscode.workspace.textDocuments.forEach(start);
}
