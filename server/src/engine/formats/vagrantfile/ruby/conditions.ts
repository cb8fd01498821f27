/** A place where a run goes one of several ways; the empty way of an `if` without `else` is one too. */
export interface Choice {
  readonly ways: number;
}

/** What must hold for a statement to count, outermost first: at each choice the run goes the way with this index. */
export type Condition = readonly { readonly choice: Choice; readonly way: number }[];

export const always: Condition = [];

/** Returns what remains of a condition where `given` holds; undefined if both never hold together. */
export function under(condition: Condition, given: Condition): Condition | undefined {
  const { length } = common(condition, given);
  const [own, other] = [condition[length], given[length]];
  if (own && own.choice === other?.choice) return undefined;
  return length === 0 ? condition : condition.slice(length);
}

/** What holds wherever one of the two holds. */
export function common(left: Condition, right: Condition): Condition {
  const end = left.findIndex(({ choice, way }, at) => right[at]?.choice !== choice || right[at]?.way !== way);
  return end === -1 ? left : left.slice(0, end);
}

/** Something said under a condition. */
export interface Said<T> {
  readonly condition: Condition;
  readonly outcome: T;
}

/**
 * What holds after all has been said, in order: later words win, and where a run chooses, `join` unites what holds
 * after each way. `before` holds as long as nothing is said.
 */
export function lastSaid<T>(said: readonly Said<T>[], before: T, join: (outcomes: readonly T[]) => T): T {
  let result = before;
  for (let at = 0; at < said.length;) {
    const [first] = said[at]?.condition ?? [];
    if (!first) {
      result = said[at++]?.outcome ?? result;
      continue;
    }
    const start = at;
    while (said[at]?.condition[0]?.choice === first.choice) at += 1;
    const ways = Array.from({ length: first.choice.ways }, (): Said<T>[] => []);
    for (const { condition, outcome } of said.slice(start, at)) {
      ways[condition[0]?.way ?? 0]?.push({ condition: condition.slice(1), outcome });
    }
    const held = result;
    result = join(ways.map((way) => lastSaid(way, held, join)));
  }
  return result;
}
