import type { TextEdit } from "vscode-languageserver-types";
import { mergedPairs, readYaml, resolved } from "../../../../server/src/engine/formats/yaml/index.ts";
import type { YamlNode, YamlTree } from "../../../../server/src/engine/formats/yaml/index.ts";
import { createSourceText } from "../../../../server/src/engine/model/text/sourceText.ts";

export function yaml(text: string, previous?: YamlTree): YamlTree {
  return readYaml(createSourceText("file:///a.yaml", text), previous && { previous });
}

export type Data = string | readonly Data[] | { readonly [key: string]: Data } | undefined;

/** The tree as data, aliases followed and merges done; every scalar is its text. */
export function data(node: YamlNode | undefined): Data {
  const target = node && resolved(node);
  switch (target?.kind) {
    case undefined:
      return undefined;
    case "scalar":
      return target.text;
    case "sequence":
      return target.items.map((item) => data(item.value));
    case "mapping":
      return Object.fromEntries(mergedPairs(target).map(({ name, pair }) => [name, data(pair.value)]));
  }
}

/** The text with the edits; undefined stays undefined. */
export function applied(text: string, edits: readonly TextEdit[] | undefined): string | undefined {
  if (!edits) return undefined;
  const source = createSourceText("file:///a.yaml", text);
  let result = text;
  for (const { range, newText } of [...edits].reverse()) {
    result = result.slice(0, source.offsetAt(range.start)) + newText + result.slice(source.offsetAt(range.end));
  }
  return result;
}
