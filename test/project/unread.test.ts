import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const root = path.join(import.meta.dirname, "../..");
const sources = ["server/src", "client/src", "scripts"];

/** Exports that tools look for by name. */
const foundByName = new Set(["activate", "deactivate"]);

describe("exports of the sources", () => {
  const texts = new Map([...sources, "test"].flatMap(typescriptFiles).map((file) => [file, codeOf(file)]));
  const users = new Map<string, Set<string>>();
  for (const [file, text] of texts) {
    for (const word of new Set(text.match(/[A-Za-z_$][\w$]*/g))) {
      const files = users.get(word) ?? new Set();
      users.set(word, files.add(file));
    }
  }
  const own = [...texts].filter(([file]) => sources.some((folder) => file.startsWith(`${folder}/`)));
  const isOnlyIn = (file: string, name: string): boolean => [...(users.get(name) ?? [])].every((one) => one === file);

  it("is imported by another file if it is exported; types may only be named by another export", () => {
    const unread = own.flatMap(([file, text]) => [
      ...[...text.matchAll(value)].flatMap(([, name = ""]) => (isOnlyIn(file, name) ? [`${file}: ${name}`] : [])),
      ...[...text.matchAll(type)].flatMap(([, name = ""]) => {
        const uses = text.match(new RegExp(`\\b${name}\\b`, "g"))?.length ?? 0;
        return isOnlyIn(file, name) && uses < 2 ? [`${file}: ${name}`] : [];
      }),
    ]);
    assert.deepEqual(
      unread.filter((one) => !foundByName.has(one.slice(one.lastIndexOf(" ") + 1))),
      [],
    );
  });

  it("is passed on by an index only if another file imports it there", () => {
    const unread = own.flatMap(([file, text]) =>
      [...text.matchAll(/^export (?:type )?\{([^}]*)\} from "([^"]+)"/gm)].flatMap(([, names = "", from = ""]) => {
        const origin = path.posix.join(path.posix.dirname(file), from);
        return names
          .split(",")
          .map((name) => name.replace(/^\s*type\s|^.*\sas\s/, "").trim())
          .filter((name) => name !== "" && [...(users.get(name) ?? [])].every((one) => one === file || one === origin))
          .map((name) => `${file}: ${name}`);
      }),
    );
    assert.deepEqual(unread, []);
  });

  it("is read by code if it is a column of a table", () => {
    const all = own.map(([, text]) => text).join("\n");
    const unread = own
      .filter(([file]) => file.startsWith("server/src/engine/knowledge/"))
      .flatMap(([file, text]) =>
        [...text.matchAll(/^ {2}readonly (\w+)\??:/gm)]
          .map(([, name = ""]) => name)
          // As a member, or in a pattern that takes a row apart.
          .filter((name) => !new RegExp(`\\.${name}\\b|"${name}"|\\b${name}\\b(?=\\s*[,}=])`).test(all))
          .filter((name) => !new RegExp(`[{,]\\s*${name}: \\w+(?: = [^,}]+)?\\s*[,}]`).test(all))
          .map((name) => `${file}: ${name}`),
      );
    assert.deepEqual(unread, []);
  });
});

const value = /^export (?:abstract )?(?:async )?(?:function\*?|const|let|class|enum) ([A-Za-z_$][\w$]*)/gm;
const type = /^export (?:interface|type) ([A-Za-z_$][\w$]*)/gm;

/** The text without comments. */
function codeOf(file: string): string {
  return readFileSync(path.join(root, file), "utf8").replaceAll(/\/\*[^]*?\*\/|(?<=^|\s)\/\/.*/g, "");
}

function typescriptFiles(folder: string): readonly string[] {
  return readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).replaceAll("\\", "/"));
}
