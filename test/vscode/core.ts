import * as vscode from "vscode";
import { codeActions, extensionId, findings, hoverText, open, ruleOf, tabNamed } from "./editor.ts";
import { expect } from "./expect.ts";

/** Tests that must pass in every host: findings, their explanation, and their fix. */
export function coreTests(): void {
  describe("Bulkhead in a real editor", () => {
    it("starts when a Dockerfile is opened and marks its findings", async () => {
      const document = await open("Dockerfile");
      const [finding] = await findings(document, (rules) => rules.includes("systemd-in-container"));
      expect(finding !== undefined, "there is a finding");
      expect(vscode.extensions.getExtension(extensionId)?.isActive === true, "the extension is active");
      const { code } = finding;
      expect(typeof code === "object", "the finding has a link");
      const page = `${vscode.env.uriScheme}://${extensionId}/rule/`;
      expect(code.target.toString().startsWith(page), `the link leads to a bundled page: ${code.target.toString()}`);
    });

    it("explains a setting on hover", async () => {
      const document = await open("compose.yaml");
      const at = document.positionAt(document.getText().indexOf("privileged"));
      await findings(document, (rules) => rules.length > 0);
      const text = await hoverText(document, at);
      expect(text.includes("Bulkhead"), `the hover is from Bulkhead: ${text}`);
    });

    it("applies a quick fix, after which the finding is gone", async () => {
      const document = await open("compose.yaml");
      const rule = "privileged-container";
      const found = await findings(document, (rules) => rules.includes(rule));
      const finding = found.find((diagnostic) => ruleOf(diagnostic) === rule);
      expect(finding !== undefined, "there is a finding");
      const actions = await codeActions(document, finding.range, vscode.CodeActionKind.QuickFix);
      const [fix] = actions;
      expect(fix?.edit !== undefined, `the fix comes first: ${actions.map(({ title }) => title).join(", ")}`);
      expect(await vscode.workspace.applyEdit(fix.edit), "the edit is applied");
      await findings(document, (rules) => !rules.includes(rule));
      await vscode.commands.executeCommand("undo");
      await findings(document, (rules) => rules.includes(rule));
    });

    it("declares intent in a comment, which changes the advice", async () => {
      const document = await open("compose.yaml");
      const before = document.getText();
      const at = document.positionAt(before.indexOf("image"));
      const [uri, position] = [document.uri.toString(), { line: at.line, character: at.character }];
      await vscode.commands.executeCommand("bulkhead.declareIntent", uri, position, "trust", "untrusted");
      await findings(document, (rules) => rules.includes("untrusted-code-on-shared-kernel"));
      const comment = document.lineAt(1).text;
      expect(comment === "  # bulkhead trust=untrusted", `the comment is: ${comment}`);
      await vscode.commands.executeCommand("undo");
      await findings(document, (rules) => rules.length > 0 && !rules.includes("untrusted-code-on-shared-kernel"));
      expect(document.getText() === before, "one undo takes it back");
    });

    it("reads a Vagrantfile with the Ruby parser that comes with it", async () => {
      const document = await open("Vagrantfile");
      const found = await findings(document, (rules) => rules.includes("unknown-ignore"));
      const rules = found.map(ruleOf).sort();
      // The box is read only if the parser works.
      expect(rules.join() === "unknown-ignore,vagrant-catalogue-closes", `the findings are: ${rules.join(", ")}`);
    });

    it("shows the page of a rule without a network", async () => {
      const page = vscode.Uri.parse("bulkhead-docs:/rule/privileged-container.md");
      const document = await vscode.workspace.openTextDocument(page);
      expect(document.getText().includes("privileged-container"), `it is the page of the rule: ${document.getText()}`);
    });

    it("opens the page that a finding links to", async function () {
      // A desktop window asks before it opens a link to an extension.
      if (vscode.env.uiKind === vscode.UIKind.Desktop) this.skip();
      const document = await open("Dockerfile");
      const found = await findings(document, (rules) => rules.includes("systemd-in-container"));
      const code = found.find((diagnostic) => ruleOf(diagnostic) === "systemd-in-container")?.code;
      expect(typeof code === "object", "the finding has a link");
      await vscode.commands.executeCommand("vscode.open", code.target);
      await tabNamed("systemd-in-container.md");
      await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
    });

    it("opens the page of the only rule with a finding at the cursor without asking which", async () => {
      const document = await open("Dockerfile");
      const found = await findings(document, (rules) => rules.includes("systemd-in-container"));
      const finding = found.find((diagnostic) => ruleOf(diagnostic) === "systemd-in-container");
      expect(finding !== undefined, "there is a finding");
      const editor = await vscode.window.showTextDocument(document);
      editor.selection = new vscode.Selection(finding.range.start, finding.range.start);
      await vscode.commands.executeCommand("bulkhead.openRuleDocumentation");
      await tabNamed("systemd-in-container.md");
      await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
    });

    it("advises again after its server is restarted", async () => {
      const document = await open("Dockerfile");
      const gone = findings(document, (rules) => rules.length === 0);
      await vscode.commands.executeCommand("bulkhead.restartServer");
      await gone;
      const found = await findings(document, (rules) => rules.length > 0);
      expect(found.length > 0, "the finding is back");
    });
  });
}
