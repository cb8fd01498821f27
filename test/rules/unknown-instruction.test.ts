import { testsOf } from "./nearMisses.ts";

const { ignores, reports, fixes } = testsOf("unknown-instruction");

describe("unknown-instruction on near misses", () => {
  ignores("on words in a here-document and in continued lines", "FROM a:1\nRUN <<EOF\nform\nEOF\nRUN a \\\n  form\n");
  ignores("on pieces of a Go template", "FROM a:1\n{{ if .Debug }}\nRUN a\n{{ end }}\n");
  ignores("on macros of m4", "include(base.m4)\nFROM a:1\n");
  ignores("on INCLUDE", "INCLUDE base\nFROM a:1\n");
  ignores("with another frontend", "# syntax=example/dockerfile:1\nFROM a:1\nINSTALL git\n");
  ignores("on a fragment without FROM that another file includes", { "Dockerfile.env": "    PYTHONUNBUFFERED=1 \\\n" });
  ignores("on an empty file", "");
  reports(
    "with a build of the standard frontend",
    "# syntax=docker/dockerfile-upstream:master\nFROM a:1\nRNU a\n",
    '3:1 error Unknown instruction "RNU", so the build fails. Did you mean RUN?',
  );
  reports(
    "once for lines that follow from one mistake",
    "FROM a:1\nRUN a\nexport B=1\nmake\nmake install\n",
    '3:1 error Unknown instruction "export", so the build fails.',
  );
  reports(
    "for each misspelt word",
    "FORM a:1\nRNU a\nCOYP a b\n",
    '1:1 error Unknown instruction "FORM", so the build fails. Did you mean FROM?',
    '2:1 error Unknown instruction "RNU", so the build fails. Did you mean RUN?',
    '3:1 error Unknown instruction "COYP", so the build fails. Did you mean COPY?',
  );
  reports("in a file that lacks FROM too", "Hello\n", '1:1 error Unknown instruction "Hello", so the build fails.');
  ignores("what follows a backtick, which path-style-mismatch reports", "FROM a:1\nRUN a `\n  && b\n");
  fixes("a keyword in its own case", "form a:1\n", "from a:1\n");
  fixes("a colon after the keyword", "FROM: a:1\n", "FROM  a:1\n");
  fixes("no command that looks like a keyword", "FROM a:1\nexport A=1\n", undefined);
  fixes("a line that goes on after &&", "FROM a:1\nRUN a &&\nb\n", "FROM a:1\nRUN a && \\\nb\n");
  fixes(
    "an indented line with the escape character of the file",
    "# escape=`\nFROM a:1\nENV A=1\n    B=2\n",
    "# escape=`\nFROM a:1\nENV A=1 `\n    B=2\n",
  );
});
