import { fieldsOf, itemsOf, mappingOf, type Entry, type Fields } from "../nodes.ts";

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
    const fields = mappingOf(item) ? [...fieldsOf(item).values()] : [];
    const isBlock = fields.length > 0 && fields.every(({ name }) => name.startsWith("${{"));
    if (!isBlock) return [{ entry: item, conditional }];
    return fields.flatMap((block) =>
      expandedItems(block, conditional || !/^\$\{\{\s*each\b/.test(block.name), depth + 1),
    );
  });
}

/** The field where it stands below a `${{ if … }}:` of the mapping: it counts in some runs only. */
export function conditionalField(fields: Fields, name: string): Entry | undefined {
  for (const block of fields.values()) {
    const found = block.name.startsWith("${{") ? fieldsOf(block).get(name) : undefined;
    if (found) return found;
  }
  return undefined;
}
