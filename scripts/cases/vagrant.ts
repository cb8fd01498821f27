import { readFileSync } from "node:fs";
import * as v from "valibot";
import { compileRuby, createRubyParser, readVagrantfile } from "../../server/src/engine/formats/vagrantfile/index.ts";
import type { Fact } from "../../server/src/engine/model/fact.ts";
import type { FileState } from "../../server/src/engine/model/files.ts";
import type { Machine } from "../../server/src/engine/model/machine.ts";
import { createSourceText } from "../../server/src/engine/model/text/sourceText.ts";
import { createNeighbours } from "../../server/src/engine/project/neighbours.ts";
import type { Adapter } from "./case.ts";
import type { Check } from "./compare.ts";

const machine = v.strictObject({
  name: v.string(),
  box: v.nullable(v.string()),
  hostname: v.nullable(v.string()),
  ips: v.array(v.string()),
  provisioners: v.array(v.string()),
});
const schema = v.object({
  cases: v.array(
    v.object({
      id: v.string(),
      files: v.record(v.string(), v.string()),
      reads: v.optional(v.object({ machines: v.array(machine) })),
    }),
  ),
});

const wasm = new URL("../../node_modules/@ruby/prism/src/prism.wasm", import.meta.url);

/** The machines that Vagrant makes of a file. Cases without them are about rules. */
export const vagrant: Adapter = {
  name: "vagrant",
  check(json) {
    const ruby = createRubyParser(compileRuby(readFileSync(wasm)));
    return v.parse(schema, json).cases.flatMap(({ id, files, reads }): readonly Check[] => {
      if (!reads) return [];
      const found = JSON.stringify(machinesOf(files, (source, near) => readVagrantfile(source, ruby, near).machines));
      const wanted = JSON.stringify(reads.machines);
      const disagreement = found === wanted ? undefined : `wants ${wanted}, has ${found}`;
      return [{ id: `${id}/reads`, rules: [], disagreement }];
    });
  },
};

function machinesOf(
  files: Readonly<Record<string, string>>,
  read: (source: ReturnType<typeof createSourceText>, near: ReturnType<typeof createNeighbours>) => readonly Machine[],
): readonly v.InferOutput<typeof machine>[] {
  const uriOf = (path: string): string => `file:///case/${path}`;
  const states = Object.entries(files).map(([path, text]): [string, FileState] => [
    uriOf(path),
    { state: "read", text, bom: false, firstLineEnd: "lf" },
  ]);
  const source = createSourceText(uriOf("Vagrantfile"), files["Vagrantfile"] ?? "");
  return read(source, createNeighbours(new Map(states))).map(({ name, box, hostname, networks, provisioners }) => ({
    name,
    box: textOf(box),
    hostname: textOf(hostname),
    ips: networks.flatMap(({ ip }) => textOf(ip) ?? []),
    provisioners: provisioners.flatMap(({ inline }) => textOf(inline) ?? []),
  }));
}

function textOf(fact: Fact<string>): string | null {
  if (fact.state === "unset") return null;
  return fact.state === "known" ? fact.value : "?";
}
