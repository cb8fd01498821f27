import { fieldsOf, itemsOf, mappingOf, type Entry } from "../nodes.ts";

export interface ExpandedItem {
  readonly entry: Entry;
  /** It stands below `${{ if … }}:`. */
  readonly conditional: boolean;
}

const deepestBlock = 20;

/** Items of a list with those of `- ${{ if … }}:` and `- ${{ each … }}:` blocks in their place. */
export function expandedItems(list: Entry | undefined, conditional = false, depth = 0): readonly ExpandedItem[] {
  if (depth > deepestBlock) return [];
  return itemsOf(list).flatMap((item): readonly ExpandedItem[] => {
    const blocks = mappingOf(item) ? [...fieldsOf(item).values()].filter(({ name }) => name.startsWith("${{")) : [];
    if (blocks.length === 0) return [{ entry: item, conditional }];
    return blocks.flatMap((block) =>
      expandedItems(block, conditional || !/^\$\{\{\s*each\b/.test(block.name), depth + 1),
    );
  });
}
