import assert from "node:assert/strict";
import { analyzeFiles } from "../../scripts/examples.ts";

/** Milliseconds of the processor: far more than a linear pass takes, far less than a quadratic or exponential one. */
const limit = 15_000;

function took(files: Readonly<Record<string, string>>): number {
  const started = process.cpuUsage();
  analyzeFiles(files);
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1000;
}

describe("files that grow in one direction", () => {
  for (const [what, stage] of [
    ["stages on one image", (index: number) => `FROM debian:12 AS s${index}\nRUN true\n`],
    ["stages on each other", (index: number) => `FROM ${index === 0 ? "debian:12" : `s${index - 1}`} AS s${index}\n`],
    [
      "stages that copy from each other",
      (index: number) => `FROM debian:12 AS s${index}\n${index === 0 ? "" : `COPY --from=s${index - 1} /a /a\n`}`,
    ],
  ] as const) {
    it(`are analysed in linear time: 12,000 ${what}`, () => {
      const text = Array.from({ length: 12_000 }, (_, index) => stage(index)).join("");
      assert.ok(took({ Dockerfile: text }) < limit);
    });
  }

  for (const [what, double] of [
    ["an array that is added to itself", "a = a + a"],
    ["an array of itself twice", "a = [a, a]"],
    ["a text that is repeated", 'a = "#{a}#{a}"'],
  ] as const) {
    it(`are analysed with a bound: ${what}`, () => {
      const text = `a = ["web"]\n${`${double}\n`.repeat(120)}Vagrant.configure("2") do |config|\n  config.vm.box = a.to_s\nend\n`;
      assert.ok(took({ Vagrantfile: text }) < limit);
    });
  }
});
