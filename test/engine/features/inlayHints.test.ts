import assert from "node:assert/strict";
import { createEngine, type FileState } from "../../../server/src/engine/index.ts";

const everything = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };

function hintOf(image: string): string | undefined {
  const document = { uri: "file:///project/Dockerfile", text: `FROM ${image}\n` };
  const files = new Map<string, FileState>();
  const request = { document, files, folder: "file:///project", settings: [] };
  const [hint] = createEngine({ rules: [] }).inlayHints(request, everything);
  return hint && [hint.label, ...(hint.tooltip === "" ? [] : [hint.tooltip])].join("\n");
}

describe("the inlay hint of a base image", () => {
  it("shows distribution, C library, package manager and end of life", () => {
    assert.equal(
      hintOf("debian:12"),
      "debian 12 · glibc · apt · until 2028-06\nFree maintenance of debian 12 ends on 2028-06-30.",
    );
  });

  it("names the end of life of the software too", () => {
    assert.equal(
      hintOf("node:8.17-alpine3.11"),
      [
        "alpine 3.11 · musl · apk · until 2021-11",
        "Free maintenance of alpine 3.11 ends on 2021-11-01.",
        "Free maintenance of node 8 ends on 2019-12-31.",
      ].join("\n"),
    );
  });

  it("shows what Debian and Ubuntu share if the tag may be either", () => {
    assert.equal(hintOf("gradle:jdk17"), "glibc · apt");
  });

  it("is absent for an unknown image", () => {
    assert.equal(hintOf("ghcr.io/acme/app:1"), undefined);
  });
});
