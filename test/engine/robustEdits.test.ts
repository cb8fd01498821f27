import assert from "node:assert/strict";
import { analyzeFiles, applyEdits } from "../../scripts/examples.ts";

function fixed(path: string, text: string, rule: string): string | undefined {
  const finding = analyzeFiles({ [path]: text }).findings.find((one) => one.rule === rule);
  assert.ok(finding, `${rule} reports`);
  const [fix] = finding.fixes();
  return fix && applyEdits(text, fix.edits[0]?.edits ?? []);
}

describe("a fix", () => {
  it("removes a key with its repetition", () => {
    const service = (...keys: readonly string[]): string =>
      ["services:", "  a:", "    image: debian:12", ...keys.map((key) => `    ${key}`), ""].join("\n");
    assert.equal(
      fixed("compose.yaml", service("privileged: true", "init: true", "privileged: true"), "privileged-container"),
      service("init: true"),
    );
  });

  it("leaves a comment that sets the indentation of a script", () => {
    const workflow = (...lines: readonly string[]): string =>
      ["jobs:", "  a:", "    runs-on: ubuntu-24.04", "    steps:", "      - run: |", ...lines, ""].join("\n");
    const comment = "          # bulkhead ignore=privileged-container reason";
    const path = ".github/workflows/ci.yml";
    assert.equal(
      fixed(path, workflow(comment, "            make", "          make install"), "unused-ignore"),
      undefined,
    );
    assert.equal(fixed(path, workflow(comment, "          make"), "unused-ignore"), workflow("          make"));
  });
});
