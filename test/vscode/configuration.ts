import * as vscode from "vscode";
import { codeActions, findings, open, ruleOf } from "./editor.ts";
import { expect } from "./expect.ts";

const rule = "privileged-container";
const compose = "services:\n  agent:\n    image: example/agent:1.4\n    privileged: true\n";
const settings = (name: string) => vscode.workspace.getConfiguration("bulkhead").inspect<unknown>(name)?.workspaceValue;

/** Tests the actions that write into files and settings: those that suppress findings or change how many there are. */
export function configurationTests(): void {
  describe("the configuration in a real editor", () => {
    beforeEach(() => {
      tests += 1;
    });

    afterEach(async () => {
      const configuration = vscode.workspace.getConfiguration("bulkhead");
      for (const name of ["rules", "profile"]) {
        await configuration.update(name, undefined, vscode.ConfigurationTarget.Workspace);
      }
      await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
      await vscode.workspace.fs.delete(at(`configured${tests}`), { recursive: true });
    });

    it("is ignored here with a reason to type, and one undo takes it back", async () => {
      const document = await written("compose.yaml", compose);
      await taken(document, `Ignore ${rule} here`);
      expect(
        document.getText() ===
          compose.replace("    privileged", `    # bulkhead ignore=${rule} reason\n    privileged`),
        `the comment stands above the key: ${document.getText()}`,
      );
      const selected = vscode.window.activeTextEditor?.selection;
      expect(selected !== undefined && document.getText(selected) === "reason", "the reason is selected");
      await findings(document, (rules) => !rules.includes(rule));
      await vscode.commands.executeCommand("undo");
      expect(document.getText() === compose, `one step takes it back: ${document.getText()}`);
    });

    it("is ignored in the file below its parser directives", async () => {
      const text = "# syntax=docker/dockerfile:1\nFROM alpine:3.22\nRUN apt-get update\n";
      const document = await written("Dockerfile", text);
      await taken(document, "Ignore package-manager-mismatch in this file");
      const [syntax, comment] = document.getText().split("\n");
      expect(syntax === "# syntax=docker/dockerfile:1", "the parser directive stays first");
      expect(comment === "# bulkhead ignore-file=package-manager-mismatch reason", `the comment is ${comment}`);
      await vscode.commands.executeCommand("undo");
      expect(document.getText() === text, "one step takes it back");
    });

    it("changes in the nearest file and nowhere else, saved, and one undo takes it back", async () => {
      const before = "# ours\nprofile: strict # why\n";
      const file = await written("bulkhead.config.yaml", before);
      const document = await written("compose.yaml", compose);
      await run(document, `Turn off ${rule} in the workspace`);
      expect(file.getText() === `${before}rules:\n  ${rule}: "off"\n`, `the file says ${file.getText()}`);
      expect(!file.isDirty, "the file is saved");
      expect(settings("rules") === undefined, "the settings say nothing");
      await findings(document, (rules) => !rules.includes(rule));
      await vscode.window.showTextDocument(file);
      await vscode.commands.executeCommand("undo");
      expect(file.getText() === before, `one step takes it back: ${file.getText()}`);
    });

    it("changes in the workspace's settings where there is no file", async () => {
      const document = await written("compose.yaml", compose);
      const uri = document.uri.toString();
      await vscode.commands.executeCommand("bulkhead.changeSeverity", uri, rule, "error");
      expect(JSON.stringify(settings("rules")) === JSON.stringify({ [rule]: "error" }), "the settings name the rule");
      const found = await severities(document, vscode.DiagnosticSeverity.Error);
      expect(found, "the finding is an error now");
    });

    it("takes another profile", async () => {
      const document = await written("compose.yaml", "services:\n  web:\n    image: debian:12\n    pid: host\n");
      await findings(document, (rules) => rules.includes("host-namespace"));
      await vscode.commands.executeCommand("bulkhead.selectProfile", "essential");
      expect(settings("profile") === "essential", "the settings name the profile");
      await findings(document, (rules) => !rules.includes("host-namespace"));
    });

    it("begins with a commented file, which is shown; a second time the same file is shown", async () => {
      await written("compose.yaml", compose);
      await vscode.commands.executeCommand("bulkhead.createConfiguration");
      const shown = vscode.window.activeTextEditor?.document;
      try {
        expect(shown?.uri.path.endsWith("/bulkhead.config.yaml") === true, `shown is ${shown?.uri.path}`);
        expect(shown.getText().includes("\nprofile: recommended\n"), "it says what is so anyway");
        await vscode.commands.executeCommand("bulkhead.createConfiguration");
        expect(vscode.window.activeTextEditor?.document === shown, "nothing else is made");
      } finally {
        await vscode.workspace.fs.delete(at("bulkhead.config.yaml"));
      }
    });

    it("is shown with its origins in a menu", async () => {
      const document = await written("compose.yaml", compose);
      await findings(document, (rules) => rules.includes(rule));
      let isOpen = true;
      const menu = vscode.commands.executeCommand("bulkhead.showConfiguration").then(() => (isOpen = false));
      // It opens when the server has answered, and no event reports that, so it is closed until it stays closed.
      while (isOpen) await vscode.commands.executeCommand("workbench.action.closeQuickOpen");
      await menu;
    });
  });
}

function at(path: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  expect(folder !== undefined, "the editor has a folder open");
  return vscode.Uri.joinPath(folder.uri, path);
}

/** How many have begun: each has a folder of its own, for the news that a file is gone may come late. */
let tests = 0;

/** A new file in the folder of the test, shown. */
async function written(name: string, text: string): Promise<vscode.TextDocument> {
  const path = `configured${tests}/${name}`;
  await vscode.workspace.fs.writeFile(at(path), new TextEncoder().encode(text));
  return open(path);
}

async function action(document: vscode.TextDocument, title: string): Promise<vscode.CodeAction> {
  const found = await findings(document, (rules) => rules.some((one) => title.includes(one)));
  const finding = found.find((one) => title.includes(ruleOf(one)));
  expect(finding !== undefined, "there is a finding");
  const actions = await codeActions(document, finding.range, vscode.CodeActionKind.QuickFix);
  const chosen = actions.find((one) => one.title === title);
  expect(chosen !== undefined, `"${title}" is offered: ${actions.map((one) => one.title).join(", ")}`);
  return chosen;
}

async function taken(document: vscode.TextDocument, title: string): Promise<void> {
  const { edit } = await action(document, title);
  expect(edit !== undefined && (await vscode.workspace.applyEdit(edit)), "the edit is applied");
}

async function run(document: vscode.TextDocument, title: string): Promise<void> {
  const { command } = await action(document, title);
  expect(command !== undefined, "the action has a command");
  await vscode.commands.executeCommand(command.command, ...((command.arguments ?? []) as unknown[]));
}

/** True as soon as the finding has this severity. */
async function severities(document: vscode.TextDocument, severity: vscode.DiagnosticSeverity): Promise<boolean> {
  const found = await findings(document, () =>
    vscode.languages.getDiagnostics(document.uri).some((one) => ruleOf(one) === rule && one.severity === severity),
  );
  return found.length > 0;
}
