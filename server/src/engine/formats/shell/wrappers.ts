import type { Word } from "../../model/command.ts";
import { posixShells } from "./shells.ts";
import { wrapperSyntax, type WrapperSyntax } from "./wrapperSyntax.ts";

export interface Unwrapped {
  /** The program that runs and its arguments; never empty. A shell with a script stays here for a script that cannot be read. */
  readonly words: readonly Word[];
  readonly wrappers: readonly (readonly Word[])[];
  /** `NAME=value` words of `env` and `sudo`. */
  readonly assignments: readonly Word[];
  /** Written after `exec`. */
  readonly replacesShell: boolean;
  /** The word whose text the program, a shell, reads as a script, and the shell's other words. */
  readonly script: { readonly word: Word; readonly shell: readonly Word[] } | undefined;
  /** The program is a shell that reads a script from its standard input. */
  readonly readsInput: boolean;
}

const maximumWrappers = 16;
const runners: ReadonlySet<string> = new Set([
  ...Object.keys(wrapperSyntax),
  ...posixShells,
  "eval",
  "newgrp",
  "runuser",
  "sg",
  "su",
]);
const none: readonly never[] = [];

/** Looks through programs that only run another one. */
export function unwrap(command: readonly Word[]): Unwrapped {
  if (!runners.has(programOf(command) ?? "")) {
    return {
      words: command,
      wrappers: none,
      assignments: none,
      replacesShell: false,
      script: undefined,
      readsInput: false,
    };
  }
  const wrappers: (readonly Word[])[] = [];
  const assignments: Word[] = [];
  let words = command;
  let replacesShell = false;
  let builtins = true;
  while (wrappers.length < maximumWrappers) {
    const name = programOf(words);
    const length = name === undefined ? undefined : wrapperLength(name, words);
    if (name === undefined || length === undefined) break;
    const own = words.slice(0, length);
    if (wrapperSyntax[name]?.assignments) assignments.push(...own.slice(1).filter(isAssignment));
    if (builtins && name === "exec") replacesShell = true;
    if (name !== "command" && name !== "builtin") builtins = false;
    wrappers.push(own);
    words = words.slice(length);
  }
  const name = programOf(words);
  return {
    words,
    wrappers,
    assignments,
    replacesShell,
    script: name === undefined ? undefined : scriptOf(name, words),
    readsInput: name !== undefined && readsScriptFromInput(name, words),
  };
}

function programOf(words: readonly Word[]): string | undefined {
  const path = words[0]?.value;
  const slash = path?.lastIndexOf("/") ?? -1;
  return slash === -1 ? path : path?.slice(slash + 1);
}

