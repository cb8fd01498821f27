import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { topics } from "../../server/src/engine/knowledge/topics/index.ts";
import { createProject, removeProjects } from "../cli/run.ts";

interface Avoided {
  readonly pattern: RegExp;
  /** What to write in its place. */
  readonly instead: string;
}

const avoided: readonly Avoided[] = [
  { pattern: /\b(?:speaks?|spoke|spoken|speaking)\b/gi, instead: '"reports", "applies to" or "mentions"' },
  { pattern: /\bstands?\b(?!-)|\bstood\b/gi, instead: '"is", "appears" or "means"' },
  { pattern: /\bmend(?:s|ed|ing)?\b/gi, instead: '"fix"' },
  { pattern: /\btells?\b|\btold\b/gi, instead: '"reports", "shows" or "logs"' },
  { pattern: /\bsilenc(?:e|es|ed|ing)\b/gi, instead: '"suppress"' },
  { pattern: /\b(?:nobody|somebody|whoever)\b/gi, instead: "a role (the user, an attacker) or the passive" },
  { pattern: /\bnone of (?:ours|theirs)\b/gi, instead: "the condition itself (unsupported, unknown)" },
  { pattern: /\banew\b/gi, instead: '"again"' },
  { pattern: /\bupon\b/gi, instead: '"on"' },
  { pattern: /\bat once\b/gi, instead: '"immediately"' },
  { pattern: /\bmere(?:ly)?\b/gi, instead: '"only"' },
  { pattern: /\b(?:leaves?|left) alone\b/gi, instead: '"skips" or "ignores"' },
  { pattern: /\b(?:is|are) no [a-z]+(?: [a-z]+)? (?:of|that)\b/gi, instead: '"is not a …" or "unknown …"' },
];

interface Text {
  /** Path, or the name of the text. */
  readonly name: string;
  readonly text: string;
}

/** Pages of rules contain their prose, and the messages and fix titles of their examples. */
async function texts(): Promise<readonly Text[]> {
  const pages = [".", "docs", "docs/rules"].flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith(".md"))
      .map((name) => (folder === "." ? name : `${folder}/${name}`)),
  );
  const { run } = createProject({});
  const commands = ["check", "explain", "config", "init", "debug"];
  const helps = await Promise.all([[], ...commands.map((name) => [name])].map((words) => run([...words, "--help"])));
  return [
    ...[...pages, "package.nls.json"].map((name) => ({ name, text: readFileSync(name, "utf8") })),
    ...topics.map(({ id, title, text }) => ({ name: `topic ${id}`, text: `${title}\n${text}` })),
    ...helps.map(({ out }, index) => ({ name: `bulkhead ${commands[index - 1] ?? ""} --help`, text: out })),
  ];
}

/** Code and quoted output is not our prose. The lines stay the same. */
function prose(text: string): string {
  return text
    .replaceAll(/^```[\s\S]*?^```/gm, (code) => code.replaceAll(/[^\n]/g, ""))
    .replaceAll(/`[^`\n]*`|<https?:[^>]*>|\]\([^)]*\)/g, "");
}

function complaints({ name, text }: Text): readonly string[] {
  return prose(text)
    .split("\n")
    .flatMap((line, index) =>
      avoided.flatMap(({ pattern, instead }) =>
        [...line.matchAll(pattern)].map(([words]) => `${name}:${index + 1}: write ${instead} in place of "${words}"`),
      ),
    );
}

describe("the wording of texts for users", () => {
  after(removeProjects);

  it("uses the words of the field", async () => {
    const found = (await texts()).flatMap(complaints);

    assert.deepEqual(found, [], `Pages in docs/rules are generated from rules.\n${found.join("\n")}`);
  });

  it("is checked in prose and not in code", () => {
    const text = "It stands.\n```sh\nstands\n```\n`stands` [stands](stands.md) <https://stands.example>\n";

    assert.deepEqual(complaints({ name: "x", text }), [
      'x:1: write "is", "appears" or "means" in place of "stands"',
      'x:5: write "is", "appears" or "means" in place of "stands"',
    ]);
  });
});
