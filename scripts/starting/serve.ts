import { addressOf } from "../vscode-host/address.ts";
import { installHost } from "../vscode-host/install.ts";
import { startServer } from "../vscode-host/server.ts";
import { temporaryFolder } from "../vscode-host/temporaryFolder.ts";
import type { Workspace } from "./workspace.ts";

/** Serves the editor and prints its address; returns when the server ends. */
export async function serveEditor(workspace: Workspace): Promise<void> {
  const host = await installHost(console.log);
  console.log("Starting the VS Code Server …");
  const server = await startServer(host, { userData: temporaryFolder(), trusted: true });
  console.log(
    `\nOpen this address in a browser on this machine (Ctrl-C ends it):\n\n  ${addressOf(server, workspace)}\n`,
  );
  await server.ended;
}
