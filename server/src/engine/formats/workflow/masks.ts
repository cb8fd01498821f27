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

// Private use: no script has a reason to hold them, and each of 256 consecutive stretches gets its own.
const firstMask = 0xe000;
const maskCount = 256;
const masks = /[\ue000-\ue0ff]/;
const maskRuns = /([\ue000-\ue0ff])\1*/g;

/** Covers the given stretches, which must not overlap and come in order. */
export function maskStretches(text: string, stretches: readonly (readonly [start: number, end: number])[]): MaskedText {
  if (stretches.length === 0) return plain(text);
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

function plain(text: string): MaskedText {
  return { text, hides: () => false, restore: (part) => part };
}

/** The commands with every word unreadable in which an expression hides. */
export function unmaskCommands(commands: readonly SimpleCommand[], masked: MaskedText): readonly SimpleCommand[] {
  return masks.test(masked.text) ? commands.map((command) => unmasked(command, masked)) : commands;
}

function unmasked(command: SimpleCommand, { hides, restore }: MaskedText): SimpleCommand {
  const value = (text: string | undefined): string | undefined =>
    text === undefined || hides(text) ? undefined : text;
  // A variable may hold an expression that the word itself does not show.
  const isTouched = (one: Word): boolean => hides(one.text) || (one.value !== undefined && hides(one.value));
  const word = (one: Word): Word =>
    isTouched(one) ? { value: value(one.value), text: restore(one.text), at: one.at } : one;
  const { words, wrappers, assignments, redirects, heredocs } = command;
  const isUntouched =
    !words.some(isTouched) &&
    !wrappers.some((wrapper) => wrapper.some(isTouched)) &&
    !assignments.some((one) => one.value !== undefined && hides(one.value)) &&
    !redirects.some((one) => one.target && isTouched(one.target)) &&
    !heredocs.some((one) => hides(one.content));
  if (isUntouched) return command;
  return {
    ...command,
    words: words.map(word),
    wrappers: wrappers.map((wrapper) => wrapper.map(word)),
    assignments: assignments.map((one) => ({ ...one, value: value(one.value) })),
    redirects: redirects.map((one) => ({ ...one, target: one.target && word(one.target) })),
    heredocs: heredocs.map((one) => ({ ...one, content: restore(one.content) })),
  };
}
