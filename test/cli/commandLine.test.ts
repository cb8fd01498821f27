import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { version } from "../../server/src/version.ts";
import { createProject, removeProjects } from "./run.ts";

describe("the command line", () => {
  afterEach(removeProjects);

  it("has the version of the package", async () => {
    const manifest = JSON.parse(readFileSync("server/package.json", "utf8")) as { version: string };

    const { code, out } = await createProject({}).run(["--version"]);

    assert.equal(code, 0);
    assert.match(out, new RegExp(`^bulkhead ${manifest.version} `));
    assert.equal(version, manifest.version);
  });

  it("helps when asked, and when it is used wrongly", async () => {
    const project = createProject({});

    assert.equal((await project.run(["--help"])).code, 0);
    assert.match((await project.run(["check", "--help"])).out, /--fail-on/);
    assert.deepEqual(await project.run(["help"]), await project.run(["--help"]));
    assert.deepEqual(await project.run(["help", "check"]), await project.run(["check", "--help"]));
    assert.match((await project.run(["help", "chekc"])).err, /^Unknown command "chekc"/);
    for (const argv of [[], ["chekc"], ["check", "--nope"], ["check", "--format", "xml"], ["debug", "tree"]]) {
      const { code, out, err } = await project.run(argv);
      assert.deepEqual([code, out], [2, ""], argv.join(" "));
      assert.match(err, /Usage: bulkhead/);
      assert.ok(err.split("\n").length < 16, err);
    }
  });

  it("suggests corrections for unknown words", async () => {
    const project = createProject({});
    const saidOf = async (...argv: string[]): Promise<string> => (await project.run(argv)).err.split("\n")[0] ?? "";

    assert.equal(await saidOf("chekc"), 'Unknown command "chekc". Did you mean "check"?');
    assert.equal(await saidOf("check", "--bogus"), 'Unknown option "--bogus".');
    assert.equal(await saidOf("check", "--format"), "--format needs a value.");
    assert.equal(await saidOf("init", "--print=yes"), "--print takes no value.");
    assert.equal(
      await saidOf("check", "--fail-on", "much"),
      '--fail-on must be one of error, warning, info, hint, never, not "much".',
    );
    assert.equal(
      await saidOf("explain", "privileged-contaner"),
      'Unknown rule or topic "privileged-contaner". Did you mean "privileged-container"? Run "bulkhead explain" to list them.',
    );
  });

  it("explains rules and topics", async () => {
    const project = createProject({});

    assert.match((await project.run(["explain", "privileged-container"])).out, /^# privileged-container\n/);
    const list = (await project.run(["explain"])).out;
    assert.match(list, /^privileged-container {2}/m);
    assert.match(list, /^privileged {2}/m);
    assert.match((await project.run(["explain", "privileged"])).out, /\S\n$/);
    assert.equal((await project.run(["explain", "nothing-like-this"])).code, 2);
  });

  it("shows the tree of a file", async () => {
    const project = createProject({ Dockerfile: "FROM debian:12\n", "notes.txt": "" });

    assert.match((await project.run(["debug", "tree", "Dockerfile"])).out, /image "debian:12" \[1:6-1:15\]/);
    assert.equal((await project.run(["debug", "tree", "notes.txt"])).code, 2);
    assert.deepEqual(await project.run(["debug", "tree", "missing"]), {
      code: 2,
      out: "",
      err: "missing: File not found.\n",
    });
  });
});
