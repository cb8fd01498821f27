import assert from "node:assert/strict";
import { chmodSync, mkdirSync, renameSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { createProject, removeProjects, type Project } from "./run.ts";

const systemd = 'FROM rockylinux:9\nCMD ["/usr/sbin/init"]\n';
const buildOf = (build: string): string => `services:\n  legacy:\n    build: ${build}\n    init: true\n`;
const scripted = 'FROM debian:12\nCOPY start.sh /usr/local/bin/\nENTRYPOINT ["/usr/local/bin/start.sh"]\n';
const windows = "#!/bin/sh\r\nexec app\r\n";

/** Returns the rules with findings in each named file. */
async function rulesIn(project: Project, cwd: string, ...paths: readonly string[]): Promise<readonly string[]> {
  const { out } = await project.run(["check", "--format", "json", ...paths], { cwd });
  const { files } = JSON.parse(out) as { files: { findings: { rule: string }[] }[] };
  return files.flatMap(({ findings }) => findings.map(({ rule }) => rule));
}

describe("bulkhead check across files", () => {
  afterEach(removeProjects);

  it("reads neighbours that are not part of the run", async () => {
    const project = createProject({ "compose.yaml": buildOf("./app"), "app/Dockerfile": systemd });

    assert.deepEqual(await rulesIn(project, "", "compose.yaml"), ["systemd-not-pid-one"]);
    assert.deepEqual(await rulesIn(project, "", "app/Dockerfile"), ["systemd-not-pid-one"]);
  });

  it("reads the permission of a script where the system has one", async function () {
    if (process.platform === "win32") this.skip();
    const project = createProject({ Dockerfile: scripted, "start.sh": "#!/bin/sh\nexec app\n" });

    assert.deepEqual(await rulesIn(project, "", "Dockerfile"), ["entrypoint-without-interpreter"]);

    chmodSync(join(project.folder, "start.sh"), 0o755);
    assert.deepEqual(await rulesIn(project, "", "Dockerfile"), []);
  });

  it("follows scripts, ignore files and environments", async () => {
    const project = createProject({
      Dockerfile: scripted,
      "start.sh": windows,
      "ignored/Dockerfile": scripted,
      "ignored/start.sh": windows,
      "ignored/.dockerignore": "*.sh\n",
      "java/compose.yaml":
        "services:\n  api:\n    image: eclipse-temurin:21-jre\n    env_file: java.env\n    mem_limit: ${LIMIT}\n",
      "java/java.env": "JAVA_TOOL_OPTIONS=-Xmx2g\n",
      "java/.env": "LIMIT=1g\n",
    });

    chmodSync(join(project.folder, "start.sh"), 0o755);
    assert.deepEqual(await rulesIn(project, "", "Dockerfile"), ["entrypoint-line-endings"]);
    assert.deepEqual(await rulesIn(project, "", "ignored/Dockerfile"), []);
    assert.deepEqual(await rulesIn(project, "", "java"), ["heap-exceeds-memory-limit"]);
  });

  it("reads the Vagrantfile for a workflow that is checked alone", async () => {
    const workflow = "on: push\njobs:\n  test:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: vagrant up\n";
    const project = createProject({
      ".github/workflows/test.yml": workflow,
      Vagrantfile: 'Vagrant.configure("2") do |config|\n  config.vm.box = "bento/ubuntu-24.04"\nend\n',
    });

    assert.deepEqual(await rulesIn(project, "", ".github/workflows/test.yml"), ["vm-for-ephemeral-ci"]);
  });

  it("has the git root as its border, and without git the working directory", async () => {
    const project = createProject({
      "repo/.git/HEAD": "",
      "repo/deploy/compose.yaml": buildOf("../app"),
      "repo/app/Dockerfile": systemd,
      "plain/deploy/compose.yaml": buildOf("../app"),
      "plain/app/Dockerfile": systemd,
    });

    assert.deepEqual(await rulesIn(project, "repo/deploy"), ["systemd-not-pid-one"]);
    assert.deepEqual(await rulesIn(project, "plain/deploy"), []);
    assert.deepEqual(await rulesIn(project, "plain", "deploy"), ["systemd-not-pid-one"]);
  });

  it("has the nearest Git root or configuration of each argument as its border, wherever it runs", async () => {
    const project = createProject({
      "git/.git/HEAD": "",
      "git/deploy/compose.yaml": buildOf("../app"),
      "git/app/Dockerfile": systemd,
      "configured/bulkhead.config.yaml": "",
      "configured/deploy/compose.yaml": buildOf("../app"),
      "configured/app/Dockerfile": systemd,
      "elsewhere/notes.txt": "",
    });

    for (const folder of ["git", "configured"]) {
      for (const path of ["", "/deploy", "/deploy/compose.yaml"]) {
        const rules = await rulesIn(project, "elsewhere", `../${folder}${path}`);
        assert.ok(rules.includes("systemd-not-pid-one"), folder + path);
      }
    }
  });

  it("reads nothing outside, neither by its path nor through a link, and ends on links in a circle", async () => {
    const outside = createProject({ Dockerfile: systemd });
    const project = createProject({
      "path.compose/compose.yaml": buildOf(outside.folder),
      "link/compose.yaml": buildOf("./out"),
      "file/compose.yaml": buildOf("."),
      "circle/compose.yaml": buildOf("./a"),
      "inside/compose.yaml": buildOf("./in"),
      "app/Dockerfile": systemd,
    });
    symlinkSync(outside.folder, join(project.folder, "link/out"));
    symlinkSync(join(outside.folder, "Dockerfile"), join(project.folder, "file/Dockerfile"));
    symlinkSync(join(project.folder, "circle/a"), join(project.folder, "circle/b"));
    symlinkSync(join(project.folder, "circle/b"), join(project.folder, "circle/a"));
    symlinkSync(join(project.folder, "app"), join(project.folder, "inside/in"));

    for (const folder of ["path.compose", "link", "file", "circle"]) {
      assert.deepEqual(await rulesIn(project, "", `${folder}/compose.yaml`), [], folder);
    }
    assert.deepEqual(await rulesIn(project, "", "inside/compose.yaml"), ["systemd-not-pid-one"]);
  });

  it("works in a folder that is itself reached through a link", async () => {
    const project = createProject({ "real/compose.yaml": buildOf("."), "real/Dockerfile": systemd });
    symlinkSync(join(project.folder, "real"), join(project.folder, "linked"));

    assert.deepEqual(await rulesIn(project, "linked", "compose.yaml"), ["systemd-not-pid-one"]);
  });

  for (const name of ["my app", "a#b", "50%", "größe", "[x]"]) {
    it(`takes folders called ${name}`, async () => {
      const project = createProject({
        [`${name}/compose.yaml`]: buildOf(JSON.stringify(`./${name}`)),
        [`${name}/${name}/Dockerfile`]: systemd,
      });

      assert.deepEqual(await rulesIn(project, name), ["systemd-not-pid-one"]);
      assert.deepEqual(await rulesIn(project, "", name), ["systemd-not-pid-one"]);
      assert.deepEqual(await rulesIn(project, name, `${name}/Dockerfile`), ["systemd-not-pid-one"]);
    });
  }

  it("notices renamed files on the next run", async () => {
    const project = createProject({ "compose.yaml": buildOf("."), Dockerfile: systemd });
    assert.deepEqual(await rulesIn(project, "", "compose.yaml"), ["systemd-not-pid-one"]);

    mkdirSync(join(project.folder, "old"));
    renameSync(join(project.folder, "Dockerfile"), join(project.folder, "old/Dockerfile"));

    assert.deepEqual(await rulesIn(project, "", "compose.yaml"), []);
  });

  it("reports too many related files as a finding, not as an error", async () => {
    const names = Array.from({ length: 205 }, (_, index) => `env/${index}.env`);
    const project = createProject({
      "compose.yaml": `services:\n  api:\n    image: nginx:1.29\n    env_file: [${names.join(", ")}]\n`,
      ...Object.fromEntries(names.map((name) => [name, "A=b\n"])),
    });

    const { code, out, err } = await project.run(["check"]);

    assert.deepEqual([code, err], [0, ""]);
    assert.match(out, /^compose\.yaml:1:1 info .*unreadable-file$/m);
    assert.equal(out.match(/unreadable-file/g)?.length, 1);
  });
});
