import assert from "node:assert/strict";
import { createEngine, type Engine, type FileState } from "../../server/src/engine/index.ts";
import { configFileNames } from "../../server/src/engine/model/files.ts";
import { defineRule, type Profile } from "../../server/src/engine/rule.ts";
import { rules } from "../../server/src/engine/rules/index.ts";
import { applyEdits, exampleFolder, uriOf } from "../../scripts/examples.ts";
import { aboutBranches, aboutProbe } from "./probe.ts";

const branched = defineRule({
  ...aboutBranches,
  id: "branched",
  branches: {
    root: { severity: "warning", profile: "essential", aliases: ["DL3002", "CKV_DOCKER_8"] },
    unset: { severity: "hint", profile: "strict", aliases: ["CKV_DOCKER_8", "DS-0002"] },
  },
  check: {
    stage({ user, at }, { report }) {
      if (user.state === "unset") report({ branch: "unset", at, message: "No user." });
      else if (user.state === "known") report({ branch: "root", at: user.at, message: "Root." });
    },
  },
});

const engine = createEngine({ rules: [branched, ...rules.filter(({ category }) => category === "directives")] });

interface Settings {
  readonly profile?: Profile;
  readonly rules?: Readonly<Record<string, string>>;
}

const both = "FROM a:1\nUSER 0\nFROM b:1\n";

/** The line, branch or rule, and severity of each finding. */
function reports(text: string, value: Settings = {}, using: Engine = engine): readonly string[] {
  const { findings } = using.analyze({
    document: { uri: uriOf("Dockerfile"), text },
    folder: exampleFolder,
    files: new Map(),
    settings: [{ source: "workspace", value }],
  });
  return findings.map(({ rule, branch, severity, range }) => `${range.start.line + 1} ${branch ?? rule} ${severity}`);
}

describe("a rule with branches", () => {
  it("reports the branches that the profile includes", () => {
    assert.deepEqual(reports(both, { profile: "recommended" }), ["2 root warning"]);
    assert.deepEqual(reports(both, { profile: "strict" }), ["2 root warning", "3 unset hint"]);
  });

  it("has the highest severity and the smallest profile of its branches", () => {
    assert.deepEqual([branched.severity, branched.profile], ["warning", "essential"]);
  });

  it("is set as a whole by its id, whatever the profile", () => {
    assert.deepEqual(reports(both, { rules: { branched: "info" } }), ["2 root info", "3 unset info"]);
    assert.deepEqual(reports(both, { profile: "strict", rules: { branched: "off" } }), []);
  });

  it("is set branch by branch by the ids of other tools, which are stronger than its own", () => {
    assert.deepEqual(reports(both, { rules: { "DS-0002": "error" } }), ["2 root warning", "3 unset error"]);
    assert.deepEqual(reports(both, { rules: { branched: "off", DL3002: "info" } }), ["2 root info"]);
    assert.deepEqual(reports(both, { rules: { branched: "error", CKV_DOCKER_8: "off" } }), []);
  });

  it("takes off of several aliases of a branch, else the highest severity", () => {
    assert.deepEqual(reports(both, { rules: { DL3002: "error", CKV_DOCKER_8: "off" } }), []);
    assert.deepEqual(reports(both, { rules: { DL3002: "info", CKV_DOCKER_8: "error" } }), [
      "2 root error",
      "3 unset error",
    ]);
  });

  it("is suppressed branch by branch by comments of other tools", () => {
    const text = (comment: string): string => `# ${comment}\nFROM a:1\nUSER 0\nFROM b:1\n`;
    const strict = { profile: "strict" } as const;
    assert.deepEqual(reports(text("hadolint global ignore=DL3002"), strict), ["4 unset hint"]);
    assert.deepEqual(reports(text("checkov:skip=CKV_DOCKER_8:reason"), strict), []);
    assert.deepEqual(reports(text("hadolint global ignore=DL3003"), strict), ["3 root warning", "4 unset hint"]);
  });

  it("is suppressed as a whole by a comment with its id, which takes no alias", () => {
    const strict = { profile: "strict" } as const;
    assert.deepEqual(reports(`# bulkhead ignore-file=branched reason\n${both}`, strict), []);
    assert.deepEqual(reports(`# bulkhead ignore-file=DL3002 reason\n${both}`, strict), [
      "1 unknown-ignore warning",
      "3 root warning",
      "4 unset hint",
    ]);
  });

  it("has no unused comment while a branch is off", () => {
    const unused = "FROM a:1\n# bulkhead ignore=branched reason\nRUN a\nUSER 0\n";
    const ofComments = (settings: Settings): readonly string[] =>
      reports(unused, settings).filter((one) => one.includes("ignore"));
    assert.deepEqual(ofComments({ profile: "recommended" }), []);
    assert.equal(ofComments({ profile: "strict" }).length, 1);
  });

  it("lowers the severity of its branch and never raises it", () => {
    const levels = defineRule({
      ...aboutBranches,
      id: "levels",
      branches: { soft: { severity: "info", profile: "essential" }, loud: { severity: "error", profile: "essential" } },
      check: {
        stage({ at }, { report }) {
          report({ branch: "soft", severity: "error", at, message: "a." });
          report({ branch: "loud", severity: "warning", at, message: "b." });
        },
      },
    });
    assert.deepEqual(reports("FROM a:1\n", {}, createEngine({ rules: [levels] })), ["1 soft info", "1 loud warning"]);
  });

  it("names its branches to the compiler, and a wrong one is an internal error", () => {
    const wrong = defineRule({
      ...aboutBranches,
      id: "wrong",
      branches: { one: { severity: "info", profile: "essential" } },
      check: {
        stage({ at }, { report }) {
          // @ts-expect-error -- another branch
          report({ branch: "two", at, message: "a." });
        },
        machine({ at }, { report }) {
          // @ts-expect-error -- without a branch
          report({ at, message: "a." });
        },
      },
    });
    assert.deepEqual(reports("FROM a:1\n", {}, createEngine({ rules: [wrong] })), ["1 internal-error info"]);
  });

  it("lists the branches and their ids on its page, also by alias", () => {
    const page = engine.rulePage("branched") ?? "";
    assert.match(page, /^\| root \| warning \| essential \| DL3002, CKV_DOCKER_8 \|$/m);
    assert.match(page, /^\| unset \| hint \| strict \| CKV_DOCKER_8, DS-0002 \|$/m);
    assert.match(page, /Severity\*\* up to warning/);
    assert.equal(engine.rulePage("DS-0002"), page);
    assert.equal(engine.rulePage("DS-0003"), undefined);
  });

  it("gives its aliases with each finding", () => {
    const request = { document: { uri: uriOf("Dockerfile"), text: both }, files: new Map(), settings: [] };
    assert.deepEqual(
      engine.analyze(request).findings.map(({ branch, aliases }) => [branch, aliases]),
      [["root", ["DL3002", "CKV_DOCKER_8"]]],
    );
  });
});

