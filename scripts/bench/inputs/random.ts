/** Draws from a seed: the same seed gives the same inputs on every machine. */
export interface Random {
  /** From 0 up to but not including `end`. */
  below(end: number): number;
  pick<T>(choices: readonly [T, ...T[]]): T;
  /** This many different choices, in their order. */
  some<T>(choices: readonly T[], count: number): readonly T[];
  /** Lower-case letters and digits, a letter first. */
  name(): string;
}

export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  // Mulberry32 by Tommy Ettinger, in the public domain.
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (end: number): number => Math.floor(next() * end);
  return {
    below,
    pick: (choices) => choices[below(choices.length)] ?? choices[0],
    some(choices, count) {
      const drawn = new Set<number>();
      while (drawn.size < Math.min(count, choices.length)) drawn.add(below(choices.length));
      return choices.filter((_, index) => drawn.has(index));
    },
    name: () => "abcdefghijklmnopqrstuvwxyz".charAt(below(26)) + Math.floor(next() * 36 ** 5).toString(36),
  };
}

/** Text of this many lines, made of whole blocks as long as they fit. */
export function repeated(lines: number, head: readonly string[], block: (index: number) => readonly string[]): string {
  const text = [...head];
  for (let index = 0; text.length < lines; index += 1) text.push(...block(index));
  return `${text.join("\n")}\n`;
}
