import assert from "node:assert/strict";
import { readHadolint, type HadolintSettings } from "../../../server/src/engine/config/init/hadolint.ts";
import { newConfiguration } from "../../../server/src/engine/config/init/template.ts";
import { defineRule } from "../../../server/src/engine/rule.ts";

const rule = defineRule({
  id: "last-user",
  category: "tenancy",
  since: "0.1.0",
  severity: "warning",
  profile: "essential",
  summary: "For tests",
  why: "",
  instead: "",
  sources: [],
  aliases: ["DL3002"],
  examples: { invalid: [], valid: [] },
  check: {},
});

function read(text: string): HadolintSettings | undefined {
  return readHadolint({ path: ".hadolint.yaml", text }, [rule]);
}

describe("a configuration of hadolint", () => {
  it("sets the rules that check the same smell", () => {
    const settings = read("ignored: [DL3002, SC1091]\nno-fail: true\n");

    assert.deepEqual(settings, {
      path: ".hadolint.yaml",
      rules: { "last-user": "off" },
      failOn: "never",
      trustedRegistries: [],
      forbidsIgnores: false,
      left: [{ id: "SC1091", severity: "off" }],
    });
  });

  it("is written into a new configuration with its meaning", () => {
    const settings = read("override:\n  style: [DL3002]\n");
    assert.ok(settings);

    const { text, notes } = newConfiguration(
      { files: new Map(), speaking: new Map([["last-user", { severity: "warning", count: 2 }]]), images: [] },
      settings,
    );

    assert.match(text, /^rules:\n {2}last-user: hint$/m);
    assert.deepEqual(notes, ["Converted from .hadolint.yaml: last-user: hint."]);
  });

  it("may have any contents", () => {
    for (const text of ["", "- a", "[", "ignored: 3\noverride: []\ntrustedRegistries: {}", "a: *b"]) {
      assert.doesNotThrow(() => read(text));
    }
  });
});
