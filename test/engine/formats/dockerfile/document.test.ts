import assert from "node:assert/strict";
import { read } from "./reading.ts";

describe("A Dockerfile as a document", () => {
  it("knows the range of each comment", () => {
    const text =
      "# syntax=docker/dockerfile:1\n# the stage\nFROM a\n\n# first\n#second\nRUN a \\\n  # inside\n  && b\n# nothing\n";
    const document = read(text);
    assert.deepEqual(
      document.comments.map((comment) => [comment.text, comment.covers && document.source.slice(comment.covers)]),
      [
        ["syntax=docker/dockerfile:1", "FROM a"],
        ["the stage", "FROM a"],
        ["first", "RUN a \\\n  # inside\n  && b"],
        ["second", "RUN a \\\n  # inside\n  && b"],
        ["inside", "RUN a \\\n  # inside\n  && b"],
        ["nothing", undefined],
      ],
    );
    assert.equal(document.source.slice(document.comments[4]?.range ?? document.comments[0]!.range), "# inside");
  });

  it("takes no line of a here-document for a comment", () => {
    assert.deepEqual(read("FROM a\nCOPY <<EOF /x\n# text\nEOF\n").comments, []);
  });

  it("begins its body after the parser directives", () => {
    assert.deepEqual(read("# syntax=a\n#escape=`\n# comment\nFROM a\n").bodyStart, { line: 2, character: 0 });
    assert.equal(read("# Escape = `\nFROM a\n").escape, "`");
    assert.equal(read("\n# escape=`\nFROM a\n").escape, "\\");
  });

  it("names the setting under a position", () => {
    const text =
      "# syntax=docker/dockerfile:1\nFROM --platform=linux/amd64 a\nRUN --mount=type=cache,target=/x sudo systemctl start x\nUSER root\nCMD nginx\n";
    const document = read(text);
    const ids = (needle: string): readonly string[] =>
      document.settingsAt(document.source.positionAt(text.indexOf(needle) + 1)).map(({ id }) => id);
    assert.deepEqual(ids("syntax"), ["dockerfile:syntax"]);
    assert.deepEqual(ids("FROM"), ["dockerfile:FROM"]);
    assert.deepEqual(ids("--platform"), ["dockerfile:FROM --platform"]);
    assert.deepEqual(ids("--mount"), ["dockerfile:RUN --mount"]);
    assert.deepEqual(ids("systemctl"), ["command:systemctl"]);
    assert.deepEqual(ids("sudo"), ["command:sudo"]);
    assert.deepEqual(ids("root"), ["dockerfile:USER"]);
    assert.deepEqual(ids("nginx"), ["command:nginx", "dockerfile:CMD"]);
    assert.equal(document.settingsAt(document.source.positionAt(text.indexOf("root")))[0]?.value, "root");
  });

  it("refuses a file over 1 MB and a line over 256 KB", () => {
    const large = read(`FROM a\n${"# comment\n".repeat(120_000)}`);
    assert.deepEqual(
      large.problems.map(({ kind, fatal }) => [kind, fatal]),
      [["too-large", true]],
    );
    assert.deepEqual(large.stages, []);
    const long = read(`FROM a\nRUN ${"x".repeat(262_150)}\n`);
    assert.deepEqual(
      long.problems.map(({ kind, fatal }) => [kind, fatal]),
      [["line-too-long", true]],
    );
    assert.deepEqual(long.stages, []);
  });

  it("counts columns in UTF-16 units, with tabs, emoji and CRLF", () => {
    const document = read("FROM a\r\n\tENV E=🙂 F=x\r\nRUN echo 🙂 \\\r\n\t&& make\r\n");
    const [stage] = document.stages;
    assert.deepEqual(stage?.env.get("F")?.at.range, {
      start: { line: 1, character: 12 },
      end: { line: 1, character: 13 },
    });
    assert.deepEqual(stage.commands[1]?.at.range, { start: { line: 3, character: 4 }, end: { line: 3, character: 8 } });
  });

  it("prints its tree", () => {
    assert.equal(
      read("FROM a AS b\nUSER x\nRUN make\n").printTree(),
      [
        "dockerfile escape=\\",
        "  stage 0 b [1:1-3:9] final",
        '    image "a" [1:6-1:7]',
        '    user "x" [2:6-2:7]',
        "    instruction FROM [1:1-1:12]",
        "    instruction USER [2:1-2:7]",
        "    instruction RUN [3:1-3:9]",
        "    $ make [3:5-3:9] last",
        "",
      ].join("\n"),
    );
  });

  it("reads an empty text", () => {
    const document = read("");
    assert.deepEqual(document.stages, []);
    assert.deepEqual(document.settingsAt({ line: 0, character: 0 }), []);
  });
});
