import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { readDirectives } from "../../../server/src/engine/directives/read.ts";
import { kindOf } from "../../../server/src/engine/formats/kinds.ts";
import { compileRuby, createRubyParser } from "../../../server/src/engine/formats/vagrantfile/index.ts";
import type { Document } from "../../../server/src/engine/model/document.ts";
import type { Neighbours } from "../../../server/src/engine/model/files.ts";
import { namesOf } from "../../../server/src/engine/branches.ts";
import { createReader } from "../../../server/src/engine/project/reader.ts";
import { dedent } from "../../../server/src/engine/features/pages.ts";

const bytes = readFileSync(createRequire(import.meta.url).resolve("@ruby/prism/src/prism.wasm"));
const ruby = createRubyParser(compileRuby(bytes));
const alone: Neighbours = {
  read: () => ({ state: "unreadable", reason: "missing" }),
  stat: () => "missing",
  nearest: () => [],
  candidates: [],
};

/** The file as its format reads it, without neighbours. */
export function documentOf(path: string, indented: string): Document {
  const text = dedent(indented);
  const uri = `file:///example/${path}`;
  const kind = kindOf({ uri, text });
  const document = kind && createReader(() => ruby, namesOf([])).read(uri, text, kind, alone);
  if (!document) throw new Error(`${path} is none of ours.`);
  return document;
}

/** Returns what each ignore comment of the file covers: its ids, then the covered text, `the file`, or `nothing`. */
export function covered(path: string, text: string): readonly string[] {
  const document = documentOf(path, text);
  return readDirectives(document).ignores.map(({ ids, wholeFile, covers }) => {
    const names = ids.map((id) => id.text).join(",");
    const scope = wholeFile ? "the file" : covers ? document.source.slice(covers) : "nothing";
    return `${names}: ${scope}`;
  });
}
