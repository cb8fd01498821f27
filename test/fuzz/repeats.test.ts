import assert from "node:assert/strict";
import { createEngine, type Engine } from "../../server/src/engine/index.ts";

/** Far more than a linear pass takes, far less than a quadratic one over these lengths. */
const limit = 5000;
const length = 60_000;

function timed(what: string, run: () => unknown): void {
  const started = performance.now();
  run();
  const took = performance.now() - started;
  assert.ok(took < limit, `${what} took ${String(Math.round(took))} ms`);
}

const request = (uri: string, text: string): Parameters<Engine["complete"]>[0] => ({
  document: { uri: `file:///a/${uri}`, text },
  files: new Map(),
  settings: [],
});

describe("lines that repeat one part", () => {
  // mocha asks for whole stack traces, and thousands of syntax errors deep down then take seconds; no host does.
  const { stackTraceLimit } = Error;
  before(() => (Error.stackTraceLimit = 10));
  after(() => (Error.stackTraceLimit = stackTraceLimit));

  const parts = [
    "o,",
    "o, ",
    "\t",
    " ",
    "#",
    "# ",
    "-",
    "a-",
    "=",
    "'",
    '"a',
    ":",
    ": a",
    "/",
    "@",
    "[",
    "D",
    "\\",
    "a.",
    "{",
  ];
  const starts: readonly (readonly [uri: string, start: string])[] = [
    ["Dockerfile", "FROM a\n# bulkhead ignore="],
    ["Dockerfile", "FROM a\n# bulkhead "],
    ["Dockerfile", "FROM a\nRUN x #bulkhead\tignore="],
    ["Dockerfile", "#"],
    ["Dockerfile", "# escape="],
    ["Dockerfile", "FROM a\nCMD sshd -"],
    ["Dockerfile", "FROM a\nRUN x <<"],
    ["compose.yaml", "services:\n  a:\n    image: "],
    ["compose.yaml", "services:\n  a:\n    build: "],
    ["bulkhead.config.yaml", "rules:\n  "],
    ["bulkhead.config.yaml", "rules: "],
    [".github/workflows/a.yml", "jobs:\n  a:\n    steps:\n      - run: docker run -d a"],
    [".github/workflows/a.yml", "jobs:\n  a:\n    steps:\n      - run: x\n        if: "],
    ["azure-pipelines.yml", "steps:\n  - task: Bash"],
    ["Jenkinsfile", "/*"],
  ];

  for (const [uri, start] of starts) {
    it(`take linear time after ${JSON.stringify(start)} in ${uri}`, () => {
      const engine = createEngine();
      for (const part of parts) {
        const text = `${start}${part.repeat(length / part.length)}!`;
        const lines = text.split("\n");
        const position = { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
        timed(`${JSON.stringify(part)}: analysis`, () => engine.analyze(request(uri, text)));
        timed(`${JSON.stringify(part)}: completion`, () => engine.complete(request(uri, text), position, []));
        timed(`${JSON.stringify(part)}: hover`, () => engine.hover(request(uri, text), position));
      }
    });
  }

  it("are offered rules in a list of ids, however long it is", () => {
    const engine = createEngine();
    for (const count of [28, 20_000]) {
      const line = `# bulkhead ignore=${"o,".repeat(count)}`;
      const at = (text: string): Parameters<Engine["complete"]> => [
        request("Dockerfile", `FROM a\n${text}`),
        { line: 1, character: text.length },
        [],
      ];
      timed("a broken list", () => assert.deepEqual(engine.complete(...at(`${line}!`)), []));
      assert.ok(engine.complete(...at(line)).length > 0);
    }
  });
});
