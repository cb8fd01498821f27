import * as vscode from "vscode";
import { coreTests } from "../core.ts";
import { expect } from "../expect.ts";
import { runMocha } from "../mocha.ts";

export const run = (): Promise<void> =>
  runMocha(() => {
    it("runs in Restricted Mode", () => {
      expect(!vscode.workspace.isTrusted, "the folder is not trusted");
    });
    coreTests();
  });
