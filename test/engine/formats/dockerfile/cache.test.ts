import assert from "node:assert/strict";
import fc from "fast-check";
import {
  createInstructionCache,
  readDockerfile,
  type InstructionCache,
} from "../../../../server/src/engine/formats/dockerfile/index.ts";
import { createSourceText, type SourceText } from "../../../../server/src/engine/model/text/sourceText.ts";
import { read, uri } from "./reading.ts";
import { samples } from "./samples.ts";

/** A cache that counts what it had to parse. */
function countingCache(capacity?: number): InstructionCache & { parsed(): number } {
  const cache = createInstructionCache(capacity);
  const seen = new Set<object>();
  return {
    age: () => cache.age(),
    instruction(...region) {
      const kept = cache.instruction(...region);
      seen.add(kept.parsed);
      return kept;
    },
    parsed: () => seen.size,
  };
}

const long = `FROM a\n${Array.from({ length: 200 }, (_, index) => `RUN make ${String(index)} \\\n  && test ${String(index)}\n`).join("")}`;

describe("Reading a Dockerfile again", () => {
  it("parses the instruction that changed and no other", () => {
    const cache = countingCache();
    read(long, { cache });
    assert.equal(cache.parsed(), 201);
    const document = read(long.replace("make 77", "cmake 77"), { cache });
    assert.equal(cache.parsed(), 202);
    assert.equal(document.stages[0]?.commands[154]?.words[0]?.value, "cmake");
  });

  it("gives the places of the text as it is now", () => {
    const cache = createInstructionCache();
    const insertion = fc.constantFrom("", "\n", "#x\n", "RUN y\n", "FROM z\n");
    fc.assert(
      fc.property(fc.constantFrom(...samples), fc.nat(), insertion, (text, at, added) => {
        const lines = text.split(/(?<=\n)/);
        lines.splice(at % (lines.length + 1), 0, added);
        const edited = lines.join("");
        assert.deepEqual(plain(read(edited, { cache })), plain(read(edited)));
      }),
      { numRuns: 60 },
    );
  });

  it("serves files of the same text at different addresses", () => {
    const cache = createInstructionCache();
    read("FROM a\nRUN b\n", { cache });
    const other = readDockerfile(createSourceText("file:///other/Dockerfile", "FROM a\nRUN b\n"), { cache });
    assert.equal(other.stages[0]?.commands[0]?.at.uri, "file:///other/Dockerfile");
    assert.equal(other.stages[0].commands[0].words[0]?.at.uri, "file:///other/Dockerfile");
    assert.equal(read("FROM a\nRUN b\n", { cache }).stages[0]?.commands[0]?.at.uri, uri);
  });

  it("drops entries beyond its limit", () => {
    const cache = countingCache(500);
    read(long, { cache });
    read(long, { cache });
    assert.equal(cache.parsed(), 402);
  });

  it("distinguishes an escape that ends the file from one before a form feed", () => {
    for (const texts of [
      ["FROM a\nRUN b; \\", "FROM a\nRUN b; \\\f\nUSER c\n"],
      ["FROM a\nRUN b; \\\f\nUSER c\n", "FROM a\nRUN b; \\"],
    ]) {
      const cache = createInstructionCache();
      for (const text of texts) assert.equal(read(text, { cache }).printTree(), read(text).printTree());
    }
  });

  it("knows the escape character of an instruction", () => {
    const cache = createInstructionCache();
    read("FROM a\nENV A=\\$B\n", { cache });
    const [stage] = read("# escape=`\nFROM a\nENV A=\\$B\n", { cache }).stages;
    assert.equal(stage?.env.get("A")?.state, "unreadable");
  });
});

describe("The work that reading a Dockerfile takes", () => {
  const shapes: Readonly<Record<string, (count: number) => string>> = {
    "many instructions": (count) => `FROM a\n${"RUN b\nENV A=$A\n".repeat(count)}`,
    "one long instruction": (count) => `FROM a\nRUN b \\\n${"  # c\n  && d \\\n".repeat(count)}  && e\n`,
    "comments and blank lines": (count) => `FROM a\n${"# b\n\n".repeat(count)}`,
    "here-documents without end": (count) => `FROM a\n${"RUN <<EOF\n".repeat(count)}`,
    "continuations that never end": (count) => `FROM a\n${"RUN b \\\n\n".repeat(count)}`,
    "many stages": (count) => "FROM a\nRUN b\n".repeat(count),
  };
  for (const [title, shape] of Object.entries(shapes)) {
    it(`grows with the length: ${title}`, () => {
      const ratio = lookUps(shape(1200)) / lookUps(shape(300));
      assert.ok(ratio < 5, `four times the text took ${ratio.toFixed(1)} times the look-ups`);
    });
  }
});

/** How often the text is asked for a line. */
function lookUps(text: string): number {
  const source = createSourceText(uri, text);
  let count = 0;
  const counting: SourceText = {
    ...source,
    lineStart(line) {
      count += 1;
      return source.lineStart(line);
    },
  };
  readDockerfile(counting);
  return count;
}

/** Stages without the cycle from commands to their owner. */
function plain(document: ReturnType<typeof read>): unknown {
  const { stages, comments, problems } = document;
  return JSON.parse(
    JSON.stringify({ stages, comments, problems }, (key, value: unknown) => {
      if (key === "owner" || key === "parent" || key === "fromStage") return undefined;
      return value instanceof Map ? [...value] : value;
    }),
  );
}
