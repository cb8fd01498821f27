import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { profiles as picked } from "../../client/src/commands/profiles.ts";
import { rules } from "../../server/src/engine/rules/index.ts";
import { settingKeys } from "../../server/src/engine/config/schema.ts";
import { repository } from "../../server/src/engine/address.ts";
import { docsOf } from "../../server/src/engine/docs.ts";
import { openRuleDocumentation } from "../../server/src/protocol.ts";

interface Manifest {
  readonly repository: { readonly url: string };
  readonly main: string;
  readonly browser: string;
  readonly icon: string;
  readonly activationEvents: readonly string[];
  readonly capabilities: { readonly untrustedWorkspaces: { readonly supported: boolean } };
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly configuration: { readonly properties: Readonly<Record<string, { readonly scope: string }>> };
    readonly languages?: readonly unknown[];
  };
}

const text = readFileSync("package.json", "utf8");
const manifest = JSON.parse(text) as Manifest;
const texts = JSON.parse(readFileSync("package.nls.json", "utf8")) as Readonly<Record<string, string>>;
const { commands, configuration, languages } = manifest.contributes;

describe("the extension's manifest", () => {
  it("has a text for every placeholder, and no text without one", () => {
    const used = [...text.matchAll(/"%([\w.]+)%"/g)].map(([, key]) => key);
    const given = Object.keys(texts);

    assert.deepEqual([...new Set(used)].sort(), given.sort());
  });

  it("offers the settings that the configuration knows, and what only an editor needs", () => {
    const onlyInEditors = ["inlayHints", "trace"];
    const onlyOnTheCommandLine = ["inlineIgnore"];
    const offered = Object.keys(configuration.properties).map((key) => key.split(".")[1] ?? "");

    assert.deepEqual(
      [...new Set(offered)].sort(),
      [...Object.keys(settingKeys), ...onlyInEditors].filter((key) => !onlyOnTheCommandLine.includes(key)).sort(),
    );
  });

  it("lets every setting differ by folder, except for the trace", () => {
    const others = Object.entries(configuration.properties).filter(([, { scope }]) => scope !== "resource");

    assert.deepEqual(
      others.map(([key]) => key),
      ["bulkhead.trace.server"],
    );
  });

  it("offers the commands that the client registers", () => {
    const source = readFileSync("client/src/extension.ts", "utf8");
    const registered = [...source.matchAll(/registerCommand\("(bulkhead\.\w+)"/g)].map(([, command]) => command);

    assert.deepEqual(commands.map(({ command }) => command).sort(), registered.sort());
    assert.ok(registered.includes(openRuleDocumentation));
  });

  it("takes no language from others and works in Restricted Mode", () => {
    assert.equal(languages, undefined);
    assert.equal(manifest.capabilities.untrustedWorkspaces.supported, true);
    const events = manifest.activationEvents.filter((event) => !event.startsWith("onLanguage:"));
    assert.deepEqual(events, ["onUri"]);
  });

  it("links nowhere until the project has a public address", () => {
    const address = manifest.repository.url.replace(/\.git$/, "");
    const texts = ["README.md", "server/README.md", "package.json", "server/src/cli/formatters/sarifRules.json"];
    const links = texts.flatMap((name) => readFileSync(name, "utf8").split(`${address}/blob`).slice(1));

    assert.equal(docsOf("x"), repository === undefined ? undefined : `${address}/blob/main/docs/rules/x.md`);
    assert.equal(links.length > 0, repository !== undefined);
  });

  it("names an icon that is there", () => {
    assert.ok(existsSync(manifest.icon));
  });

  it("counts the rules of each profile, with examples that it adds, in the settings and in the picker", () => {
    const names = ["essential", "recommended", "strict"];
    for (const [index, name] of names.entries()) {
      const on = rules.filter(({ branches, profile }) =>
        Object.values(branches ?? { own: { profile } }).some((branch) => names.indexOf(branch.profile) <= index),
      );
      const description = texts[`setting.profile.${name}`] ?? "";
      const examples = rules.filter(({ id }) => description.split(/[ ,.]+/).includes(id));

      assert.ok(description.startsWith(`${on.length} rules: `), description);
      assert.ok(description.includes("such as") && examples.length > 0, description);
      assert.ok(
        examples.every(({ profile }) => profile === name),
        description,
      );
      assert.equal(`${picked.find((one) => one.name === name)?.detail ?? ""}.`, description);
      assert.ok(texts["setting.profile"]?.includes(`\`${name}\` (${on.length} rules)`));
    }
  });
});
