import assert from "node:assert/strict";
import { readConfigFile } from "../../../server/src/engine/config/file.ts";
import { createSourceText } from "../../../server/src/engine/model/text/sourceText.ts";

const names = {
  ids: ["privileged-container", "end-of-life-os"],
  aliases: new Map([["DL3002", ["end-of-life-os"]]]),
};

/** Returns the effective part of the file, and each problem with the text below it. */
function read(text: string, name = "bulkhead.config.yaml") {
  const uri = `file:///w/${name}`;
  const { values, problems } = readConfigFile(uri, text, names);
  const source = createSourceText(uri, text);
  return { values, problems: problems.map(({ message, range }) => `${source.slice(range)}: ${message}`) };
}

describe("a configuration file", () => {
  it("is JSON with comments, tabs and trailing commas", () => {
    const text =
      '{\n\t// why\n\t"profile": "strict", /* a\n\tb */\n\t"$schema": "https://x.example/y",\n\t"exclude": ["a//b",],\n}\n';

    assert.deepEqual(read(text, "bulkhead.config.json"), {
      values: { profile: "strict", $schema: "https://x.example/y", exclude: ["a//b"] },
      problems: [],
    });
  });

  it("may be empty, or hold comments only", () => {
    for (const text of ["", "# nothing\n", "---\n"]) assert.deepEqual(read(text), { values: {}, problems: [] });
    assert.deepEqual(read("// nothing\n", "bulkhead.config.json"), { values: {}, problems: [] });
  });

  it("takes versions as they are written, and days and off as text", () => {
    const text =
      "images:\n  corp/base: { family: alpine, version: 3.20 }\ndataDate: 2026-11-21\nrules: { end-of-life-os: off }\n";

    assert.deepEqual(read(text), {
      values: {
        images: { "corp/base": { family: "alpine", version: "3.20" } },
        dataDate: "2026-11-21",
        rules: { "end-of-life-os": "off" },
      },
      problems: [],
    });
  });

  it("reports the place of each wrong value, and applies the rest", () => {
    const text = [
      "profil: strict",
      "rules:",
      "  end-of-life-os: loud",
      "  privileged-contaner: off",
      "  privileged-container: hint",
      "exclude: [a, 3]",
      "overrides:",
      "  - profile: strict",
      "  - files: b",
      "    rules: { end-of-life-os: 1, privileged-container: info }",
      "images:",
      "  x: { version: '1' }",
      "  y: { family: debian, libc: other, extra: 1 }",
      "host: { memory: lots }",
      "engine: lxd",
      "dataDate: 2026-02-30",
      "requireReason: maybe",
    ].join("\n");

    assert.deepEqual(read(text), {
      values: {
        rules: { "privileged-contaner": "off", "privileged-container": "hint" },
        exclude: ["a"],
        overrides: [{ files: "b", rules: { "privileged-container": "info" } }],
        images: { y: { family: "debian" } },
        host: {},
      },
      problems: [
        'profil: Unknown configuration key "profil"; it has no effect. Did you mean "profile"?',
        "end-of-life-os: rules.end-of-life-os must be off, hint, info, warning or error.",
        "3: exclude.1 must be a string.",
        'profile: strict: overrides.0 needs the key "files".',
        "end-of-life-os: overrides.1.rules.end-of-life-os must be off, hint, info, warning or error.",
        'x: images.x needs the key "family".',
        "libc: images.y.libc must be glibc, musl or none.",
        'extra: Unknown configuration key "images.y.extra"; it has no effect.',
        'memory: host.memory must be a size such as "16 GiB".',
        "engine: engine must be docker, desktop, rootless or podman.",
        "dataDate: dataDate must be an existing date.",
        "requireReason: requireReason must be true or false.",
        'privileged-contaner: Unknown rule "privileged-contaner"; it has no effect. Did you mean "privileged-container"?',
      ],
    });
  });

  it("takes the days of the Gregorian calendar only", () => {
    const isDay = (day: string): boolean => read(`dataDate: ${day}\n`).problems.length === 0;
    const days = ["2024-02-29", "2000-02-29", "2023-02-29", "2100-02-29", "2024-02-30", "2024-04-31", "2024-13-01"];

    assert.deepEqual(days.filter(isDay), ["2024-02-29", "2000-02-29"]);
  });

  it("reports the earlier of two equal keys", () => {
    assert.deepEqual(read("profile: strict\nprofile: essential\n"), {
      values: { profile: "essential" },
      problems: ['profile: "profile" is repeated below, and the last one wins.'],
    });
  });

  it("that is no mapping has no values", () => {
    for (const text of ["- a\n", "text\n", "[1]"]) {
      const { values, problems } = read(text);
      assert.deepEqual(values, {});
      assert.match(problems[0] ?? "", /must be a mapping of keys to values/);
    }
  });

  it("that is broken still applies, except for the broken part", () => {
    const { values, problems } = read("requireReason: true\nprofile: [strict\n");

    assert.deepEqual(values, { requireReason: true });
    assert.match(problems[0] ?? "", /The rest of the file still applies/);
  });

  it("never throws and never hangs for any contents", () => {
    const bombs = [
      "[".repeat(50_000),
      "- ".repeat(50_000),
      "a: *b\n",
      "a: &a [*a, *a]\n",
      "\u0000",
      "x: y\n".repeat(100_000),
    ];
    const nested =
      "a: &a [1,1,1,1,1,1,1,1,1]\n" +
      [..."bcdefgh"].map((key, index) => `${key}: &${key} [${`*${"abcdefgh"[index]},`.repeat(9)}]\n`).join("");
    for (const text of [...bombs, nested, '{"__proto__": 1, "constructor": 2, "rules": {"toString": "off"}}']) {
      const { values, problems } = read(text);
      assert.deepEqual(
        Object.keys(values).filter((key) => key !== "rules"),
        [],
      );
      assert.ok(problems.length > 0);
    }
  });
});
