import type { Editor } from "../../../model/editor.ts";
import type { WrittenPair } from "../../../model/stage.ts";
import { defineRule, prose } from "../../../rule.ts";

export default defineRule({
  id: "legacy-key-value",
  category: "dockerfile/variables",
  since: "0.1.0",
  severity: "info",
  profile: "recommended",
  aliases: ["LegacyKeyValueFormat"],
  fix: "safe",
  summary: "`ENV` or `LABEL` in the old form with a blank instead of `=`",
  why: prose(
    "`ENV NAME value` takes the rest of the line as the value, so it sets one variable only: `ENV A 1 B 2` gives `A` the value `1 B 2`. BuildKit reports the form as obsolete.",
  ),
  instead: 'Write `ENV NAME=value`, with quotes if the value has blanks: `ENV NAME="two words"`.',
  exceptions: "The fix is not offered if the value has quotes or escapes together with blanks.",
  errors: ['"ENV key=value" should be used instead of legacy "ENV key value" format'],
  sources: [
    "https://docs.docker.com/reference/build-checks/legacy-key-value-format/",
    "https://docs.docker.com/reference/dockerfile/#env",
  ],
  examples: {
    invalid: [
      {
        title: "A value with blanks needs quotes in the new form.",
        files: { Dockerfile: "FROM eclipse-temurin:21\nENV JAVA_OPTS -Xmx1g -Xms1g\n" },
        underline: "JAVA_OPTS -Xmx1g -Xms1g",
        fixed: 'FROM eclipse-temurin:21\nENV JAVA_OPTS="-Xmx1g -Xms1g"\n',
      },
      {
        title: "Labels have the same form.",
        files: { Dockerfile: 'FROM debian:13\nLABEL vendor "Example Corp"\n' },
        underline: 'vendor "Example Corp"',
        fixed: 'FROM debian:13\nLABEL vendor="Example Corp"\n',
      },
      {
        title: "The value refers to another variable.",
        files: { Dockerfile: "FROM debian:13\nENV PATH /opt/app/bin:$PATH\n" },
        underline: "PATH /opt/app/bin:$PATH",
        fixed: "FROM debian:13\nENV PATH=/opt/app/bin:$PATH\n",
      },
    ],
    valid: [
      { title: "The form of today.", files: { Dockerfile: 'FROM debian:13\nENV A=1 B="2 3"\nLABEL a=b\n' } },
      { title: "An argument without a default has no value.", files: { Dockerfile: "FROM debian:13\nARG VERSION\n" } },
      { title: "Quotes around name and value.", files: { Dockerfile: 'FROM debian:13\nLABEL "a b"="c d"\n' } },
    ],
  },
  instructions: ["ENV", "LABEL"],
  check: {
    instruction({ instruction }, { project, edit, report }) {
      const [pair] = instruction.parts().pairs;
      // A value that begins with the sign is a slip of another kind: `ENV A =b`.
      if (!pair?.value || pair.hasEquals || pair.value.text.startsWith("=")) return;

      const escape = project.root.kind === "dockerfile" ? project.root.escape : "\\";
      report({
        at: pair.at,
        message: `"${instruction.keyword} ${pair.name} …" is the old form, which sets one name only. Write ${pair.name}=….`,
        fixes: [
          {
            title: `Write ${pair.name}=…`,
            kind: "safe",
            preferred: true,
            edits: () => withEquals(pair, escape, edit) ?? [undefined],
          },
        ],
      });
    },
  },
});

function withEquals({ nameAt, value }: WrittenPair, escape: string, edit: Editor) {
  if (!value || nameAt.range.end.line !== value.at.range.start.line) return undefined;
  const isWord = /^(?:"[^"]*"|'[^']*'|[^\s"'])+$/.test(value.text) && !value.text.includes(escape);
  if (!isWord && (/["'`]/.test(value.text) || value.text.includes(escape))) return undefined;
  const { uri } = value.at;
  const { start, end } = value.at.range;
  const quote = isWord ? "" : '"';
  return [
    edit.replaceText({ uri, range: { start: nameAt.range.end, end: start } }, `=${quote}`),
    ...(isWord ? [] : [edit.replaceText({ uri, range: { start: end, end } }, quote)]),
  ];
}
