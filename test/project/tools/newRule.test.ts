import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { categories } from "../../../server/src/engine/categories.ts";
import { rulePage } from "../../../server/src/engine/features/pages.ts";
import { rules } from "../../../server/src/engine/rules/index.ts";
import type { RuleDefinition } from "../../../server/src/engine/rule.ts";
import { analyzeFiles, engineFor } from "../../../scripts/examples.ts";
import { ruleTemplate } from "../../../scripts/generators/ruleTemplate.ts";

const root = path.join(import.meta.dirname, "../../..");

function run(wish: string): { readonly code: number | null; readonly err: string } {
  const { status, stderr } = spawnSync(process.execPath, ["--import", "tsx", "scripts/new-rule.ts", wish], {
    cwd: root,
    encoding: "utf8",
  });
  return { code: status, err: stderr };
}

describe("npm run new-rule", () => {
  it("refuses an unknown category and lists those that exist", () => {
    const { code, err } = run("opening/host-device");
    assert.equal(code, 2);
    assert.match(err, /no category "opening"\. Add it to server\/src\/engine\/categories\.ts/);
    assert.match(err, /^ {2}openings$/m);
    assert.match(err, /^ {2}vagrantfile\/boxes$/m);
    assert.ok(!existsSync(path.join(root, "server/src/engine/rules/opening")));
  });

  it("refuses an id that a rule has, in whatever category, and a name in another case", () => {
    assert.match(run("kernel/privileged-container").err, /exists already, in openings\./);
    assert.match(run("kernel/Privileged").err, /category and the id in kebab-case/);
    assert.ok(!existsSync(path.join(root, "server/src/engine/rules/kernel/privileged-container.ts")));
  });

  it("is shown in CONTRIBUTING.md with an id that no rule has yet", () => {
    const wish = /npm run new-rule (\S+?)`/.exec(readFileSync(path.join(root, "CONTRIBUTING.md"), "utf8"))?.[1] ?? "";
    const [category, id] = [path.posix.dirname(wish), path.posix.basename(wish)];
    assert.ok(
      categories.some((known) => known === category),
      wish,
    );
    assert.ok(!rules.some((rule) => rule.id === id), wish);
  });

  for (const category of ["kernel", "dockerfile/shell"] as const) {
    it(`writes a rule of ${category} that runs and whose page shows what is left to write`, async () => {
      assert.ok(categories.includes(category));
      const folder = mkdtempSync(path.join(tmpdir(), "new-rule-"));
      try {
        const engine = pathToFileURL(path.join(root, "server/src/engine")).href;
        const up = category.split("/").fill("..").concat("..").join("/");
        const file = path.join(folder, "rule.ts");
        writeFileSync(file, ruleTemplate(category, "some-smell").replaceAll(`"${up}/`, `"${engine}/`));
        const { default: rule } = (await import(pathToFileURL(file).href)) as { readonly default: RuleDefinition };

        assert.deepEqual([rule.id, rule.category], ["some-smell", category]);
        assert.match(rulePage(rule), /TODO/);
        const [example] = rule.examples.invalid;
        assert.equal(analyzeFiles(example?.files ?? {}, engineFor(rule)).findings.length, 1);
        assert.ok(!readFileSync(file, "utf8").includes(`"${up}/`));
      } finally {
        rmSync(folder, { recursive: true });
      }
    });
  }
});
