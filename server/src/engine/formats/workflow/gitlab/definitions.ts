import { URI, Utils } from "vscode-uri";
import { uriOrNothing } from "../../../model/text/uri.ts";
import type { Neighbours } from "../../../model/files.ts";
import { createSourceText } from "../../../model/text/sourceText.ts";
import { entriesBelow, readYaml, resolved, type YamlTree } from "../../yaml/index.ts";
import { fieldsOf, itemsOf, mappingOf, sequenceOf, textOf, type Entry, type Fields } from "../../yaml/nodes.ts";
import { createJobFields, namesIn, type JobFields } from "./layers.ts";

/** Everything that this file and its local includes define. */
export interface Definitions {
  /** Top-level entries of the file itself. */
  readonly own: Fields;
  /** Fields of a job, of `default` or `variables`, with `extends` and earlier definitions under the same name followed. */
  job(name: string): JobFields;
  /** Resolves `!reference [job, key, …]`, or returns the entry itself; undefined for a reference that finds nothing. */
  referred(entry: Entry): Entry | undefined;
  /** Items of a list with those of the lists that `!reference` names in their place, undefined for one that finds none. */
  items(list: Entry | undefined): readonly (Entry | undefined)[];
  /** The last definition of a top-level entry. */
  entry(name: string): Entry | undefined;
  /** Names that the file extends or refers to. */
  readonly used: ReadonlySet<string>;
  /** False when a file that is included was not read, or when this one is there to be included itself. */
  readonly complete: boolean;
}

const maximumFiles = 50;
const deepestReference = 10;
const maximumReferences = 1000;

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
    [...own.values()].flatMap((one) => [...namesIn(fieldsOf(one).get("extends")), ...referredJobs(one)]),
  );
  const job = createJobFields(layers);
  return { own, entry, used, complete, job, ...createReferences(job, entry) };
}

type References = Pick<Definitions, "referred" | "items">;

function createReferences(job: Definitions["job"], entry: Definitions["entry"]): References {
  const find = ([name, key, ...deeper]: readonly string[]): Entry | undefined => {
    if (name === undefined || key === undefined) return undefined;
    let found = job(name).fields.get(key) ?? fieldsOf(entry(name)).get(key);
    deeper.forEach((inner, index) => {
      found = (index === 0 ? job(name).below(key) : fieldsOf(found)).get(inner);
    });
    return found;
  };
  const referred = (value: Entry, depth = deepestReference): Entry | undefined => {
    if (resolved(value.node)?.tag !== "!reference") return value;
    const target = depth > 0 ? find(itemsOf(value).map((item) => textOf(item) ?? "")) : undefined;
    return target && referred(target, depth - 1);
  };
  const collect = (list: Entry, budget: { left: number }, depth: number): readonly (Entry | undefined)[] => {
    budget.left -= 1;
    const target = depth > 0 && budget.left >= 0 ? referred(list) : undefined;
    if (!target) return [undefined];
    return itemsOf(target).flatMap((item) =>
      resolved(item.node)?.tag === "!reference" ? collect(item, budget, depth - 1) : [item],
    );
  };
  const items = (list: Entry | undefined): readonly (Entry | undefined)[] =>
    list ? collect(list, { left: maximumReferences }, deepestReference) : [];
  return { referred, items };
}

/** Top-level entries of all documents; a header with `spec` is a document of its own. */
export function rootFields(tree: YamlTree): Fields {
  const fields = new Map<string, Entry>();
  for (const node of tree.documents) {
    if (node) for (const [name, entry] of fieldsOf({ source: tree.source, node })) fields.set(name, entry);
  }
  return fields;
}

/** The jobs that `!reference [job, key]` below an entry names. */
function referredJobs(entry: Entry): readonly string[] {
  return entriesBelow(entry.node).flatMap(({ value }) => {
    const name = value.tag === "!reference" && value.kind === "sequence" ? value.items[0]?.value : undefined;
    return name?.kind === "scalar" ? [name.text] : [];
  });
}

/** The URI of an include from the same repository; undefined for any other and for patterns. */
function localInclude(include: Entry, from: string): string | undefined {
  const local = mappingOf(include) ? fieldsOf(include).get("local") : include;
  const path = sequenceOf(local) ? undefined : textOf(local);
  if (path === undefined || /^[a-z]+:\/\/|[*?$]/.test(path)) return undefined;
  return uriOrNothing(() => Utils.joinPath(repositoryRoot(URI.parse(from)), path));
}

/** Paths count from the repository's root, which is where `.gitlab-ci.yml` or the folders of that name lie. */
function repositoryRoot(file: URI): URI {
  const inside = file.path.search(/\/\.gitlab(?:-ci)?\//);
  return inside === -1 ? Utils.dirname(file) : file.with({ path: file.path.slice(0, inside) || "/" });
}
