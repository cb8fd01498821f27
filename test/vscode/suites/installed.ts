import * as vscode from "vscode";
import { coreTests } from "../core.ts";
import { extensionId } from "../editor.ts";
import { expect } from "../expect.ts";
import { runMocha } from "../mocha.ts";

export const run = (): Promise<void> =>
  runMocha(() => {
    it("runs from the installed package", () => {
      const extension = vscode.extensions.getExtension(extensionId);
      expect(extension !== undefined, "the extension is installed");
      const { extensionPath, packageJSON } = extension;
      const { version } = packageJSON as { version: string };
      expect(extensionPath.includes(`${extensionId}-${version}`), `it is the installed one: ${extensionPath}`);
    });
    coreTests();
  });
