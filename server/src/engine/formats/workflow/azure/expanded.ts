import { fieldsOf, itemsOf, mappingOf, sequenceOf, textOf, type Entry, type Fields } from "../nodes.ts";

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
    if (fields.length === 0 || !fields.every(isBlock)) return [{ entry: item, conditional }];
    return fields.flatMap((block) => expandedItems(block, conditional || isConditional(block), depth + 1));
  });
}

/** Fields of a mapping with those of its `${{ if … }}:` and `${{ each … }}:` blocks in their place. */
export function expandedFields(fields: Fields, conditional = false, depth = 0): readonly ExpandedItem[] {
  if (depth > deepestBlock) return [];
  return [...fields.values()].flatMap((field) =>
    isBlock(field)
      ? expandedFields(fieldsOf(field), conditional || isConditional(field), depth + 1)
      : [{ entry: field, conditional }],
  );
}

/** The field where it stands below a `${{ if … }}:` of the mapping: it counts in some runs only. */
export function conditionalFields(fields: Fields, name: string): readonly Entry[] {
  const blocks = [...fields.values()].filter(isBlock);
  if (blocks.length === 0) return [];
  return expandedFields(new Map(blocks.map((block) => [block.name, block])))
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

/** The lists of stages, jobs and steps among the parameters of a template, told by what stands in them. */
export function handedTo(template: Entry | undefined): Handed {
  const handed = { stages: [] as Entry[], jobs: [] as Entry[], steps: [] as Entry[] };
  for (const { entry } of expandedFields(fieldsOf(fieldsOf(template).get("parameters")))) {
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
