import assert from "node:assert/strict";
import { createEngine, type Finding } from "../../server/src/engine/index.ts";
import { programName } from "../../server/src/engine/model/command.ts";
import { defineRule, type RuleDefinition } from "../../server/src/engine/rule.ts";
import { analyzeFiles } from "../../scripts/examples.ts";
import { aboutProbe } from "./probe.ts";

function findings(files: Readonly<Record<string, string>>, ...rules: readonly RuleDefinition[]): readonly Finding[] {
  return analyzeFiles(files, createEngine({ rules })).findings;
}

describe("a finding because of a command", () => {
  const rule = defineRule({
    ...aboutProbe,
    severity: "error",
    id: "commands",
    check: {
      command(command, { report }) {
        const severity = programName(command) === "minor" ? "info" : "error";
        report({ at: command.at, message: "Command.", because: command, severity });
      },
    },
  });
  const severitiesOf = (run: string, config = ""): readonly string[] =>
    findings({ Dockerfile: `FROM a\nRUN ${run}\n`, "bulkhead.config.yaml": config }, rule).map(
      ({ severity }) => severity,
    );

  it("keeps its severity if the command always runs", () => {
    assert.deepEqual(severitiesOf("one; two"), ["error", "error"]);
  });

  it("is one level lower if the command runs only under a condition", () => {
    assert.deepEqual(severitiesOf("if one; then two; fi"), ["error", "warning"]);
    assert.deepEqual(severitiesOf("if one; then minor; fi"), ["error", "hint"]);
  });

  it("is one level lower than the configuration sets, and never below a hint", () => {
    assert.deepEqual(severitiesOf("if one; then two; fi", "rules: { commands: warning }\n"), ["warning", "info"]);
    assert.deepEqual(severitiesOf("if one; then two; fi", "rules: { commands: hint }\n"), ["hint", "hint"]);
  });
});

describe("a rule that throws", () => {
  const broken = defineRule({
    ...aboutProbe,
    severity: "error",
    id: "broken",
    check: {
      stage(stage, { report }) {
        if (stage.index === 1) throw new Error("no such thing");
        report({ at: stage.at, message: `Stage ${String(stage.index)}.` });
      },
    },
  });
  const other = defineRule({
    ...aboutProbe,
    severity: "error",
    id: "other",
    check: { file: (file, { report }) => report({ at: file.source.placeAt(0, 1), message: "File." }) },
  });

  it("keeps its earlier findings, names itself, and does not stop the others", () => {
    const found = findings({ Dockerfile: "# files\nFROM a\nFROM b\nFROM c\n" }, broken, other);

    assert.deepEqual(
      found.map(({ rule, severity, range }) => [rule, severity, range.start.line]),
      [
        ["internal-error", "info", 0],
        ["other", "error", 0],
        ["broken", "error", 1],
      ],
    );
    assert.match(found[0]?.message ?? "", /\bbroken\b.*no such thing/);
  });
});

describe("a rule that the configuration names", () => {
  const rule = (profile: RuleDefinition["profile"]) =>
    defineRule({
      ...aboutProbe,
      severity: "error",
      profile,
      id: "named",
      check: { stage: (stage, { report }) => report({ at: stage.at, message: "Stage." }) },
    });
  const severitiesOf = (profile: RuleDefinition["profile"], value: object): readonly string[] => {
    const engine = createEngine({ rules: [rule(profile)] });
    const document = { uri: "untitled:Dockerfile", text: "FROM a\n", languageId: "dockerfile" };
    const analysis = engine.analyze({ document, files: new Map(), settings: [{ source: "flags", value }] });
    return analysis.findings.map(({ severity }) => severity);
  };

  it("runs below its profile", () => {
    assert.deepEqual(severitiesOf("strict", { profile: "essential" }), []);
    assert.deepEqual(severitiesOf("strict", { profile: "essential", rules: { named: "info" } }), ["info"]);
  });

  it("does not run if it is off", () => {
    assert.deepEqual(severitiesOf("essential", { profile: "strict", rules: { named: "off" } }), []);
  });
});
