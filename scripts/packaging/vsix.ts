import { join } from "node:path";
import { root } from "../bundles.ts";

/** Where `npm run package` puts the extension. */
export function packagedExtension(): string {
  return join(root, "bulkhead-vscode.vsix");
}
