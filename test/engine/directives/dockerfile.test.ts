import assert from "node:assert/strict";
import { covered } from "./reading.ts";

const instructions = [
  "ADD a b",
  "ARG X=1",
  'CMD ["a"]',
  "COPY a b",
  "ENTRYPOINT a",
  "ENV A=1 \\\n  B=2",
  "EXPOSE 80",
  "FROM b AS second",
  "HEALTHCHECK CMD a",
  "LABEL a=b",
  "MAINTAINER x",
  "ONBUILD RUN a",
  "RUN a",
  'SHELL ["a"]',
  "STOPSIGNAL TERM",
  "USER 1",
  "VOLUME /a",
  "WORKDIR /a",
];

describe("an ignore comment in a Dockerfile", () => {
  for (const instruction of instructions) {
    it(`covers the instruction below it: ${instruction.split(" ")[0]}`, () => {
      const text = `FROM a\n# bulkhead ignore=x why\n${instruction}\nRUN other\n`;
      assert.deepEqual(covered("Dockerfile", text), [`x: ${instruction}`]);
    });
  }

  it("above FROM covers the FROM line, below parser directives too", () => {
    const text = "# syntax=docker/dockerfile:1\n# escape=`\n# bulkhead ignore=x\nFROM a `\n  AS b\nRUN c\n";
    assert.deepEqual(covered("Dockerfile", text), ["x: FROM a `\n  AS b"]);
  });

  it("above an argument for FROM covers the argument", () => {
    assert.deepEqual(covered("Dockerfile", "# bulkhead ignore=x\nARG V=1\nFROM a:$V\n"), ["x: ARG V=1"]);
  });

  it("inside a continued instruction covers that instruction", () => {
    const run = "RUN one && \\\n  # bulkhead ignore=x\n\n  two && \\\n  # bulkhead ignore=y\n  three";
    assert.deepEqual(covered("Dockerfile", `FROM a\n${run}\nRUN four\n`), [`x: ${run}`, `y: ${run}`]);
  });

  it("above a here-document covers its body too", () => {
    const run = "RUN <<EOF\napt-get update\nEOF";
    assert.deepEqual(covered("Dockerfile", `FROM a\n# bulkhead ignore=x\n${run}\nCMD a\n`), [`x: ${run}`]);
  });

  it("in the script of a here-document covers the command below it", () => {
    const text = "FROM a\nRUN <<EOF\n# bulkhead ignore=x\napt-get \\\n  update\nls\nEOF\nCMD a\n";
    assert.deepEqual(covered("Dockerfile", text), ["x: apt-get \\\n  update"]);
  });

  it("covers the line of a command of RUN that it follows", () => {
    const text = "FROM a\nRUN b && \\\n  c # bulkhead ignore=x why\nRUN d\n";
    assert.deepEqual(covered("Dockerfile", text), ["x:   c # bulkhead ignore=x why"]);
  });

  it("is not one in the contents of a copied file, nor after an instruction without comments", () => {
    assert.deepEqual(covered("Dockerfile", "FROM a\nCOPY <<EOF /a\n# bulkhead ignore=x\ndata\nEOF\nCMD a\n"), []);
    assert.deepEqual(covered("Dockerfile", "FROM a\nCMD a # bulkhead ignore=x\n"), []);
  });

  it("at the end covers nothing", () => {
    assert.deepEqual(covered("Dockerfile", "FROM a\n# bulkhead ignore=x\n"), ["x: nothing"]);
  });

  it("adds to its neighbours, over blank lines and prose", () => {
    const text = "FROM a\n# bulkhead ignore=x\n# bulkhead ignore=y,z\n\n# prose\nRUN b\n";
    assert.deepEqual(covered("Dockerfile", text), ["x: RUN b", "y,z: RUN b"]);
  });

  it("for the file applies from any place", () => {
    assert.deepEqual(covered("Dockerfile", "FROM a\nRUN b\n# bulkhead ignore-file=x why\n"), ["x: the file"]);
  });

  it("may have blanks after the commas of its list, and CRLF line ends", () => {
    const text = "FROM a\r\n#bulkhead ignore=x, y ,z of the reason, more\r\nRUN b\r\n";
    assert.deepEqual(covered("Dockerfile", text), ["x,y,z: RUN b"]);
  });

  it("is none unless the word after bulkhead holds an equals sign", () => {
    assert.deepEqual(covered("Dockerfile", "# bulkhead doors are = good\n# bulkheads ignore=x\nFROM a\n"), []);
  });
});
