import type { ComposeFile } from "../../model/document.ts";
import type { Editor, FileEdit } from "../../model/editor.ts";
import type { Place } from "../../model/place.ts";
import { createYamlEditor } from "../yaml/editor.ts";
import { treeOf } from "./read.ts";

/** Entries that refer to another entry: removing one would remove more than one fact. */
const pointers = new Set(["<<", "extends", "include"]);

/** Operations of `Editor` in a Compose file. */
export function createComposeEditor(
  document: ComposeFile,
): Pick<Editor, "replaceValue" | "replaceText" | "remove" | "commentOut" | "addToService" | "replaceWords"> {
  const tree = treeOf(document);
  const editor = createYamlEditor(tree, { keptDepth: 2, pointers });
  return {
    ...editor,
    addToService: (service, key, value): FileEdit | undefined =>
      service.uri === document.source.uri ? editor.addToEntry(service.entry, key, value) : undefined,
    replaceWords: (from: Place, to: Place, text: string): FileEdit | undefined =>
      editor.replaceText({ uri: from.uri, range: { start: from.range.start, end: to.range.end } }, text),
  };
}