function isAssignment(word: Word | undefined): boolean {
  return word !== undefined && /^["']?[A-Za-z_]\w*=/.test(word.text);
}

/** How many words belong to the wrapper; undefined when it runs nothing or has options that are not known. */
function wrapperLength(name: string, words: readonly Word[]): number | undefined {
  const length = name === "runuser" ? runuserLength(words) : tableLength(name, words);
  return length !== undefined && length < words.length ? length : undefined;
}

function tableLength(name: string, words: readonly Word[]): number | undefined {
  if (!Object.hasOwn(wrapperSyntax, name)) return undefined;
  const syntax = wrapperSyntax[name];
  if (syntax === undefined) return undefined;
  let at = afterOptions(words, 1, syntax);
  if (at === undefined) return undefined;
  while (syntax.assignments && isAssignment(words[at])) at += 1;
  at += syntax.operands ?? 0;
  if (syntax.opensText && isCommandOption(words[at])) return undefined;
  return words[at]?.value === "--" ? at + 1 : at;
}

function isCommandOption(word: Word | undefined): boolean {
  return word?.value === "-c" || word?.value === "--command";
}

function afterOptions(words: readonly Word[], start: number, syntax: WrapperSyntax): number | undefined {
  let at = start;
  for (;;) {
    const option = words[at]?.value;
    if (option === undefined || !option.startsWith("-")) return at;
    // `env -` is `env -i`.
    if (option === "--") return at + 1;
    const length = option.startsWith("--") ? longLength(option, syntax) : shortLength(option, syntax);
    if (length === undefined) return undefined;
    at += length;
  }
}

function longLength(option: string, syntax: WrapperSyntax): number | undefined {
  const name = option.slice(2);
  if (name.includes("=") || syntax.longFlags?.includes(name)) return 1;
  return syntax.longValues?.includes(name) ? 2 : undefined;
}

function shortLength(option: string, syntax: WrapperSyntax): number | undefined {
  for (let at = 1; at < option.length; at += 1) {
    const letter = option.charAt(at);
    if (syntax.optional?.includes(letter)) return 1;
    if (syntax.values?.includes(letter)) return at === option.length - 1 ? 2 : 1;
    if (!syntax.flags?.includes(letter)) return undefined;
  }
  return 1;
}

const runuser: WrapperSyntax = {
  flags: "flmpP",
  values: "gGsuwT",
  longFlags: ["fast", "login", "preserve-environment", "pty"],
  longValues: ["group", "shell", "supp-group", "user", "whitelist-environment"],
};

/** `runuser -u name [--] program …`; without `-u` it is `su`. */
function runuserLength(words: readonly Word[]): number | undefined {
  const at = afterOptions(words, 1, runuser);
  if (at === undefined) return undefined;
  const namesUser = words.slice(1, at).some(({ value }) => /^(-[flmpP]*u|--user(=|$))/.test(value ?? ""));
  return namesUser ? at : undefined;
}

function scriptOf(name: string, words: readonly Word[]): Unwrapped["script"] {
  let at: number | undefined;
  if (posixShells.has(name)) at = shellScriptIndex(words);
  else if (name === "su" || name === "runuser" || name === "sg") at = suScriptIndex(words);
  else if (name === "flock") at = flockScriptIndex(words);
  else if (name === "eval" && words.length === 2) at = 1;
  const word = at === undefined ? undefined : words[at];
  return word && { word, shell: words.slice(0, at) };
}

/** `flock [options] file -c text`. */
function flockScriptIndex(words: readonly Word[]): number | undefined {
  const { flock } = wrapperSyntax;
  const file = flock && afterOptions(words, 1, flock);
  return file !== undefined && isCommandOption(words[file + 1]) ? file + 2 : undefined;
}

interface ShellOptions {
  readonly command: boolean;
  readonly stdin: boolean;
  /** Index of the first word after the options. */
  readonly end: number;
}

function shellOptions(words: readonly Word[]): ShellOptions | undefined {
  let command = false;
  let stdin = false;
  let at = 1;
  for (; at < words.length; at += 1) {
    const option = words[at]?.value;
    if (option === undefined || !/^[-+]./.test(option)) break;
    if (option === "--") return { command, stdin, end: at + 1 };
    if (option === "--rcfile" || option === "--init-file") at += 1;
    if (option.startsWith("--")) continue;
    if (!/^[-+][A-Za-z]+$/.test(option)) return undefined;
    command ||= option.startsWith("-") && option.includes("c");
    stdin ||= option.startsWith("-") && option.includes("s");
    // `-o pipefail`, also in `-euo pipefail`.
    if (/[oO]$/.test(option)) at += 1;
  }
  return { command, stdin, end: at };
}

function shellScriptIndex(words: readonly Word[]): number | undefined {
  const options = shellOptions(words);
  return options?.command ? options.end : undefined;
}

/** `su [options] [-] [user [arguments]]` with `-c text` anywhere. */
function suScriptIndex(words: readonly Word[]): number | undefined {
  for (let at = 1; at < words.length; at += 1) {
    const option = words[at]?.value ?? "";
    if (option === "--command" || /^-[flmpP]*c$/.test(option)) return at + 1;
    if (/^(-[gGsTuw]|--(group|shell|supp-group|whitelist-environment))$/.test(option)) at += 1;
  }
  return undefined;
}

function readsScriptFromInput(name: string, words: readonly Word[]): boolean {
  if (posixShells.has(name)) {
    const options = shellOptions(words);
    if (options === undefined || options.command) return false;
    const operand = words[options.end];
    return operand === undefined || options.stdin || operand.value === "-" || operand.value === "/dev/stdin";
  }
  if (name === "su" || name === "newgrp") return suScriptIndex(words) === undefined;
  return (
    name === "sudo" &&
    words.length > 1 &&
    words.slice(1).every(({ value }) => /^(-[ins]+|--login|--shell)$/.test(value ?? ""))
  );
}
