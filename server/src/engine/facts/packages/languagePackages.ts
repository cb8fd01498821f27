import { argumentsOf, programName, type SimpleCommand, type Word } from "../../model/command.ts";

/** A call of a package manager of a language. */
export interface LanguageCall {
  readonly manager: "pip" | "yarn";
  readonly program: Word;
  /** Undefined for a bare call, which is `install` for yarn. */
  readonly actionWord: Word | undefined;
  /** Words after the action. */
  readonly rest: readonly Word[];
}

/** Reads `pip install`, `python3 -m pip install`, `yarn install`; undefined for any other command. */
export function languageCall(command: SimpleCommand): LanguageCall | undefined {
  const [program, ...words] = command.words;
  const name = programName(command) ?? "";
  if (!program) return undefined;
  if (/^python[\d.]*$/.test(name)) {
    const module = words.findIndex(({ value }) => value === "-m");
    const pip = words[module + 1];
    return module !== -1 && pip?.value === "pip" ? callOf("pip", pip, words.slice(module + 2)) : undefined;
  }
  if (/^pip[\d.]*$/.test(name)) return callOf("pip", program, argumentsOf(command));
  return name === "yarn" ? callOf("yarn", program, argumentsOf(command)) : undefined;
}

function callOf(manager: LanguageCall["manager"], program: Word, words: readonly Word[]): LanguageCall {
  const index = words.findIndex(({ value }) => value === undefined || !value.startsWith("-"));
  return { manager, program, actionWord: words[index], rest: index === -1 ? [] : words.slice(index + 1) };
}
