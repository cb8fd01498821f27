import { fieldsOf, itemsOf, sequenceOf, textOf, type Entry, type Fields } from "../../yaml/nodes.ts";

export interface ExpandedItem {
  readonly entry: Entry;
  /** It is below `${{ if … }}:`. */
  readonly conditional: boolean;
}

const deepestBlock = 20;
/** Aliases may bring one block to many places. */
const maximumItems = 10_000;

/** Items of a list with those of `- ${{ if … }}:` and `- ${{ each … }}:` blocks in their place. */
export function expandedItems(list: Entry | undefined, conditional = false): readonly ExpandedItem[] {
  return collect(list, itemsOf, conditional, { left: maximumItems }, deepestBlock);
}

/** Fields of a mapping with those of its `${{ if … }}:` and `${{ each … }}:` blocks in their place. */
export function expandedFields(mapping: Entry | undefined): readonly ExpandedItem[] {
  return collect(mapping, (value) => [...fieldsOf(value).values()], false, { left: maximumItems }, deepestBlock);
}

function collect(
  value: Entry | undefined,
  read: (value: Entry | undefined) => readonly Entry[],
  conditional: boolean,
  budget: { left: number },
  depth: number,
): readonly ExpandedItem[] {
  if (depth === 0) return [];
  return read(value).flatMap((entry): readonly ExpandedItem[] => {
    budget.left -= 1;
    if (budget.left < 0) return [];
    const blocks = blocksOf(entry);
    if (blocks.length === 0) return [{ entry, conditional }];
    return blocks.flatMap((block) => collect(block, read, conditional || isConditional(block), budget, depth - 1));
  });
}

/** The blocks that a list item consists of, or the block that a field is; none for anything else. */
function blocksOf(entry: Entry): readonly Entry[] {
  if (isBlock(entry)) return [entry];
  if (entry.name !== "") return [];
  const fields = [...fieldsOf(entry).values()];
  return fields.every(isBlock) ? fields : [];
}

/** The field if it is below a `${{ if … }}:` of the mapping: it counts in some runs only. */
export function conditionalFields(fields: Fields, name: string): readonly Entry[] {
  return [...fields.values()]
    .filter(isBlock)
    .flatMap((block) => expandedFields(block))
    .map(({ entry }) => entry)
    .filter((entry) => entry.name === name);
}

function isBlock({ name }: Entry): boolean {
  return name.startsWith("${{");
}

function isConditional({ name }: Entry): boolean {
  return !/^\$\{\{\s*each\b/.test(name);
}

/** What a template gets to put somewhere into the pipeline. */
export interface Handed {
  readonly stages: readonly Entry[];
  readonly jobs: readonly Entry[];
  readonly steps: readonly Entry[];
}

const stepKeys = ["script", "bash", "pwsh", "powershell", "task", "checkout", "download", "publish"];

/** The lists of stages, jobs and steps among the parameters of a template, recognised by their contents. */
export function handedTo(template: Entry | undefined): Handed {
  const handed = { stages: [] as Entry[], jobs: [] as Entry[], steps: [] as Entry[] };
  for (const { entry } of expandedFields(fieldsOf(template).get("parameters"))) {
    const kind = sequenceOf(entry) && kindOf(entry);
    if (kind) handed[kind].push(entry);
  }
  return handed;
}

function kindOf(list: Entry): keyof Handed | undefined {
  const items = expandedItems(list).map(({ entry }) => fieldsOf(entry));
  const holds = (...names: readonly string[]): boolean =>
    items.some((fields) => names.some((name) => fields.has(name)));
  if (holds("stage")) return "stages";
  if (holds("job", "deployment")) return "jobs";
  if (holds(...stepKeys)) return "steps";
  if (!items.some((fields) => textOf(fields.get("template")) !== undefined)) return undefined;
  // Templates alone look the same in all three.
  const name = /(stage|job|step)s?(?:list)?$/i.exec(list.name)?.[1]?.toLowerCase();
  return name === "stage" ? "stages" : name === "job" ? "jobs" : name === "step" ? "steps" : undefined;
}
