import type { SimpleCommand, Word } from "../../model/command.ts";

/**
 * Script text in which every expression of the CI system is covered by characters that mean nothing to a shell, one
 * for one, so that quoting and offsets stay.
 */
export interface MaskedText {
  readonly text: string;
  hides(text: string): boolean;
  /** Text with the expressions as they were written. */
  restore(text: string): string;
}

// Private use: no script has a reason to hold them, and each of 256 neighbours gets its own.
const firstMask = 0xe000;
const maskCount = 256;
const masks = /[\ue000-\ue0ff]/;
const maskRuns = /([\ue000-\ue0ff])\1*/g;

/** Covers the given stretches, which must not overlap and come in order. */
export function maskStretches(text: string, stretches: readonly (readonly [start: number, end: number])[]): MaskedText {
  if (stretches.length === 0) return unmasked(text);
  let masked = "";
  let done = 0;
  const originals = new Map<string, string[]>();
  stretches.forEach(([start, end], index) => {
    const mark = String.fromCharCode(firstMask + (index % maskCount));
    masked += text.slice(done, start) + mark.repeat(end - start);
    done = end;
    const known = originals.get(mark);
    if (known) known.push(text.slice(start, end));
    else originals.set(mark, [text.slice(start, end)]);
  });
  masked += text.slice(done);

  return {
    text: masked,
    hides: (part) => masks.test(part),
    restore: (part) =>
      !masks.test(part)
        ? part
        : part.replace(maskRuns, (run, mark: string) => {
            const candidates = originals.get(mark) ?? [];
            return candidates.find((original) => original.length === run.length) ?? run;
          }),
  };
}

/** Covers what a pattern finds; it must be global. */
export function maskPattern(text: string, pattern: RegExp): MaskedText {
  return maskStretches(
    text,
    [...text.matchAll(pattern)].map((match) => [match.index, match.index + match[0].length] as const),
  );
}

function unmasked(text: string): MaskedText {
  return { text, hides: () => false, restore: (part) => part };
}

/** The commands with every word unreadable in which an expression hides. */
export function unmaskCommands(commands: readonly SimpleCommand[], masked: MaskedText): readonly SimpleCommand[] {
  if (!masks.test(masked.text)) return commands;
  const value = (text: string | undefined): string | undefined =>
    text === undefined || masked.hides(text) ? undefined : text;
  // A variable may hold an expression that the word itself does not show.
  const word = (one: Word): Word => ({
    value: value(one.value),
    text: masked.restore(one.text),
    at: one.at,
  });
  return commands.map((command) => ({
    ...command,
    words: command.words.map(word),
    wrappers: command.wrappers.map((words) => words.map(word)),
    assignments: command.assignments.map((one) => ({ ...one, value: value(one.value) })),
    redirects: command.redirects.map((one) => ({ ...one, target: one.target && word(one.target) })),
    heredocs: command.heredocs.map((one) => ({ ...one, content: masked.restore(one.content) })),
  }));
}
