import { containerSettings, propertyOf, type ContainerSetting } from "../../containerSettings/index.ts";
import type { DevContainer } from "../../model/document.ts";
import type { Editor, FileEdit, Plain } from "../../model/editor.ts";
import { contains, type Place } from "../../model/place.ts";
import { addToMapping, toEdits } from "../yaml/edit.ts";
import { createYamlEditor } from "../yaml/editor.ts";
import { pairOf, pathAt, type YamlTree } from "../yaml/index.ts";
import { treeOf } from "./index.ts";

const settings: readonly ContainerSetting[] = containerSettings;

/** Operations of `Editor` in a devcontainer.json. Entries are not turned into comments: the comma before them would stay. */
export function createDevContainerEditor(
  document: DevContainer,
): Pick<Editor, "replaceValue" | "replaceText" | "remove" | "addToService" | "replaceWords"> {
  const tree = treeOf(document);
  const { source } = tree;
  const editor = createYamlEditor(tree, { keptDepth: 0, pointers: new Set() });
  const isWritten = ({ range }: Place): boolean => !source.slice(range).includes("${");
  return {
    // The text of a variable is not the value.
    replaceValue: (fact, text) => (isWritten(fact.at) ? editor.replaceValue(fact, text) : undefined),
    replaceText: (at, text) =>
      document.comments.some(({ range }) => contains(range, at.range))
        ? { uri: source.uri, edits: [{ range: at.range, newText: text }] }
        : editor.replaceText(at, text),
    remove: (entries) => editor.remove(entries.flatMap((entry) => wholeItems(tree, entry))),
    addToService(_service, key, value): FileEdit | undefined {
      const [root] = tree.documents;
      if (root?.kind !== "mapping") return undefined;
      const isCompose = pairOf(root, "dockerComposeFile") !== undefined;
      const added = asProperty(key, value) ?? asOptions(isCompose, key, value);
      const changes = added && addToMapping(tree, root, ...added);
      const edits = toEdits(tree, changes);
      return edits && { uri: source.uri, edits };
    },
    replaceWords: (from, to, text) =>
      editor.replaceText({ uri: from.uri, range: { start: from.range.start, end: to.range.end } }, text),
  };
}

/** An option and its value may be two items. */
function wholeItems(tree: YamlTree, entry: Place): readonly Place[] {
  const { source } = tree;
  const [start, end] = [source.offsetAt(entry.range.start), source.offsetAt(entry.range.end)];
  const list = pathAt(tree, start)?.steps.at(-2);
  const value = list?.kind === "pair" ? list.pair.value : undefined;
  const items = value?.kind === "sequence" ? value.items.filter((one) => start <= one.start && one.end <= end) : [];
  return items.length > 1 ? items.map((item) => source.placeAt(item.start, item.end)) : [entry];
}

/** The property for a Compose key. */
function asProperty(key: string, value: Plain): readonly [string, Plain] | undefined {
  const name = propertyOf(key);
  return name === undefined ? undefined : [name, value];
}

/** Items of `runArgs` for a Compose key; Compose files take no options. */
function asOptions(isCompose: boolean, key: string, value: Plain): readonly [string, Plain] | undefined {
  const [flag] = settings.find(({ compose }) => compose === key)?.flags ?? [];
  if (flag === undefined || isCompose) return undefined;
  if (value === true) return ["runArgs", [`--${flag}`]];
  const values = Array.isArray(value) ? value : [value];
  const texts = values.flatMap((one: Plain) => (typeof one === "string" ? [`--${flag}=${one}`] : []));
  return texts.length === values.length ? ["runArgs", texts] : undefined;
}
