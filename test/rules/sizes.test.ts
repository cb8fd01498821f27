import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { rules } from "../../server/src/engine/rules/index.ts";

const rulesFolder = path.join(import.meta.dirname, "../../server/src/engine/rules");
const most = { file: 120, check: 40, median: 30 };

/** Lines of a rule file without its examples, and lines of its check without blank ones and comments. */
interface Size {
  readonly file: number;
  readonly check: number;
}

function sizeOf(category: string, id: string): Size {
  const text = readFileSync(path.join(rulesFolder, category, `${id}.ts`), "utf8");
  const source = ts.createSourceFile(`${id}.ts`, text, ts.ScriptTarget.Latest, true);
  const linesOf = (node: ts.Node): readonly string[] => node.getText(source).split("\n");
  const examples = propertyOf(source, "examples");
  const check = propertyOf(source, "check");
  assert.ok(examples && check, `${id} has neither examples nor a check`);
  return {
    file: text.trimEnd().split("\n").length - linesOf(examples).length,
    check: linesOf(check).filter((line) => !/^\s*(?:$|\/\/|\/?\*)/.test(line)).length,
  };
}

/** The first property of this name: the rule's own ones come before those of nested objects. */
function propertyOf(node: ts.Node, name: string): ts.Node | undefined {
  const isWanted = ts.isPropertyAssignment(node) && node.name.getText() === name;
  return isWanted ? node : ts.forEachChild(node, (child) => propertyOf(child, name));
}

describe("the size of a rule", () => {
  const sizes = rules.map(({ category, id }) => ({ id, ...sizeOf(category, id) }));

  for (const { id, file, check } of sizes) {
    it(`is small: ${id}`, () => {
      assert.ok(
        file <= most.file,
        `${String(file)} of ${String(most.file)} lines without examples: move what rules share to rules/<category>/support.ts, and observations to a fact`,
      );
      assert.ok(
        check <= most.check,
        `${String(check)} of ${String(most.check)} lines in check: move a part to a function of its own`,
      );
    });
  }

  it("is at most 30 lines of check in the median", () => {
    const sorted = sizes.map(({ check }) => check).sort((a, b) => a - b);
    assert.ok((sorted[Math.floor(sorted.length / 2)] ?? 0) <= most.median);
  });
});
