import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const root = path.join(import.meta.dirname, "../..");
const engine = "server/src/engine";

/** Allowed imports of the files of a folder, besides each other: folders or files from the top, and packages. The first match counts. */
const borders: readonly { readonly from: string; readonly may: readonly string[] }[] = [
  { from: `${engine}/containerSettings`, may: [] },
  { from: `${engine}/uri.ts`, may: ["vscode-uri"] },
  { from: `${engine}/model`, may: [`${engine}/containerSettings`, "vscode-languageserver-types"] },
  { from: `${engine}/knowledge`, may: [`${engine}/containerSettings`] },
  {
    from: `${engine}/formats/shell`,
    may: [`${engine}/containerSettings`, `${engine}/model`, "unbash", "vscode-languageserver-types"],
  },
  { from: `${engine}/formats/yaml`, may: [`${engine}/model`, "yaml", "vscode-languageserver-types"] },
  {
    from: `${engine}/formats/dockerfile`,
    may: [`${engine}/model`, `${engine}/formats/shell`, "dockerfile-ast", "vscode-languageserver-types"],
  },
  {
    from: `${engine}/formats/compose`,
    may: [
      `${engine}/containerSettings`,
      `${engine}/model`,
      `${engine}/formats/shell`,
      `${engine}/formats/yaml`,
      `${engine}/uri.ts`,
      "vscode-languageserver-types",
      "vscode-uri",
    ],
  },
  {
    from: `${engine}/formats/workflow`,
    may: [
      `${engine}/containerSettings`,
      `${engine}/model`,
      `${engine}/formats/shell`,
      `${engine}/formats/yaml`,
      `${engine}/formats/kinds.ts`,
      "vscode-languageserver-types",
      "vscode-uri",
    ],
  },
  {
    from: `${engine}/formats/vagrantfile`,
    may: [
      `${engine}/model`,
      `${engine}/formats/shell`,
      `${engine}/formats/yaml`,
      "@ruby/prism",
      "vscode-languageserver-types",
      "vscode-uri",
    ],
  },
  {
    from: `${engine}/formats/devcontainer`,
    may: [
      `${engine}/containerSettings`,
      `${engine}/model`,
      `${engine}/formats/compose`,
      `${engine}/formats/shell`,
      `${engine}/formats/yaml`,
      "vscode-languageserver-types",
      "vscode-uri",
    ],
  },
  { from: `${engine}/formats/dockerignore.ts`, may: [`${engine}/model`] },
  { from: `${engine}/formats/kinds.ts`, may: [`${engine}/model`, "vscode-uri"] },
  { from: `${engine}/facts`, may: ["vscode-languageserver-types", `${engine}/model`, `${engine}/knowledge`] },
  { from: `${engine}/words.ts`, may: [`${engine}/containerSettings`, `${engine}/model`] },
  {
    from: `${engine}/rules`,
    may: [
      `${engine}/finding.ts`,
      `${engine}/containerSettings`,
      `${engine}/model`,
      `${engine}/facts`,
      `${engine}/knowledge`,
      `${engine}/rule.ts`,
      `${engine}/words.ts`,
    ],
  },
  {
    from: `${engine}/config`,
    may: [
      `${engine}/levels.ts`,
      `${engine}/answer.ts`,
      `${engine}/model`,
      `${engine}/knowledge`,
      `${engine}/finding.ts`,
      `${engine}/rule.ts`,
      `${engine}/branches.ts`,
      `${engine}/docs.ts`,
      `${engine}/formats/yaml`,
      "yaml",
      "valibot",
      "picomatch",
      "vscode-languageserver-types",
      "vscode-uri",
    ],
  },
  {
    from: `${engine}/directives`,
    may: [
      `${engine}/branches.ts`,
      `${engine}/levels.ts`,
      `${engine}/answer.ts`,
      `${engine}/config`,
      `${engine}/docs.ts`,
      `${engine}/facts`,
      `${engine}/model`,
      `${engine}/rule.ts`,
      "vscode-languageserver-types",
    ],
  },
  {
    from: `${engine}/project`,
    may: [
      `${engine}/branches.ts`,
      `${engine}/config`,
      `${engine}/directives`,
      `${engine}/formats`,
      `${engine}/model`,
      "vscode-uri",
    ],
  },
  {
    from: `${engine}/features`,
    may: [
      `${engine}/branches.ts`,
      `${engine}/levels.ts`,
      `${engine}/analyze.ts`,
      `${engine}/answer.ts`,
      `${engine}/config`,
      `${engine}/containerSettings`,
      `${engine}/directives`,
      `${engine}/facts`,
      `${engine}/formats`,
      `${engine}/knowledge`,
      `${engine}/model`,
      `${engine}/project`,
      `${engine}/request.ts`,
      `${engine}/rule.ts`,
      "vscode-languageserver-types",
    ],
  },
  { from: `${engine}/address.ts`, may: [] },
  { from: `${engine}/docs.ts`, may: [`${engine}/address.ts`] },
  { from: `${engine}/globals.d.ts`, may: [] },
  { from: `${engine}/answer.ts`, may: ["vscode-languageserver-types"] },
  { from: `${engine}/finding.ts`, may: [`${engine}/model`, "vscode-languageserver-types"] },
  {
    from: `${engine}/rule.ts`,
    may: [`${engine}/categories.ts`, `${engine}/finding.ts`, `${engine}/model`, "vscode-languageserver-types"],
  },
  {
    from: `${engine}/request.ts`,
    may: [`${engine}/config`, `${engine}/finding.ts`, `${engine}/model`, "vscode-languageserver-types"],
  },
  { from: `${engine}/categories.ts`, may: [] },
  { from: `${engine}/branches.ts`, may: [`${engine}/model`, `${engine}/rule.ts`] },
  {
    from: `${engine}/levels.ts`,
    may: [`${engine}/branches.ts`, `${engine}/config`, `${engine}/finding.ts`, `${engine}/rule.ts`],
  },
  {
    from: `${engine}/running`,
    may: [
      `${engine}/config`,
      `${engine}/facts`,
      `${engine}/finding.ts`,
      `${engine}/levels.ts`,
      `${engine}/model`,
      `${engine}/project`,
      `${engine}/rule.ts`,
      "vscode-languageserver-types",
    ],
  },
  {
    from: `${engine}/editor.ts`,
    may: [`${engine}/directives`, `${engine}/formats`, `${engine}/model`, "vscode-languageserver-types", "vscode-uri"],
  },
  {
    from: `${engine}/analyze.ts`,
    may: [
      `${engine}/branches.ts`,
      `${engine}/config`,
      `${engine}/directives`,
      `${engine}/editor.ts`,
      `${engine}/finding.ts`,
      `${engine}/formats`,
      `${engine}/model`,
      `${engine}/project`,
      `${engine}/request.ts`,
      `${engine}/rule.ts`,
      `${engine}/running`,
    ],
  },
  { from: `${engine}/index.ts`, may: [engine, "vscode-languageserver-types"] },
  { from: "server/src/version.ts", may: [] },
  {
    from: "server/src/protocol.ts",
    may: [
      `${engine}/formats/kinds.ts`,
      `${engine}/model/files.ts`,
      `${engine}/address.ts`,
      "vscode-languageserver-types",
      "vscode-languageserver",
    ],
  },
  {
    from: "server/src/host",
    may: [
      `${engine}/index.ts`,
      `${engine}/project/folders.ts`,
      `${engine}/uri.ts`,
      "vscode-uri",
      "vscode-languageserver-types",
    ],
  },
  {
    from: "server/src/lsp",
    may: [
      "server/src/host",
      "server/src/version.ts",
      `${engine}/index.ts`,
      "server/src/protocol.ts",
      "vscode-languageserver",
      "vscode-languageserver-textdocument",
      "vscode-languageserver-types",
      "vscode-uri",
    ],
  },
  {
    from: "server/src/node",
    may: [
      "server/src/host",
      "server/src/version.ts",
      `${engine}/index.ts`,
      "server/src/lsp",
      "server/src/protocol.ts",
      "vscode-languageserver",
      "vscode-uri",
      "node:",
    ],
  },
  {
    from: "server/src/browser",
    may: [
      "server/src/host",
      "server/src/version.ts",
      `${engine}/index.ts`,
      "server/src/lsp",
      "server/src/protocol.ts",
      "vscode-languageserver",
      "vscode-uri",
    ],
  },
  {
    from: "server/src/cli",
    may: [
      "server/src/host",
      "server/src/version.ts",
      `${engine}/index.ts`,
      "server/src/node",
      "node:",
      "ignore",
      "@babel/code-frame",
      "vscode-uri",
      "vscode-languageserver-types",
    ],
  },
  { from: "client/src", may: ["server/src/protocol.ts", "vscode", "vscode-languageclient", "vscode-uri"] },
];

