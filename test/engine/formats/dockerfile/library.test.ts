import assert from "node:assert/strict";
import fc from "fast-check";
import { readDockerfile } from "../../../../server/src/engine/formats/dockerfile/index.ts";
import { variableSpans } from "../../../../server/src/engine/formats/dockerfile/syntax/library.ts";
import { createSourceText } from "../../../../server/src/engine/model/text/sourceText.ts";

describe("variables of an instruction", () => {
  const found = (text: string, escape = "\\"): readonly string[] =>
    variableSpans(text, escape).map(({ start, end }) => text.slice(start, end));

  const cases: readonly (readonly [text: string, variables: readonly string[], escape?: string])[] = [
    ["FROM node:$VERSION", ["$VERSION"]],
    ["FROM node:${VERSION:-20}-alpine", ["${VERSION:-20}"]],
    ["COPY $FROM ${TO}/x", ["$FROM", "${TO}"]],
    ["ENV A=$B C=\\$D", ["$B"]],
    ["WORKDIR C:\\$APP", ["$APP"], "`"],
    ["USER root", []],
  ];
  for (const [text, variables, escape] of cases) {
    it(`are found in ${text}`, () => {
      assert.deepEqual(found(text, escape), variables);
    });
  }

  it("lie within the text, whatever it is", () => {
    const pieces = ["$", "{", "}", "A", ":-", "b", "\\", '"', "'", " ", "=", "é", "🙂", "<<E"];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 12 }), (parts) => {
        const text = `COPY ${parts.join("")} x`;
        for (const { start, end } of variableSpans(text, "\\")) {
          assert.ok(start >= 0 && start < end && end <= text.length);
          assert.equal(text[start], "$");
        }
      }),
      { numRuns: 1000 },
    );
  });

  it("are settings where the builder replaces them, also after a continuation", () => {
    const text = "ARG V=1\nFROM a\nARG V\nCOPY x \\\n  /$V/\nRUN echo $V\nONBUILD USER $V\n";
    const source = createSourceText("file:///Dockerfile", text);
    const document = readDockerfile(source);
    const at = (offset: number) => document.settingsAt(source.positionAt(offset))[0];
    const copy = at(text.indexOf("$V") + 1);
    assert.deepEqual([copy?.id, copy?.value, copy && source.slice(copy.range)], ["dockerfile:variable", "$V", "$V"]);
    assert.equal(at(text.lastIndexOf("$V") + 1)?.id, "dockerfile:variable");
    assert.notEqual(at(text.indexOf("echo $V") + 6)?.id, "dockerfile:variable");
  });
});
