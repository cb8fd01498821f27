import { programName, type SimpleCommand, type Word } from "../../model/command.ts";

/** `"$@"` in every spelling. */
const everything = /^"?\$(?:[@*]|\{[@*]\})"?$/;
const numbered = /^"?\$(?:([1-9])|\{([1-9])\})"?$/;

/** The arguments of a script; undefined if they depend on a run. */
export type Arguments = readonly Word[] | undefined;

/** True if the command passes on arguments of its script. */
export function passesArguments({ words, wrappers }: SimpleCommand): boolean {
  return words.some(isPositional) || wrappers.some((own) => own.some(isPositional));
}

function isPositional({ text }: Word): boolean {
  return text.includes("$") && (everything.test(text) || numbered.test(text));
}

/** The words with the arguments in place of `"$@"` and `"$1"`. */
export function withArguments(words: readonly Word[], given: readonly Word[]): readonly Word[] {
  return words.flatMap((word): readonly Word[] => {
    if (everything.test(word.text)) return given;
    const number = numbered.exec(word.text);
    const argument = number ? given[Number(number[1] ?? number[2]) - 1] : undefined;
    return argument ? [argument] : [word];
  });
}

/** True for `shift`, and for `set` with words. */
export function setsArguments(command: SimpleCommand): boolean {
  const name = programName(command);
  return name === "shift" || (name === "set" && command.words[1]?.value === "--");
}

/** The arguments after `set -- …` or `shift`; the same ones after any other command. */
export function argumentsAfter(command: SimpleCommand, given: Arguments): Arguments {
  if (!setsArguments(command)) return given;
  const [program, first, ...rest] = command.words;
  const isUnsure = command.conditional || command.subshell;
  if (program?.value === "shift") {
    const count = Number(first?.value ?? (first ? Number.NaN : 1));
    return isUnsure || !Number.isInteger(count) ? undefined : given?.slice(count);
  }
  const passesOn = rest.some(({ text }) => everything.test(text));
  if (!isUnsure) return given || !passesOn ? withArguments(rest, given ?? []) : undefined;
  // `[ "${1#-}" != "$1" ] && set -- program "$@"` puts the program before its options: a program stays as it is.
  const isProgram = given?.[0]?.value?.startsWith("-") === false;
  return passesOn && isProgram ? given : undefined;
}
