import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { checks } from "../../../scripts/knowledge/checks.ts";
import { coverageOf } from "../../../scripts/knowledge/popular.ts";
import { runChecks } from "../../../scripts/knowledge/run.ts";

const library = [
  "Maintainers: Somebody <a@example.org>",
  "GitRepo: https://github.com/acme/redis.git",
  "",
  "Tags: 8.8.1, 8.8, latest, 8.8-trixie",
  "Architectures: amd64, arm64v8",
  "Directory: debian",
  "",
  "Tags: 8.8.1-alpine, 8.8-alpine, 8.8-alpine3.23",
  "Directory: alpine",
  "",
].join("\n");

describe("npm run knowledge", () => {
  const folders: string[] = [];
  after(() => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });

  function sources(files: Readonly<Record<string, string>>): string {
    const folder = mkdtempSync(join(tmpdir(), "bulkhead-knowledge-"));
    folders.push(folder);
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return folder;
  }

  /** The lines about what differs and what is new. */
  function outcome(files: Readonly<Record<string, string>>, accepted: Parameters<typeof runChecks>[2] = []) {
    const { lines, open } = runChecks(sources(files), checks, accepted);
    return { found: lines.filter((line) => line.startsWith("  ")).map((line) => line.trim()), open, lines };
  }

  const redis = (debian: string, alpine: string): Record<string, string> => ({
    "docker-library+official-images/library/redis": library,
    "acme+redis/debian/Dockerfile": debian,
    "acme+redis/alpine/Dockerfile": alpine,
  });

  it("says nothing of Dockerfiles that agree with the tables", () => {
    const { found, open } = outcome(
      redis(
        'FROM debian:trixie-slim\nRUN apt-get update\nVOLUME /data\nEXPOSE 6379\nENTRYPOINT ["docker-entrypoint.sh"]\n',
        'FROM alpine:3.23\nRUN apk add --no-cache tzdata\nEXPOSE 6379\nENTRYPOINT ["docker-entrypoint.sh"]\n',
      ),
    );
    assert.deepEqual([found, open], [[], 0]);
  });

  it("lists differences once for all tags", () => {
    const { found, open } = outcome(
      redis(
        'FROM ubuntu:24.04\nRUN apk add x\nUSER redis\nHEALTHCHECK CMD true\nEXPOSE 1\nSTOPSIGNAL SIGQUIT\nENTRYPOINT ["redis-server"]\n',
        "FROM alpine:3.20\nRUN apk add bash\n",
      ),
    );
    assert.deepEqual(
      found.map((line) => line.replace(/: .*/, "")),
      [
        "differs  redis family",
        "differs  redis user",
        "differs  redis package manager",
        "differs  redis HEALTHCHECK",
        "differs  redis ENTRYPOINT",
        "differs  redis STOPSIGNAL",
        "differs  redis EXPOSE",
        "differs  redis version",
        "differs  redis shells",
      ],
    );
    assert.equal(
      found[0],
      "differs  redis family: redis:8.8.1 debian, source: ubuntu; redis:8.8 debian, source: ubuntu; redis:latest debian, source: ubuntu; 1 more",
    );
    assert.equal(open, 9);
  });

  it("does not count differences with a reason", () => {
    const files = redis("FROM debian:trixie\nUSER redis\n", "FROM alpine:3.23\n");
    assert.equal(outcome(files).open, 1);
    const { found, open } = outcome(files, [{ subject: "redis user", reason: "only there" }]);
    assert.deepEqual([open, found], [0, ["differs  redis user: redis:8.8.1 root, source: redis (only there)"]]);
  });

  it("follows one official image into another", () => {
    const { found } = outcome({
      ...redis("FROM ghost:6\n", "FROM alpine:3.23\n"),
      "docker-library+official-images/library/ghost":
        "GitRepo: https://github.com/acme/ghost\n\nTags: 6, 6-trixie\nDirectory: 6\n",
      "acme+ghost/6/Dockerfile": "FROM node:22-bookworm-slim\nUSER node\n",
    });
    assert.ok(found.includes("differs  redis user: redis:8.8.1 root, source: node"), found.join("\n"));
  });

  it("compares images of vendors with their own Dockerfile", () => {
    const { found } = outcome({
      "grafana+alloy/Dockerfile": "FROM debian:12\nUSER root\n",
      "axllent+mailpit/Dockerfile": "FROM golang:alpine AS builder\nFROM alpine:latest\n",
    });
    assert.deepEqual(found, ["differs  grafana/alloy family: grafana/alloy ubuntu, source: debian"]);
  });

  it("names images and tags without a row", () => {
    const { found } = outcome({
      "docker-library+official-images/library/acme": "GitRepo: https://example.org\n\nTags: 1\n",
      "docker-library+official-images/library/redis":
        "GitRepo: https://github.com/acme/redis\n\nTags: 9.9-strange\nDirectory: debian\n",
    });
    assert.deepEqual(found, ["new      acme: no row (tags 1)", "new      redis: 1 unknown tags (9.9-strange)"]);
  });

  it("compares ends of life, labels, boxes, capabilities and kernel settings", () => {
    const { found } = outcome({
      "endoflife-date+endoflife.date/products/debian.md":
        '---\nreleases:\n  - releaseCycle: "12"\n    eol: 2026-07-11\n    eoes: 2028-07-31\n  - releaseCycle: "99"\n    eol: false\n---\n',
      "endoflife-date+endoflife.date/products/github-actions-runner-images.md":
        '---\nreleases:\n  - releaseCycle: "macos-14-arm64"\n    eol: 2026-11-03\n---\n',
      "actions+runner-images/README.md":
        "| Ubuntu 24.04 | arm64 | `ubuntu-24.04` | x |\n| Ubuntu 30.04<br>x | x64 | `ubuntu-new` | x |\n",
      "chef+bento/builds.yml": "public: [debian-12, beos-5]\n",
      "moby+moby/daemon/pkg/oci/caps/defaults.go": '"CAP_CHOWN",\n',
      "opencontainers+runc/libcontainer/configs/validate/validator.go": '"kernel.sem": true,\n',
    });
    const about = (text: string): string => found.find((line) => line.includes(text)) ?? "";
    assert.equal(about("debian end"), "differs  debian end of life: 12 2028-06-30, source: 2028-07-31");
    assert.equal(about("debian: 99"), "new      debian: 99 no date");
    assert.equal(about("ubuntu-24.04"), "differs  ubuntu-24.04 architecture: x64, source: arm64");
    assert.equal(about("ubuntu-new"), "new      ubuntu-new: Ubuntu 30.04, x64");
    assert.equal(about("macos-14"), "differs  macos-14-arm64 retirement: 2026-11-02, source: 2026-11-03");
    assert.equal(about("beos"), "new      bento/beos-5");
    assert.match(about("capabilities"), /source: CHOWN$/);
    assert.match(about("sysctls"), /source: kernel\.sem$/);
  });

  it("skips sources without a checkout, with a line", () => {
    const { lines, open } = outcome({ "other/file": "" });
    assert.ok(lines.includes("Ends of life: skipped, no checkout of endoflife-date/endoflife.date"));
    assert.equal(open, 0);
  });

  it("counts how much of a list the tables know", () => {
    const list = [
      "# Names",
      "## Images (2)",
      "`debian:12` `acme/unknown`",
      "## Boxes",
      "`debian/bookworm64`",
      "## Runner labels and machine images",
      "GitHub: `ubuntu-24.04` `self-hosted` `own`",
      "GitLab SaaS tags: `saas-linux-small-amd64`",
    ].join("\n");
    assert.deepEqual(coverageOf(list), [
      "Images: 1 of 2 (50.0 %); unknown: acme/unknown",
      "Boxes: 1 of 1 (100.0 %)",
      "Runners of GitHub: 2 of 3 (66.7 %); unknown: own",
      "Runners of Azure: 0 of 0 (0.0 %)",
      "Runners of CircleCI: 0 of 0 (0.0 %)",
      "Runners of GitLab: 1 of 1 (100.0 %)",
    ]);
  });
});
