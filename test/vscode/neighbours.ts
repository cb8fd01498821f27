import * as vscode from "vscode";
import { findings, open, replace, ruleOf } from "./editor.ts";
import { expect } from "./expect.ts";

/** Tests that the findings of one file follow the other one, mostly while it is typed and without a save. */
export function neighbourTests(): void {
  describe("advice across files", () => {
    follows({
      title: "an init system in the image under an init in the Compose file",
      folder: "legacy",
      rule: "systemd-not-pid-one",
      inCompose: "init: true",
      text: '"/usr/sbin/init"',
      mended: '"httpd", "-DFOREGROUND"',
    });
    follows({
      title: "a heap in the image under a limit in the Compose file",
      folder: "memory",
      rule: "heap-exceeds-memory-limit",
      inCompose: "512m",
      text: "--max-old-space-size=4096",
      mended: "--max-old-space-size=256",
    });

    it("follows a Dockerfile that is open nowhere and gets another name, and its own again", async () => {
      const compose = await open("closed/compose.yaml", { preview: false });
      const rule = "systemd-not-pid-one";
      const dockerfile = vscode.Uri.joinPath(compose.uri, "../Dockerfile");
      const renamed = vscode.Uri.joinPath(compose.uri, "../Dockerfile.old");
      await findings(compose, (rules) => rules.includes(rule));

      await vscode.workspace.fs.rename(dockerfile, renamed);
      await findings(compose, (rules) => !rules.includes(rule));
      await vscode.workspace.fs.rename(renamed, dockerfile);
      const found = await findings(compose, (rules) => rules.includes(rule));

      expect(found.length > 0, "the finding is back");
    });
  });
}

interface Pair {
  readonly title: string;
  readonly folder: string;
  readonly rule: string;
  /** The underlined text in the Compose file. */
  readonly inCompose: string;
  /** In the Dockerfile, and what makes the finding go. */
  readonly text: string;
  readonly mended: string;
}

function follows({ title, folder, rule, inCompose, text, mended }: Pair): void {
  it(`follows ${title}, without a save`, async () => {
    const compose = await open(`${folder}/compose.yaml`, { preview: false });
    const found = await findings(compose, (rules) => rules.includes(rule));
    const finding = found.find((diagnostic) => ruleOf(diagnostic) === rule);
    expect(finding !== undefined, "there is a finding");
    const underlined = compose.getText(finding.range);
    expect(underlined === inCompose, `it underlines the Compose file's part of it: ${underlined}`);

    const dockerfile = await open(`${folder}/Dockerfile`, { preview: false });
    const [related] = finding.relatedInformation ?? [];
    expect(related?.location.uri.toString() === dockerfile.uri.toString(), "it leads to the Dockerfile");

    await replace(dockerfile, text, mended);
    await findings(compose, (rules) => !rules.includes(rule));
    expect(dockerfile.isDirty, "the Dockerfile is not saved");

    await vscode.commands.executeCommand("undo");
    await findings(compose, (rules) => rules.includes(rule));
    expect(dockerfile.getText().includes(text), "the edit is undone");
  });
}
