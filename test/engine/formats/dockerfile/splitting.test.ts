import assert from "node:assert/strict";
import { at, instructionsOf, read, stageWith } from "./reading.ts";

/** Keyword and arguments of every instruction after `FROM a`. */
function instructions(text: string): string[] {
  const document = read(`FROM a\n${text}`);
  return instructionsOf(document)
    .slice(1)
    .map(({ keyword, argumentsAt }) => (argumentsAt ? `${keyword}|${at(document, argumentsAt)}` : keyword));
}

describe("Splitting a Dockerfile into instructions", () => {
  it("joins continued lines over comments and blank lines", () => {
    assert.deepEqual(instructions("RUN a \\\n  # why\n\n  && b\nUSER x\n"), ["RUN|a \\\n  # why\n\n  && b", "USER|x"]);
  });

  it("keeps what follows when a quoted text looks like a here-document", () => {
    assert.deepEqual(instructions('RUN echo "a <<EOF b"\nUSER x\n'), ['RUN|echo "a <<EOF b"', "USER|x"]);
  });

  it("ends an instruction at a doubled escape character", () => {
    assert.deepEqual(instructions("RUN echo a\\\\\nUSER x\n"), ["RUN|echo a\\\\", "USER|x"]);
  });

  it("reads commands with their places", () => {
    const { commands } = stageWith("RUN apt-get update \\\n && apt-get install -y nginx\n");
    assert.deepEqual(
      commands.map((command) => command.words.map((word) => word.value).join(" ")),
      ["apt-get update", "apt-get install -y nginx"],
    );
    assert.deepEqual(commands[1]?.at.range, { start: { line: 2, character: 4 }, end: { line: 2, character: 28 } });
  });
});
