import assert from "node:assert/strict";
import path from "node:path";
import { isDeepStrictEqual } from "node:util";
import { readdirSync } from "node:fs";
import type { Finding } from "../../server/src/engine/index.ts";
import { createSourceText } from "../../server/src/engine/model/text/sourceText.ts";
import { dedent, rulePage } from "../../server/src/engine/features/pages.ts";
import { branchesOf } from "../../server/src/engine/branches.ts";
import type { Example, InvalidExample, RuleDefinition } from "../../server/src/engine/rule.ts";
import { rules } from "../../server/src/engine/rules/index.ts";
import { branchOf } from "../../server/src/engine/levels.ts";
import { reaches } from "../../server/src/engine/finding.ts";
import { analyzeFiles, applyEdits, engine, engineFor, uriOf } from "../../scripts/examples.ts";

const rulesFolder = path.join(import.meta.dirname, "../../server/src/engine/rules");
const released = ["0.1.0"];

/** Pairs of rules that report at one place although neither remedy makes the other unnecessary, with the reason. */
const together: readonly { readonly rules: readonly [string, string]; readonly reason: string }[] = [];

describe("rules that report together", () => {
  it("are two existing rules, with a reason", () => {
    const ids = new Set(rules.map(({ id }) => id));
    for (const { rules: pair, reason } of together) {
      assert.ok(pair.every((id) => ids.has(id)) && reason !== "", pair.join(", "));
    }
  });

  it("yield to existing rules", () => {
    const ids = new Set(rules.map(({ id }) => id));
    const yielded = rules.flatMap(({ yieldsTo = [] }) =>
      yieldsTo.map((one) => (typeof one === "string" ? one : one.rule)),
    );
    assert.deepEqual(
      yielded.filter((id) => !ids.has(id)),
      [],
    );
  });
});

for (const rule of rules) {
  describe(`rule ${rule.id}`, () => {
    it("has a file of its own name, in the folder of its category", () => {
      const files = readdirSync(path.join(rulesFolder, rule.category));
      assert.ok(files.includes(`${rule.id}.ts`), `there is no ${rule.category}/${rule.id}.ts`);
      assert.match(rule.id, /^[a-z]+(-[a-z]+)*$/);
      assert.ok(released.includes(rule.since), `since ${rule.since} is no version`);
    });

    it("shows each of its branches", () => {
      const shown = new Set(rule.examples.invalid.map(({ branch }) => branch));
      assert.deepEqual(
        branchesOf(rule)
          .map(([name]) => name)
          .filter((name) => rule.examples.invalid.length > 0 && !shown.has(name)),
        [],
        "these branches have no invalid example",
      );
    });

    it("leaves nothing to be written", () => {
      const left = rulePage(rule)
        .split("\n")
        .filter((line) => /\b(?:TODO|FIXME|XXX)\b/.test(line));
      assert.deepEqual(left, [], "the rule's page still has these lines");
    });

    it("cites https sources and shows near misses", () => {
      assert.ok(rule.sources.length > 0, "add the page that proves it to `sources`");
      for (const source of rule.sources as readonly unknown[]) {
        const isAddress = typeof source === "string" && /^https:\/\/\S+$/.test(source);
        assert.ok(
          isAddress,
          `a source is an address, such as "https://docs.docker.com/…", not ${JSON.stringify(source)}`,
        );
      }
      assert.ok(rule.examples.valid.length > 0, "add a valid example that is nearly wrong");
    });

    for (const [index, example] of rule.examples.invalid.entries()) {
      it(`reports invalid example ${index + 1}: ${example.title ?? example.underline}`, () =>
        reportsOnce(rule, example));
      it(`fixes invalid example ${index + 1}`, () => fixes(rule, example));
      it(`reports alone at each place of example ${index + 1}`, () => reportsAlone(rule, example));
    }

    for (const [index, example] of rule.examples.valid.entries()) {
      it(`ignores valid example ${index + 1}: ${example.title ?? ""}`, () => {
        assert.deepEqual(messages(findings(rule, example)), []);
      });
    }
  });
}

