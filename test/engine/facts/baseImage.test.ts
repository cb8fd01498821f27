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
    "is unknown when an argument has no default": ["ARG TAG\nFROM debian:$TAG\n", undefined],
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

  it("is what the configuration says, with every tag or with the given one", () => {
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
