import assert from "node:assert/strict";
import { parseInstruction } from "../../../../server/src/engine/formats/dockerfile/syntax/instruction.ts";
import { splitFile } from "../../../../server/src/engine/formats/dockerfile/lines/split.ts";
import { createSourceText } from "../../../../server/src/engine/model/text/sourceText.ts";
import { at, instructionsOf, read, stageWith, uri } from "./reading.ts";

interface Row {
  readonly title: string;
  /** What follows `FROM a` and a line feed. */
  readonly text: string;
  /** Returns keyword, flags and arguments of every instruction after `FROM a`, lines joined; here-documents by their names. */
  readonly read: readonly string[];
}

/** How BuildKit reads what other parsers read differently. */
const rows: readonly Row[] = [
  {
    title: "no here-document in double quotes",
    text: 'RUN echo "a <<EOF b"\nUSER x',
    read: ['RUN echo "a <<EOF b"', "USER x"],
  },
  {
    title: "no here-document in single quotes",
    text: "RUN echo 'see <<EOF here'\nUSER x",
    read: ["RUN echo 'see <<EOF here'", "USER x"],
  },
  {
    title: "a here-document of another file descriptor",
    text: "RUN cat 3<<EOF\nbody\nEOF\nUSER x",
    read: ["RUN cat 3<<EOF {EOF: body}", "USER x"],
  },
  {
    title: "a blank before the name of a here-document",
    text: "RUN cat << EOF\nbody\nEOF\nUSER x",
    read: ["RUN cat << EOF {EOF: body}", "USER x"],
  },
  {
    title: "quotes within the name",
    text: 'RUN <<E"O"F cat\nbody\nEOF\nUSER x',
    read: ['RUN <<E"O"F cat {EOF: body}', "USER x"],
  },
  {
    title: "tabs go for the here-document with the dash only",
    text: "RUN cat <<-A <<B\n\ta\n\tA\n\tb\n\tB\nB\nUSER x",
    read: ["RUN cat <<-A <<B {A: a} {B: \tb⏎\tB}", "USER x"],
  },
  {
    title: "no here-document behind an open quote",
    text: "RUN echo it's <<EOF\nUSER x\nEOF",
    read: ["RUN echo it's <<EOF", "USER x", "EOF"],
  },
  { title: "no here-document for CMD", text: "CMD <<EOF\nUSER x", read: ["CMD <<EOF", "USER x"] },
  {
    title: "a doubled escape character ends the line",
    text: "RUN echo a\\\\\nUSER x",
    read: ["RUN echo a\\\\", "USER x"],
  },
  {
    title: "an escape character alone joins with the next line",
    text: "\\\nRUN echo\nUSER x",
    read: ["RUN echo", "USER x"],
  },
  { title: "a form feed ends the keyword", text: "RUN\fecho", read: ["RUN echo"] },
  { title: "a lone carriage return ends no line", text: "RUN a\rUSER x\nUSER y", read: ["RUN a\rUSER x", "USER y"] },
  {
    title: "a quoted flag is one flag",
    text: 'RUN --mount="type=bind,source=a b" x',
    read: ["RUN {mount=type=bind,source=a b} x"],
  },
  {
    title: "a quoted part of a flag",
    text: "RUN --mount=type=bind,source='a b',x=1 y",
    read: ["RUN {mount=type=bind,source=a b,x=1} y"],
  },
  { title: "two dashes end the flags", text: "RUN -- --foo", read: ["RUN --foo"] },
  { title: "flags of every instruction", text: "CMD --foo bar", read: ["CMD {foo} bar"] },
  { title: "a trailing comma is no JSON", text: 'CMD ["a",]', read: ['CMD ["a",]'] },
  { title: "text behind the array is no JSON", text: 'CMD ["a"] x', read: ['CMD ["a"] x'] },
  { title: "an open array is no JSON", text: 'CMD ["a","b', read: ['CMD ["a","b'] },
  { title: "a bad escape is no JSON", text: 'CMD ["C:\\x"]', read: ['CMD ["C:\\x"]'] },
  { title: "single quotes are no JSON", text: "CMD ['a']", read: ["CMD ['a']"] },
  { title: "a test is no JSON", text: "RUN [ -f x ]", read: ["RUN [ -f x ]"] },
  { title: "JSON escapes are resolved", text: 'CMD ["b\\u00e9","c\\n"]', read: ['CMD json "bé" "c\\n"'] },
  {
    title: "an array over lines with a comment between",
    text: 'CMD ["a", \\\n# why\n  "b", \\\n  "c"]',
    read: ['CMD json "a" "b" "c"'],
  },
  { title: "an array of a number is refused", text: 'CMD ["a",1]', read: ["CMD refused"] },
  { title: "an array in an array is refused", text: 'CMD [["a"]]', read: ["CMD refused"] },
  {
    title: "the array of a health check",
    text: 'HEALTHCHECK --interval=5s CMD ["a"]',
    read: ['HEALTHCHECK {interval=5s} json "a"'],
  },
  { title: "two words in one ARG", text: "ARG D E=5", read: ["ARG D E=5"] },
  {
    title: "an escaped hash at the beginning of a continued line",
    text: "RUN x \\\n \\# y\nUSER x",
    read: ["RUN x  \\# y", "USER x"],
  },
  {
    title: "here-documents of a trigger",
    text: "ONBUILD RUN <<EOF\nUSER in\nEOF\nUSER x",
    read: ["ONBUILD RUN <<EOF {EOF: USER in}", "USER x"],
  },
  {
    title: "an array has no here-documents",
    text: 'COPY ["<<EOF", "/x"]\nUSER x',
    read: ['COPY json "<<EOF" "/x"', "USER x"],
  },
  {
    title: "no here-document where a substitution is refused",
    text: "RUN echo ${a[@]} <<EOF\nUSER x\nEOF",
    read: ["RUN echo ${a[@]} <<EOF", "USER x", "EOF"],
  },
  { title: "a comment may end with the escape character", text: "# a \\\nUSER x", read: ["USER x"] },
  { title: "blanks behind the escape character", text: "RUN a \\ \t\n  b\nUSER x", read: ["RUN a   b", "USER x"] },
  { title: "lower case keywords", text: "run a\nuser x", read: ["RUN a", "USER x"] },
  {
    title: "CRLF in a here-document",
    text: "RUN <<EOF\r\na\r\nEOF\r\nUSER x\r\n",
    read: ["RUN <<EOF {EOF: a\r}", "USER x"],
  },
];

