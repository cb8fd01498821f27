import type { Neighbours, ReadFile } from "../../../model/files.ts";
import { memoWith } from "../../../model/memo.ts";
import { createSourceText } from "../../../model/text/sourceText.ts";
import {
  mergedByName,
  pairOf,
  readYaml,
  resolved,
  type MergedPair,
  type YamlNode,
  type YamlTree,
} from "../../yaml/index.ts";
import { combineServices } from "./combine.ts";
import { lookupIn } from "./dotenv.ts";
import { textOf } from "../service/items.ts";
import { normalized } from "../../../uri.ts";
import { folderOf, resolvePath } from "./names.ts";
import type { MergedService } from "../service/service.ts";
import { entryOf, isNull, mappingOf, siteOfPair, toValue, type ComposeSource, type Site, type Value } from "./value.ts";
import type { Lookup } from "./variables.ts";

/** One document of one file: what it says itself. */
interface Layer {
  readonly file: ComposeSource;
  readonly root: YamlNode | undefined;
  /** Services of the files that it includes, which its own may extend. */
  readonly included?: ReadonlyMap<string, MergedService>;
}

/** A file or several merged ones, before their services are read. */
export interface ComposeModel {
  readonly services: ReadonlyMap<string, MergedService>;
  readonly volumes: ReadonlySet<string>;
  readonly networks: ReadonlySet<string>;
  /** False when a file that may say more about the services could not be read. */
  readonly complete: boolean;
}

const maximumFiles = 50;
const maximumExtends = 16;

/** Loads files of one project, each at most once per place in it. */
export class ComposeLoader {
  readonly sources: string[] = [];
  readonly #files: Neighbours;

  constructor(files: Neighbours) {
    this.#files = files;
  }

  /** The environment of files in this folder: its `.env`, or the given files; `outer` is asked first. */
  lookup(folder: string, envFiles?: readonly string[], outer?: Lookup): Lookup {
    const file = resolvePath(folder, ".env");
    return lookupIn(envFiles ?? (file === undefined ? [] : [file]), this.#files, outer);
  }

  /** The model of a tree with its `include` and `extends`; later documents of one file are merged over earlier ones. */
  model(tree: YamlTree, folder: string, lookup: Lookup, including: readonly string[] = []): ComposeModel {
    const file: ComposeSource = { source: tree.source, folder, lookup };
    this.note(tree.source.uri);
    return tree.documents
      .map((root) => this.#layerModel({ file, root }, [...including, normalized(tree.source.uri)]))
      .reduce(mergeModels, emptyModel);
  }

  /** A neighbour as a tree; undefined when it cannot be read, or not yet. */
  tree(uri: string): YamlTree | undefined {
    const state = this.#files.read(uri);
    if (state?.state !== "read" || this.sources.length > maximumFiles) return undefined;
    return treeIn(state, uri);
  }

  /** Counts the file among those that shape the services. */
  note(uri: string): void {
    if (!this.sources.includes(uri)) this.sources.push(uri);
  }

  #layerModel(own: Layer, including: readonly string[]): ComposeModel {
    const included = this.#included(own, including);
    const layer: Layer = { ...own, included: included.services };
    const services = new Map<string, MergedService>();
    for (const [name, site, value] of servicesOf(layer)) {
      const service = this.#service(layer, name, site, value, undefined, maximumExtends);
      if (service) services.set(name, service);
    }
    return mergeModels(included, {
      services,
      volumes: new Set(namesBelow(layer.root, "volumes")),
      networks: new Set(namesBelow(layer.root, "networks")),
      complete: true,
    });
  }

  /** `pointer` is the `extends` through which another service sees this one. */
  #service(
    layer: Layer,
    name: string,
    site: Site,
    node: YamlNode,
    pointer: Site | undefined,
    links: number,
  ): MergedService | undefined {
    const value = toValue(node, site, pointer);
    if (value.kind !== "mapping") {
      return { name, site, value: { ...mappingOf(value, new Map(), false), tag: value.tag }, complete: false };
    }
    const extended = value.entries().get("extends");
    if (extended === undefined || isNull(extended)) return { name, site, value, complete: true };

    const base = links > 0 ? this.#base(layer, extended, pointer ?? extended.site, links - 1) : undefined;
    if (!base) return { name, site, value, complete: false };
    return { name, site, value: combineServices(base.value, value), complete: base.complete };
  }

