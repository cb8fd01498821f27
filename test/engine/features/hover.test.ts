import assert from "node:assert/strict";
import { createEngine, type FileState } from "../../../server/src/engine/index.ts";

const folder = "file:///project";

/** The hover at the text between `«` and `»`, which are not part of the file. */
function hoverAt(name: string, marked: string) {
  const offset = marked.indexOf("«");
  const before = marked.slice(0, offset).split("\n");
  const position = { line: before.length - 1, character: (before.at(-1) ?? "").length };
  const document = { uri: `${folder}/${name}`, text: marked.replace(/[«»]/g, "") };
  const request = { document, files: new Map<string, FileState>(), folder, settings: [] };
  return createEngine({ rules: [] }).hover(request, position);
}

function firstLines(name: string, marked: string): readonly string[] | undefined {
  return hoverAt(name, marked)?.contents.split("\n\n");
}

describe("the hover of a container setting", () => {
  it("shows the topic of the setting", () => {
    assert.equal(hoverAt("compose.yaml", "services:\n  a:\n    «privileged»: true\n")?.topic, "privileged");
    assert.equal(
      hoverAt("compose.yaml", "services:\n  a:\n    ulimits:\n      «nofile»: 1\n")?.topic,
      "process-limits",
    );
    const script = (flag: string): string =>
      `on: push\njobs:\n  a:\n    steps:\n      - run: docker run ${flag} alpine\n`;
    assert.equal(hoverAt(".github/workflows/ci.yml", script("«--publish» 80:80"))?.topic, "ports");
    assert.equal(hoverAt(".github/workflows/ci.yml", script("«-m» 1g"))?.topic, "memory-limit");
  });

  it("shows one sentence if no topic explains it", () => {
    assert.deepEqual(firstLines("compose.yaml", "services:\n  a:\n    «container_name»: b\n"), [
      "**container_name**",
      "The name of the container, which only one container can have.",
      "[Docker docs](https://docs.docker.com/reference/compose-file/services/#container_name) · Bulkhead",
    ]);
    assert.deepEqual(firstLines("compose.yaml", "services:\n  a:\n    build:\n      «target»: b\n"), [
      "**build.target**",
      "The stage to build.",
      "[Docker docs](https://docs.docker.com/reference/compose-file/build/#target) · Bulkhead",
    ]);
    assert.match(
      hoverAt("compose.yaml", "services:\n  a:\n    «links»: [b]\n")?.contents ?? "",
      /Deprecated: use `networks`/,
    );
  });

  it("shows what each value of declared intent changes", () => {
    const trust = "- `untrusted`: code from others";
    const keys = hoverAt("compose.yaml", "services:\n  a:\n    «x-bulkhead»: {trust: trusted}\n")?.contents;
    assert.match(keys ?? "", /- `tenancy`: How many parties/);
    for (const text of [
      "services:\n  a:\n    x-bulkhead:\n      «trust»: trusted\n",
      "services:\n  a:\n    x-bulkhead:\n      trust: «trusted»\n",
      "services:\n  a:\n    labels:\n      «bulkhead.trust»: trusted\n",
      "services:\n  a:\n    labels:\n      - «bulkhead.trust=trusted»\n",
    ]) {
      assert.ok(hoverAt("compose.yaml", text)?.contents.includes(trust), text);
    }
  });

  it("shows nothing at unknown keys", () => {
    assert.equal(hoverAt("compose.yaml", "services:\n  a:\n    «x-other»: 1\n"), undefined);
  });
});
