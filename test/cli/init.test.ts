import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { namesOf } from "../../server/src/engine/branches.ts";
import { rules } from "../../server/src/engine/rules/index.ts";
import { readConfigFile } from "../../server/src/engine/config/file.ts";
import { createProject, removeProjects } from "./run.ts";

const files = {
  ".git/HEAD": "",
  "app/Dockerfile": "FROM registry.corp.example/base:12\n",
  "compose.yaml": "services:\n  a:\n    image: x\n    privileged: true\n",
};

describe("bulkhead init", () => {
  afterEach(removeProjects);

  it("writes a commented configuration with the defaults", async () => {
    const project = createProject(files);
    const before = await project.run(["check", "--format", "json"]);

    const { code, out } = await project.run(["init"]);

    const text = readFileSync(join(project.folder, "bulkhead.config.yaml"), "utf8");
    assert.deepEqual([code, out], [0, "Wrote bulkhead.config.yaml.\n"]);
    assert.match(text, /^# Files found: Dockerfiles: 1, Compose files: 1\.$/m);
    assert.match(text, /^# {3}privileged-container: warning # 1$/m);
    assert.match(text, /^# {3}"registry\.corp\.example\/base:\*": /m);
    assert.deepEqual(readConfigFile("file:///a.yaml", text, namesOf(rules)), {
      uri: "file:///a.yaml",
      values: { profile: "recommended" },
      problems: [],
    });
    const findings = (json: string) => (JSON.parse(json) as { summary: unknown }).summary;
    assert.deepEqual(findings((await project.run(["check", "--format", "json"])).out), findings(before.out));
  });

  it("counts findings as check does, those of two files once", async () => {
    const project = createProject({
      ".git/HEAD": "",
      "api/Dockerfile": 'FROM eclipse-temurin:21-jre\nCMD ["java", "-Xmx1g", "-jar", "/app.jar"]\n',
      "compose.yaml": "services:\n  api:\n    build: ./api\n    mem_limit: 512m\n",
    });

    assert.match((await project.run(["check", "."])).out, /^1 warning in 2 files/m);
    assert.match((await project.run(["init", "--print"])).out, /^# {3}heap-exceeds-memory-limit: warning # 1$/m);
  });

  it("is right in every line that it leaves as a comment", async () => {
    const { out } = await createProject(files).run(["init", "--print"]);

    const lines = out.split("\n").filter((line) => !line.endsWith("."));
    const active = lines.map((line) => line.replace(/^# /, "")).join("\n");
    const { values, problems } = readConfigFile("file:///a.yaml", active, namesOf(rules));
    assert.deepEqual(problems, []);
    assert.deepEqual(Object.keys(values).sort(), [
      "engine",
      "exclude",
      "failOn",
      "host",
      "images",
      "overrides",
      "profile",
      "requireReason",
      "rules",
    ]);
  });

  it("converts the settings of hadolint, and reports the others", async () => {
    const hadolint = [
      "ignored: [DL3008]",
      "override: { warning: [DL3059], style: [DL3015] }",
      "failure-threshold: warning",
      "trustedRegistries: [registry.corp.example]",
      "disable-ignore-pragma: true",
    ].join("\n");
    const project = createProject({ ...files, ".hadolint.yaml": hadolint });

    const { out } = await project.run(["init"]);

    const text = readFileSync(join(project.folder, "bulkhead.config.yaml"), "utf8");
    assert.match(text, /^failOn: warning$/m);
    assert.match(text, /^# {3}DL3008: off$/m);
    assert.match(text, /^# {3}DL3015: hint$/m);
    assert.match(text, /^# {3}trusted registry: registry\.corp\.example$/m);
    assert.match(out, /no rule here checks them: DL3059, DL3015, DL3008\./);
    assert.match(out, /failOn is warning, as in .hadolint.yaml\./);
    assert.match(out, /--no-inline-ignore/);
  });

  it("overwrites no configuration, in whatever format it is, and needs no readable hadolint file", async () => {
    const project = createProject({ ".hadolint.yaml": "[: broken" });
    writeFileSync(join(project.folder, "bulkhead.config.json"), "{}");

    const { code, err } = await project.run(["init"]);

    assert.deepEqual([code, err], [2, "bulkhead.config.json already exists, so nothing was written.\n"]);
    assert.ok(!existsSync(join(project.folder, "bulkhead.config.yaml")));
    assert.equal((await project.run(["init", "--print"])).code, 0);
    assert.equal((await project.run(["init", "there"])).code, 2);
  });
});
