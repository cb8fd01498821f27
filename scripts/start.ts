import { join } from "node:path";
import { buildProduct } from "./build.ts";
import { root } from "./bundles.ts";
import { openDesktop } from "./starting/desktop.ts";
import { serveEditor } from "./starting/serve.ts";
import { downloadDesktop, installedDesktop } from "./vscode-host/desktop.ts";
import { endTogether } from "./vscode-host/processes.ts";

endTogether();
const folder = join(root, "examples");
const workspace = { folder, openFile: join(folder, "shop", "compose.yaml"), extension: root };
try {
  console.log("Building …");
  await buildProduct();
  const desktop = installedDesktop() ?? (await downloadDesktop(console.log));
  await (desktop === undefined ? serveEditor(workspace) : openDesktop(desktop, workspace));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
