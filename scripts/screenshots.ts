import { join } from "node:path";
import { buildProduct } from "./build.ts";
import { root } from "./bundles.ts";
import { drawIcon } from "./picturing/icon.ts";
import { takePictures } from "./picturing/scenes.ts";
import { withEditor } from "./picturing/window.ts";
import { endAll, endTogether } from "./vscode-host/processes.ts";

endTogether();
try {
  await buildProduct();
  await drawIcon();
  const folder = join(root, "examples");
  await withEditor({ folder, openFile: join(folder, "shop", "compose.yaml"), extension: root }, takePictures);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
await endAll();
process.exit();
