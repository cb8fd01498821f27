import assert from "node:assert/strict";
import { createEngine, type Analysis } from "../../../server/src/engine/index.ts";
import { defineRule, type Example, type RuleDefinition } from "../../../server/src/engine/rule.ts";
import { rules } from "../../../server/src/engine/rules/index.ts";
import { analyzeFiles, applyEdits } from "../../../scripts/examples.ts";
import { aboutProbe } from "../probe.ts";

/** Reports every stage at its `FROM`, every command, and a privileged service; the latter in its Dockerfile too. */
const probe = defineRule({
  ...aboutProbe,
  id: "probe",
  aliases: ["DL3002", "ProbeCheck", "DS-0002", "CKV_DOCKER_8", "fd54f200-402c-4333-a5a4-36ef6709af2f"],
  check: {
    stage: (stage, { report }) => report({ at: stage.at, message: `Stage ${stage.index}.` }),
    command: (command, { report }) => report({ at: command.at, message: "Command." }),
  },
});

const crossFile = defineRule({
  ...aboutProbe,
  id: "cross-file",
  check: {
    service({ privileged }, { project, report }) {
      if (privileged.state !== "known") return;
      const stage = project.workloads.find((one) => one.kind === "stage");
      const related = stage ? [{ at: stage.at, message: "The stage." }] : [];
      report({ at: privileged.at, message: "Privileged.", related });
    },
  },
});

const atEnd = defineRule({
  ...aboutProbe,
  id: "at-end",
  check: {
    stage({ entry: { uri, range } }, { report }) {
      report({ at: { uri, range: { start: range.end, end: range.end } }, message: "End." });
    },
  },
});

const engine = createEngine({ rules: [probe, crossFile, ...rules.filter((rule) => rule.category === "directives")] });

function analyze(files: Record<string, string>): Analysis {
  return analyzeFiles(files, engine);
}

/** Returns the lines, 1-based, on which the rule reports. */
function lines({ findings }: Analysis, id: string): readonly number[] {
  return findings.filter(({ rule }) => rule === id).map(({ range }) => range.start.line + 1);
}

describe("a suppression", () => {
  it("suppresses the next instruction, and above FROM also findings about what the stage lacks", () => {
    const analysis = analyze({
      Dockerfile: "# bulkhead ignore=probe why\nFROM a\nRUN one\n# bulkhead ignore=probe\nRUN two && three\nRUN four\n",
    });

    assert.deepEqual(lines(analysis, "probe"), [3, 6]);
    assert.equal(analysis.suppressed.length, 3);
    assert.deepEqual(lines(analysis, "unused-ignore"), []);
  });

  it("for the file suppresses all of it, and only the rules that it names", () => {
    const analysis = analyze({ Dockerfile: "FROM a\nRUN one\n# bulkhead ignore-file=probe why\n" });

    assert.deepEqual([lines(analysis, "probe"), analysis.suppressed.length], [[], 2]);
    assert.deepEqual(lines(analyze({ Dockerfile: "# bulkhead ignore-file=cross-file\nFROM a\n" }), "probe"), [2]);
  });

  it("does not count where inline ignores are forbidden, and nothing is said of the comments", () => {
    const analysis = engine.analyze({
      document: {
        uri: "file:///example/Dockerfile",
        text: "# bulkhead ignore=probe\nFROM a\n# bulkhead ignore=none\nUSER 1\n",
      },
      files: new Map(
        ["example/", ""].flatMap((folder) =>
          ["json", "yaml", "yml"].map((end) => [
            `file:///${folder}bulkhead.config.${end}`,
            { state: "unreadable" as const, reason: "missing" as const },
          ]),
        ),
      ),
      settings: [{ source: "flags", value: { inlineIgnore: false } }],
    });

    assert.deepEqual(
      analysis.findings.map(({ rule }) => rule),
      ["probe"],
    );
  });

  const compose = (comment: string): string =>
    `services:\n  web:\n    build: .\n    ${comment}\n    privileged: true\n`;

  it("in the Compose file suppresses findings in the Dockerfile, and the other way round", () => {
    const dockerfile = "FROM a\n";
    const loud = { Dockerfile: dockerfile, "compose.yaml": compose("init: true") };
    assert.deepEqual(lines(analyze(loud), "cross-file"), [1]);

    const there = { Dockerfile: dockerfile, "compose.yaml": compose("# bulkhead ignore=cross-file why") };
    const silenced = analyze(there);
    assert.deepEqual([lines(silenced, "cross-file"), silenced.suppressed.length], [[], 1]);

    const here = {
      Dockerfile: `# bulkhead ignore=cross-file why\n${dockerfile}`,
      "compose.yaml": compose("init: true"),
    };
    assert.deepEqual(lines(analyze(here), "cross-file"), []);

    const whole = {
      Dockerfile: dockerfile,
      "compose.yaml": `# bulkhead ignore-file=cross-file\n${compose("init: true")}`,
    };
    assert.deepEqual(lines(analyze(whole), "cross-file"), []);
  });

  it("at an anchor suppresses what is reported there for its users", () => {
    const file = (comment: string): string =>
      `x-base: &base\n  ${comment}\n  privileged: true\nservices:\n  web:\n    image: a\n    <<: *base\n`;

    assert.deepEqual(lines(analyze({ "compose.yaml": file("init: true") }), "cross-file"), [3]);
    const analysis = analyze({ "compose.yaml": file("# bulkhead ignore=cross-file why") });
    assert.deepEqual([lines(analysis, "cross-file"), lines(analysis, "unused-ignore")], [[], []]);
  });

  it("without effect is reported", () => {
    const analysis = analyze({ Dockerfile: "FROM a\n# bulkhead ignore=probe why\nUSER 1\n# bulkhead ignore=probe\n" });

    assert.deepEqual(lines(analysis, "unused-ignore"), [2, 4]);
  });

  it("loses each unused id with its own comma", () => {
    const id = (name: string, isUsed: boolean) =>
      defineRule({
        ...aboutProbe,
        id: name,
        check: isUsed ? { stage: (stage, { report }) => report({ at: stage.at, message: name }) } : {},
      });
    const directives = rules.filter(({ category }) => category === "directives");
    const afterFix = (list: string, used: string): string | undefined => {
      const text = `# bulkhead ignore=${list} why\nFROM a\n`;
      const own = ["one", "two", "three"].map((name) => id(name, used.includes(name)));
      const { findings } = analyzeFiles({ Dockerfile: text }, createEngine({ rules: [...own, ...directives] }));
      const [edit] = findings.find(({ rule }) => rule === "unused-ignore")?.fixes()[0]?.edits ?? [];
      return edit && applyEdits(text, edit.edits).split("\n")[0];
    };

    assert.equal(afterFix("one,two,three", "two three"), "# bulkhead ignore=two,three why");
    assert.equal(afterFix("one, two,three", "one three"), "# bulkhead ignore=one,three why");
    assert.equal(afterFix("one,two,three", "one two"), "# bulkhead ignore=one,two why");
  });

  it("is not unused if other files decide what the rule reports", () => {
    const twoFiles = { title: "Two", files: { Dockerfile: "", "compose.yaml": "" } };
    const silent = (...valid: readonly Example[]) =>
      defineRule({ ...aboutProbe, id: "silent", check: {}, examples: { invalid: [], valid } });
    const unused = (rule: RuleDefinition) => {
      const directives = rules.filter(({ category }) => category === "directives");
      const files = { Dockerfile: "# bulkhead ignore=silent why\nFROM a\n" };
      return lines(analyzeFiles(files, createEngine({ rules: [rule, ...directives] })), "unused-ignore");
    };

    assert.deepEqual(unused(silent(twoFiles)), []);
    assert.deepEqual(unused(silent()), [1]);
  });

  it("covers a finding at the very end of its range", () => {
    const analyzed = (id: string) =>
      analyzeFiles({ Dockerfile: `# bulkhead ignore=${id} why\nFROM a` }, createEngine({ rules: [atEnd] }));
    const { findings, suppressed } = analyzed("at-end");

    assert.deepEqual([findings.length, suppressed.length], [0, 1]);
    assert.equal(analyzed("other").findings.length, 1);
  });

  it("of findings about comments works too", () => {
    const analysis = analyze({
      Dockerfile: "# bulkhead ignore-file=unknown-ignore\n# bulkhead ignore=nonsense\nFROM a\n",
    });

    assert.deepEqual(lines(analysis, "unknown-ignore"), []);
    assert.deepEqual(lines(analysis, "unused-ignore"), []);
  });

  it("by the id of another tool is unknown, and ours is named", () => {
    const analysis = analyze({ Dockerfile: "# bulkhead ignore=DL3002\nFROM a\n" });

    const unknown = analysis.findings.find(({ rule }) => rule === "unknown-ignore");
    assert.match(unknown?.message ?? "", /Did you mean "probe"\?/);
  });
});