/** Files that are one subject each, but need each other. A circle with any other file fails. */
const knots: readonly (readonly string[])[] = [
  // A workload has commands, and a command has the workload that runs it.
  ["command", "job", "machine", "service", "stage", "workload"].map((name) => `${engine}/model/${name}.ts`),
  // Which file is at a path depends on the commands of the build, and those on the scripts that are at their paths.
  ["buildCommands", "containerFile", "follow", "mounts", "program"].map((name) => `${engine}/facts/scripts/${name}.ts`),
];

describe("imports", () => {
  const files = ["server/src", "client/src"].flatMap((folder) => typescriptFiles(folder));

  it("are found at all", () => {
    assert.ok(files.length > 50);
    assert.ok(files.some((file) => importsOf(file).length > 3));
  });

  for (const file of files) {
    it(`of ${file} stay within its borders`, () => {
      const border = borders.find(({ from }) => isWithin(file, from));
      assert.ok(border, "no border is written down for this file");
      const strangers = importsOf(file).filter(
        (target) => !isWithin(target, border.from) && !border.may.some((allowed) => isWithin(target, allowed)),
      );
      assert.deepEqual(strangers, []);
    });
  }

  it("lead in no circles, those of types included", () => {
    const targets = new Map(files.map((file) => [file, importsOf(file)]));
    assert.deepEqual(
      circlesIn(targets).map((circle) => circle.filter((file) => !knots.some((knot) => knot.includes(file)))),
      knots.map(() => []),
    );
  });

  it("lead in no circles from room to room", () => {
    const targets = new Map<string, string[]>();
    for (const file of files) {
      const rooms = importsOf(file)
        .filter((target) => target.endsWith(".ts"))
        .map(roomOf);
      targets.set(roomOf(file), [...(targets.get(roomOf(file)) ?? []), ...rooms]);
    }
    assert.deepEqual(circlesIn(targets), []);
  });

  it("are found in circles", () => {
    const targets = { a: ["b"], b: ["c", "d"], c: ["a"], d: ["e"], e: ["e"] };
    assert.deepEqual(circlesIn(new Map(Object.entries(targets))), [["a", "b", "c"]]);
  });

  it("lead from a rule only to the support of its category", () => {
    const rules = typescriptFiles(`${engine}/rules`).filter((file) => !file.endsWith("rules/index.ts"));
    const strangers = rules.flatMap((file) => {
      const support = path.posix.join(path.posix.dirname(file), "support.ts");
      return importsOf(file).filter((target) => isWithin(target, `${engine}/rules`) && target !== support);
    });
    assert.deepEqual(strangers, []);
  });

  it("never lead from one format to another but to what all share", () => {
    const shared = ["shell", "yaml", "kinds.ts"];
    const formats = ["dockerfile", "compose", "vagrantfile", "workflow"];
    for (const format of formats) {
      const targets = typescriptFiles(`${engine}/formats/${format}`).flatMap(importsOf);
      const strangers = targets.filter(
        (target) =>
          isWithin(target, `${engine}/formats`) &&
          ![format, ...shared].some((name) => isWithin(target, `${engine}/formats/${name}`)),
      );
      assert.deepEqual(strangers, []);
    }
  });
});

