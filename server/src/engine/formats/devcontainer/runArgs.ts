import type { Word } from "../../model/command.ts";
import { itemsOf, placeOf, scalarOf, type Entry } from "../yaml/nodes.ts";
import type { ReadValue } from "./variables.ts";

/** The options of `docker run` as the words of a command line. */
export function runWords(runArgs: Entry | undefined, read: ReadValue): readonly Word[] {
  return itemsOf(runArgs).flatMap((item): readonly Word[] => {
    const scalar = scalarOf(item);
    if (!scalar) return [];
    const at = placeOf(item);
    const written = item.source.text.slice(scalar.start, scalar.end);
    const value = read(scalar.text, true);
    if (value === undefined || typeof value !== "string") return [{ value: undefined, text: written, at }];
    // A text of another length has no places for its parts.
    return [{ value, text: value === scalar.text ? written : JSON.stringify(value), at }];
  });
}
