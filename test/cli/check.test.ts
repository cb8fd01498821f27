import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { docsOf } from "../../server/src/engine/index.ts";
import { createProject, removeProjects } from "./run.ts";

const privileged = "services:\n  vpn:\n    image: debian:12\n    privileged: true\n";
const mismatch = "FROM alpine:3.22\nRUN apt-get update\n";
const clean = "FROM debian:12\nRUN echo\n";

interface Report {
  readonly files: readonly {
    readonly path: string;
    readonly findings: readonly { rule: string; severity: string; range: unknown; docs: string; fixes: unknown }[];
    readonly suppressed: number;
  }[];
  readonly errors: readonly { readonly path: string; readonly message: string }[];
  readonly summary: Readonly<Record<string, number>>;
}

describe("bulkhead check", () => {
  afterEach(removeProjects);

  it("says with the lines around what it finds, and that an error was reached", async () => {
    const { code, out, err } = await createProject({ Dockerfile: mismatch }).run(["check"]);

    assert.equal(code, 1);
    assert.equal(err, "");
    assert.match(out, /^Dockerfile:2:5 error .*package-manager-mismatch$/m);
    assert.match(out, /^> 2 \| RUN apt-get update\n {4}\| {5}\^{7}$/m);
    assert.match(out, /^1 error in 1 file\./m);
  });

  it("reads each devcontainer.json of a folder", async () => {
    const files = {
      ".devcontainer/devcontainer.json": '{\n  "image": "debian:12",\n  "privileged": true // why not\n}\n',
      "b/.devcontainer/go/devcontainer.json": '{ "image": "debian:12", "runArgs": ["--privileged"] }\n',
      "c/.devcontainer.json": '{ "image": "alpine:3.22", "postCreateCommand": "apt-get update" }\n',
      "d/devcontainer.json": '{ "image": "debian:12", "privileged": true }\n',
    };
    const { code, out } = await createProject(files).run(["check"]);

    assert.equal(code, 1);
    assert.match(out, /^\.devcontainer\/devcontainer\.json:3:3 warning .*privileged-container$/m);
    assert.match(out, /^b\/\.devcontainer\/go\/devcontainer\.json:1:37 warning .*privileged-container$/m);
    assert.match(out, /^c\/\.devcontainer\.json:1:49 error .*package-manager-mismatch$/m);
    assert.match(out, /^1 error, 2 warnings in 3 files\./m);
  });

  it("accepts a clean file, and a folder without supported files", async () => {
    const project = createProject({ Dockerfile: clean, "empty/notes.txt": "FROM x" });

    assert.deepEqual(await project.run(["check"]), { code: 0, out: "No findings in 1 file.\n", err: "" });
    const { code, out, err } = await project.run(["check", "empty"]);
    assert.deepEqual([code, err], [0, ""]);
    assert.match(out, /^No file was analysed: there is no Dockerfile, [^\n]+\n$/);
  });

  it("takes its threshold from the flag, else from the configuration", async () => {
    const files = { "compose.yaml": privileged };
    const project = createProject(files);
    const configured = createProject({ ...files, "bulkhead.config.yaml": "failOn: info\n" });

    assert.equal((await project.run(["check"])).code, 0);
    assert.equal((await project.run(["check", "--fail-on", "warning"])).code, 1);
    assert.equal((await project.run(["check", "--fail-on", "hint"])).code, 1);
    assert.equal((await configured.run(["check"])).code, 1);
    assert.equal((await configured.run(["check", "--fail-on", "never"])).code, 0);
  });

  it("writes its contract as JSON, sorted, clean files included", async () => {
    const project = createProject({ "b/compose.yaml": privileged, "a/Dockerfile": mismatch, Dockerfile: clean });

    const { code, out } = await project.run(["check", "--format", "json"]);
    const report = JSON.parse(out) as Report;

    assert.equal(code, 1);
    assert.deepEqual(Object.keys(report), ["version", "tool", "files", "errors", "summary"]);
    assert.deepEqual(
      report.files.map(({ path }) => path),
      ["Dockerfile", "a/Dockerfile", "b/compose.yaml"],
    );
    assert.deepEqual(report.files[1]?.findings[0]?.range, {
      start: { line: 1, character: 4 },
      end: { line: 1, character: 11 },
    });
    assert.deepEqual(Object.keys(report.files[1]?.findings[0] ?? {}), [
      "rule",
      "severity",
      "message",
      "range",
      ...(docsOf("x") === undefined ? [] : ["docs"]),
      "fixes",
      "related",
    ]);
    assert.deepEqual(report.summary, { error: 1, warning: 1, info: 0, hint: 0, suppressed: 0, skipped: 0 });
  });

  it("shows paths from the working directory, and whole ones outside of it", async () => {
    const project = createProject({ "a/Dockerfile": mismatch, "b/Dockerfile": mismatch });

    const { out } = await project.run(["check", ".", "../b", "--format", "json"], { cwd: "a" });
    const paths = (JSON.parse(out) as Report).files.map(({ path }) => path);

    assert.deepEqual(paths, ["Dockerfile", join(project.folder, "b/Dockerfile").replaceAll("\\", "/")]);
  });

  it("reports what it cannot read or parse and goes on", async () => {
    const project = createProject({
      Dockerfile: mismatch,
      "compose.yaml": "services:\n  a: [\n  b: }\n",
      "large/Dockerfile": "#".repeat((1 << 20) + 1),
    });

    const { code, out, err } = await project.run(["check", ".", "missing", "large/Dockerfile"]);

    assert.equal(code, 2);
    assert.match(out, /package-manager-mismatch/);
    assert.match(out, /^compose\.yaml:2:6 error Invalid YAML: .* syntax-error$/m);
    assert.match(err, /^missing: File or folder not found\.$/m);
    assert.match(err, /^large\/Dockerfile: The file is larger than 1 MB, so it is skipped\.$/m);
  });

  it("fails if a named path does not exist, whatever else was read", async () => {
    const project = createProject({ Dockerfile: clean });

    assert.equal((await project.run(["check", "missing"])).code, 2);
    assert.equal((await project.run(["check", "Dockerfile", "missing"])).code, 2);
  });

  it("passes over named files of other kinds, as a commit hook names them", async () => {
    const project = createProject({ "notes.txt": "FROM x", Dockerfile: mismatch });

    const { code, err } = await project.run(["check", "notes.txt"]);

    assert.equal(code, 0);
    assert.match(err, /^notes\.txt: Not a file that Bulkhead checks \(/m);
    assert.equal((await project.run(["check", "notes.txt", "Dockerfile"])).code, 1);
  });

  it("refuses an empty path", async () => {
    const { code, err } = await createProject({ Dockerfile: mismatch }).run(["check", ""]);

    assert.equal(code, 2);
    assert.match(err, /^A path must not be empty\.$/m);
  });

  it("suggests the option that was meant", async () => {
    const { code, err } = await createProject({}).run(["check", "--fial-on", "error"]);

    assert.equal(code, 2);
    assert.match(err, /^Unknown option "--fial-on"\. Did you mean "--fail-on"\?$/m);
  });

  it("skips vendored and fixture folders and says how many files it skipped", async () => {
    const folders = ["vendor", "third_party", "node_modules/a", "testdata", "testfiles-negative/a", "app/fixtures"];
    const project = createProject({
      Dockerfile: clean,
      ...Object.fromEntries(folders.map((folder) => [`${folder}/Dockerfile`, mismatch])),
    });

    const { code, out } = await project.run(["check"]);
    const { summary } = JSON.parse((await project.run(["check", "--format", "json"])).out) as Report;

    assert.equal(code, 0);
    assert.equal(out, "No findings in 1 file. 6 files in vendored and fixture folders skipped.\n");
    assert.equal(summary["skipped"], 6);
  });

  it("checks vendored and fixture folders that are named or re-included", async () => {
    const files = { "a/fixtures/Dockerfile": mismatch, "a/vendor/Dockerfile": mismatch };
    const project = createProject(files);
    const configured = createProject({ ...files, "bulkhead.config.yaml": 'exclude: ["!fixtures"]\n' });

    for (const path of ["a/fixtures", "a/fixtures/Dockerfile"]) {
      assert.equal((await project.run(["check", path])).code, 1, path);
    }
    const { out } = await configured.run(["check"]);
    assert.match(out, /^a\/fixtures\/Dockerfile:2:5 error/m);
    assert.match(out, /^1 error in \d files?\. 1 file in vendored and fixture folders skipped\./m);
  });

  it("finds files below a folder with a line feed in its name", async function () {
    if (process.platform === "win32") return this.skip();
    const project = createProject({ "a\nb/Dockerfile": mismatch });

    assert.equal((await project.run(["check"])).code, 1);
  });

  it("never waits for an ignore file or a neighbour that is a pipe or a device", async function () {
    if (process.platform === "win32") return this.skip();
    const project = createProject({ Dockerfile: mismatch, "device/Dockerfile": mismatch });
    execFileSync("mkfifo", [join(project.folder, ".gitignore"), join(project.folder, ".dockerignore")]);
    execFileSync("mkfifo", [join(project.folder, "bulkhead.config.yaml"), join(project.folder, "compose.yaml")]);
    symlinkSync("/dev/zero", join(project.folder, "device/.gitignore"));
    symlinkSync("/dev/zero", join(project.folder, "device/Dockerfile.dev"));

    assert.match((await project.run(["check"])).out, /^2 errors in 2 files\./m);
  });

  it("takes a time that grows with the depth of a folder", async () => {
    const project = createProject({ [`${"a/".repeat(800)}Dockerfile`]: mismatch });
    const started = performance.now();

    assert.equal((await project.run(["check"])).code, 1);
    assert.ok(performance.now() - started < 10_000, String(performance.now() - started));
  });

  for (const { path, text } of [
    { path: "compose.yaml", text: "services:\n  a: [\n" },
    { path: "Vagrantfile", text: "def def (((\n" },
    { path: ".github/workflows/test.yml", text: "jobs: [\n" },
  ]) {
    it(`reports a ${path} that cannot be parsed as a finding`, async () => {
      const alone = createProject({ [path]: text });
      const beside = createProject({ [path]: text, Dockerfile: clean });

      for (const argv of [["check"], ["check", path]]) {
        const { code, out, err } = await alone.run(argv);

        assert.deepEqual([code, err], [1, ""]);
        assert.match(out, /^1 error in 1 file \(1 read only in part\)\./m);
      }
      const { out } = await beside.run(["check"]);
      assert.match(out, /^1 error in 2 files \(1 read only in part\)\./m);
      const report = JSON.parse((await alone.run(["check", "--format", "json"])).out) as Report;
      assert.deepEqual(report.errors, []);
      assert.deepEqual(
        report.files.flatMap(({ findings }) => findings.map(({ rule }) => rule)),
        ["syntax-error"],
      );
    });
  }

  it("counts a file with broken syntax as read in part", async () => {
    const project = createProject({ "compose.yaml": `${privileged}    ports: [\n`, Dockerfile: clean });

    const { code, out } = await project.run(["check", ".", "missing", "--fail-on", "warning"]);

    assert.equal(code, 2);
    assert.match(
      out,
      /^1 error, 1 warning in 2 files \(1 read only in part\)\. 1 file could not be read\. Run "bulkhead explain/m,
    );
  });

  it("reports a file that it may not read", async function () {
    const project = createProject({ Dockerfile: mismatch, "locked/Dockerfile": mismatch });
    const isPowerless = process.platform === "win32" || process.getuid?.() === 0;
    // A user who may read everything gets a folder in place of the file.
    const locked = isPowerless ? "locked" : "locked/Dockerfile";
    if (!isPowerless) chmodSync(join(project.folder, locked), 0);

    const { code, err } = await project.run(["check", "Dockerfile", locked]);

    assert.equal(code, 1);
    assert.equal(err, isPowerless ? "" : "locked/Dockerfile: The file cannot be read.\n");
  });

  it("follows no link that a search meets", async () => {
    const outside = createProject({ secret: mismatch });
    const project = createProject({ Dockerfile: clean });
    symlinkSync(join(outside.folder, "secret"), join(project.folder, "Dockerfile.linked"));

    assert.equal((await project.run(["check"])).out, "No findings in 1 file.\n");
  });

  it("sees neighbours as an editor does, up to the root and no further", async () => {
    const outer = createProject({
      "bulkhead.config.yaml": "rules: { package-manager-mismatch: off }\n",
      "repo/.git/HEAD": "",
      "repo/app/Dockerfile": mismatch,
      "script/Dockerfile": 'FROM debian:12\nCOPY start.sh /start.sh\nENTRYPOINT ["/start.sh"]\n',
      "script/start.sh": "#!/bin/sh\r\nexec sleep 1\r\n",
    });

    // The same from anywhere: what lies above the Git root does not count.
    assert.equal((await outer.run(["check", "repo"])).code, 1);
    assert.equal((await outer.run(["check", "../repo"], { cwd: "script" })).code, 1);
    assert.equal((await outer.run(["check"], { cwd: "repo/app" })).code, 1);
    assert.match((await outer.run(["check", "script"])).out, /entrypoint-line-endings/);
  });

  it("honours .gitignore files as git does, except for files that are named", async () => {
    const project = createProject({
      ".gitignore": "build/\n*.generated\n!keep/Dockerfile.generated\n/only-here\n",
      "build/Dockerfile": mismatch,
      "Dockerfile.generated": mismatch,
      "keep/Dockerfile.generated": mismatch,
      "sub/.gitignore": "Dockerfile\n",
      "sub/Dockerfile": mismatch,
      "sub/only-here/Dockerfile.x": mismatch,
      "node_modules/x/Dockerfile": mismatch,
    });
    const pathsOf = async (...argv: string[]): Promise<string[]> =>
      (JSON.parse((await project.run(["check", "--format", "json", ...argv])).out) as Report).files.map(
        ({ path }) => path,
      );

    assert.deepEqual(await pathsOf(), ["keep/Dockerfile.generated", "sub/only-here/Dockerfile.x"]);
    assert.deepEqual(await pathsOf("build/Dockerfile"), ["build/Dockerfile"]);
  });

  it("finds files by their whole path, whichever folder it is asked to search", async () => {
    const files = [".github/workflows/test.yml", ".circleci/config.yml", ".gitlab/ci/build.yml"];
    const workflow = "jobs: {}\n";
    const project = createProject(Object.fromEntries(files.map((file) => [file, workflow])));
    const pathsIn = async (folder: string): Promise<string[]> =>
      (JSON.parse((await project.run(["check", "--format", "json", folder])).out) as Report).files.map(
        ({ path }) => path,
      );

    assert.deepEqual(await pathsIn("."), [
      ".circleci/config.yml",
      ".github/workflows/test.yml",
      ".gitlab/ci/build.yml",
    ]);
    assert.deepEqual(await pathsIn(".github"), [".github/workflows/test.yml"]);
    assert.deepEqual(await pathsIn(".github/workflows"), [".github/workflows/test.yml"]);
    assert.deepEqual(await pathsIn(".circleci"), [".circleci/config.yml"]);
    assert.deepEqual(await pathsIn(".gitlab/ci"), [".gitlab/ci/build.yml"]);
  });

  it("reads one file from standard input under a name", async () => {
    const project = createProject({ "bulkhead.config.yaml": "rules: { package-manager-mismatch: info }\n" });

    const { code, out } = await project.run(["check", "--stdin-filename", "sub/Dockerfile"], { stdin: mismatch });

    assert.equal(code, 0);
    assert.match(out, /^sub\/Dockerfile:2:5 info /m);
    assert.equal((await project.run(["check", "--stdin-filename", "Dockerfile", "more"])).code, 2);
  });

  it("counts findings that comments suppress, unless ignore comments are disabled", async () => {
    const project = createProject({
      Dockerfile: "FROM alpine:3.22\n# bulkhead ignore=package-manager-mismatch a test\nRUN apt-get update\n",
    });

    assert.match((await project.run(["check"])).out, /^No findings in 1 file, 1 suppressed\.$/m);
    assert.equal((await project.run(["check", "--no-inline-ignore"])).code, 1);
  });

  it("leaves out what the configuration excludes", async () => {
    const project = createProject({ "old/Dockerfile": mismatch, "bulkhead.config.yaml": 'exclude: ["old/**"]\n' });

    assert.equal((await project.run(["check"])).code, 0);
  });

  it("uses colours on a terminal only, and not against the user's wish", async () => {
    const project = createProject({ Dockerfile: mismatch });
    const hasColor = async (isTTY: boolean, env = {}, ...options: string[]): Promise<boolean> =>
      (await project.run(["check", ...options], { isTTY, env })).out.includes("\u001B[");

    assert.equal(await hasColor(true), true);
    assert.equal(await hasColor(false), false);
    assert.equal(await hasColor(true, { NO_COLOR: "1" }), false);
    assert.equal(await hasColor(false, { FORCE_COLOR: "1" }), true);
    assert.equal(await hasColor(true, { FORCE_COLOR: "0" }), false);
    assert.equal(await hasColor(false, {}, "--color"), true);
    assert.equal(await hasColor(true, { FORCE_COLOR: "1" }, "--no-color"), false);
  });

  it("shows nothing that would steer the terminal", async () => {
    const project = createProject({ Dockerfile: "FROM alpine:3.22\nRUN apt-get update # \u001B[2J\n" });

    const { out } = await project.run(["check"]);

    assert.equal(out.includes("\u001B"), false);
    assert.match(out, /apt-get update # \uFFFD\[2J/);
  });

  it("reads a Vagrantfile", async () => {
    const project = createProject({ Vagrantfile: 'Vagrant.configure("2") do |config|\n  config.vm.box =\nend\n' });

    assert.match((await project.run(["check"])).out, /^Vagrantfile:2:\d+ error Ruby syntax error: /);
  });
});
