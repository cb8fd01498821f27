import { testsOf } from "./nearMisses.ts";

const { silent, speaks, mends } = testsOf("unknown-instruction");

describe("unknown-instruction on near misses", () => {
  silent("on words in a here-document and in continued lines", "FROM a:1\nRUN <<EOF\nform\nEOF\nRUN a \\\n  form\n");
  silent("on pieces of a Go template", "FROM a:1\n{{ if .Debug }}\nRUN a\n{{ end }}\n");
  silent("on macros of m4", "include(base.m4)\nFROM a:1\n");
  silent("on INCLUDE", "INCLUDE base\nFROM a:1\n");
  silent("with another frontend", "# syntax=example/dockerfile:1\nFROM a:1\nINSTALL git\n");
  silent("on a fragment without FROM that another file includes", { "Dockerfile.env": "    PYTHONUNBUFFERED=1 \\\n" });
  silent("on an empty file", "");
  speaks(
    "with a build of the standard frontend",
    "# syntax=docker/dockerfile-upstream:master\nFROM a:1\nRNU a\n",
    "error",
  );
  speaks("once for lines that follow from one mistake", "FROM a:1\nRUN a\nexport B=1\nmake\nmake install\n", "error");
  speaks("for each misspelt word", "FORM a:1\nRNU a\nCOYP a b\n", "error", "error", "error");
  speaks("in a file that lacks FROM too", "Hello\n", "error");
  mends("nothing after a backtick, which needs a directive", "FROM a:1\nRUN a `\n  && b\n", undefined);
  mends("a keyword in its own case", "form a:1\n", "from a:1\n");
  mends("a colon after the keyword", "FROM: a:1\n", "FROM  a:1\n");
  mends("no command that looks like a keyword", "FROM a:1\nexport A=1\n", undefined);
  mends("a line that goes on after &&", "FROM a:1\nRUN a &&\nb\n", "FROM a:1\nRUN a && \\\nb\n");
  mends(
    "an indented line with the escape character of the file",
    "# escape=`\nFROM a:1\nENV A=1\n    B=2\n",
    "# escape=`\nFROM a:1\nENV A=1 `\n    B=2\n",
  );
});
