import type { Io } from "./io.ts";

/** One word of the command line, such as `check`. */
export interface Command {
  readonly name: string;
  /** Half a sentence for the list of commands. */
  readonly summary: string;
  readonly usage: string;
  /** Takes what follows the command's name; resolves to the exit code. */
  run(argv: readonly string[], io: Io): Promise<number>;
}

/** The arguments are invalid: the message is printed with the first line of the command's usage, and the exit code is 2. */
export class UsageError extends Error {}

/** The run cannot continue: said in one line, exit code 2. */
export class Failure extends Error {}

export function choice<T extends string>(flag: string, given: string, allowed: readonly T[]): T {
  const found = allowed.find((one) => one === given);
  if (found === undefined) throw new UsageError(`${flag} must be one of ${allowed.join(", ")}, not "${given}".`);
  return found;
}

const profiles = ["essential", "recommended", "strict"] as const;

/** The setting that `--profile` makes. */
export function profileFlag(given: string | undefined): { readonly profile?: (typeof profiles)[number] } {
  return given === undefined ? {} : { profile: choice("--profile", given, profiles) };
}
