import type { Item } from "../../../model/fact.ts";
import type { LocatedInstruction } from "../located.ts";
import { expand, itemOf, type VariableScope } from "./scope.ts";

/** Every pair of `ENV` or `LABEL` by its resolved name; all of them see the variables as they were before the instruction. */
export function readItems(located: LocatedInstruction, scope: VariableScope): ReadonlyMap<string, Item<string>> {
  const { escape, joined, pairs } = located.parsed;
  const items = new Map<string, Item<string>>();
  for (const { name: written, value, span } of pairs) {
    const name = expand(written, scope, escape);
    if (name === undefined || name === "" || !value) continue;
    const entry = pairs.length === 1 ? located.instruction.at : located.placeOf(span);
    const text = expand(joined.text.slice(value.start, value.end), scope, escape);
    items.set(name, itemOf(text, located.placeOf(value), entry));
  }
  return items;
}

/** Words of a list, paths or ports: those of a JSON array, else what blanks separate. */
export function readList(located: LocatedInstruction, scope: VariableScope): readonly Item<string>[] {
  const { escape, list } = located.parsed;
  return list.map(({ text, span }) => {
    const at = located.placeOf(span);
    return itemOf(expand(text, scope, escape), at, list.length === 1 ? located.instruction.at : at);
  });
}

/** The arguments as one text: `USER`, `WORKDIR`, `STOPSIGNAL`. Undefined when there are none yet. */
export function wholeText(located: LocatedInstruction, scope: VariableScope): Item<string> | undefined {
  const { command, escape, joined } = located.parsed;
  const { start, end } = command.args;
  if (start === end) return undefined;
  const text = expand(joined.text.slice(start, end), scope, escape);
  return itemOf(text === "" ? undefined : text, located.placeOf(command.args), located.instruction.at);
}