  #base(layer: Layer, extended: Value, pointer: Site, links: number): MergedService | undefined {
    const name = textOf(entryOf(extended, "service") ?? extended);
    const file = entryOf(extended, "file");
    const target = file === undefined || isNull(file) ? layer : this.#extendedLayer(layer, file);
    if (name === undefined || !target) return undefined;
    const found = serviceNamed(target, name);
    return found ? this.#service(target, ...found, pointer, links) : target.included?.get(name);
  }

  #extendedLayer(layer: Layer, file: Value): Layer | undefined {
    const path = textOf(file);
    const uri = path === undefined ? undefined : resolvePath(layer.file.folder, path);
    if (uri === undefined) return undefined;
    if (uri === normalized(layer.file.source.uri)) return layer;
    const tree = this.tree(uri);
    if (!tree) return undefined;
    this.note(uri);
    // Variables are those of the project, paths those of the extended file.
    const { lookup } = layer.file;
    return { file: { source: tree.source, folder: folderOf(uri), lookup }, root: tree.documents[0] };
  }

  #included(layer: Layer, including: readonly string[]): ComposeModel {
    const list = includeList(layer.file, layer.root);
    if (list?.kind !== "list") return { ...emptyModel, complete: list === undefined || isNull(list) };
    // Of two included files that both know a service the earlier one has the last word.
    return list.items
      .map((item) => this.#include(layer, item, including))
      .reduce((earlier, later) => mergeModels(later, earlier), emptyModel);
  }

  #include(layer: Layer, item: Value, including: readonly string[]): ComposeModel {
    const inclusion = this.#inclusion(layer.file, item);
    return inclusion ? this.includedModel(inclusion, including) : { ...emptyModel, complete: false };
  }

  /** Returns the merged model of the files of one entry; `own` is used in place of reading that file. */
  includedModel(
    { paths, folder, lookup }: Inclusion,
    including: readonly string[] = [],
    own?: { readonly uri: string; readonly model: ComposeModel },
  ): ComposeModel {
    return paths
      .map((uri): ComposeModel => {
        if (own && uri === own.uri) return own.model;
        const tree = uri === undefined || including.includes(uri) ? undefined : this.tree(uri);
        return tree ? this.model(tree, folder, lookup, including) : { ...emptyModel, complete: false };
      })
      .reduce(mergeModels, emptyModel);
  }

  /** Resolves an entry; undefined if its paths are unresolved. */
  #inclusion({ folder, lookup, source }: ComposeSource, item: Value): Inclusion | undefined {
    const paths = textsOf(entryOf(item, "path") ?? item)?.map((path) => path && resolvePath(folder, path));
    const directory = entryOf(item, "project_directory");
    const [first] = paths ?? [];
    const ownFolder = directory ? resolvePath(folder, textOf(directory) ?? "") : first && folderOf(first);
    if (!paths || !ownFolder) return undefined;

    const given = entryOf(item, "env_file");
    const envFiles = given && textsOf(given)?.map((path) => path && resolvePath(folder, path));
    const ownLookup = this.lookup(
      ownFolder,
      envFiles?.filter((uri) => uri !== undefined),
      lookup,
    );
    return { by: source.uri, paths, folder: ownFolder, lookup: ownLookup };
  }

  /** The entry through which a file, or one that it includes, includes the target. */
  findInclusion(
    tree: YamlTree,
    folder: string,
    lookup: Lookup,
    target: string,
    seen = new Set<string>(),
  ): Inclusion | undefined {
    seen.add(normalized(tree.source.uri));
    const file: ComposeSource = { source: tree.source, folder, lookup };
    const entries = tree.documents
      .map((root) => includeList(file, root))
      .flatMap((list) => (list?.kind === "list" ? list.items : []))
      .map((item) => this.#inclusion(file, item))
      .filter((inclusion) => inclusion !== undefined);
    const direct = entries.find(({ paths }) => paths.includes(target));
    if (direct) return direct;
    for (const entry of entries) {
      for (const uri of entry.paths) {
        const included = uri === undefined || seen.has(uri) ? undefined : this.tree(uri);
        const found = included && this.findInclusion(included, entry.folder, entry.lookup, target, seen);
        if (found) return found;
      }
    }
    return undefined;
  }
}

