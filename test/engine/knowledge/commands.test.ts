import assert from "node:assert/strict";
import { commandRows, hasCommand } from "../../../server/src/engine/knowledge/commands.ts";
import { imageFacts } from "../../../server/src/engine/knowledge/images/imageFacts.ts";

function has(reference: string, command: string): boolean | undefined {
  const facts = imageFacts(reference);
  return facts && hasCommand(facts, command);
}

describe("hasCommand", () => {
  const expected: readonly (readonly [string, string, boolean | undefined])[] = [
    ["alpine:3.20", "wget", true],
    ["alpine:3.20", "ps", true],
    ["alpine:3.20", "unzip", true],
    ["alpine:3.20", "curl", false],
    ["alpine:3.20", "useradd", false],
    ["alpine:3.20", "bash", false],
    ["node:22-alpine", "git", false],
    ["node:22-alpine", "node", undefined],
    ["nginx:alpine", "curl", undefined],
    ["debian:12", "adduser", true],
    ["debian:13", "adduser", false],
    ["debian", "adduser", false],
    ["debian:12", "apt-key", true],
    ["debian:13-slim", "apt-key", false],
    ["debian:12", "curl", false],
    ["ubuntu:22.04", "ps", true],
    ["ubuntu:24.04", "adduser", undefined],
    ["ubuntu:22.04", "sudo", false],
    ["node:22", "curl", true],
    ["python:3.12", "unzip", true],
    ["golang:1.22", "git", true],
    ["node:22-slim", "curl", false],
    ["python:3.12-slim", "python3", undefined],
    ["postgres:16", "curl", undefined],
    ["fedora:41", "addgroup", false],
    ["amazonlinux:2023", "curl", true],
    ["amazonlinux:2023", "useradd", false],
    ["redhat/ubi9", "curl", true],
    ["scratch", "sh", undefined],
  ];
  for (const [reference, command, result] of expected) {
    it(`says ${String(result)} for ${command} in ${reference}`, () => assert.equal(has(reference, command), result));
  }
});

describe("command table", () => {
  it("never lists a command as both present and absent", () => {
    for (const { families, present, absent, source } of commandRows) {
      assert.deepEqual(
        present.filter((name) => absent.includes(name)),
        [],
        families.join(),
      );
      assert.match(source, /^https:\/\//);
    }
  });
});
