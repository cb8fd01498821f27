import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCases } from "../../../scripts/cases/run.ts";

const socket = "/var/run/docker.sock:/var/run/docker.sock";
const compose = `services:\n  web:\n    image: corp/web:1\n    ports: ["80:80"]\n    volumes:\n      - ${socket}\n`;
const wantedSocket = {
  file: "compose.yaml",
  line: 6,
  rule_or_idea: "container-socket-mount",
  severity: "warning",
  advice: "use a socket proxy",
};
const project = { id: "socket", files: { "compose.yaml": compose }, want: [wantedSocket] };
const laterRule = { ...wantedSocket, rule_or_idea: "idea:dind-tls" };

describe("npm run cases", () => {
  const folders: string[] = [];
  after(() => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });

  async function run(files: Record<string, unknown>, accepted: unknown = [], only?: string) {
    const folder = mkdtempSync(join(tmpdir(), "bulkhead-cases-"));
    folders.push(folder);
    const acceptedFolder = join(folder, "accepted");
    mkdirSync(acceptedFolder);
    writeFileSync(join(acceptedFolder, "reports.accepted.json"), JSON.stringify(accepted));
    for (const [name, content] of Object.entries(files)) {
      writeFileSync(join(folder, `${name}.json`), JSON.stringify(content));
    }
    const lines: string[] = [];
    const isRight = await runCases({ folder, acceptedFolder, only, print: (line) => lines.push(line) });
    return { isRight, out: lines.join("\n") };
  }

  it("passes a case whose findings agree", async () => {
    const { isRight, out } = await run({ reports: [project] });
    assert.equal(isRight, true);
    assert.match(out, /reports: 2 of 2 checks agree/);
    assert.match(out, /container-socket-mount: 1 of 1/);
  });

  it("compares the machines that Vagrant makes of a file", async () => {
    const text = 'Vagrant.configure("2") do |config|\n  config.vm.box = YAML.load_file("s.yaml")["box"]\nend\n';
    const machine = { name: "default", box: "a/b", hostname: null, ips: [], provisioners: [] };
    const one = { id: "yaml", files: { Vagrantfile: text, "s.yaml": "box: a/b\n" }, reads: { machines: [machine] } };
    const other = { ...one, id: "other", files: { ...one.files, "s.yaml": "box: c/d\n" } };
    const { isRight, out } = await run({ vagrant: { cases: [one, other] } });

    assert.equal(isRight, false);
    assert.match(out, /vagrant: 1 of 2 checks agree/);
    assert.match(out, /DISAGREES other\/reads: wants .*"a\/b".*, has .*"c\/d"/);
  });

  it("fails on a finding that is missing", async () => {
    const silent = { ...project, files: { "compose.yaml": compose.replace(socket, "./data:/data") } };
    const { isRight, out } = await run({ reports: [silent] });
    assert.equal(isRight, false);
    assert.match(
      out,
      /DISAGREES socket\/compose\.yaml:6:container-socket-mount: compose\.yaml:6 wants container-socket-mount/,
    );
  });

  it("fails on a finding at another line", async () => {
    const { isRight, out } = await run({ reports: [{ ...project, want: [{ ...wantedSocket, line: 4 }] }] });
    assert.equal(isRight, false);
    assert.match(out, /compose\.yaml:4 wants container-socket-mount/);
  });

  it("fails on a warning where information is wanted", async () => {
    const { isRight, out } = await run({ reports: [{ ...project, want: [{ ...wantedSocket, severity: "info" }] }] });
    assert.equal(isRight, false);
    assert.match(out, /container-socket-mount as information or a hint, not as warning/);
  });

  it("fails on a warning that no case wants", async () => {
    const { isRight, out } = await run({ reports: [{ ...project, want: [] }] });
    assert.equal(isRight, false);
    assert.match(out, /DISAGREES socket\/nothing-else: compose\.yaml:6 has the warning container-socket-mount/);
  });

  it("accepts one check by its id", async () => {
    const accepted = [{ id: "socket/nothing-else", reason: "the case is under discussion" }];
    const { isRight, out } = await run({ reports: [{ ...project, want: [] }] }, accepted);
    assert.equal(isRight, true);
    assert.match(out, /accepted {2}socket\/nothing-else: the case is under discussion/);
  });

  it("accepts all checks of a rule, and its ideas under other names", async () => {
    const accepted = [{ rule: "dind-port-and-tls", reason: "waits for the rule dind-port-and-tls" }];
    const { isRight } = await run({ reports: [{ ...project, want: [wantedSocket, laterRule] }] }, accepted);
    assert.equal(isRight, true);
  });

  it("fails on an accepted check that agrees", async () => {
    const accepted = [{ rule: "container-socket-mount", reason: "waits" }];
    const { isRight, out } = await run({ reports: [project] }, accepted);
    assert.equal(isRight, false);
    assert.match(out, /SETTLED +socket\/compose\.yaml:6:container-socket-mount/);
  });

  it("ignores accepted checks of other shares", async () => {
    const { isRight, out } = await run({ reports: [project] }, [{ id: "elsewhere/nothing-else", reason: "waits" }]);
    assert.equal(isRight, true);
    assert.match(out, /1 accepted entries belong to no case/);
  });

  it("skips a file that has no adapter", async () => {
    const { isRight, out } = await run({ strangers: [] });
    assert.equal(isRight, true);
    assert.match(out, /strangers: skipped, there is no adapter/);
  });

  it("runs one file alone", async () => {
    const { out } = await run({ reports: [project], strangers: [] }, [], "reports");
    assert.doesNotMatch(out, /strangers/);
    assert.equal((await run({ reports: [project] }, [], "company")).isRight, false);
  });

  it("asks for a folder when there is none", () => {
    const { status, stdout } = spawnSync(process.execPath, ["--import=tsx", "scripts/cases.ts"], { encoding: "utf8" });
    assert.equal(status, 0);
    assert.match(stdout, /^No cases: .*\n$/);
  });

  describe("with a repository full of mistakes", () => {
    const company = (...want: readonly object[]) => ({ company: { files: { "compose.yaml": compose }, want } });
    const mistake = { file: "compose.yaml", lines: [5, 6], mistake: "the socket is mounted", advice: "use a proxy" };

    it("wants the rule that answers the mistake, at one of its lines", async () => {
      assert.equal((await run(company({ ...mistake, n: 23 }))).isRight, true);
      assert.equal((await run(company({ ...mistake, n: 2 }))).isRight, false);
    });

    it("lets one finding answer one mistake only", async () => {
      const { out } = await run(company({ ...mistake, n: 1001 }, { ...mistake, n: 1002 }));
      assert.match(out, /company: 1 of 2 checks agree/);
    });

    it("ignores findings beyond the mistakes", async () => {
      assert.equal((await run(company())).isRight, true);
    });
  });
});
