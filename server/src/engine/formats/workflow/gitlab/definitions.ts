import { URI, Utils } from "vscode-uri";
import type { Neighbours } from "../../../model/files.ts";
import { createSourceText } from "../../../model/text/sourceText.ts";
import { entriesBelow, readYaml, type YamlTree } from "../../yaml/index.ts";
import { fieldsOf, itemsOf, mappingOf, sequenceOf, textOf, type Entry, type Fields } from "../nodes.ts";

/** Everything that this file and its local includes define. */
export interface Definitions {
  /** Top-level entries of the file itself. */
  readonly own: Fields;
  /** Fields of a job or of `default`, with `extends` and earlier definitions under the same name followed. */
  job(name: string): JobFields;
  /** The last definition of a top-level entry. */
  entry(name: string): Entry | undefined;
  /** Names that the file extends or refers to. */
  readonly used: ReadonlySet<string>;
  /** False when a file that is included was not read, or when this one is there to be included itself. */
  readonly complete: boolean;
}

const maximumFiles = 50;
const deepestExtends = 11;

export function readDefinitions(uri: string, own: Fields, files: Neighbours): Definitions {
  const layers: Fields[] = [];
  const read = new Set([uri]);
  let complete = uri.endsWith("/.gitlab-ci.yml");
  const collect = (fields: Fields, from: string): void => {
    for (const include of itemsOf(fields.get("include"))) {
      const target = localInclude(include, from);
      if (target === undefined) {
        complete = false;
        continue;
      }
      if (read.has(target)) continue;
      const state = read.size < maximumFiles ? files.read(target) : undefined;
      if (state?.state !== "read") {
        complete = false;
        continue;
      }
      read.add(target);
      collect(rootFields(readYaml(createSourceText(target, state.text))), target);
    }
    layers.push(fields);
  };
  collect(own, uri);

  const entry = (name: string): Entry | undefined => layers.findLast((layer) => layer.has(name))?.get(name);
  const used = new Set(
    [...own.values()].flatMap((one) => [...namesIn(fieldsOf(one).get("extends")), ...referred(one)]),
  );
  return { own, entry, used, complete, job: createJobFields(layers) };
}

/** Top-level entries of all documents; a header with `spec` stands in a document of its own. */
export function rootFields(tree: YamlTree): Fields {
  const fields = new Map<string, Entry>();
  for (const node of tree.documents) {
    if (node) for (const [name, entry] of fieldsOf({ source: tree.source, node })) fields.set(name, entry);
  }
  return fields;
}

interface JobFields {
  readonly fields: Fields;
  readonly complete: boolean;
}

function createJobFields(layers: readonly Fields[]): (name: string, depth?: number) => JobFields {
  const known = new Map<string, JobFields>();
  const read = (name: string, depth = deepestExtends): JobFields => {
    const before = known.get(name);
    if (before) return before;
    const fields = new Map<string, Entry>();
    // What extends itself finds nothing.
    known.set(name, { fields, complete: false });

    const definitions = layers.map((layer) => layer.get(name)).filter((entry) => mappingOf(entry));
    const own = new Map(definitions.flatMap((definition) => [...fieldsOf(definition)]));
    let complete = definitions.length > 0 && depth > 0;
    for (const parent of depth > 0 ? namesIn(own.get("extends")) : []) {
      const inherited = read(parent, depth - 1);
      complete &&= inherited.complete;
      for (const [key, entry] of inherited.fields) fields.set(key, entry);
    }
    for (const [key, entry] of own) fields.set(key, entry);
    known.set(name, { fields, complete });
    return { fields, complete };
  };
  return read;
}

/** The jobs that `!reference [job, key]` below an entry names. */
function referred(entry: Entry): readonly string[] {
  return entriesBelow(entry.node).flatMap(({ value }) => {
    const name = value.tag === "!reference" && value.kind === "sequence" ? value.items[0]?.value : undefined;
    return name?.kind === "scalar" ? [name.text] : [];
  });
}

function namesIn(value: Entry | undefined): readonly string[] {
  return itemsOf(value).flatMap((item) => textOf(item) ?? []);
}

/** The URI of an include from the same repository; undefined for any other and for patterns. */
function localInclude(include: Entry, from: string): string | undefined {
  const local = mappingOf(include) ? fieldsOf(include).get("local") : include;
  const path = sequenceOf(local) ? undefined : textOf(local);
  if (path === undefined || /^[a-z]+:\/\/|[*?$]/.test(path)) return undefined;
  return Utils.joinPath(repositoryRoot(URI.parse(from)), path).toString();
}

/** Paths count from the repository's root, which is where `.gitlab-ci.yml` or the folders of that name lie. */
function repositoryRoot(file: URI): URI {
  const inside = file.path.search(/\/\.gitlab(?:-ci)?\//);
  return inside === -1 ? Utils.dirname(file) : file.with({ path: file.path.slice(0, inside) || "/" });
}