function findings(rule: RuleDefinition, example: Example): readonly Finding[] {
  const analysis = analyzeFiles(example.files, engineFor(rule));
  assert.equal(analysis.findings.find(({ rule: id }) => id === "internal-error")?.message, undefined);
  return analysis.findings.filter((finding) => finding.rule === rule.id);
}

function messages(all: readonly Finding[]): readonly string[] {
  return all.map((finding) => finding.message);
}

function reportsOnce(rule: RuleDefinition, example: InvalidExample): void {
  const found = findings(rule, example);
  const [analyzed = ""] = Object.keys(example.files);
  const source = createSourceText(uriOf(analyzed), dedent(example.files[analyzed] ?? ""));

  assert.equal(found.length, 1, `expected one finding, got: ${JSON.stringify(messages(found))}`);
  assert.equal(source.slice(found[0]!.range), example.underline, "the finding underlines another text");
  assert.equal(found[0]!.branch, example.branch, "an example of a rule with branches names the one that reports");
  assert.equal(found[0]!.severity, example.severity ?? branchOf(rule, example.branch).severity);
  assert.match(found[0]!.message, /[.?!]$/, "a message is a sentence");
}

function fixes(rule: RuleDefinition, example: InvalidExample): void {
  const [finding] = findings(rule, example);
  const [fix] = finding?.fixes() ?? [];
  if (fix && example.fixed === undefined) {
    assert.fail(`the rule offers "${fix.title}": add \`fixed\` to the example, the file as it is after that`);
  }
  assert.ok(fix || example.fixed === undefined, "the example has `fixed`, but the rule offers no fix for it");
  if (!fix || example.fixed === undefined) return;

  const kinds = ["safe", "behaviour", "refactor"];
  assert.ok(
    rule.fix && kinds.indexOf(fix.kind) <= kinds.indexOf(rule.fix),
    `${fix.kind} is stronger than the rule declares`,
  );
  const [analyzed = ""] = Object.keys(example.files);
  const expected = typeof example.fixed === "string" ? { [analyzed]: example.fixed } : example.fixed;
  const after = { ...example.files, ...fixedFiles(example, fix) };
  for (const [name, text] of Object.entries(expected)) assert.equal(after[name], dedent(text), name);
  assert.deepEqual(messages(findings(rule, { files: after })), [], "the fixed text must be silent");
}

function fixedFiles(example: InvalidExample, fix: ReturnType<Finding["fixes"]>[number]): Record<string, string> {
  const result: Record<string, string> = Object.fromEntries(fix.create.map(({ uri, text }) => [nameOf(uri), text]));
  for (const { uri, edits } of fix.edits) {
    const name = nameOf(uri);
    result[name] = applyEdits(dedent(example.files[name] ?? ""), edits);
  }
  return result;
}

function nameOf(uri: string): string {
  return uri.slice(uriOf("").length);
}

/** Fails on a second error or warning at an equal range beside the rules at `recommended`: one of the two has to yield. */
function reportsAlone(rule: RuleDefinition, example: InvalidExample): void {
  const isRecommended = ({ rule: id, branch }: Finding): boolean => {
    const other = rules.find((one) => one.id === id);
    return other !== undefined && branchOf(other, branch).profile !== "strict";
  };
  const loud = analyzeFiles(example.files, engine).findings.filter(
    (finding) => reaches(finding.severity, "warning") && (finding.rule === rule.id || isRecommended(finding)),
  );
  const pairs = loud.flatMap((one, index) =>
    loud
      .slice(index + 1)
      .filter((other) => other.rule !== one.rule && isDeepStrictEqual(other.range, one.range))
      .map((other) => [one.rule, other.rule].sort()),
  );
  const unlisted = pairs.filter(
    (pair) => !together.some((listed) => isDeepStrictEqual([...listed.rules].sort(), pair)),
  );
  assert.deepEqual(unlisted, [], "let one rule yield to the other, or list the pair with a reason");
}
