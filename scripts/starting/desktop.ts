import { start } from "../vscode-host/processes.ts";
import { temporaryFolder } from "../vscode-host/temporaryFolder.ts";
import type { Workspace } from "./workspace.ts";

/** Opens a desktop window with a profile of its own, and waits until it is closed. */
export async function openDesktop(executable: string, workspace: Workspace): Promise<void> {
  const args = [
    workspace.folder,
    workspace.openFile,
    `--extensionDevelopmentPath=${workspace.extension}`,
    `--user-data-dir=${temporaryFolder()}`,
    "--disable-workspace-trust",
    "--skip-welcome",
    ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
  ];
  console.log("Opening VS Code. Ctrl-C here, or closing the window, ends it.");
  const child = start(executable, args, { stdio: "ignore" });
  await new Promise((resolve, reject) => child.once("error", reject).once("exit", resolve));
}
