import assert from "node:assert/strict";
import { createEngine } from "../../server/src/engine/index.ts";
import { programName } from "../../server/src/engine/model/command.ts";
import { defineRule, type RuleDefinition } from "../../server/src/engine/rule.ts";
import { analyzeFiles } from "../../scripts/examples.ts";
import { aboutProbe } from "./probe.ts";

const text = [
  "FROM debian:12",
  "USER 1",
  "RUN sudo /usr/bin/apt-get update && curl a",
  "ONBUILD RUN dpkg -i b",
  "RUN apt-get install c",
  "",
].join("\n");

/** The line and the message of each finding of one rule. */
function reports(rule: RuleDefinition, dockerfile: string = text): readonly string[] {
  const { findings } = analyzeFiles({ Dockerfile: dockerfile }, createEngine({ rules: [rule] }));
  return findings.map(({ message, range }) => `${range.start.line + 1} ${message}`);
}

describe("the runner", () => {
  const check: RuleDefinition["check"] = {
    command: (command, { report }) => report({ at: command.at, message: String(programName(command)) }),
  };

  it("hands a rule the commands of the programs that it declares", () => {
    const rule = defineRule({ ...aboutProbe, id: "programs", commands: ["dpkg", "curl", "apt-get"], check });
    assert.deepEqual(reports(rule), ["3 apt-get", "3 curl", "4 dpkg", "5 apt-get"]);
    assert.deepEqual(reports(rule, "FROM a:1\nRUN wget b\n"), []);
  });

  it("hands a rule without declared programs every command", () => {
    const rule = defineRule({ ...aboutProbe, id: "all", check });
    assert.deepEqual(reports(rule, "FROM a:1\nRUN wget b && $c\n"), ["2 wget", "2 undefined"]);
  });

  it("hands them over in the order of the file", () => {
    const seen: string[] = [];
    const rule = defineRule({
      ...aboutProbe,
      id: "order",
      commands: ["b", "a"],
      check: { command: (command) => void seen.push(String(programName(command))) },
    });
    reports(rule, "FROM a:1\nRUN a && b && a\n");
    assert.deepEqual(seen.slice(0, 3), ["a", "b", "a"]);
  });

  it("hands a rule the instructions with the keywords that it declares, triggers included", () => {
    const rule = defineRule({
      ...aboutProbe,
      id: "keywords",
      instructions: ["USER", "RUN"],
      check: {
        instruction: ({ instruction, stage }, { report }) =>
          report({ at: instruction.keywordAt, message: `${instruction.keyword} ${String(stage.index)}` }),
      },
    });
    assert.deepEqual(reports(rule), ["2 USER 0", "3 RUN 0", "4 RUN 0", "5 RUN 0"]);
  });

  it("shows a finding whose place is in another file at the workload", () => {
    const rule = defineRule({
      ...aboutProbe,
      id: "remote",
      check: {
        stage({ at, uri }, { report }) {
          report({ at: { uri: uri.replace("Dockerfile", "other"), range: at.range }, message: "There." });
        },
      },
    });
    const { findings } = analyzeFiles({ Dockerfile: "FROM a:1\n" }, createEngine({ rules: [rule] }));
    assert.deepEqual(
      findings.map(({ range, related }) => [range.start.character, related.map(({ message }) => message)]),
      [[5, ["The cause."]]],
    );
  });
});
