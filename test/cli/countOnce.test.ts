import assert from "node:assert/strict";
import { createProject, removeProjects } from "./run.ts";

interface Report {
  readonly files: readonly {
    readonly path: string;
    readonly findings: readonly {
      readonly rule: string;
      readonly severity: string;
      readonly related: readonly { readonly path: string; readonly message: string }[];
    }[];
  }[];
}

async function reported(files: Record<string, string>, ...argv: readonly string[]) {
  const { code, out } = await createProject(files).run(["check", "--format", "json", ...argv]);
  const { files: checked } = JSON.parse(out) as Report;
  const findings = checked.flatMap(({ path, findings: own }) => own.map((one) => ({ path, ...one })));
  return { code, findings, lines: findings.map(({ path, rule, severity }) => `${path} ${rule} ${severity}`) };
}

const heap = "FROM eclipse-temurin:21\nENV JAVA_TOOL_OPTIONS=-Xmx2g\n";
const limit = (name: string): string => `  ${name}:\n    build: .\n    mem_limit: 1g\n`;

describe("a mistake that several files show", () => {
  afterEach(removeProjects);

  it("counts once, in the file with the cause", async () => {
    const project = { Dockerfile: heap, "compose.yaml": `services:\n${limit("a")}${limit("b")}` };

    const all = await reported(project, "--fail-on", "warning");
    assert.deepEqual([all.code, ...all.lines], [1, "Dockerfile heap-exceeds-memory-limit warning"]);
    assert.deepEqual(
      all.findings[0]?.related.map(({ message }) => message),
      ["The limit.", 'Used by "b".'],
    );
  });

  it("counts in full where the file with the cause is not checked", async () => {
    const project = { Dockerfile: heap, "compose.yaml": `services:\n${limit("a")}${limit("b")}` };

    const alone = await reported(project, "compose.yaml", "--fail-on", "warning");
    assert.deepEqual([alone.code, ...alone.lines], [1, "compose.yaml heap-exceeds-memory-limit warning"]);
  });

  it("counts at the extended file", async () => {
    const extending = "services:\n  a:\n    extends: { file: base.compose.yaml, service: s }\n";
    const project = {
      "compose.yaml": extending,
      "base.compose.yaml": "services:\n  s:\n    image: debian:12\n    privileged: true\n",
    };

    assert.deepEqual((await reported(project)).lines, ["base.compose.yaml privileged-container warning"]);
    assert.deepEqual((await reported(project, "compose.yaml")).lines, ["compose.yaml privileged-container warning"]);
  });

  it("counts in the first of two files that share a file of variables", async () => {
    const service = "services:\n  a:\n    image: eclipse-temurin:21\n    mem_limit: 1g\n    env_file: ../java.env\n";
    const project = { "a/compose.yaml": service, "b/compose.yaml": service, "java.env": "JAVA_TOOL_OPTIONS=-Xmx2g\n" };

    const { lines, findings } = await reported(project);
    assert.deepEqual(lines, ["a/compose.yaml heap-exceeds-memory-limit warning"]);
    assert.deepEqual(findings[0]?.related.at(-1), {
      ...findings[0]?.related.at(-1),
      path: "b/compose.yaml",
      message: "Used here.",
    });
  });
});
