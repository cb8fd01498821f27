import assert from "node:assert/strict";
import { createEngine } from "../../../server/src/engine/index.ts";
import { ruby } from "./vagrantfile/reading.ts";

// Half of an emoji, as a keystroke may leave it: no URI can be made of it.
const half = "\uD83D";

const files: readonly (readonly [name: string, text: string])[] = [
  [".gitlab-ci.yml", `include: ["a${half}.yml"]\njob: { script: [x] }\n`],
  [
    "compose.yaml",
    `include: ["/a${half}.yaml"]\nservices: { a: { extends: { file: "b${half}.yaml", service: b } } }\n`,
  ],
  [
    "compose.yaml",
    `services: { a: { image: x, env_file: "C:/c${half}", volumes: ["./d${half}:/d"], build: "e${half}" } }\n`,
  ],
  ["Dockerfile", `FROM debian:13\nCOPY run${half}.sh /run.sh\nENTRYPOINT ["/run.sh"]\n`],
  [
    "Vagrantfile",
    `Vagrant.configure("2") do |c|\n  c.vm.provision "shell", path: "a${half}.sh"\n  c.vm.provision "shell", path: "ab:////x"\nend\n`,
  ],
];

describe("paths that make no URI", () => {
  for (const [name, text] of files) {
    it(`keep ${JSON.stringify(text)} readable`, () => {
      const engine = createEngine({ ruby: () => ruby });
      const document = { uri: `file:///p/${name}`, text };
      const { kind, findings } = engine.analyze({ document, files: new Map(), settings: [] });

      assert.notEqual(kind, undefined);
      assert.equal(
        findings.some(({ rule }) => rule === "internal-error"),
        false,
      );
    });
  }
});