describe("another tool's comment", () => {
  const honoured: readonly (readonly [string, readonly number[]])[] = [
    ["# hadolint ignore=DL3001,DL3002 # why", [1, 4]],
    ["# hadolint global ignore=DL3002", []],
    ["# tally ignore=DL3002;reason=why", [1, 4]],
    ["# check=skip=Other,ProbeCheck // why", [1, 4]],
    ["# check=skip=all // why", [1, 4]],
    ["# trivy:ignore:DS-0001 trivy:ignore:DS-0002", [1, 4]],
    ["# checkov:skip=CKV_DOCKER_8:why", []],
    ["# kics-scan ignore-line", [1, 4]],
    ["# kics-scan disable=fd54f200-402c-4333-a5a4-36ef6709af2f", []],
    ["# hadolint ignore=DL3001", [1, 3, 4]],
    ["# ignore DL3002", [1, 3, 4]],
  ];

  for (const [comment, left] of honoured) {
    it(`counts as its tool means it: ${comment}`, () => {
      const analysis = analyze({ Dockerfile: `FROM a\n${comment}\nRUN one\nRUN two\n` });

      assert.deepEqual(lines(analysis, "probe"), left);
      assert.deepEqual(
        analysis.findings.filter(({ rule }) => rule !== "probe").map(({ message }) => message),
        [],
      );
    });
  }

  it("above FROM may cover the whole stage", () => {
    const analysis = analyze({ Dockerfile: "# hadolint stage ignore=DL3002\nFROM a\nRUN one\nFROM b\nRUN two\n" });

    assert.deepEqual(lines(analysis, "probe"), [4, 5]);
  });

  it("among the parser directives covers the whole file", () => {
    const analysis = analyze({
      Dockerfile: "# syntax=docker/dockerfile:1\n# check=skip=ProbeCheck\nFROM a\nRUN one\n",
    });

    assert.deepEqual(lines(analysis, "probe"), []);
  });
});

describe("a required reason", () => {
  const config = { "bulkhead.config.yaml": "requireReason: true\n" };

  it("is missed once a comment, for the file too", () => {
    const analysis = analyze({
      Dockerfile: "# bulkhead ignore-file=cross-file,probe\nFROM a\n# bulkhead ignore=probe because\nRUN one\n",
      ...config,
    });

    assert.deepEqual(lines(analysis, "ignore-without-reason"), [1]);
  });

  it("does not make the comment count less", () => {
    assert.deepEqual(lines(analyze({ Dockerfile: "# bulkhead ignore=probe\nFROM a\n", ...config }), "probe"), []);
  });
});
