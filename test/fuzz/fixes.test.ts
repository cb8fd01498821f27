import assert from "node:assert/strict";
import { createEngine } from "../../server/src/engine/index.ts";

/** Files with a fix at each of many places; a fix that reads the whole file each time takes a minute for all of them. */
const files: Readonly<Record<string, (index: number) => string>> = {
  "azure-pipelines.yml": (index) => `- script: docker run --privileged --cap-add NET_ADMIN x${String(index)}\n`,
  ".github/workflows/a.yml": (index) => `      - run: docker run --privileged --cap-add NET_ADMIN x${String(index)}\n`,
  ".github/workflows/block.yml": (index) => `          docker run --privileged --cap-add NET_ADMIN x${String(index)}\n`,
  ".gitlab-ci.yml": (index) => `    - docker run --privileged --cap-add NET_ADMIN x${String(index)}\n`,
  "compose.yaml": (index) => `  s${String(index)}:\n    image: a\n    privileged: true\n    cap_add: [NET_ADMIN]\n`,
  Dockerfile: (index) => `FROM debian:10 AS s${String(index)}\nRUN apk add x\n`,
};

const heads: Readonly<Record<string, string>> = {
  "azure-pipelines.yml": "steps:\n",
  ".github/workflows/a.yml": "on: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n",
  ".github/workflows/block.yml": "on: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: |\n",
  ".gitlab-ci.yml": "a:\n  script:\n",
  "compose.yaml": "services:\n",
};

const count = 2000;
const limit = 5000;

describe("fixes at very many places of one file", () => {
  for (const [path, line] of Object.entries(files)) {
    it(`are computed in linear time in ${path}`, () => {
      const text = (heads[path] ?? "") + Array.from({ length: count }, (_, index) => line(index)).join("");
      const engine = createEngine();
      const document = { uri: `file:///a/${path}`, text };
      const { findings } = engine.analyze({ document, files: new Map(), settings: [] });
      const started = performance.now();
      const fixes = findings.flatMap((finding) => finding.fixes());
      const took = performance.now() - started;
      assert.ok(fixes.length >= count, `${String(fixes.length)} fixes`);
      assert.ok(took < limit, `${String(Math.round(took))} ms`);
    });
  }
});
