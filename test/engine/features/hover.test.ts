import assert from "node:assert/strict";
import { createEngine, type FileState } from "../../../server/src/engine/index.ts";
import { ruby } from "../formats/vagrantfile/reading.ts";

const folder = "file:///project";

/** The hover at the text between `«` and `»`, which are not part of the file. */
function hoverAt(name: string, marked: string) {
  const offset = marked.indexOf("«");
  const before = marked.slice(0, offset).split("\n");
  const position = { line: before.length - 1, character: (before.at(-1) ?? "").length };
  const document = { uri: `${folder}/${name}`, text: marked.replace(/[«»]/g, "") };
  const request = { document, files: new Map<string, FileState>(), folder, settings: [] };
  return createEngine({ rules: [], ruby: () => ruby }).hover(request, position);
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

  it("explains properties and options of a devcontainer.json", () => {
    const name = ".devcontainer/devcontainer.json";
    assert.equal(hoverAt(name, '{ "image": "a", "«privileged»": true }')?.topic, "privileged");
    assert.equal(hoverAt(name, '{ "image": "a", "capAdd": ["«SYS_ADMIN»"] }')?.topic, "capability-sys-admin");
    assert.equal(
      hoverAt(name, '{ "image": "a", "runArgs": ["«--cap-add»=SYS_ADMIN"] }')?.topic,
      "capability-sys-admin",
    );
    assert.equal(hoverAt(name, '{ "image": "a", "postStartCommand": "«systemctl» start a" }')?.topic, "init-system");
    assert.deepEqual(firstLines(name, '{ "image": "a", "«containerEnv»": {} }'), [
      "**containerEnv**",
      "Environment variables. A name without a value takes the value of the calling shell.",
      "[Dev Container docs](https://containers.dev/implementors/json_reference/) · Bulkhead",
    ]);
    assert.equal(hoverAt(name, '{ "image": "a", "«customizations»": {} }'), undefined);
  });

  it("shows nothing at unknown keys", () => {
    assert.equal(hoverAt("compose.yaml", "services:\n  a:\n    «x-other»: 1\n"), undefined);
  });
});

describe("the hover of an image, box or runner", () => {
  const firstLine = (name: string, marked: string): string | undefined => firstLines(name, marked)?.[0];

  it("begins with the case at hand, before the general topic", () => {
    const [own, title] = firstLines("Dockerfile", "FROM «postgres:17.5»\n") ?? [];
    assert.equal(
      own,
      "**postgres:17.5**: Debian 13, glibc, apt, supported until 2030-06, PostgreSQL 17 supported until 2029-11",
    );
    assert.match(title ?? "", /^\*\*An image is a userland/);
  });

  it("shows it on the key as well", () => {
    const debian = "**debian:12**: Debian 12, glibc, apt, supported until 2028-06";
    assert.equal(firstLine("Dockerfile", "«FROM» debian:12\n"), debian);
    assert.equal(firstLine("compose.yaml", "services:\n  a:\n    «image»: debian:12\n"), debian);
    const job = "on: push\njobs:\n  a:\n    «runs-on»: ubuntu-slim\n    steps: [{ run: ls }]\n";
    assert.match(firstLine(".github/workflows/ci.yml", job) ?? "", /^\*\*ubuntu-slim\*\*/);
    assert.match(
      firstLine("compose.yaml", "services:\n  a:\n    «ports»: ['80']\n    image: debian:12\n") ?? "",
      /ports/i,
    );
  });

  it("says since when something is no longer supported", () => {
    assert.equal(
      firstLine("compose.yaml", "services:\n  a:\n    image: «python:3.6»\n"),
      "**python:3.6**: Debian 11, glibc, apt, not supported since 2026-08-31, Python 3.6 not supported since 2021-12-23",
    );
  });

  it("names the image below a stage and a build", () => {
    const text = "FROM alpine:3.20 AS base\nRUN ls\nFROM «base»\n";
    assert.equal(
      firstLine("Dockerfile", text),
      "**alpine:3.20**: Alpine 3.20, musl, apk, not supported since 2026-04-01",
    );
  });

  it("describes runners", () => {
    const job = (label: string): string => `on: push\njobs:\n  a:\n    runs-on: «${label}»\n    steps: [{ run: ls }]\n`;
    const file = ".github/workflows/ci.yml";
    assert.equal(
      firstLine(file, job("ubuntu-22.04")),
      "**ubuntu-22.04**: Ubuntu 22.04, x64, virtual machine, KVM, Docker, until 2027-04",
    );
    assert.equal(
      firstLine(file, job("ubuntu-slim")),
      "**ubuntu-slim**: Ubuntu 24.04, x64, container on a shared machine, no KVM, no Docker",
    );
    assert.equal(firstLine(file, job("self-hosted")), "`runs-on: self-hosted`");
  });

  it("describes boxes", () => {
    const text = 'Vagrant.configure("2") { |config| config.vm.box = «"debian/bookworm64"» }\n';
    assert.match(
      firstLine("Vagrantfile", text) ?? "",
      /^\*\*debian\/bookworm64\*\*: Debian 12, apt, supported until 2028-06/,
    );
  });
});
