import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { composeSnippets, vagrantSnippets } from "../../server/src/engine/knowledge/snippets.ts";
import { analyzeFiles } from "../../scripts/examples.ts";

interface Snippet {
  readonly prefix: string;
  readonly description: string;
  readonly body: readonly string[];
}

interface Contributions {
  readonly snippets: readonly { readonly language: string; readonly path: string }[];
  readonly grammars: readonly { readonly path: string; readonly scopeName: string }[];
}

const { contributes } = JSON.parse(readFileSync("package.json", "utf8")) as { contributes: Contributions };

/** The file in which a snippet of the language would be inserted, around its text. */
const around: Readonly<Record<string, (body: string) => Record<string, string>>> = {
  dockerfile: (body) => ({ Dockerfile: body.includes("FROM") ? body : `${asStage(body)}\n` }),
  dockercompose: (body) => ({ "compose.yaml": `services:\n${indented(body)}\n` }),
  vagrantfile: (body) => ({ Vagrantfile: `Vagrant.configure("2") do |config|\n${indented(body)}\nend\n` }),
};

describe("snippets", () => {
  const contributed = contributes.snippets.map(({ language, path }) => {
    const snippets = JSON.parse(readFileSync(path, "utf8")) as Record<string, Snippet>;
    return { language, snippets: Object.entries(snippets) };
  });
  const completed = [
    { language: "dockercompose", snippets: composeSnippets },
    { language: "vagrantfile", snippets: vagrantSnippets },
  ].map(({ language, snippets }) => ({ language, snippets: snippets.map((one) => [one.name, one] as const) }));

  it("are contributed only to a language that no other kind of file has", () => {
    assert.deepEqual(
      contributed.map(({ language }) => language),
      ["dockerfile"],
    );
  });

  for (const { language, snippets } of [...contributed, ...completed]) {
    for (const [name, { prefix, description, body }] of snippets) {
      it(`"${name}" is found by our name and follows our own advice`, () => {
        const { findings, kind } = analyzeFiles(around[language]!(expanded(body)));
        // The closing of a registry concerns every box.
        const serious = findings.filter(
          ({ rule, severity }) => severity !== "hint" && rule !== "vagrant-catalogue-closes",
        );

        assert.match(prefix, /^bulkhead-/);
        assert.notEqual(description, "");
        assert.notEqual(kind, undefined);
        assert.deepEqual(
          serious.map(({ message }) => message),
          [],
        );
      });
    }
  }
});

describe("the grammar of directives", () => {
  const [grammar] = contributes.grammars;
  const file = JSON.parse(readFileSync(grammar!.path, "utf8")) as {
    scopeName: string;
    patterns: readonly { match?: string; begin?: string }[];
  };
  const [ignore, intent] = file.patterns;

  it("has the path and the name of the manifest", () => {
    assert.ok(existsSync(grammar!.path));
    assert.equal(file.scopeName, grammar!.scopeName);
  });

  it("highlights the ids of an ignore comment, and skips prose", () => {
    const match = new RegExp(ignore!.match!).exec("# bulkhead ignore=unused-ignore,end-of-life-os see #12");

    assert.equal(match?.[4], "unused-ignore,end-of-life-os");
    assert.equal(new RegExp(ignore!.match!).test("# bulkhead doors are closed"), false);
    assert.equal(new RegExp(intent!.begin!).test("# bulkhead trust=untrusted"), true);
    assert.equal(new RegExp(intent!.begin!).test("# bulkhead doors = closed"), false);
  });
});

/** Returns the text in which every placeholder keeps its default, and the first choice is taken. */
function expanded(body: readonly string[]): string {
  return body
    .join("\n")
    .replaceAll(/\$\{\d+\|([^,|]*)(?:,[^|]*)?\|\}/g, "$1")
    .replaceAll(/\$\{\d+:([^}]*)\}/g, "$1");
}

function asStage(body: string): string {
  return body.startsWith("#") ? `${body}\nFROM debian:12` : `FROM debian:12\n${body}`;
}

function indented(body: string): string {
  return body.replaceAll(/^/gm, "  ");
}
