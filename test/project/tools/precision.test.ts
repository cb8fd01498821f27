import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { group, mark, type Group } from "../../../scripts/precision/fingerprint.ts";
import { judgementsFrom, readJudgements } from "../../../scripts/precision/judgements.ts";
import { printNew } from "../../../scripts/precision/print.ts";
import { keepSubjects, record } from "../../../scripts/precision/record.ts";
import { scan, type Problem } from "../../../scripts/precision/scan.ts";
import { summarize } from "../../../scripts/precision/summary.ts";

const compose = (...names: readonly string[]): string =>
  [
    "services:",
    ...names.flatMap((name) => [
      `  ${name}:`,
      "    image: corp/app:1",
      '    ports: ["80"]',
      "    volumes:",
      "      - /var/run/docker.sock:/var/run/docker.sock",
    ]),
    "",
  ].join("\n");

describe("npm run precision", () => {
  const folders: string[] = [];
  after(() => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });

  function temporaryFolder(files: Record<string, string> = {}): string {
    const folder = mkdtempSync(join(tmpdir(), "bulkhead-precision-"));
    folders.push(folder);
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return folder;
  }

  const scanOf = (files: Record<string, string>) => scan([temporaryFolder(files)], () => undefined);
  const groupsOf = async (files: Record<string, string>) => group(mark((await scanOf(files)).problems));

  function printed(groups: readonly Group[], folder: string, limit = 40): string {
    const lines: string[] = [];
    printNew(groups, judgementsFrom(readJudgements(folder)), limit, (line) => lines.push(line));
    return lines.join("\n");
  }

  it("names repositories by their folder and commit, and counts their files and findings", async () => {
    const commit = "0123456789abcdef0123456789abcdef01234567";
    const { repositories, files, counts, problems } = await scanOf({
      "corp+shop/compose.yaml": compose("web"),
      "corp+shop/.git/HEAD": "ref: refs/heads/main\n",
      "corp+shop/.git/refs/heads/main": `${commit}\n`,
      "corp+empty/readme.txt": "",
    });
    assert.deepEqual(repositories, [
      { name: "corp/empty", commit: undefined },
      { name: "corp/shop", commit },
    ]);
    assert.deepEqual([...files], [["compose", 1]]);
    assert.deepEqual(counts.get("container-socket-mount"), { error: 0, warning: 1, info: 0, hint: 0 });
    const [problem] = problems;
    assert.equal(problem?.line, 6);
    assert.match(problem.flagged, /^\/var\/run\/docker\.sock/);
    assert.equal(problem.around[3], ">    6 |       - /var/run/docker.sock:/var/run/docker.sock");
  });

  it("groups problems that differ in the number of a name or in their repository", async () => {
    const groups = await groupsOf({
      "a+a/compose.yaml": compose("peer0", "peer1", "other"),
      "b+b/compose.yaml": compose("peer27"),
    });
    assert.deepEqual(groups.map(({ problems }) => problems.length).sort(), [1, 3]);
  });

  it("prints each group once, and no more of a rule than the limit", async () => {
    const groups = await groupsOf({ "a+a/compose.yaml": compose("peer0", "peer1", "other") });
    const out = printed(groups, temporaryFolder());
    assert.match(out, /container-socket-mount: 2 new of 2; 0 do not hold/);
    assert.match(out, /warning {2}a\/a compose\.yaml:\d+ \(and 1 alike\)/);
    assert.match(printed(groups, temporaryFolder(), 1), /2 new of 2, 1 shown/);
  });

  describe("with judgements", () => {
    const files = { "a+a/compose.yaml": compose("one", "two") };

    async function recorded(verdicts: (fingerprints: readonly string[]) => string) {
      const groups = await groupsOf(files);
      const folder = temporaryFolder();
      const subjects = join(temporaryFolder(), "build/subjects.json");
      keepSubjects(subjects, groups);
      const count = record(verdicts(groups.map(({ fingerprint }) => fingerprint)), subjects, folder);
      return { groups, folder, subjects, count };
    }

    it("prints only groups without a judgement", async () => {
      const { groups, folder, count } = await recorded(([first = ""]) => `# read\n\n${first} yes it is mounted\n`);
      assert.equal(count, 1);
      const out = printed(groups, folder);
      assert.match(out, /1 new of 2; 0 do not hold/);
      assert.doesNotMatch(out, new RegExp(groups[0]?.fingerprint ?? "none"));
      assert.match(out, new RegExp(groups[1]?.fingerprint ?? "none"));
    });

    it("stores the place and the reason by rule", async () => {
      const { groups, folder } = await recorded(([first = ""]) => `${first} no it repeats another\n`);
      assert.deepEqual(readdirSync(folder), ["container-socket-mount.json"]);
      const [problem] = groups[0]?.problems ?? [];
      assert.deepEqual(JSON.parse(readFileSync(join(folder, "container-socket-mount.json"), "utf8")), [
        {
          fingerprint: problem?.fingerprint,
          place: problem?.place,
          severity: "warning",
          at: `a/a compose.yaml:${String(problem?.line)}`,
          holds: false,
          reason: "it repeats another",
        },
      ]);
      assert.match(printed(groups, folder), /1 new of 2; 1 do not hold/);
    });

    it("adds to the stored judgements, and replaces a judgement of the same problem", async () => {
      const { groups, folder, subjects } = await recorded(([first = ""]) => `${first} no wrong\n`);
      const all = groups.map(({ fingerprint }) => `${fingerprint} yes right`).join("\n");
      assert.equal(record(all, subjects, folder), 2);
      assert.match(printed(groups, folder), /0 new of 2; 0 do not hold/);
    });

    it("stores nothing if a line cannot be read", async () => {
      const { folder, subjects, groups } = await recorded(() => "");
      const first = groups[0]?.fingerprint ?? "";
      assert.throws(() => record(`${first} yes right\n${first} maybe\n`, subjects, folder), /Line 2/);
      assert.throws(() => record("000000000000 yes right\n", subjects, folder), /did not find 000000000000/);
      assert.deepEqual(readdirSync(folder), []);
    });

    it("keeps a judgement when the message is reworded, not when the severity rises", async () => {
      const { folder } = await recorded((all) => all.map((one) => `${one} yes right`).join("\n"));
      const { problems } = await scanOf(files);
      const changed = (change: Partial<Problem>) => group(mark(problems.map((problem) => ({ ...problem, ...change }))));
      assert.match(printed(changed({ message: "in other words" }), folder), /0 new of/);
      assert.match(printed(changed({ severity: "error" }), folder), /2 new of 2/);
    });

    it("counts the groups that are read and those that hold", async () => {
      const { groups, folder } = await recorded(([first = ""]) => `${first} yes right\n`);
      const summary = summarize(await scanOf(files), groups, judgementsFrom(readJudgements(folder)), {
        date: "2026-01-02",
      });
      assert.deepEqual(summary.rules["container-socket-mount"], {
        error: 0,
        warning: 2,
        info: 0,
        hint: 0,
        distinct: 2,
        read: 1,
        hold: 1,
      });
    });
  });
});
