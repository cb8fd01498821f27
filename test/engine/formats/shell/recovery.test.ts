import assert from "node:assert/strict";
import fc from "fast-check";
import { readShell } from "../../../../server/src/engine/formats/shell/index.ts";
import { createSourceText } from "../../../../server/src/engine/model/text/sourceText.ts";
import { lines, read } from "./reading.ts";

describe("shell text that is not right", () => {
  const table: readonly (readonly [string, readonly string[]])[] = [
    ["a && ; b\nc", ["a", "b", "c"]],
    ["a\n&& b\nc", ["a", "b", "c"]],
    ["a ) b\nc d\ne", ["a", "b", "c d", "e"]],
    ["a\n;; b\nc", ["a", "b", "c"]],
    ["a | | b\nc", ["a", "b", "c"]],
    ["a & & b\nc", ["a", "b", "c"]],
    ["a; ; b", ["a", "b"]],
    ["fi\na", ["a"]],
    ["if a; then\nb\nc", ["a", "b", "c"]],
    ["f() {\na\n", ["a"]],
    ["for\na\nb", ["a", "b"]],
    ["case x in\na\nesac\nb", ["b"]],
    ["{ a; ) b\nc", ["a", "b", "c"]],
    ["a <\nb", ["a", "b"]],
    ['a\necho "x\nb\nc', ["a", "echo x\n", "b", "c"]],
    ["a\necho 'x\nb\nc", ["a", "echo x\n", "b", "c"]],
    ['a\necho "x\nb "y"\nc \'z\'', ["a", "echo x\n", "b y", "c z"]],
    ['echo "a\nb"\nc\necho "x\nd', ["echo a\nb", "c", "echo x\n", "d"]],
    ['a \\\n  "x" "y\nb\nc "z"', ["a x y\n", "b", "c z"]],
    ["a $(b\nc\nd", ["b", "a ?", "c", "d"]],
    ["cat <<EOF\nx", ["cat"]],
    ["", []],
    ["  \n\t# c\n", []],
  ];
  for (const [text, expected] of table) {
    it(`keeps what can be read of ${JSON.stringify(text)}`, () => {
      assert.deepEqual(lines(read(text)), expected);
    });
  }

  it("says when a part could not be read", () => {
    assert.equal(read("a; b").complete, true);
    assert.equal(read("a &&& b").complete, false);
    assert.equal(read("echo 'x").complete, false);
  });

  it("keeps the commands above a line that nests too deep", () => {
    const script = read(`a\nb $(${"$(".repeat(64_000)}\nc`);
    assert.deepEqual(lines(script), ["a"]);
    assert.equal(script.complete, false);
  });

  it("reads a script in a script of very many commands", () => {
    assert.equal(read(`bash <<EOF\n${"a\n".repeat(150_000)}EOF\n`).commands.length, 150_000);
  });

  it("reads a very long list in time", () => {
    assert.equal(read(`${"a && ".repeat(100_000)}b || c`).commands.length, 100_002);
  });

  it("does not read the text of another interpreter", () => {
    assert.deepEqual(read("#!/usr/bin/env python3\nimport os\n").commands, []);
    assert.equal(read("#!/usr/bin/env python3\nimport os\n").interpreter, "python3");
    assert.deepEqual(lines(read("#!/usr/bin/env -S bash -e\na")), ["a"]);
    assert.deepEqual(lines(read("#!/bin/sh\r\na\r\n")), ["a"]);
  });

  it("never throws and keeps every place within the text", () => {
    const pieces = fc.constantFrom(
      ..."a b $X ${X $( ) ` ' \" \\ \n \r\n ; && || | & ( { } < > << <<EOF EOF <<< [[ ]] if then fi case esac in do done for while sh -c bash sudo env A=1 exec docker run -v # 😀 \t $'".split(
        " ",
      ),
    );
    const text = fc.oneof(
      fc.string({ unit: "binary", maxLength: 60 }),
      fc.array(pieces, { maxLength: 25 }).map((all) => all.join(" ")),
    );
    fc.assert(
      fc.property(text, (script) => {
        const source = createSourceText("file:///x", script);
        const end = source.positionAt(script.length);
        for (const command of readShell(script, source.placeAt).commands) {
          assert.ok(command.words.length > 0);
          for (const { at } of [command, ...command.words, ...command.redirects, ...command.heredocs]) {
            const { start: first, end: last } = at.range;
            assert.ok(first.line < last.line || (first.line === last.line && first.character <= last.character));
            assert.ok(last.line <= end.line);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it("keeps the commands above a half-typed line", () => {
    const line = fc.constantFrom(
      "apt-get update && apt-get install -y 'a b' \"c $D\"",
      'sudo sh -c "a && b" > /dev/null 2>&1',
      "if [ -f x ]; then y; fi",
      'docker run --rm -v "$PWD":/x -p 80:80 nginx',
      'FOO=$(bar --baz) exec qux "${@}"',
      "for f in a b; do c $f; done",
      "case $1 in a|b) c ;; esac",
      "curl x | sh -s -- y",
      "f() { g; }",
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 4 }), line, fc.nat(), (above, typed, cut) => {
        const whole = lines(read(above.map((text) => `${text}\n`).join("")));
        const half = lines(read([...above, typed.slice(0, cut % (typed.length + 1))].join("\n")));
        assert.deepEqual(half.slice(0, whole.length), whole);
      }),
      { numRuns: 300 },
    );
  });
});
