import assert from "node:assert/strict";
import { setConfigValue, setConfigValues, type ConfigPath } from "../../../server/src/engine/config/write.ts";
import { applyEdits } from "../../../scripts/examples.ts";

const rule: ConfigPath = ["rules", "some-rule"];

interface Golden {
  readonly title: string;
  readonly path?: ConfigPath;
  readonly before: string;
  /** Undefined: the file is not touched. */
  readonly after: string | undefined;
}

const yaml: readonly Golden[] = [
  { title: "an empty file", before: "", after: "rules:\n  some-rule: hint\n" },
  { title: "a file of comments", path: ["profile"], before: "# why", after: "# why\nprofile: strict\n" },
  {
    title: "a file with comments everywhere",
    before: "# c\nprofile: strict # why\n\n# rules\nrules:\n  # a\n  other: info # b\n  # tail\n\nfailOn: error\n",
    after:
      "# c\nprofile: strict # why\n\n# rules\nrules:\n  # a\n  other: info # b\n  some-rule: hint\n  # tail\n\nfailOn: error\n",
  },
  { title: "a value", before: "rules:\n  some-rule: off # c\n", after: "rules:\n  some-rule: hint # c\n" },
  { title: "a quoted value", before: "rules:\n  'some-rule': 'off'\n", after: "rules:\n  'some-rule': 'hint'\n" },
  { title: "a flow mapping", before: "rules: { other: info }\n", after: "rules: { other: info, some-rule: hint }\n" },
  { title: "an empty flow mapping", before: "rules: {}\n", after: "rules: { some-rule: hint }\n" },
  { title: "an empty key", before: "rules:\nfailOn: error\n", after: "rules:\n  some-rule: hint\nfailOn: error\n" },
  {
    title: "a file without rules",
    before: "failOn: error\r\n",
    after: "failOn: error\r\nrules:\r\n  some-rule: hint\r\n",
  },
  {
    title: "an override",
    path: ["overrides", 1, "rules", "some-rule"],
    before: "overrides:\n  - files: a\n  - files: b\n    rules:\n      some-rule: off\n",
    after: "overrides:\n  - files: a\n  - files: b\n    rules:\n      some-rule: hint\n",
  },
  {
    title: "a file that says so already",
    before: "rules: { some-rule: hint }\n",
    after: "rules: { some-rule: hint }\n",
  },
  { title: "a broken file", before: "profile: [\n", after: undefined },
  { title: "a list", before: "- a\n", after: undefined },
  { title: "rules that are no mapping", before: "rules: none\n", after: undefined },
];

const json: readonly Golden[] = [
  { title: "an empty file", before: "", after: '{\n  "rules": {\n    "some-rule": "hint"\n  }\n}\n' },
  { title: "an empty object", before: "{}\n", after: '{\n  "rules": {\n    "some-rule": "hint"\n  }\n}\n' },
  {
    title: "a file with comments",
    before: '{\n  // why\n  "profile": "strict" // x\n  /* end */\n}\n',
    after: '{\n  // why\n  "profile": "strict", // x\n  "rules": {\n    "some-rule": "hint"\n  }\n  /* end */\n}\n',
  },
  {
    title: "a file with tabs and a last comma",
    before: '{\n\t"rules": {\n\t\t"a": "off", // c\n\t},\n}\n',
    after: '{\n\t"rules": {\n\t\t"a": "off", // c\n\t\t"some-rule": "hint"\n\t},\n}\n',
  },
  { title: "a value", before: '{ "rules": { "some-rule": "off" } }', after: '{ "rules": { "some-rule": "hint" } }' },
  { title: "an object on one line", before: '{ "rules": {} }', after: '{ "rules": { "some-rule": "hint" } }' },
  { title: "a wrong value", path: ["profile"], before: '{ "profile": [3] }', after: '{ "profile": "strict" }' },
  {
    title: "a file that ends its lines as on Windows",
    before: '{\r\n  "profile": "strict"\r\n}\r\n',
    after: '{\r\n  "profile": "strict",\r\n  "rules": {\r\n    "some-rule": "hint"\r\n  }\r\n}\r\n',
  },
  { title: "a broken file", before: '{ "profile": ', after: undefined },
  { title: "rules that are no object", before: '{ "rules": [] }', after: undefined },
];

function written(name: string, { path = rule, before }: Golden): string | undefined {
  const edits = setConfigValue(
    `file:///w/bulkhead.config.${name}`,
    before,
    path,
    path === rule || path.length > 1 ? "hint" : "strict",
  );
  return edits && applyEdits(before, edits);
}

describe("setting a value in a configuration file", () => {
  for (const golden of yaml) {
    it(`edits YAML: ${golden.title}`, () => assert.equal(written("yaml", golden), golden.after));
  }
  for (const golden of json) {
    it(`edits JSON: ${golden.title}`, () => assert.equal(written("json", golden), golden.after));
  }

  it("edits several values together, and nothing between them", () => {
    const before = "rules:\r\n  a: off # one\r\n  b: info\r\nprofile: strict\r\n";
    const edits = setConfigValues(
      "file:///w/bulkhead.config.yaml",
      before,
      [
        ["rules", "a"],
        ["rules", "c"],
      ],
      "hint",
    );

    assert.equal(
      edits && applyEdits(before, edits),
      "rules:\r\n  a: hint # one\r\n  b: info\r\n  c: hint\r\nprofile: strict\r\n",
    );
  });
});
