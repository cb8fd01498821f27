import assert from "node:assert/strict";
import type { Finding } from "../../../server/src/engine/index.ts";
import { rules } from "../../../server/src/engine/rules/index.ts";
import { analyzeFiles, engine } from "../../../scripts/examples.ts";

function rulesIn(files: Record<string, string>): readonly string[] {
  return analyzeFiles(files).findings.map(({ rule }) => rule);
}

describe("facts that the configuration gives", () => {
  const dockerfile = "FROM registry.corp.example/base:12\nRUN apt-get update && apt-get install -y curl\n";

  it("let rules judge a private base image, of which nothing is said otherwise", () => {
    const config = (image: string) => ({
      "bulkhead.config.yaml": `images: { "registry.corp.example/base:*": ${image} }\n`,
    });

    assert.ok(!rulesIn({ Dockerfile: dockerfile }).includes("package-manager-mismatch"));
    const alpine = { Dockerfile: dockerfile, ...config("{ family: alpine, version: 3.22 }") };
    assert.ok(rulesIn(alpine).includes("package-manager-mismatch"));
    const debian = { Dockerfile: dockerfile, ...config("{ family: debian, version: 12 }") };
    assert.ok(!rulesIn(debian).includes("package-manager-mismatch"));
    const tools = { Dockerfile: dockerfile, ...config("{ family: alpine, packageManagers: [apk, apt] }") };
    assert.ok(!rulesIn(tools).includes("package-manager-mismatch"));
  });

  it("are asked for in the order of nearness, and of the whole reference", () => {
    const images = '"*": { family: alpine }\n  "registry.corp.example/*": { family: debian }\n';
    const config = { "bulkhead.config.yaml": `images:\n  ${images}` };

    assert.ok(!rulesIn({ Dockerfile: dockerfile, ...config }).includes("package-manager-mismatch"));
    const other = dockerfile.replace("registry.corp.example", "registry.other.example");
    assert.ok(rulesIn({ Dockerfile: other, ...config }).includes("package-manager-mismatch"));
  });

  it("hold the day on which the end of life is judged", () => {
    const on = (day: string) =>
      rulesIn({ Dockerfile: "FROM debian:12\nRUN apt-get update\n", "bulkhead.config.yaml": `dataDate: ${day}\n` });

    assert.ok(!on("2024-01-01").includes("end-of-life-os"));
    assert.ok(on("2040-01-01").includes("end-of-life-os"));
  });

  it("let images of private registries be named as patterns", () => {
    const files = [
      ["FROM registry.corp.example:5000/team/base:12@sha256:0\n", ["registry.corp.example:5000/team/base:*"]],
      ["FROM debian:12\nFROM quay.io/x/y\nFROM team/app:1\nFROM scratch\nFROM $X\n", []],
    ] as const;
    for (const [text, images] of files) {
      const document = { uri: "file:///w/Dockerfile", text };
      assert.deepEqual(engine.privateImages({ document, files: new Map(), settings: [] }), images);
    }
  });
});

describe("the same input", () => {
  const real = { Date, zone: process.env["TZ"] };

  afterEach(() => {
    globalThis.Date = real.Date;
    if (real.zone === undefined) delete process.env["TZ"];
    else process.env["TZ"] = real.zone;
  });

  it("gives the same findings on every day and in every time zone", () => {
    const examples = rules
      .flatMap(({ examples: { invalid, valid } }) => [...invalid, ...valid])
      .map(({ files }) => files);
    const all = (): readonly unknown[] => examples.map((files) => analyzeFiles(files).findings.map(plain));
    const here = all();

    const years = 14 * 365 * 24 * 3600 * 1000;
    globalThis.Date = class extends real.Date {
      constructor(...given: [] | [number]) {
        super(given[0] ?? real.Date.now() + years);
      }
      static override now(): number {
        return real.Date.now() + years;
      }
    } as DateConstructor;
    process.env["TZ"] = "Pacific/Kiritimati";

    assert.ok(new Date().getFullYear() > new real.Date().getFullYear() + 12);
    assert.ok(here.flat().length > 20);
    assert.deepEqual(all(), here);
  });
});

function plain({ rule, severity, message, range }: Finding): unknown {
  return { rule, severity, message, range };
}
