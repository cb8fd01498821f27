import assert from "node:assert/strict";
import { createEngine, type FileState } from "../../../server/src/engine/index.ts";

const everything = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
const folder = "file:///project";

function read(text: string): FileState {
  return { state: "read", text, bom: false, firstLineEnd: "lf" };
}

function hintsIn(name: string, text: string, neighbours: Readonly<Record<string, string>> = {}) {
  const files = new Map(Object.entries(neighbours).map(([path, content]) => [`${folder}/${path}`, read(content)]));
  const request = { document: { uri: `${folder}/${name}`, text }, files, folder, settings: [] };
  return createEngine({ rules: [] }).inlayHints(request, everything);
}

function hintOf(image: string, name = "Dockerfile", text = `FROM ${image}\n`): string | undefined {
  const [hint] = hintsIn(name, text);
  return hint && [hint.label, ...(hint.tooltip === "" ? [] : [hint.tooltip])].join("\n");
}

/** The text with each hint at its place, in guillemets. */
function annotated(name: string, text: string, neighbours?: Readonly<Record<string, string>>): readonly string[] {
  const lines = text.split("\n");
  for (const { position, label } of hintsIn(name, text, neighbours)) {
    const line = lines[position.line] ?? "";
    lines[position.line] = `${line.slice(0, position.character)}«${label}»${line.slice(position.character)}`;
  }
  return lines.map((line) => line.trim()).filter((line) => line.includes("«"));
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
        "alpine 3.11 · musl · apk · until 2021-11 · node 8 until 2019-12",
        "Free maintenance of alpine 3.11 ended on 2021-11-01.",
        "Free maintenance of node 8 ended on 2019-12-31.",
      ].join("\n"),
    );
  });

  it("shows what Debian and Ubuntu share if the tag may be either", () => {
    assert.equal(hintOf("gradle:jdk17"), "glibc · apt");
  });

  it("is shown in a devcontainer.json", () => {
    const image = "debian:12";
    assert.match(hintOf(image, ".devcontainer.json", `{ "image": "${image}" }`) ?? "", /^debian 12 · glibc · apt/);
  });

  it("is absent for an unknown image", () => {
    assert.equal(hintOf("ghcr.io/acme/app:1"), undefined);
  });
});

