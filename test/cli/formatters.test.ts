import assert from "node:assert/strict";
import { formatJson } from "../../server/src/cli/formatters/json.ts";
import { formatText } from "../../server/src/cli/formatters/text.ts";
import type { Results } from "../../server/src/cli/results.ts";
import type { Finding } from "../../server/src/engine/index.ts";

const uri = "file:///project/Dockerfile";
const finding: Finding = {
  rule: "root-user",
  aliases: [],
  severity: "warning",
  message: "Runs as root.",
  uri,
  range: { start: { line: 0, character: 5 }, end: { line: 0, character: 6 } },
  related: [],
  isRepeat: false,
  unnecessary: false,
  fixKinds: ["safe"],
  fixes: () => [{ title: "Add a user", kind: "safe", preferred: false, edits: [], create: [] }],
};

function written(format: typeof formatJson, one: Finding): string {
  let out = "";
  const stream = { isTTY: false, write: (text: string) => void (out += text) };
  const file = { path: "Dockerfile", uri, text: "USER 0\n", suppressed: 0, configFile: undefined, folder: "/project" };
  const results: Results = {
    files: [{ ...file, kind: "dockerfile", findings: [one], failOn: "error", read: "whole" }],
    errors: [],
    unsupported: [],
    skipped: 0,
  };
  format(results, { cwd: "/project", env: {}, stdout: stream, stderr: stream } as unknown as Parameters<
    typeof formatJson
  >[1]);
  return out;
}

function described(one: Finding): object {
  const { files } = JSON.parse(written(formatJson, one)) as { files: readonly { findings: readonly object[] }[] };
  return files[0]?.findings[0] ?? {};
}

const aliased: Finding = { ...finding, branch: "root", aliases: ["DL3002", "CKV_DOCKER_8"] };

describe("a finding as JSON", () => {
  it("names its branch, its aliases and the kind of each fix", () => {
    const { branch, aliases, fixes } = described(aliased) as Record<string, unknown>;
    assert.deepEqual([branch, aliases], ["root", ["DL3002", "CKV_DOCKER_8"]]);
    assert.deepEqual(fixes, [{ title: "Add a user", kind: "safe" }]);
  });

  it("has no key for what it lacks", () => {
    assert.deepEqual(
      Object.keys(described(finding)).filter((key) => key === "branch" || key === "aliases"),
      [],
    );
  });
});

describe("a finding as text", () => {
  it("shows the ids of other tools after its own", () => {
    assert.match(written(formatText, aliased), /warning Runs as root\. root-user \(DL3002, CKV_DOCKER_8\)\n/);
    assert.match(written(formatText, finding), /warning Runs as root\. root-user\n/);
  });
});
