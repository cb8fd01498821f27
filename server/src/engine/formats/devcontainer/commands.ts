import type { SimpleCommand, Word } from "../../model/command.ts";
import { readCommandLine, readShell } from "../shell/index.ts";
import { fieldsOf, itemsOf, placeOf, scalarOf, sequenceOf, type Entry, type Fields } from "../yaml/nodes.ts";
import { scalarText } from "../yaml/index.ts";

/** Commands that run in the container, in the order in which they do. `initializeCommand` runs on the host. */
const lifecycleKeys = [
  "onCreateCommand",
  "updateContentCommand",
  "postCreateCommand",
  "postStartCommand",
  "postAttachCommand",
] as const;

export function lifecycleCommands(fields: Fields): readonly SimpleCommand[] {
  return lifecycleKeys.flatMap((key) => {
    const value = fields.get(key);
    if (!value) return [];
    // A mapping names commands that run at the same time.
    const parallel = [...fieldsOf(value).values()];
    return (parallel.length > 0 ? parallel : [value]).flatMap(commandsOf);
  });
}

/** A text for a shell, or an argument vector. */
function commandsOf(value: Entry): readonly SimpleCommand[] {
  if (sequenceOf(value)) {
    const words = itemsOf(value).map(wordOf);
    return words.includes(undefined)
      ? []
      : readCommandLine(
          words.filter((word) => word !== undefined),
          placeOf(value),
        );
  }
  const scalar = scalarOf(value);
  if (scalar?.style !== "double") return [];
  const { text, placeAt } = scalarText(value.source, scalar);
  return readShell(text, placeAt).commands;
}

function wordOf(item: Entry): Word | undefined {
  const scalar = scalarOf(item);
  if (!scalar) return undefined;
  const value = scalar.text.includes("${") ? undefined : scalar.text;
  return { value, text: item.source.text.slice(scalar.start, scalar.end), at: placeOf(item) };
}
