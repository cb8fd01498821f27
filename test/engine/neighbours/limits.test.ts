import assert from "node:assert/strict";
import { createHost, type Host } from "./host.ts";

const rule = "unreadable-file";
const service = "services:\n  api:\n    image: nginx:1.29\n    mem_limit: 1g\n";

/** A file that extends the next one, and so on. */
function chain(length: number): Record<string, string> {
  const link = (index: number): string =>
    index === length ? "    image: nginx:1.29\n" : `    extends: { file: link${index + 1}.yaml, service: api }\n`;
  return Object.fromEntries(
    Array.from({ length: length + 1 }, (_, index) => [
      index === 0 ? "compose.yaml" : `link${index}.yaml`,
      `services:\n  api:\n${link(index)}`,
    ]),
  );
}

function withEnvironments(count: number, text: string): Record<string, string> {
  const names = Array.from({ length: count }, (_, index) => `file${index}.env`);
  return {
    "compose.yaml": `${service}    environment:\n      NODE_OPTIONS: ""\n    env_file: [${names.join(", ")}]\n`,
    ...Object.fromEntries(names.map((name) => [name, text])),
  };
}

async function spoken(host: Host): Promise<readonly (readonly [string, number])[]> {
  const findings = await host.analyze("compose.yaml");
  return findings.filter((one) => one.rule === rule).map(({ severity, range }) => [severity, range.start.line]);
}

describe("the limits of files that one analysis reads", () => {
  const tooMuch: Readonly<Record<string, Record<string, string>>> = {
    "eight steps from file to file": chain(12),
    "200 files": withEnvironments(210, "A=b\n"),
    "8 MB": withEnvironments(12, `A=${"b".repeat(900_000)}\n`),
  };
  for (const [title, files] of Object.entries(tooMuch)) {
    it(`beyond ${title} are reported once, as information`, async () => {
      const host = createHost(files);

      assert.deepEqual(await spoken(host), [["info", 0]]);
      assert.ok(host.reads.length < 300, `${host.reads.length} files were read`);
    });
  }

  it("are not reported as long as they suffice", async () => {
    for (const files of [chain(5), withEnvironments(150, "A=b\n"), withEnvironments(5, `A=${"b".repeat(900_000)}\n`)]) {
      assert.deepEqual(await spoken(createHost(files)), []);
    }
  });

  it("do not count files outside of the folder, which are never read", async () => {
    const names = Array.from({ length: 300 }, (_, index) => `../file${index}.env`);
    const host = createHost({ "compose.yaml": `${service}    env_file: [${names.join(", ")}]\n` });

    assert.deepEqual(await spoken(host), []);
  });

  it("can be suppressed like any other finding", async () => {
    const files = chain(12);
    const ignored = `# bulkhead ignore-file=${rule} the chain is generated\n${files["compose.yaml"] ?? ""}`;
    assert.deepEqual(await spoken(createHost({ ...files, "compose.yaml": ignored })), []);
    const off = { "bulkhead.config.yaml": `rules:\n  ${rule}: off\n` };
    assert.deepEqual(await spoken(createHost({ ...files, ...off })), []);
  });

  it("end an analysis whose files lead to each other", async () => {
    const host = createHost({
      "compose.yaml": "include: [a.yaml]\nservices:\n  api:\n    extends: { file: a.yaml, service: api }\n",
      "a.yaml": "include: [compose.yaml]\nservices:\n  api:\n    extends: { file: compose.yaml, service: api }\n",
    });

    assert.deepEqual(await spoken(host), []);
    assert.equal(new Set(host.reads).size, host.reads.length, "no file is read twice");
  });

  it("leave advice alone that needs none of the files left out", async () => {
    const { "compose.yaml": text = "", ...others } = withEnvironments(210, "A=b\n");
    const host = createHost({ ...others, "compose.yaml": `${text}    privileged: true\n` });

    const rules = await host.rules("compose.yaml");

    assert.ok(rules.includes("privileged-container"), rules.join(", "));
  });
});