describe("a rule without branches", () => {
  it("is one, with aliases of its own", () => {
    const plain = defineRule({
      ...aboutProbe,
      id: "plain",
      aliases: ["DL3006"],
      check: { stage: ({ at }, { report }) => report({ at, message: "a." }) },
    });
    const using = createEngine({ rules: [plain] });
    assert.deepEqual(reports("FROM a:1\n", {}, using), ["1 plain warning"]);
    assert.deepEqual(reports("FROM a:1\n", { rules: { DL3006: "hint", plain: "error" } }, using), ["1 plain hint"]);
  });
});

describe("changing the severity of a rule with branches", () => {
  const config = uriOf("bulkhead.config.yaml");
  const named = (id: string) =>
    defineRule({
      ...aboutBranches,
      id,
      branches: { one: { severity: "hint", profile: "strict", aliases: ["SHARED"] } },
      check: {},
    });
  const using = createEngine({ rules: [branched, named("other"), named("twin")] });
  const change = (text: string, rule: string) =>
    using.changeConfig(
      {
        document: { uri: uriOf("Dockerfile"), text: both },
        folder: exampleFolder,
        files: new Map<string, FileState>([
          ...configFileNames.map((name) => [uriOf(name), { state: "unreadable", reason: "missing" }] as const),
          [config, { state: "read", text, bom: false, firstLineEnd: "lf" }],
        ]),
        settings: [],
      },
      `rules.${rule}`,
      "info",
    );
  const changed = (text: string, rule: string): string | undefined => {
    const found = change(text, rule);
    return found.in === "file" ? applyEdits(text, found.edit.edits) : undefined;
  };

  it("sets the aliases that decide, and the id for the branches without one", () => {
    assert.equal(changed("rules:\n  branched: off\n", "branched"), "rules:\n  branched: info\n");
    assert.equal(changed("rules:\n  DL3002: off\n", "branched"), "rules:\n  DL3002: info\n  branched: info\n");
    assert.equal(changed("rules:\n  CKV_DOCKER_8: off\n", "branched"), "rules:\n  CKV_DOCKER_8: info\n");
  });

  it("does nothing if the alias that decides names other rules too", () => {
    assert.deepEqual(change("rules:\n  SHARED: off\n", "twin"), { in: "shared", uri: config, key: "SHARED" });
    assert.equal(changed("rules:\n  other: off\n", "other"), "rules:\n  other: info\n");
  });
});
