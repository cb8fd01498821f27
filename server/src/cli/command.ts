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

/** What the user wrote cannot be meant: said with the command's usage, exit code 2. */
export class UsageError extends Error {}
