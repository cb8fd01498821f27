import type { Item } from "../../../model/fact.ts";
import type { LocatedInstruction } from "../located.ts";
import { expand, itemOf, variableOf, type VariableScope } from "./scope.ts";
import type { Variable } from "../syntax/lexer.ts";

/** Values given to `ARG` from outside, and the variables before the first `FROM`. */
export interface Arguments {
  readonly given: ReadonlyMap<string, string>;
  readonly global: VariableScope;
  /** Where the variables before the first `FROM` were written. */
  readonly globalItems: ReadonlyMap<string, Item<string>>;
}

/** `ARG` in a stage, or before the first one when the scope is the global one. */
export function declare(
  located: LocatedInstruction,
  scope: VariableScope,
  items: Map<string, Item<string>>,
  args: Arguments,
): void {
  const { escape, joined, pairs: declarations } = located.parsed;
  for (const { name, value, nameSpan, span } of declarations) {
    const entry = declarations.length === 1 ? located.instruction.at : located.placeOf(span);
    const at = located.placeOf(value ?? nameSpan);
    const given = args.given.get(name);
    if (value || given !== undefined) {
      const item = itemOf(
        given ?? (value && expand(joined.text.slice(value.start, value.end), scope, escape)),
        at,
        entry,
      );
      items.set(name, item);
      scope.set(name, variableOf(item));
      continue;
    }

    const outer = args.globalItems.get(name);
    items.set(
      name,
      outer?.state === "known" && scope !== args.global
        ? { ...outer, at, entry, origin: outer.at }
        : { state: "unreadable", at, entry },
    );
    if (scope !== args.global) scope.set(name, withoutDefault(name, scope, args.global));
  }
}

/** A declaration without default takes what is declared before the first `FROM`, else it leaves what an `ENV` said. */
function withoutDefault(name: string, scope: VariableScope, global: VariableScope): Variable {
  const outer = global.get(name);
  if (outer.state !== "unset") return outer;
  const before = scope.get(name);
  return before.state === "set" ? before : outer;
}
