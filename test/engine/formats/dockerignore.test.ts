import assert from "node:assert/strict";
import fc from "fast-check";
import { readDockerignore } from "../../../server/src/engine/formats/dockerignore.ts";

interface Case {
  readonly title: string;
  readonly text: string;
  readonly out: readonly string[];
  readonly in: readonly string[];
}

const cases: readonly Case[] = [
  { title: "names with the content of folders", text: "docs\n", out: ["docs", "docs/a/b.md"], in: ["docs2", "a/docs"] },
  { title: "nothing below for a name alone", text: "start.sh\n", out: ["start.sh"], in: ["bin/start.sh", "start_sh"] },
  { title: "slashes around a name", text: "/docs/\n./bin\n", out: ["docs/a", "bin/b"], in: ["a/docs"] },
  { title: "one star within a folder", text: "*/temp*\n", out: ["a/temp", "a/temporary/x"], in: ["temp", "a/b/temp"] },
  { title: "a question mark", text: "temp?\n", out: ["tempa", "tempb/x"], in: ["temp", "tempab", "temp/"] },
  { title: "two stars at any depth", text: "**/*.sh\n", out: ["a.sh", "a/b/c.sh"], in: ["a.shx", "sh"] },
  { title: "two stars in the middle", text: "a/**/z\n", out: ["a/z", "a/b/c/z"], in: ["z", "ab/z"] },
  { title: "two stars at the end", text: "a/**\n", out: ["a/b", "a/b/c"], in: ["a", "ab"] },
  { title: "two stars before an ending", text: "**.sh\n", out: ["a.sh", "b/a.sh"], in: ["a.sh.md"] },
  { title: "classes", text: "file[0-9].[^s]*\n", out: ["file1.txt"], in: ["filea.txt", "file1.sh"] },
  { title: "an exception", text: "*\n!bin\n", out: ["src/a", "README.md"], in: ["bin", "bin/start.sh"] },
  { title: "the last match of several", text: "*.sh\n!start.sh\n*t.sh\n", out: ["start.sh", "b.sh"], in: ["a.md"] },
  {
    title: "an exception below a folder that is out",
    text: "bin\n!bin/start.sh\n",
    out: ["bin/x"],
    in: ["bin/start.sh"],
  },
  { title: "an exception that comes too early", text: "!start.sh\n*\n", out: ["start.sh"], in: [] },
  {
    title: "comments in the first column only, blanks and Windows line ends",
    text: "# *\n\n  a.sh  \r\n #b\n! c\n",
    out: ["a.sh", "#b"],
    in: ["x", "c"],
  },
  { title: "the context itself, which says nothing", text: ".\n/\n", out: [], in: ["a", "a/b"] },
  { title: "a way out of the context, which the builder cuts off", text: "../a\nb/../c\n", out: ["a", "c"], in: ["b"] },
  { title: "characters of regular expressions", text: "a+b.(c)$|{d}\n", out: ["a+b.(c)$|{d}"], in: ["aab.c", "ab"] },
  { title: "escaped characters", text: "a\\*b\n\\!c\n", out: ["a*b", "!c"], in: ["axb", "c"] },
  { title: "letters beyond ASCII, with case", text: "Größe?\n", out: ["Größe😀"], in: ["größe1", "Größe"] },
  { title: "an empty file", text: "", out: [], in: ["a"] },
];

describe("a .dockerignore file", () => {
  for (const { title, text, out, in: kept } of cases) {
    it(`knows ${title}`, () => {
      const isExcluded = readDockerignore(text);
      for (const path of out) assert.equal(isExcluded(path), true, `${path} is out`);
      for (const path of kept) assert.equal(isExcluded(path), false, `${path} is in`);
    });
  }

  it("with a pattern that the builder refuses answers nothing", () => {
    for (const text of ["!\n", "a[\n", "a[z-a]\n", "ok\n! \n"]) {
      assert.equal(readDockerignore(text)("start.sh"), undefined, JSON.stringify(text));
    }
  });

  it("of many stars takes no longer for it", () => {
    const started = performance.now();
    for (const pattern of ["*a".repeat(200), "**/".repeat(200), "**/a/".repeat(200), "?*".repeat(200)]) {
      assert.equal(readDockerignore(`${pattern}b\n`)("a/".repeat(400)), false, pattern.slice(0, 5));
      assert.equal(readDockerignore(`${pattern}b\n`)("a".repeat(900)), false, pattern.slice(0, 5));
    }
    assert.ok(performance.now() - started < 5000);
  });

  it("of any content neither throws nor hangs", () => {
    const text = fc.string({
      unit: fc.constantFrom("*", "**/", "/", "[", "]", "\\", "!", "a", ".", "\n", "?", "-", "😀"),
    });
    fc.assert(
      fc.property(text, fc.string({ unit: fc.constantFrom("a", "/", ".", "b") }), (patterns, path) => {
        assert.ok([true, false, undefined].includes(readDockerignore(patterns)(path)));
      }),
    );
  });
});
