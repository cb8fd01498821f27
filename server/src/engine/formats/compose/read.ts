import type { ComposeFile } from "../../model/document.ts";
import { composeFileNames, type Neighbours } from "../../model/files.ts";
import type { Service } from "../../model/service.ts";
import type { SourceText } from "../../model/text/sourceText.ts";
import { contentProblems, readYaml, type YamlTree, type ContentChecks } from "../yaml/index.ts";
import { withTakenMounts } from "./service/mounts.ts";
import { normalized } from "../../uri.ts";
import { composeOverrideNames, composeRole, firstOf, folderOf } from "./project/names.ts";
import { inclusionOf } from "./project/including.ts";
import { printServices } from "./print.ts";
import { ComposeLoader, mergeModels, serviceNames, type ComposeModel, type Inclusion } from "./project/project.ts";
import { readService } from "./service/service.ts";
import { settingsAt } from "./settings.ts";

export interface ComposeOptions {
  /** The last document of the same file: while the text cannot be read, its last good text is used. */
  readonly previous?: ComposeFile;
}

const trees = new WeakMap<ComposeFile, YamlTree>();

/** Returns the YAML tree of a document that `readCompose` has read. */
export function treeOf(document: ComposeFile): YamlTree {
  return trees.get(document) ?? readYaml(document.source);
}

/** Reads a Compose file as part of its project; never throws. */
export function readCompose(source: SourceText, files: Neighbours, { previous }: ComposeOptions = {}): ComposeFile {
  const tree = treeNow(source, previous);
  const uri = normalized(source.uri);
  const loader = new ComposeLoader(files);
  const inclusion = inclusionOf(uri, loader, files);
  const folder = inclusion?.folder ?? folderOf(source.uri);
  const own = loader.model(tree, folder, inclusion?.lookup ?? loader.lookup(folder));
  const { model, isOverride } =
    inclusion && isWholeProject(uri, inclusion)
      ? { model: loader.includedModel(inclusion, [normalized(inclusion.by)], { uri, model: own }), isOverride: false }
      : inProject(uri, own, loader, files);
  if (inclusion) loader.note(inclusion.by);

  const services = readServices(model, isOverride);
  const document: ComposeFile = {
    kind: "compose",
    source,
    services,
    isOverride,
    volumes: [...model.volumes],
    networks: [...model.networks],
    sources: loader.sources,
    comments: tree.comments,
    problems: [...tree.problems, ...contentProblems(tree, composeChecks(source.uri))],
    settingsAt: (position) => settingsAt(tree, services, position),
    printTree: () => printServices(services),
  };
  trees.set(document, tree);
  return document;
}

function readServices({ services, complete }: ComposeModel, isOverride: boolean): readonly Service[] {
  const merged = [...services.values()].filter(({ value }) => !value.entries().has("provider"));
  const read = new Map(
    merged.map((service) => [
      service.name,
      readService({ ...service, complete: service.complete && complete && !isOverride }),
    ]),
  );
  const from = new Map(merged.map(({ name, value }) => [name, value.entries().get("volumes_from")]));
  const open = new Set(merged.map(({ name }) => name));
  // What a service takes may be taken itself; services that take from each other stop at the first one again.
  const withTaken = (name: string): Service | undefined => {
    const service = read.get(name);
    if (service && open.delete(name)) {
      const mounts = withTakenMounts(service.mounts, from.get(name), withTaken);
      if (mounts !== service.mounts) read.set(name, { ...service, mounts });
    }
    return read.get(name);
  };
  for (const name of from.keys()) withTaken(name);
  return [...read.values()];
}

/** The entry names every file of the included project; a file with the name of a project's own may also run by itself. */
function isWholeProject(uri: string, { paths }: Inclusion): boolean {
  return paths.length > 1 || composeRole(uri) !== "base";
}

/** Other answers of the neighbours do not change the file's own tree. */
function treeNow(source: SourceText, previous: ComposeFile | undefined): YamlTree {
  if (!previous) return readYaml(source);
  const last = treeOf(previous);
  return previous.source.text === source.text ? last : readYaml(source, { previous: last });
}

/** Returns the model as docker compose would merge it: with its override file, or over its base. Otherwise as an override of an unknown base. */
function inProject(
  uri: string,
  own: ComposeModel,
  loader: ComposeLoader,
  files: Neighbours,
): { readonly model: ComposeModel; readonly isOverride: boolean } {
  const folder = folderOf(uri);
  const role = composeRole(uri);
  if (role === "override") {
    const base = baseOf(uri, loader, files);
    return base ? { model: mergeModels(base, own), isOverride: false } : { model: own, isOverride: true };
  }
  if (uri.startsWith("untitled:")) return { model: own, isOverride: false };

  const base = firstOf(composeFileNames, folder, files, uri);
  if (role === "variant") return { model: own, isOverride: isVariantOf(base, own, loader) };
  if (base.state === "found" && base.uri !== uri) return { model: own, isOverride: false };

  const override = firstOf(composeOverrideNames, folder, files);
  if (override.state === "none") return { model: own, isOverride: false };
  const tree = base.state === "found" && override.state === "found" ? loader.tree(override.uri) : undefined;
  if (!tree) return { model: { ...own, complete: false }, isOverride: false };
  return { model: mergeModels(own, loader.model(tree, folder, loader.lookup(folder))), isOverride: false };
}

/** What docker compose merges this override file over; undefined when it would not take the file by itself. */
function baseOf(uri: string, loader: ComposeLoader, files: Neighbours): ComposeModel | undefined {
  const folder = folderOf(uri);
  const taken = firstOf(composeOverrideNames, folder, files, uri);
  const base = firstOf(composeFileNames, folder, files);
  const isTaken = taken.state === "found" && taken.uri === uri;
  const tree = isTaken && base.state === "found" ? loader.tree(base.uri) : undefined;
  return tree && loader.model(tree, folder, loader.lookup(folder));
}

/** Returns whether a file with a name of its own overrides another one: it is incomplete, or changes the same services. */
function isVariantOf(base: ReturnType<typeof firstOf>, own: ComposeModel, loader: ComposeLoader): boolean {
  if (base.state === "unknown") return true;
  const services = [...own.services.values()];
  const standsAlone = services.every(({ value }) =>
    ["image", "build", "extends", "provider"].some((key) => value.entries().has(key)),
  );
  if (!standsAlone) return true;
  const tree = base.state === "found" ? loader.tree(base.uri) : undefined;
  if (!tree) return false;
  const names = new Set(serviceNames(tree));
  return services.some(({ name }) => names.has(name));
}

/** podman-compose takes the last of several equal keys, and any key. */
function composeChecks(uri: string): ContentChecks {
  const isPodman = /\/podman-compose[^/]*$/.test(uri);
  return { refuser: "docker compose", repeatedKeys: !isPodman, textKeys: !isPodman };
}
