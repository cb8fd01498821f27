import assert from "node:assert/strict";
import { valueOf } from "../../../../server/src/engine/model/fact.ts";
import { at, read, stageOf, stageWith } from "./reading.ts";

/** Returns the value of `LABEL v=…` after the text; undefined if it cannot be read. */
function valueWith(before: string, written: string): string | undefined {
  const label = stageWith(`${before}\nLABEL v=${written}\n`).labels.get("v");
  return label && valueOf(label);
}

describe("Variables of a Dockerfile", () => {
  const substitutions: readonly (readonly [written: string, value: string | undefined])[] = [
    ["$A", "one"],
    ["${A}", "one"],
    ["x${A}y", "xoney"],
    ["${A:-no}", "one"],
    ["${EMPTY:-none}", "none"],
    ["${EMPTY-none}", ""],
    ["${A:+yes}", "yes"],
    ["${EMPTY:+yes}", ""],
    ["${EMPTY+yes}", "yes"],
    ["${A:?must}", "one"],
    ["${A:-${B}}", "one"],
    ["${EMPTY:-${B:-x}}", "two words"],
    ['${EMPTY:-"x y"}', "x y"],
    ["${V#1.}", "2.3"],
    ["${V#*.}", "2.3"],
    ["${V##*.}", "3"],
    ["${V%.*}", "1.2"],
    ["${V%%.*}", "1"],
    ["${V/./-}", "1-2.3"],
    ["${V//./-}", "1-2-3"],
    ["${V//\\./-}", undefined],
    ["'$A'", "$A"],
    ['"$A"', "one"],
    ["\\$A", "$A"],
    ["$$", undefined],
    ["$(A)", "$(A)"],
    ["$UNKNOWN", undefined],
    ["${UNKNOWN:-x}", undefined],
    ["${A", undefined],
    ["${A:=x}", undefined],
    ["a\\ b", "a b"],
  ];
  for (const [written, value] of substitutions) {
    it(`reads ${written} as ${value ?? "unreadable"}`, () => {
      assert.equal(valueWith('ENV A=one B="two words" EMPTY="" V=1.2.3', written), value);
    });
  }

  it("gives an argument without default the value that a substitution offers", () => {
    assert.equal(valueWith("ARG NONE", "${NONE:-x}"), "x");
    assert.equal(valueWith("ARG NONE", "$NONE"), undefined);
  });

  it("sees the variables as they were before the instruction", () => {
    const { env } = stageWith("ENV A=1\nENV A=2 B=$A\n");
    assert.deepEqual(
      [...env].map(([name, item]) => [name, valueOf(item)]),
      [
        ["A", "2"],
        ["B", "1"],
      ],
    );
  });

  it("declares the arguments of one instruction one after the other", () => {
    assert.equal(valueOf(stageWith("ARG A=1 B=$A\n").args.get("B") ?? fail()), "1");
  });

  it("reads the old form of ENV with a blank", () => {
    assert.equal(valueOf(stageWith("ENV A one two\n").env.get("A") ?? fail()), "one two");
  });

  it("takes quotes around names and values away", () => {
    assert.equal(valueOf(stageWith(`LABEL "a b"='c d'\n`).labels.get("a b") ?? fail()), "c d");
  });

  it("resolves the image with arguments before the first FROM", () => {
    const { image } = stageOf("ARG TAG=22\nARG IMAGE=node:${TAG}\nFROM ${IMAGE}-alpine\n");
    assert.equal(valueOf(image), "node:22-alpine");
    const document = read("ARG IMAGE=node:18\nFROM ${IMAGE}\n");
    const whole = document.stages[0]?.image;
    assert.equal(whole?.state === "known" && whole.origin && at(document, whole.origin), "node:18");
  });

  it("does not guess an image whose argument is undeclared or has no default", () => {
    assert.equal(stageOf("ARG TAG\nFROM node:${TAG}\n").image.state, "unreadable");
    assert.equal(stageOf("FROM node:${TAG}\n").image.state, "unreadable");
    assert.equal(valueOf(stageOf("ARG TAG\nFROM node:${TAG:-22}\n").image), "node:22");
  });

  it("hides arguments before the first FROM from a stage that does not declare them", () => {
    const document = read("ARG TAG=22\nFROM a\nLABEL before=$TAG\nARG TAG\nLABEL after=$TAG\n");
    const [stage] = document.stages;
    assert.equal(stage?.labels.get("before")?.state, "unreadable");
    assert.equal(valueOf(stage?.labels.get("after") ?? fail()), "22");
    const declared = stage?.args.get("TAG") ?? fail();
    assert.equal(valueOf(declared), "22");
    assert.equal(declared.state === "known" && declared.origin && at(document, declared.origin), "22");
  });

  it("leaves platform arguments to the build", () => {
    for (const name of ["BUILDPLATFORM", "TARGETARCH", "TARGETOS", "TARGETVARIANT", "BUILDARCH"]) {
      const stage = stageOf(`FROM --platform=$${name} a\nARG ${name}\nLABEL v=\${${name}:-x}\n`);
      assert.equal(stage.platform.state, "unreadable");
      assert.equal(stage.labels.get("v")?.state, "unreadable");
    }
    assert.equal(valueOf(stageOf("FROM --platform=linux/arm64 a\n").platform), "linux/arm64");
  });

  it("hands variables down to stages that build on the stage", () => {
    const document = read("FROM a AS base\nENV A=1\nARG B=2\nFROM base\nLABEL v=$A$B\nFROM a\nLABEL v=$A\n");
    assert.equal(valueOf(document.stages[1]?.labels.get("v") ?? fail()), "12");
    assert.equal(document.stages[2]?.labels.get("v")?.state, "unreadable");
  });

  it("lets the caller give values for arguments", () => {
    const document = read("ARG TAG=1\nFROM a:$TAG\n", { args: new Map([["TAG", "2"]]) });
    assert.equal(valueOf(document.stages[0]?.image ?? fail()), "a:2");
  });

  it("refuses values that grow without end", () => {
    const lines = Array.from({ length: 60 }, () => "ENV A=$A$A");
    assert.equal(stageWith(`ENV A=0123456789\n${lines.join("\n")}\n`).env.get("A")?.state, "unreadable");
  });

  it("refuses substitutions that are nested without end", () => {
    assert.equal(valueWith("ENV A=1", "${A:-".repeat(20_000)), undefined);
  });
});

function fail(): never {
  throw new Error("nothing there");
}
