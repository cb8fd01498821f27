import { text } from "node:stream/consumers";

/** Everything of a process that the command line uses. */
export interface Io {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: Output;
  readonly stderr: Output;
  /** The choice of the user, from an option. */
  readonly color?: boolean;
  readStdin(): Promise<string>;
}

export interface Output {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** The process itself. */
export function processIo(): Io {
  return {
    cwd: process.cwd(),
    env: process.env,
    stdout: process.stdout,
    stderr: process.stderr,
    readStdin: () => text(process.stdin),
  };
}

/** An option wins over FORCE_COLOR, that over NO_COLOR, and that over what the terminal can show. */
export function wantsColor({ stdout, env, color }: Io): boolean {
  if (color !== undefined) return color;
  const forced = env["FORCE_COLOR"];
  if (forced !== undefined) return forced !== "0" && forced !== "false";
  return stdout.isTTY === true && !env["NO_COLOR"] && env["TERM"] !== "dumb";
}
