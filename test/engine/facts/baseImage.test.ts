import assert from "node:assert/strict";
import { baseImageOf } from "../../../server/src/engine/facts/baseImage.ts";
import { projectOf, serviceIn, stageIn } from "./reading.ts";

function familyOf(dockerfile: string, settings?: unknown, stage?: string): string | undefined {
  const project = projectOf({ Dockerfile: dockerfile }, settings);
  const base = baseImageOf(project, stageIn(project, stage));
  return base && `${base.family ?? "?"} ${base.version ?? "?"}`;
}

describe("the base image", () => {
  const dockerfiles: Readonly<Record<string, readonly [string, string | undefined]>> = {
    "is the image of the stage": ["FROM debian:12\n", "debian 12"],
    "is found through the stages below": [
      "FROM alpine:3.22 AS a\nFROM a AS b\nFROM debian:12 AS c\nFROM b\n",
      "alpine 3.22",
    ],
    "is found through a stage in other case": ["FROM alpine:3.22 AS Base\nFROM base\n", "alpine 3.22"],
    "is named by the default of an argument": ["ARG VERSION=12\nFROM debian:${VERSION}\n", "debian 12"],
    "is named by a default in the name itself": ["ARG TAG\nFROM debian:${TAG:-12}\n", "debian 12"],
    "is named by an argument that rests on another one": ["ARG A=12\nARG B=$A-slim\nFROM debian:$B\n", "debian 12"],
    "is that of every tag when only the tag is open": ["ARG TAG\nFROM debian:$TAG\n", "debian ?"],
    "is that of the variant when only the version is open": ["ARG V\nFROM node:${V}-alpine\n", "alpine ?"],
    "has the release that the variant names": ["ARG V\nFROM python:${V}-slim-buster\n", "debian 10"],
    "has the release of the variant beside an open patch": ["ARG V\nFROM python:3.${V}-alpine3.18\n", "alpine 3.18"],
    "is that of a plain variant": ["ARG V\nFROM php:${V}-fpm\n", "debian ?"],
    "is open when the tag may name a variant": ["ARG TAG\nFROM node:${TAG}\n", "? ?"],
    "is open when the variant is": ["ARG V\nFROM node:22-${V}\n", "? ?"],
    "is open when a word of the variant is": ["ARG V\nFROM node:22-alpine3.${V}\n", "? ?"],
    "is unknown when the registry is open": ["ARG R\nFROM ${R}/debian:12\n", undefined],
    "is unknown when nothing is known": ["ARG IMAGE\nFROM ${IMAGE}\n", undefined],
    "is unknown for images that no table has": ["FROM corp/tool:1\n", undefined],
    "is unknown for a stage number beyond the file": ["FROM 7\n", undefined],
    "is read off the tag of a language's image": ["FROM python:3.13-alpine3.22\n", "alpine 3.22"],
    "keeps its tag beside a digest": [`FROM debian:12@sha256:${"a".repeat(64)}\n`, "debian 12"],
  };
  for (const [title, [text, expected]] of Object.entries(dockerfiles)) {
    it(title, () => assert.equal(familyOf(text), expected));
  }

  it("of a service is the one of the stage that it builds", () => {
    const project = projectOf({
      "compose.yaml": "services:\n  app:\n    build: { context: ., target: run }\n    image: corp/app:1\n",
      Dockerfile: "FROM alpine:3.22 AS run\nFROM debian:12\n",
    });

    assert.equal(baseImageOf(project, serviceIn(project))?.family, "alpine");
  });

  it("of a service that builds what cannot be read is unknown, whatever the result is called", () => {
    const project = projectOf({ "compose.yaml": "services:\n  app:\n    build: .\n    image: debian:12\n" });

    assert.equal(baseImageOf(project, serviceIn(project)), undefined);
  });

  it("of a service that pulls is its image, with the place that names it", () => {
    const project = projectOf({ "compose.yaml": "services:\n  app:\n    image: ubuntu:24.04\n" });
    const base = baseImageOf(project, serviceIn(project));

    assert.deepEqual([base?.family, base?.libc, base?.packageManagers?.includes("apt")], ["ubuntu", "glibc", true]);
    assert.equal(base?.written.at.range.start.line, 2);
  });

  it("of an open tag has the managers of every make", () => {
    const managers = (image: string) => {
      const project = projectOf({ Dockerfile: `ARG V\nFROM ${image}:$V\n` });
      return baseImageOf(project, stageIn(project))?.packageManagers;
    };
    assert.deepEqual(managers("rockylinux"), ["dnf", "yum", "microdnf"]);
    assert.deepEqual(managers("alpine"), ["apk"]);
    assert.equal(managers("nginx"), undefined);
  });

  it("is described by the configuration for an open tag", () => {
    const images = { "corp/base": { family: "rhel", version: "9" }, "corp/base:1": { family: "alpine" } };
    assert.equal(familyOf("ARG V\nFROM corp/base:$V\n", { images }), "rhel 9");
  });

  it("of an image with an open tag is known in every file", () => {
    const files = [
      { "compose.yaml": "services:\n  app:\n    image: ${IMAGE:-postgres}:${TAG}-alpine\n" },
      { ".github/workflows/a.yml": "jobs:\n  a:\n    container: node:${{ inputs.version }}-alpine\n" },
      { ".gitlab-ci.yml": "a:\n  image: $NAME:${VERSION}-alpine\n  script: [x]\n  variables: { NAME: node }\n" },
      { ".circleci/config.yml": "jobs:\n  a:\n    docker: [{ image: 'node:<< parameters.v >>-alpine' }]\n" },
      { "azure-pipelines.yml": "jobs:\n  - job: a\n    container: node:$(version)-alpine\n    steps: []\n" },
      { Jenkinsfile: 'pipeline { agent { docker { image "node:${VERSION}-alpine" } } }\n' },
    ];
    for (const one of files) {
      const project = projectOf(one);
      const service = project.root.kind === "workflow" ? project.root.jobs[0]?.container : serviceIn(project);
      assert.equal(service && baseImageOf(project, service)?.family, "alpine", project.root.source.uri);
    }
  });

  it("is described by the configuration, with every tag or with the given one", () => {
    const images = {
      "registry.corp/base*": { family: "rhel", version: "9", shells: ["bash"] },
      "debian:12": { family: "alpine" },
    };
    assert.equal(familyOf("FROM registry.corp/base/java:21\n", { images }), "rhel 9");
    assert.equal(familyOf("FROM registry.corp/other:21\n", { images }), undefined);
    assert.equal(familyOf("FROM debian:12\n", { images }), "alpine ?");
    assert.equal(familyOf("FROM debian:13\n", { images }), "debian 13");
  });

  it("from the configuration brings the package managers of its family", () => {
    const project = projectOf(
      { Dockerfile: "FROM registry.corp/base:1\n" },
      { images: { "registry.corp/base": { family: "alpine", version: "3.22" } } },
    );
    const base = baseImageOf(project, stageIn(project));

    assert.deepEqual(base?.packageManagers, ["apk"]);
    assert.equal(base.isUserDefined, true);
    assert.ok(base.life, "its end of life is known");
  });
});
