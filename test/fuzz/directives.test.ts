import fc from "fast-check";
import { namesOf } from "../../server/src/engine/branches.ts";
import { readConfigFile } from "../../server/src/engine/config/file.ts";
import { setConfigValue } from "../../server/src/engine/config/write.ts";
import { completeConfig, hoverConfig } from "../../server/src/engine/config/complete.ts";
import { fileSchema } from "../../server/src/engine/config/keys.ts";
import { completeDirective } from "../../server/src/engine/directives/complete.ts";
import { readDirectives } from "../../server/src/engine/directives/read.ts";
import { readDockerfile } from "../../server/src/engine/formats/dockerfile/index.ts";
import { contains } from "../../server/src/engine/model/place.ts";
import { createSourceText } from "../../server/src/engine/model/text/sourceText.ts";
import { rules } from "../../server/src/engine/rules/index.ts";
import { applyEdits } from "../../scripts/examples.ts";
import assert from "node:assert/strict";

const schema = fileSchema(rules);
const lines = (parts: readonly string[]) =>
  fc.array(fc.oneof(fc.constantFrom(...parts), fc.string({ maxLength: 12 })), { maxLength: 20 });

describe("comments and configurations of any kind", () => {
  it("are read, and every word of a directive lies in its comment", () => {
    const parts = [
      "# bulkhead ignore=",
      "a,b",
      ", c",
      " reason",
      "\n",
      "RUN x",
      "# bulkhead trust=",
      "\\\n",
      "<<EOF\n",
      "=",
      "\r\n",
      "FROM a\n",
    ];
    fc.assert(
      fc.property(lines(parts), (words) => {
        const source = createSourceText("file:///Dockerfile", words.join(""));
        for (const { ids: own, list, comment } of readDirectives(readDockerfile(source)).ignores) {
          for (const { range } of [...own, list]) assert.ok(contains(comment.range, range));
        }
      }),
    );
  });

  const yaml = [
    "rules:\n",
    "  privileged-container: off\n",
    "profile: strict\n",
    "overrides:\n",
    "  - files: a\n",
    "# c\n",
    "{",
    "}",
    "&a ",
    "*a",
    "? ",
    "\t",
  ];

  it("never stop the reading of a configuration, nor completion and hovers in it", () => {
    fc.assert(
      fc.property(lines(yaml), fc.nat(200), fc.constantFrom("json", "yaml"), (words, offset, end) => {
        const source = createSourceText(`file:///bulkhead.config.${end}`, words.join(""));
        readConfigFile(source.uri, source.text, namesOf(rules));
        const position = source.positionAt(offset);
        completeConfig(source, position, schema);
        hoverConfig(source, position, schema);
        completeDirective(source.lineText(position.line), position, rules, new Set());
      }),
    );
  });

  it("hold a value that is set, and lose no line by it", () => {
    fc.assert(
      fc.property(lines(yaml), fc.constantFrom("json", "yaml"), (words, end) => {
        const uri = `file:///bulkhead.config.${end}`;
        const text = words.join("");
        const edits = setConfigValue(uri, text, ["rules", "end-of-life-os"], "hint");
        if (!edits) return;
        const after = applyEdits(text, edits);
        assert.equal(readConfigFile(uri, after, namesOf(rules)).values.rules?.["end-of-life-os"], "hint", after);
        const kept = new Set(after.split(/\r?\n/).map((line) => line.trim()));
        const comments = text
          .split(/\r?\n/)
          .map((line) => line.trim())
          .filter((line) => line.startsWith("#"));
        for (const comment of comments) assert.ok(kept.has(comment), `${comment} in ${after}`);
      }),
    );
  });
});
