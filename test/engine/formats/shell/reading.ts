import { readShell, type ShellScript } from "../../../../server/src/engine/formats/shell/index.ts";
import type { SimpleCommand, Word } from "../../../../server/src/engine/model/command.ts";
import type { Place } from "../../../../server/src/engine/model/place.ts";
import { createSourceText, type SourceText } from "../../../../server/src/engine/model/text/sourceText.ts";

export interface Reading extends ShellScript {
  readonly source: SourceText;
  /** The text between `«` and `»`, in order. */
  readonly marked: readonly Place[];
}

/** Reads a script; `«` and `»` mark places and are not part of it. */
export function read(marked: string, variables?: ReadonlyMap<string, string>): Reading {
  const offsets: number[] = [];
  const text = marked.replace(/[«»]/g, (_, at: number) => {
    offsets.push(at - offsets.length);
    return "";
  });
  const source = createSourceText("file:///script.sh", text);
  const places: Place[] = [];
  for (let index = 0; index + 1 < offsets.length; index += 2) {
    places.push(source.placeAt(offsets[index] ?? 0, offsets[index + 1] ?? 0));
  }
  return { ...readShell(text, source.placeAt, variables && { variables }), source, marked: places };
}

/** The commands' words joined, `?` for parts known only at run time. */
export function lines(script: { readonly commands: readonly SimpleCommand[] }): readonly string[] {
  return script.commands.map((command) => words(command.words));
}

export function words(list: readonly Word[]): string {
  return list.map((word) => word.value ?? "?").join(" ");
}

/** What is said of each command beside its words: `b conditional last`. */
export function surroundings(text: string): readonly string[] {
  return read(text).commands.map((command) => {
    const { conditional, guarded, background, subshell, replacesShell, last, inFunction, pipeline } = command;
    const flags = Object.entries({ conditional, guarded, background, subshell, replacesShell, last })
      .filter(([, on]) => on)
      .map(([name]) => name);
    if (inFunction !== undefined) flags.push(`in ${inFunction}`);
    if (pipeline.length > 1) flags.push(`${String(pipeline.index + 1)}/${String(pipeline.length)}`);
    return [words(command.words), ...flags].join(" ");
  });
}