function typescriptFiles(folder: string): readonly string[] {
  return readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    .sort();
}

/** Targets of a file's imports: paths from the top, or package names with their subpath. */
function importsOf(file: string): readonly string[] {
  const text = readFileSync(path.join(root, file), "utf8");
  const statement =
    /^(?:import|export)\s(?:type\s)?[\w*{][^;"']*?\bfrom\s*"([^"]+)"|^import\s*"([^"]+)"|\bimport\(\s*"([^"]+)"/gm;
  return [...text.matchAll(statement)].map((match) => {
    const target = match[1] ?? match[2] ?? match[3] ?? "";
    return target.startsWith(".") ? path.posix.join(path.posix.dirname(file), target) : target;
  });
}

/** Folders whose files belong together; files at the top of the engine are rooms of their own. */
function roomOf(file: string): string {
  const parts = file.replace("server/src/", "").split("/");
  const depth = parts[0] !== "engine" ? 1 : parts[1] === "formats" ? 3 : 2;
  return parts.slice(0, depth).join("/");
}

/** Groups of nodes of which each leads to all others, sorted. */
function circlesIn(targets: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const reached = new Map(
    [...targets.keys()].map((start) => {
      const seen = new Set<string>();
      const left = [start];
      for (let node = left.pop(); node !== undefined; node = left.pop()) {
        for (const target of targets.get(node) ?? []) {
          if (!seen.has(target)) left.push(target);
          seen.add(target);
        }
      }
      return [start, seen] as const;
    }),
  );
  const groups = [...reached].map(([node, seen]) =>
    [...seen].filter((other) => other === node || reached.get(other)?.has(node) === true).sort(),
  );
  const unique = new Map(groups.map((group) => [group.join(), group]));
  return [...unique.values()].filter(({ length }) => length > 1);
}

function isWithin(target: string, border: string): boolean {
  return target === border || target.startsWith(border.endsWith(":") ? border : `${border}/`);
}
