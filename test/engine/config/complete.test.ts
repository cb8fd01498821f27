import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { completeConfig, hoverConfig } from "../../../server/src/engine/config/complete.ts";
import { configKeys, fileSchema } from "../../../server/src/engine/config/keys.ts";
import { fileKeys, settingKeys } from "../../../server/src/engine/config/schema.ts";
import { createSourceText } from "../../../server/src/engine/model/text/sourceText.ts";
import { rules } from "../../../server/src/engine/rules/index.ts";

const schema = fileSchema(rules);

/** Labels at the `«`, which is not part of the file. */
function labels(marked: string): readonly string[] {
  const source = createSourceText("file:///bulkhead.config.yaml", marked.replace("«", ""));
  return completeConfig(source, source.positionAt(marked.indexOf("«")), schema).map(({ label }) => label);
}

function hover(marked: string): string | undefined {
  const source = createSourceText("file:///bulkhead.config.yaml", marked.replace("«", ""));
  return hoverConfig(source, source.positionAt(marked.indexOf("«")), schema)?.text;
}

describe("completion in a configuration", () => {
  const profiles = ["essential", "recommended", "strict"];

  it("offers keys that are not there yet", () => {
    assert.ok(labels("«").includes("profile"));
    assert.ok(labels("pro«").includes("profile"));
    assert.ok(!labels("profile: strict\n«\nrules:\n").includes("rules"));
    assert.ok(!labels("«").includes("enable"));
  });

  it("offers rules and their severities, in overrides too", () => {
    assert.ok(labels("rules:\n  «").includes("privileged-container"));
    assert.ok(!labels("rules:\n  privileged-container: off\n  «").includes("privileged-container"));
    assert.deepEqual(labels("rules:\n  privileged-container: «"), ["off", "hint", "info", "warning", "error"]);
    assert.ok(labels("overrides:\n  - files: a\n    rules:\n      # why\n      «").includes("privileged-container"));
  });

  it("offers keys of list items and of images", () => {
    assert.deepEqual(labels("overrides:\n  - «"), ["files", "profile", "rules"]);
    assert.deepEqual(labels("overrides:\n  - files: a\n    «"), ["profile", "rules"]);
    assert.deepEqual(labels("overrides:\n  - files: a\n  - pro«"), ["files", "profile", "rules"]);
    assert.deepEqual(labels('images:\n  "corp/a:*":\n    libc: «'), ["glibc", "musl", "none"]);
  });

  it("offers values of a key", () => {
    assert.deepEqual(labels("profile: «"), profiles);
    assert.deepEqual(labels("profile: st«"), profiles);
    assert.deepEqual(labels("requireReason: «"), ["true", "false"]);
    assert.deepEqual(labels("overrides:\n  - files: a\n    profile: «"), profiles);
  });

  it("offers nothing where nothing is known", () => {
    for (const text of ["host:\n  memory: «", "unknown:\n  «", "dataDate: «", "# «", "exclude: [«"]) {
      assert.deepEqual(labels(text), [], text);
    }
  });
});

describe("a hover in a configuration", () => {
  it("explains a key, a rule, and a key of an override", () => {
    assert.match(hover("pro«file: strict") ?? "", /^\*\*profile\*\*\n\nWhich rules are on/);
    assert.match(hover("rules:\n  privileged-«container: off") ?? "", /Container runs with/);
    assert.match(hover("overrides:\n  - fi«les: a") ?? "", /Globs/);
    assert.match(hover("host:\n  me«mory: 1 GiB") ?? "", /Memory of the machine/);
  });

  it("has no text for values and unknown keys", () => {
    assert.equal(hover("profile: str«ict"), undefined);
    assert.equal(hover("unkno«wn: 1"), undefined);
    assert.equal(hover("# pro«file: x"), undefined);
  });
});

describe("the table of keys", () => {
  it("has exactly the keys of files and settings", () => {
    const names = (where: string): string[] => [
      ...new Set(
        configKeys(rules)
          .filter((key) => key.where === "everywhere" || key.where === where)
          .map(({ name }) => name.split(".")[0] ?? ""),
      ),
    ];

    assert.deepEqual([...names("file"), "$schema"].sort(), Object.keys(fileKeys).sort());
    const onlyInEditors = ["inlayHints", "trace"];
    assert.deepEqual(
      names("settings")
        .filter((key) => !onlyInEditors.includes(key))
        .sort(),
      Object.keys(settingKeys)
        .filter((key) => key !== "inlineIgnore")
        .sort(),
    );
  });

  it("appears in its page unchanged", () => {
    const page = readFileSync(path.join(import.meta.dirname, "../../../docs/configuration.md"), "utf8");

    for (const { name, text } of configKeys(rules)) {
      assert.ok(page.includes(`| \`${name}\``), name);
      assert.ok(page.includes(text.replaceAll("|", "\\|")), text);
    }
  });
});
