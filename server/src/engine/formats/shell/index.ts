import type { Place } from "../../model/place.ts";
import { readScript, type ShellScript } from "./script.ts";

export { readCommandLine } from "./commandLine.ts";
export type { ShellScript } from "./script.ts";
export { isForeignShell, isPosixShell } from "./shells.ts";

export interface ShellOptions {
  /** Variables that hold a known literal when the script begins. */
  readonly variables?: ReadonlyMap<string, string>;
}

/**
 * Reads the text that a shell receives: continuations of the format around it are already joined. `placeAt` gives the
 * place of a stretch of it, in UTF-16 offsets. Lines may end with CRLF. Never throws.
 */
export function readShell(
  text: string,
  placeAt: (start: number, end: number) => Place,
  options: ShellOptions = {},
): ShellScript {
  return readScript({ text, placeAt, ...options });
}