describe("inlay hints in every file kind", () => {
  it("show the base of a stage on a stage and of a build", () => {
    const dockerfile = "FROM debian:12 AS base\nRUN ls\nFROM base\n";
    assert.deepEqual(annotated("Dockerfile", dockerfile), [
      "FROM debian:12«debian 12 · glibc · apt · until 2028-06» AS base",
      "FROM base«debian 12 · glibc · apt · until 2028-06»",
    ]);
    const compose = "services:\n  a:\n    build: .\n  b:\n    build:\n      context: .\n      target: base\n";
    assert.deepEqual(annotated("compose.yaml", compose, { Dockerfile: dockerfile }), [
      "build: .«debian 12 · glibc · apt · until 2028-06»",
      "build:«debian 12 · glibc · apt · until 2028-06»",
    ]);
  });

  it("follow a closing quote", () => {
    assert.deepEqual(annotated("compose.yaml", 'services:\n  a:\n    image: "alpine:3.20"\n'), [
      'image: "alpine:3.20"«alpine 3.20 · musl · apk · until 2026-04»',
    ]);
  });

  it("show the image and the build of a devcontainer", () => {
    assert.deepEqual(
      annotated(".devcontainer.json", '{\n  "image": "mcr.microsoft.com/devcontainers/python:3.12"\n}\n'),
      ['"image": "mcr.microsoft.com/devcontainers/python:3.12"«debian · glibc · apt»'],
    );
    const built = '{\n  "build": {\n    "dockerfile": "Dockerfile"\n  }\n}\n';
    assert.deepEqual(annotated(".devcontainer.json", built, { Dockerfile: "FROM alpine:3.20\n" }), [
      '"build":«alpine 3.20 · musl · apk · until 2026-04» {',
    ]);
  });

  it("show runners, containers and services of GitHub", () => {
    const text = [
      "on: push",
      "jobs:",
      "  a:",
      "    runs-on: ubuntu-24.04",
      "    container: { image: alpine:3.20 }",
      "    services: { db: { image: debian:12 } }",
      "    steps: [{ run: ls }]",
      "  b: { runs-on: ubuntu-20.04, steps: [{ run: ls }] }",
      "  c: { runs-on: ubuntu-slim, steps: [{ run: ls }] }",
      "  d: { runs-on: [self-hosted, linux], steps: [{ run: ls }] }",
      "  e:",
      "    strategy: { matrix: { os: [ubuntu-24.04, windows-2025] } }",
      "    runs-on: ${{ matrix.os }}",
      "    steps: [{ run: ls }]",
    ].join("\n");
    assert.deepEqual(annotated(".github/workflows/ci.yml", text), [
      "runs-on: ubuntu-24.04«Ubuntu 24.04 · x64 · VM · KVM»",
      "container: { image: alpine:3.20«alpine 3.20 · musl · apk · until 2026-04» }",
      "services: { db: { image: debian:12«debian 12 · glibc · apt · until 2028-06» } }",
      "b: { runs-on: ubuntu-20.04«Ubuntu 20.04 · x64 · VM · KVM · retired 2025-04-15», steps: [{ run: ls }] }",
      "c: { runs-on: ubuntu-slim«Ubuntu 24.04 · x64 · container», steps: [{ run: ls }] }",
    ]);
  });

  it("show images and tags of GitLab, once for all jobs that share them", () => {
    const text = [
      "default:",
      "  image: alpine:3.20",
      "  tags: [saas-linux-small-amd64]",
      "a: { script: ls }",
      "b: { script: ls, services: [debian:12] }",
    ].join("\n");
    assert.deepEqual(annotated(".gitlab-ci.yml", text), [
      "image: alpine:3.20«alpine 3.20 · musl · apk · until 2026-04»",
      "tags: [saas-linux-small-amd64]«Container-Optimized OS · x64 · VM»",
      "b: { script: ls, services: [debian:12«debian 12 · glibc · apt · until 2028-06»] }",
    ]);
  });

  it("show machine images and containers of CircleCI", () => {
    const text = [
      "version: 2.1",
      "jobs:",
      "  a: { machine: { image: 'ubuntu-2204:current' }, resource_class: arm.medium, steps: [checkout] }",
      "  b: { machine: { image: 'ubuntu-1604:202104-01' }, steps: [checkout] }",
      "  c: { docker: [{ image: debian:12 }], steps: [checkout] }",
      "  d: { machine: true, resource_class: acme/own, steps: [checkout] }",
    ].join("\n");
    assert.deepEqual(annotated(".circleci/config.yml", text), [
      "a: { machine: { image: 'ubuntu-2204:current'«Ubuntu 22.04 · arm64 · VM» }, resource_class: arm.medium, steps: [checkout] }",
      "b: { machine: { image: 'ubuntu-1604:202104-01'«Ubuntu 16.04 · VM · retired 2022-05-31» }, steps: [checkout] }",
      "c: { docker: [{ image: debian:12«debian 12 · glibc · apt · until 2028-06» }], steps: [checkout] }",
    ]);
  });

  it("show images of agents and containers of Azure", () => {
    const text = [
      "pool: { vmImage: macOS-14 }",
      "jobs:",
      "  - { job: a, container: debian:12, steps: [{ script: ls }] }",
    ].join("\n");
    assert.deepEqual(annotated("azure-pipelines.yml", text), [
      "pool: { vmImage: macOS-14«macOS 14 · VM · retired 2026-11-02» }",
      "- { job: a, container: debian:12«debian 12 · glibc · apt · until 2028-06», steps: [{ script: ls }] }",
    ]);
  });

  it("show images of agents of Jenkins", () => {
    const text =
      "pipeline {\n  agent { docker { image 'debian:12' } }\n  stages { stage('a') { steps { sh 'ls' } } }\n}\n";
    assert.deepEqual(annotated("Jenkinsfile", text), [
      "agent { docker { image 'debian:12'«debian 12 · glibc · apt · until 2028-06» } }",
    ]);
  });
});
