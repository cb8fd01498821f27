import assert from "node:assert/strict";
import { createProject, removeProjects } from "./run.ts";

const files = {
  ".git/HEAD": "",
  "bulkhead.config.yaml":
    "profile: strict\nhost: { memory: 16384 MiB }\nrules: { end-of-life-os: hint }\noverrides: [{ files: app, rules: { privileged-container: off } }]\n",
  "app/Dockerfile": "FROM debian:12\n",
};

describe("bulkhead config", () => {
  afterEach(removeProjects);

  it("shows each value that holds for a file, and where it comes from", async () => {
    const { code, out } = await createProject(files).run(["config", "app/Dockerfile"]);

    assert.equal(code, 0);
    assert.match(out, /^Configuration file: bulkhead\.config\.yaml\n/);
    assert.match(out, /^profile +"strict" +bulkhead\.config\.yaml$/m);
    assert.match(out, /^rules\.privileged-container +"off" +bulkhead\.config\.yaml, overrides of app$/m);
    assert.match(out, /^rules\.end-of-life-os +"hint" +bulkhead\.config\.yaml$/m);
    assert.match(out, /^host\.memory +"16 GiB" +bulkhead\.config\.yaml$/m);
    assert.match(out, /^failOn +"error" +default$/m);
  });

  it("writes the same as JSON, and for files that are not there yet", async () => {
    const { out } = await createProject(files).run(["config", "--json", "new/Dockerfile"]);
    const { file, values } = JSON.parse(out) as {
      file: string;
      values: { key: string; value: unknown; origin: string }[];
    };

    assert.equal(file, "bulkhead.config.yaml");
    assert.deepEqual(
      values.find(({ key }) => key === "profile"),
      {
        key: "profile",
        value: "strict",
        origin: "bulkhead.config.yaml",
      },
    );
    assert.equal(
      values.find(({ key }) => key === "rules.privileged-container"),
      undefined,
    );
  });

  it("says that the file has problems, because what is invalid is not shown", async () => {
    const project = createProject({ ...files, "bulkhead.config.yaml": "profil: strict\nprofile: much\n" });

    const { code, out, err } = await project.run(["config", "app/Dockerfile"]);

    assert.equal(code, 0);
    assert.match(out, /^profile +"recommended" +default$/m);
    assert.equal(err, 'bulkhead.config.yaml has 2 problems: run "bulkhead check bulkhead.config.yaml" to list them.\n');
    assert.equal((await createProject(files).run(["config", "app/Dockerfile"])).err, "");
  });

  it("says that there is no file, and that a file is excluded", async () => {
    const project = createProject({
      ".git/HEAD": "",
      Dockerfile: "FROM a\n",
      "sub/bulkhead.config.json": '{"exclude":["**"]}',
    });

    assert.match((await project.run(["config", "Dockerfile"])).out, /^Configuration file: none\n/);
    assert.match((await project.run(["config", "sub/Dockerfile"])).out, /is excluded/);
    assert.equal((await project.run(["config"])).code, 2);
  });
});

describe("bulkhead check with a configuration file", () => {
  afterEach(removeProjects);

  it("lists the file among those of the run, with its problems", async () => {
    const project = createProject({ ...files, "bulkhead.config.yaml": "profile: loud\nfailOn: warning\n" });

    const { code, out } = await project.run(["check", "app/Dockerfile"]);

    assert.equal(code, 1);
    assert.match(
      out,
      /^bulkhead\.config\.yaml:1:1 error profile must be essential, recommended or strict\. invalid-configuration$/m,
    );
    assert.match(out, /in 2 files/);
  });

  it("lists it once, in order, from standard input too", async () => {
    const project = createProject(files);
    const paths = (out: string): string[] =>
      (JSON.parse(out) as { files: { path: string }[] }).files.map(({ path }) => path);

    assert.deepEqual(paths((await project.run(["check", "--format", "json"])).out), [
      "app/Dockerfile",
      "bulkhead.config.yaml",
    ]);
    const { out } = await project.run(["check", "--format", "json", "--stdin-filename", "app/Dockerfile"], {
      stdin: "FROM a\n",
    });
    assert.deepEqual(paths(out), ["app/Dockerfile", "bulkhead.config.yaml"]);
  });

  it("knows the nearest file of each folder, and flags above it", async () => {
    const project = createProject({
      ".git/HEAD": "",
      "bulkhead.config.yaml": "rules: { privileged-container: off }\n",
      "a/compose.yaml": "services: { a: { image: x, privileged: true } }\n",
      "b/compose.yaml": "services: { a: { image: x, privileged: true } }\n",
      "b/bulkhead.config.json": "{}",
    });

    const { out } = await project.run(["check"]);

    assert.doesNotMatch(out, /^a\/compose.*privileged-container$/m);
    assert.match(out, /^b\/compose.*privileged-container$/m);
  });
});
