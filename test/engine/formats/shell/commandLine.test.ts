import assert from "node:assert/strict";
import { isForeignShell, isPosixShell, readCommandLine } from "../../../../server/src/engine/formats/shell/index.ts";
import type { Word } from "../../../../server/src/engine/model/command.ts";
import { createSourceText } from "../../../../server/src/engine/model/text/sourceText.ts";
import { words } from "./reading.ts";

/** The words of a JSON array of strings on one line. */
function vector(text: string): {
  readonly list: readonly Word[];
  readonly at: Word["at"];
  slice(at: Word["at"]): string;
} {
  const source = createSourceText("file:///Dockerfile", text);
  const list = Array.from(text.matchAll(/"(?:[^"\\]|\\.)*"/g), (match): Word => {
    const [written] = match;
    const value: unknown = JSON.parse(written);
    assert.ok(typeof value === "string");
    return { value, text: written, at: source.placeAt(match.index, match.index + written.length) };
  });
  return { list, at: source.placeAt(0, text.length), slice: (at) => source.slice(at.range) };
}

describe("argument vectors", () => {
  const table: readonly (readonly [string, readonly string[]])[] = [
    ['["nginx", "-g", "daemon off;"]', ["nginx -g daemon off;"]],
    ['["sh", "-c", "a && b"]', ["sh -c › a", "sh -c › b"]],
    ['["/bin/bash", "-lc", "exec nginx"]', ["/bin/bash -lc › exec › nginx"]],
    ['["tini", "--", "gosu", "x", "nginx"]', ["tini -- › gosu x › nginx"]],
    ['["sh", "-c"]', ["sh -c"]],
    ['["sh", "-c", ""]', ["sh -c "]],
    ['["powershell", "-Command", "a; b"]', ["powershell -Command a; b"]],
    ["[]", []],
  ];
  for (const [text, expected] of table) {
    it(`reads ${text}`, () => {
      const { list, at } = vector(text);
      const shown = readCommandLine(list, at).map((command) =>
        [...command.wrappers, command.words].map(words).join(" › "),
      );
      assert.deepEqual(shown, expected);
    });
  }

  it("follows the escapes of a JSON string", () => {
    const { list, at, slice } = vector('["sh", "-c", "a \\"b c\\" \\u0064 && é"]');
    const commands = readCommandLine(list, at);
    assert.deepEqual(
      commands.flatMap((command) => command.words.map((word) => slice(word.at))),
      ["a", '\\"b c\\"', "\\u0064", "é"],
    );
    assert.deepEqual(
      commands.map((command) => slice(command.at)),
      ['a \\"b c\\" \\u0064', "é"],
    );
  });

  it("gives a single command the place of the whole vector", () => {
    const { list, at } = vector('["sh", "-c", "nginx"]');
    assert.deepEqual(readCommandLine(list, at)[0]?.at, at);
  });

  it("knows that exec replaces the process", () => {
    const replaces = (text: string): readonly boolean[] => {
      const { list, at } = vector(text);
      return readCommandLine(list, at).map((command) => command.replacesShell);
    };
    assert.deepEqual(replaces('["sh", "-c", "a; exec nginx"]'), [false, true]);
    assert.deepEqual(replaces('["nginx"]'), [false]);
  });

  it("takes places inside a word from the reader that knows its quoting", () => {
    const { list, at } = vector('["sh", "-c", "a; b"]');
    const offsets: number[] = [];
    readCommandLine(list, at, {
      placeIn: (word, start, end) => {
        offsets.push(start, end);
        return word.at;
      },
    });
    assert.ok(offsets.includes(3) && offsets.includes(4));
  });

  it("answers with the whole word where the written form differs from its range", () => {
    const source = createSourceText("file:///compose.yaml", "- sh\n- -c\n- |\n  a\n  b\n");
    const text: Word = { value: "a\nb\n", text: "|\n  a\n  b\n", at: source.placeAt(12, 22) };
    const word = (value: string, start: number): Word => ({ value, text: value, at: source.placeAt(start, start + 2) });
    const commands = readCommandLine([word("sh", 2), word("-c", 7), text], source.placeAt(0, 22));
    assert.deepEqual(
      commands.map((command) => command.at),
      [text.at, text.at],
    );
  });
});

describe("names of shells", () => {
  it("knows PowerShell and cmd by name and path", () => {
    for (const name of [
      "powershell",
      "pwsh",
      "cmd",
      "cmd.exe",
      "PowerShell.exe",
      "C:\\Windows\\System32\\cmd.exe",
      "/usr/bin/pwsh",
    ]) {
      assert.equal(isForeignShell(name), true, name);
      assert.equal(isPosixShell(name), false, name);
    }
  });

  it("knows sh and its kin", () => {
    for (const name of ["sh", "/bin/sh", "bash", "/usr/bin/zsh", "ash"]) {
      assert.equal(isForeignShell(name), false, name);
      assert.equal(isPosixShell(name), true, name);
    }
    assert.equal(isPosixShell("python"), false);
  });
});