/** An entry of `include`, resolved. */
export interface Inclusion {
  /** URI of the including file. */
  readonly by: string;
  /** Merged in this order; undefined for an unresolved path. */
  readonly paths: readonly (string | undefined)[];
  /** Where relative paths of the included files start from. */
  readonly folder: string;
  readonly lookup: Lookup;
}

function includeList(file: ComposeSource, root: YamlNode | undefined): Value | undefined {
  const pair = topLevel(root, "include");
  return pair && toValue(pair.value, siteOfPair(file, pair));
}

/** Trees of neighbours, for as long as the host hands out the same state. */
const treeIn = memoWith(({ text }: ReadFile, uri: string) => readYaml(createSourceText(uri, text)));

const emptyModel: ComposeModel = { services: new Map(), volumes: new Set(), networks: new Set(), complete: true };

/** Merges a later file over an earlier one. */
export function mergeModels(base: ComposeModel, over: ComposeModel): ComposeModel {
  const services = new Map(base.services);
  for (const [name, service] of over.services) {
    const below = services.get(name);
    if (service.value.tag === "reset") services.delete(name);
    else if (!below || service.value.tag === "override") services.set(name, service);
    else {
      const value = combineServices(below.value, service.value);
      services.set(name, { name, site: below.site, value, complete: below.complete && service.complete });
    }
  }
  return {
    services,
    volumes: new Set([...base.volumes, ...over.volumes]),
    networks: new Set([...base.networks, ...over.networks]),
    complete: base.complete && over.complete,
  };
}

/** Names of the services that the file itself defines or changes. */
export function serviceNames(tree: YamlTree): readonly string[] {
  return tree.documents.flatMap((root) => namesBelow(root, "services"));
}

function topLevel(root: YamlNode | undefined, name: string) {
  const mapping = root && resolved(root);
  return mapping?.kind === "mapping" ? pairOf(mapping, name) : undefined;
}

type WrittenService = readonly [name: string, site: Site, body: YamlNode];

/** Names, places and bodies below `services`; extension fields are left out. */
function servicesOf(layer: Layer): readonly WrittenService[] {
  return [...pairsBelow(layer.root, "services").keys()]
    .filter((name) => name !== "" && !name.startsWith("x-"))
    .map((name) => serviceNamed(layer, name))
    .filter((service) => service !== undefined);
}

function serviceNamed({ root, file }: Layer, name: string): WrittenService | undefined {
  const pair = pairsBelow(root, "services").get(name)?.pair;
  return pair && [name, siteOfPair(file, pair), pair.value];
}

function pairsBelow(root: YamlNode | undefined, section: string): ReadonlyMap<string, MergedPair> {
  const pair = topLevel(root, section);
  const mapping = pair && resolved(pair.value);
  return mapping?.kind === "mapping" ? mergedByName(mapping) : new Map<string, MergedPair>();
}

function namesBelow(root: YamlNode | undefined, section: string): readonly string[] {
  return [...pairsBelow(root, section).values()]
    .filter(({ pair: { value } }) => value.tag !== "!reset")
    .map(({ name }) => name);
}

/** The texts of a list, or the one text; undefined items depend on a run. */
function textsOf(value: Value): readonly (string | undefined)[] | undefined {
  if (value.kind === "scalar") return [textOf(value)];
  return value.kind === "list" ? value.items.map(textOf) : undefined;
}
