import assert from "node:assert/strict";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createProject, removeProjects, type Project } from "./run.ts";

const service = (name: string): string => `  ${name}:\n    image: debian:12\n    privileged: true\n`;
const vpn = `services:\n${service("vpn")}`;
const mismatch = "FROM alpine:3.22\nRUN apt-get update\n";
const name = ".bulkhead-baseline.json";

describe("bulkhead baseline", () => {
  afterEach(removeProjects);

  it("records findings that check leaves out afterwards", async () => {
    const project = createProject({ "compose.yaml": vpn, Dockerfile: mismatch });

    assert.deepEqual(await project.run(["baseline"]), { code: 0, out: `${name}: 2 findings recorded.\n`, err: "" });

    const { code, out } = await project.run(["check"]);
    assert.deepEqual([code, out], [0, "No new findings in 2 files. 2 findings in the baseline.\n"]);
    assert.equal((await project.run(["check", "--no-baseline"])).code, 1);
  });

  it("recognises findings whose lines have moved, and reports those in another service", async () => {
    const project = createProject({ "compose.yaml": vpn });
    await project.run(["baseline"]);

    write(project, "compose.yaml", `# VPN\n\nservices:\n\n${service("vpn")}`);
    assert.deepEqual(await reported(project), []);
    write(project, "compose.yaml", `services:\n${service("proxy")}${service("vpn")}`);
    assert.deepEqual(await reported(project), ["compose.yaml:4"]);
    assert.match((await project.run(["check"])).out, /^1 new warning in 1 file\. 1 finding in the baseline\./m);
  });

  it("counts equal lines", async () => {
    const project = createProject({ Dockerfile: mismatch });
    await project.run(["baseline"]);

    write(project, "Dockerfile", mismatch + mismatch);
    assert.deepEqual(await reported(project), ["Dockerfile:4"]);
  });

  it("says how many entries no longer match, and drops them when it runs again", async () => {
    const project = createProject({ "a/Dockerfile": mismatch, "b/Dockerfile": mismatch, "compose.yaml": vpn });
    await project.run(["baseline"]);

    write(project, "a/Dockerfile", "FROM alpine:3.22\n");
    rmSync(join(project.folder, "b/Dockerfile"));
    const { out } = await project.run(["check"]);
    const outdated = '2 entries of it no longer match: run "bulkhead baseline" to update it.';
    assert.equal(out, `No new findings in 2 files. 1 finding in the baseline. ${outdated}\n`);
    const { summary } = JSON.parse((await project.run(["check", "--format", "json"])).out) as { summary: object };
    assert.deepEqual(Object.entries(summary).at(-1), ["baseline", { known: 1, outdated: 2 }]);

    await project.run(["baseline"]);
    assert.match((await project.run(["check"])).out, /1 finding in the baseline\.\n$/);
  });

  it("keeps the entries of files that it does not check", async () => {
    const project = createProject({ "a/Dockerfile": mismatch, "b/Dockerfile": mismatch });
    await project.run(["baseline"]);

    assert.match((await project.run(["check", "a"])).out, /1 finding in the baseline\.\n$/);
    await project.run(["baseline", "a"]);
    assert.deepEqual(await reported(project), []);
  });

  it("has the mistake of a shared file once, however many files use it", async () => {
    const java = "services:\n  a:\n    image: eclipse-temurin:21\n    mem_limit: 1g\n    env_file: ../java.env\n";
    const project = createProject({
      "b/compose.yaml": java,
      "a/notes.txt": "",
      "java.env": "JAVA_TOOL_OPTIONS=-Xmx2g\n",
    });
    await project.run(["baseline"]);

    write(project, "a/compose.yaml", java);
    assert.equal((await project.run(["check"])).out, "No new findings in 2 files. 1 finding in the baseline.\n");
  });

  it("is beside the configuration of each file, wherever the command runs", async () => {
    const files = { ".git/HEAD": "", Dockerfile: mismatch, "app/bulkhead.config.yaml": "profile: strict\n" };
    const project = createProject({ ...files, "app/src/Dockerfile": mismatch });

    await project.run(["baseline", "../.."], { cwd: "app/src" });

    assert.ok(existsSync(join(project.folder, name)));
    assert.ok(existsSync(join(project.folder, "app", name)));
    assert.equal((await project.run(["check"])).code, 0);
    assert.equal((await project.run(["check"], { cwd: "app/src" })).code, 0);
  });

  it("writes the file that --output names, and check reads it with --baseline", async () => {
    const project = createProject({ Dockerfile: mismatch, "ci/notes.txt": "" });

    await project.run(["baseline", "--output", "ci/known.json"]);

    assert.ok(!existsSync(join(project.folder, name)));
    assert.equal((await project.run(["check"])).code, 1);
    assert.equal((await project.run(["check", "--baseline", "ci/known.json"])).code, 0);
    assert.match(
      (await project.run(["check", "--baseline", "known.json"], { cwd: "ci" })).out,
      /^No file was analysed: .+\n$/,
    );
  });

  it("contains no text of the files", async () => {
    const project = createProject({ "compose.yaml": vpn });

    await project.run(["baseline"]);

    const text = readFileSync(join(project.folder, name), "utf8");
    assert.match(text, /"compose\.yaml": \{\n {6}"privileged-container": \{\n {8}"[\da-f]{12}": 1\n/);
    assert.doesNotMatch(text, /debian|true/);
  });

  it("is refused in one line if it cannot be read", async () => {
    const project = createProject({ Dockerfile: mismatch });
    const remedy = 'Delete it and run "bulkhead baseline" again.\n';
    const texts = [
      "{",
      "[]",
      '{"version":1}',
      '{"version":1,"files":{"a":{"b":{"c":0}}}}',
      '{"version":1,"files":{"a":1}}',
    ];
    for (const text of texts) {
      write(project, name, text);
      const expected = { code: 2, out: "", err: `${name} is not a baseline. ${remedy}` };
      assert.deepEqual(await project.run(["check"]), expected, text);
      assert.deepEqual(await project.run(["baseline"]), expected, text);
    }
    write(project, name, '{"version":2,"files":{}}');
    assert.equal((await project.run(["check"])).err, `${name} has version 2, expected 1. ${remedy}`);
    const missing = await project.run(["check", "--baseline", "nope.json"]);
    assert.deepEqual(missing, { code: 2, out: "", err: "nope.json: There is no such baseline.\n" });
  });

  it("is not written if nothing could be analysed, or by wrong usage", async () => {
    const project = createProject({ "notes.txt": "" });

    assert.equal((await project.run(["baseline"])).code, 2);
    assert.equal((await project.run(["baseline", "nope"])).code, 2);
    assert.equal((await project.run(["check", "--baseline", "a", "--no-baseline"])).code, 2);
    assert.ok(!existsSync(join(project.folder, name)));
  });
});

function write(project: Project, path: string, text: string): void {
  writeFileSync(join(project.folder, path), text);
}

/** Places of what check reports, as `file:line`. */
async function reported(project: Project): Promise<readonly string[]> {
  const { out } = await project.run(["check", "--format", "json"]);
  const { files } = JSON.parse(out) as {
    files: readonly { path: string; findings: readonly { range: { start: { line: number } } }[] }[];
  };
  return files.flatMap(({ path, findings }) => findings.map(({ range }) => `${path}:${range.start.line + 1}`));
}
