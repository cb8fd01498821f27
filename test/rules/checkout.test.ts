import assert from "node:assert/strict";
import { rules } from "../../server/src/engine/rules/index.ts";
import { analyzeFiles, engineFor } from "../../scripts/examples.ts";

/** Words that are evidence in the names of files, but not in the path of the checkout. */
const folder = "file:///home/ansible/molecule-systemd.tests/tests/kitchen-salt-vagrant-init";

describe("findings do not depend on the path of the checkout", () => {
  for (const rule of rules) {
    it(`of ${rule.id}`, () => {
      const engine = engineFor(rule);
      for (const { files } of [...rule.examples.invalid, ...rule.examples.valid]) {
        const here = analyzeFiles(files, engine).findings;
        const there = analyzeFiles(files, engine, folder).findings;
        assert.deepEqual(
          there.map(({ range, severity, message }) => ({ range, severity, message })),
          here.map(({ range, severity, message }) => ({ range, severity, message })),
        );
      }
    });
  }
});