/** The rows' notation of what our reader makes of the text. */
function notation(text: string): readonly string[] {
  const source = createSourceText(uri, `FROM a\n${text}`);
  const { regions, escape } = splitFile(source);
  return regions.slice(1).map((region) => {
    const { source: own, joined, command, heredocs } = parseInstruction(source.text, region, escape);
    const { keyword, flags, args, json } = command;
    const words = [
      keyword,
      ...flags.map(({ name, value }) => (value === undefined ? `{${name}}` : `{${name}=${value}}`)),
    ];
    if (json) {
      words.push(
        json.state === "array" ? `json ${json.items.map((item) => JSON.stringify(item.value)).join(" ")}` : "refused",
      );
    } else words.push(joined.text.slice(args.start, args.end));
    for (const { name, content, chomps } of heredocs) {
      const body = own.slice(content.start, content.end).replace(/\n$/, "");
      words.push(`{${name}: ${(chomps ? body.replace(/^\t+/gm, "") : body).replaceAll("\n", "⏎")}}`);
    }
    return words.join(" ");
  });
}

describe("Reading as BuildKit does", () => {
  for (const row of rows) {
    it(row.title, () => {
      assert.deepEqual(
        notation(row.text).map((one) => one.trimEnd()),
        row.read,
      );
    });
  }

  it("an unknown directive ends the directives", () => {
    const document = read("# foo=bar\n# escape=`\nFROM a\nRUN a \\\n  b\n");
    assert.equal(document.escape, "\\");
    assert.deepEqual(document.bodyStart, { line: 0, character: 0 });
    assert.equal(instructionsOf(document).length, 2);
  });

  it("strips quotes around an image", () => {
    const document = read('FROM "a:b"\n');
    const [stage] = document.stages;
    assert.equal(stage?.image.state === "known" && stage.image.value, "a:b");
    assert.equal(stage && at(document, stage.image.at), '"a:b"');
  });

  it("an ARG of several words declares each", () => {
    const { args } = stageWith("ARG A=1 B=2 C\nARG D E=5\n");
    assert.deepEqual(
      [...args].map(([name, item]) => [name, item.state === "known" ? item.value : undefined]),
      [
        ["A", "1"],
        ["B", "2"],
        ["C", undefined],
        ["D", undefined],
        ["E", "5"],
      ],
    );
  });

  it("reports problems that stop the build and reads on", () => {
    const document = read('# escape=`\n# escape=\\\nFROM a\nCMD ["a",1]\nRUN cat <<EOF\nUSER x\n');
    assert.deepEqual(
      document.problems.map(({ kind, fatal }) => ({ kind, fatal })),
      Array.from({ length: 3 }, () => ({ kind: "syntax", fatal: false })),
    );
    assert.equal(document.escape, "`");
    assert.equal(document.stages[0]?.user.state, "known");
  });
});
