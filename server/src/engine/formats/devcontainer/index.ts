import { URI, Utils } from "vscode-uri";
import type { Command } from "../../model/command.ts";
import type { DevContainer } from "../../model/document.ts";
import type { Neighbours } from "../../model/files.ts";
import type { Mount } from "../../model/service.ts";
import type { SourceText } from "../../model/text/sourceText.ts";
import { commandText, printServices } from "../compose/print.ts";
import { readJson, type YamlTree } from "../yaml/index.ts";
import { fieldsOf, placeOf, textOf, type Fields } from "../yaml/nodes.ts";
import { lifecycleCommands } from "./commands.ts";
import { composeService, readContainer } from "./container.ts";
import { settingsAt } from "./settings.ts";
import { valueReader, type Folders } from "./variables.ts";

// Trees belong to the reader and the editor; rules see the container only.
const trees = new WeakMap<DevContainer, YamlTree>();

/** Returns the JSON tree of a document that `readDevContainer` has read. */
export function treeOf(document: DevContainer): YamlTree {
  return trees.get(document) ?? readJson(document.source);
}

/** Reads a devcontainer.json; never throws. When the text cannot be read at the moment, `previous` helps out. */
export function readDevContainer(
  source: SourceText,
  files: Neighbours,
  options: { readonly previous?: DevContainer } = {},
): DevContainer {
  const last = options.previous && trees.get(options.previous);
  const tree = readJson(source, last ? { previous: last } : {});
  const [root] = tree.documents;
  const node = root?.kind === "mapping" ? { source: tree.source, node: root } : undefined;
  const fields = fieldsOf(node);
  const folders = foldersOf(source.uri, fields);
  const draft = {
    uri: source.uri,
    fields,
    entry: node ? placeOf(node) : source.placeAt(0, 0),
    read: valueReader(folders),
    workspace: workspaceOf(folders),
  };
  const services = node && saysContainer(fields) ? [readContainer(draft, files)] : [];
  const commands = services.flatMap((owner) =>
    lifecycleCommands(fields).map((one): Command => ({ kind: "command", owner, context: "provision", ...one })),
  );
  const document: DevContainer = {
    kind: "devcontainer",
    source,
    services,
    commands,
    workspaceFolder: folders.container,
    comments: tree.comments,
    problems: tree.problems,
    settingsAt: (position) => settingsAt(tree, commands, position),
    printTree: () =>
      printServices(services) + commands.map((one) => `command ${commandText(one, source.uri)}\n`).join(""),
  };
  trees.set(document, tree);
  return document;
}

/** Without an image the tool takes one of its own, or refuses the file. */
function saysContainer(fields: Fields): boolean {
  return ["image", "build", "dockerFile", "dockerComposeFile"].some((key) => fields.has(key));
}

/**
 * The workspace folder holds `.devcontainer.json`, or the folder `.devcontainer`. Its name in the container is its name
 * here, unless the file says otherwise.
 */
function foldersOf(uri: string, fields: Fields): Folders {
  const [, within] = /\/\.devcontainer\/([^/]+\/)?devcontainer\.json$/.exec(URI.parse(uri).path) ?? [];
  const local = uri.endsWith("/.devcontainer.json") ? "." : within === undefined ? ".." : "../..";
  const byDefault = composeService(fields) ? "/" : mountPoint(nameOf(uri, local));
  const written = textOf(fields.get("workspaceFolder"))?.replaceAll(
    "${localWorkspaceFolderBasename}",
    nameOf(uri, local),
  );
  return { local, name: nameOf(uri, local), container: written?.includes("${") ? undefined : (written ?? byDefault) };
}

function workspaceOf({ local, name }: Folders): Mount {
  return { type: "bind", source: local, target: mountPoint(name), readOnly: false, options: [] };
}

function mountPoint(name: string): string {
  return `/workspaces/${name}`;
}

function nameOf(uri: string, local: string): string {
  return Utils.basename(Utils.joinPath(URI.parse(uri), "..", local));
}
