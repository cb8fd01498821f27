import assert from "node:assert/strict";
import { createEngine, type AnalysisRequest, type Unknown } from "../../../server/src/engine/index.ts";
import { ruby } from "../../../scripts/examples.ts";

const engine = createEngine({ ruby: () => ruby });

function requestFor(path: string, text: string, settings: unknown = {}): AnalysisRequest {
  return {
    document: { uri: `file:///project/${path}`, text },
    folder: "file:///project",
    files: new Map(),
    settings: [{ source: "flags", value: settings }],
  };
}

const unknownIn = (path: string, text: string, settings?: unknown): readonly Unknown[] =>
  engine.unknowns(requestFor(path, text, settings));

const namesIn = (path: string, text: string, settings?: unknown): readonly string[] =>
  unknownIn(path, text, settings).map(({ name }) => name);

describe("unknown images and boxes", () => {
  it("are those without facts, each name once", () => {
    const dockerfile =
      "FROM registry.corp/base:3 AS a\nFROM a AS b\nFROM registry.corp/base:3\nFROM debian:12\nFROM scratch\n";
    const compose =
      "services:\n  a:\n    image: ${IMAGE}\n  b:\n    build: .\n    image: corp/b:1\n  c:\n    image: nginx\n";
    const vagrantfile = 'Vagrant.configure("2") do |config|\n  config.vm.box = "corp/box"\nend\n';
    const workflow = "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    container: corp/ci:2\n    steps: []\n";

    assert.deepEqual(namesIn("Dockerfile", dockerfile), ["registry.corp/base:3"]);
    assert.deepEqual(namesIn("compose.yaml", compose), ["${IMAGE}"]);
    assert.deepEqual(namesIn("Vagrantfile", vagrantfile), ["corp/box"]);
    assert.deepEqual(namesIn(".github/workflows/ci.yml", workflow), ["corp/ci:2"]);
  });

  it("list the enabled rules that would check them", () => {
    const rules = (settings: unknown): readonly string[] | undefined =>
      unknownIn("Dockerfile", "FROM corp/base:3\n", settings)[0]?.rules;

    assert.ok(rules({})?.includes("package-manager-mismatch"));
    assert.equal(rules({ rules: { "package-manager-mismatch": "off" } })?.includes("package-manager-mismatch"), false);
  });

  it("are known once the configuration describes them", () => {
    assert.deepEqual(
      namesIn("Dockerfile", "FROM corp/base:3\n", { images: { "corp/base:*": { family: "debian", version: "12" } } }),
      [],
    );
  });

  it("have a hover with the pattern to describe them, before the general topic", () => {
    const hoverOf = (text: string): string | undefined =>
      engine.hover(requestFor("Dockerfile", text), { line: 0, character: 8 })?.contents;

    assert.match(
      hoverOf("FROM registry.corp:5000/base:3@sha256:ab\n") ?? "",
      /^\*\*registry\.corp.*unknown image\. These rules do not check it: [\s\S]*"registry\.corp:5000\/base:\*": \{ family/,
    );
    assert.doesNotMatch(hoverOf("FROM debian:12\n") ?? "", /unknown/);
  });
});
