import { memo } from "./model/memo.ts";
import type { Branch, RuleDefinition } from "./rule.ts";

/** Returns the branches of a rule with their names; a rule without branches is one without a name. */
export const branchesOf = memo((rule: RuleDefinition): readonly (readonly [string | undefined, Branch])[] =>
  rule.branches ? Object.entries(rule.branches) : [[undefined, rule]],
);

/** The names that a configuration may give to rules. */
export interface RuleNames {
  readonly ids: readonly string[];
  /** Ids of other tools, each with the ids of the rules that have a branch of this name. */
  readonly aliases: ReadonlyMap<string, readonly string[]>;
}

/** Returns the same object for the same rules, because cached readings of a configuration are compared by it. */
export const namesOf = memo((rules: readonly RuleDefinition[]): RuleNames => {
  const aliases = new Map<string, string[]>();
  for (const rule of rules) {
    for (const alias of aliasesOf(rule)) aliases.set(alias, [...(aliases.get(alias) ?? []), rule.id]);
  }
  return { ids: rules.map(({ id }) => id), aliases };
});

/** Returns the aliases of all branches, each once. */
export function aliasesOf(rule: RuleDefinition): readonly string[] {
  return [...new Set(branchesOf(rule).flatMap(([, { aliases = [] }]) => aliases))];
}
