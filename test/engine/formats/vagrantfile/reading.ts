import { readFileSync } from "node:fs";
import {
  compileRuby,
  createRubyParser,
  readVagrantfile,
  type RubyParser,
} from "../../../../server/src/engine/formats/vagrantfile/index.ts";
import type { Vagrantfile } from "../../../../server/src/engine/model/document.ts";
import type { Fact } from "../../../../server/src/engine/model/fact.ts";
import type { FileState } from "../../../../server/src/engine/model/files.ts";
import type { Machine } from "../../../../server/src/engine/model/machine.ts";
import type { Place } from "../../../../server/src/engine/model/place.ts";
import { createSourceText } from "../../../../server/src/engine/model/text/sourceText.ts";
import { createNeighbours } from "../../../../server/src/engine/project/neighbours.ts";

const wasm = new URL("../../../../node_modules/@ruby/prism/src/prism.wasm", import.meta.url);

export const ruby: RubyParser = createRubyParser(compileRuby(readFileSync(wasm)));

/** `neighbours` are files by the path from the Vagrantfile's folder; if they are given, all others are missing. */
export function read(
  text: string,
  previous?: Vagrantfile,
  neighbours: Readonly<Record<string, string>> | undefined = undefined,
): Vagrantfile {
  const states = new Map<string, FileState>();
  for (const [path, content] of Object.entries(neighbours ?? {})) {
    states.set(`file:///project/${path}`, { state: "read", text: content, bom: false, firstLineEnd: "lf" });
  }
  const source = createSourceText("file:///project/Vagrantfile", text);
  for (;;) {
    const files = createNeighbours(states);
    const document = readVagrantfile(source, ruby, files, previous ? { previous } : {});
    const wanted = files.wanted().flatMap((one) => ("file" in one ? one.file : "uri" in one ? one.uri : []));
    if (!neighbours || wanted.length === 0) return document;
    for (const uri of wanted) states.set(uri, { state: "unreadable", reason: "missing" });
  }
}

/** The machine of these lines inside of `Vagrant.configure`. */
export function machineOf(...lines: readonly string[]): Machine {
  return readConfigured(...lines).machines[0]!;
}

export function readConfigured(...lines: readonly string[]): Vagrantfile {
  return read(configured(...lines));
}

export function configured(...lines: readonly string[]): string {
  return `Vagrant.configure("2") do |config|\n${lines.map((line) => `  ${line}\n`).join("")}end\n`;
}

/** A fact in short: its value, `?` when it cannot be read, `-` when it is not there. */
export function short(fact: Fact<unknown> | undefined): unknown {
  if (!fact) return "none";
  if (fact.state === "known") return fact.value;
  return fact.state === "unreadable" ? "?" : "-";
}

/** The text below a place. */
export function textAt(document: Vagrantfile, place: Place): string {
  return document.source.slice(place.range);
}
