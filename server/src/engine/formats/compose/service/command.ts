import type { CommandLine, SimpleCommand, Word } from "../../../model/command.ts";
import type { Fact, Known, Unreadable } from "../../../model/fact.ts";
import type { Place } from "../../../model/place.ts";
import { isPosixShell, readCommandLine, readShell } from "../../shell/index.ts";
import { known, parseYesNo, readText, unreadable, type FactReader, type ReadText } from "./facts.ts";
import { splitCommand } from "./shellwords.ts";
import { entryOf, fileOf, isNull, placeOf, type ScalarValue, type Value } from "../project/value.ts";
import { unknownPart } from "../project/variables.ts";

/** `entrypoint`: a list, or a text that docker compose splits into one. */
export function readEntrypoint(value: Value | undefined, { unset }: FactReader): Fact<CommandLine> {
  if (value === undefined || isNull(value)) return unset;
  return argumentVector(value) ?? unreadable(value);
}

/** `command`, as `readEntrypoint`; what it runs is opened when the entry point is a shell: `bash` with `-c …`. */
export function readCommand(
  value: Value | undefined,
  { unset }: FactReader,
  entrypoint: Fact<CommandLine>,
): Fact<CommandLine> {
  if (value === undefined || isNull(value)) return unset;
  const shell = entrypoint.state === "known" ? entrypoint.value.arguments : [];
  const isShell = isPosixShell(shell[0]?.value ?? "");
  return argumentVector(value, undefined, isShell ? shell : []) ?? unreadable(value);
}

/** `healthcheck`: its test, or `none` where it is switched off. */
export function readHealthcheck(value: Value | undefined, { unset }: FactReader): Fact<CommandLine | "none"> {
  if (value === undefined || isNull(value)) return unset;
  if (value.kind !== "mapping") return unreadable(value);
  const disable = entryOf(value, "disable");
  if (disable?.kind === "scalar" && !isNull(disable)) {
    const { text, isKnown } = readText(disable);
    const isDisabled = isKnown ? parseYesNo(text) : undefined;
    if (isDisabled === undefined) return unreadable(disable);
    if (isDisabled) return known(disable, "none");
  }
  const test = entryOf(value, "test");
  if (test === undefined || isNull(test)) return unset;
  return readTest(test) ?? unreadable(test);
}

function readTest(test: Value): Known<CommandLine | "none"> | Unreadable | undefined {
  if (test.kind === "scalar") return shellCommand(test, test);
  if (test.kind !== "list") return undefined;
  const [first, ...rest] = test.items;
  const form = first?.kind === "scalar" ? first.node.text : undefined;
  if (form === "NONE") return known(test, "none");
  if (form === "CMD") return argumentVector(test, rest);
  const [script] = rest;
  return form === "CMD-SHELL" && script?.kind === "scalar" ? shellCommand(test, script) : undefined;
}

function argumentVector(
  value: Value,
  items?: readonly Value[],
  before: readonly Word[] = [],
): Known<CommandLine> | undefined {
  const located =
    value.kind === "scalar"
      ? wordsOfText(value)
      : value.kind === "list"
        ? wordsOfItems(items ?? value.items)
        : undefined;
  if (!located) return undefined;
  const words = located.map(({ word }) => word);
  const process = [...before.map((word) => ({ word, script: "", placeAt: () => word.at })), ...located];
  return known(value, { form: "exec", arguments: words, commands: commandsIn(process, placeOf(value.site)) });
}

interface LocatedWord {
  readonly word: Word;
  /** The value with shell variables for the parts known only at run time. */
  readonly script: string;
  /** The place of a stretch of the word's value. */
  readonly placeAt: (start: number, end: number) => Place;
}

function commandsIn(located: readonly LocatedWord[], at: Place): readonly SimpleCommand[] {
  const places = new Map<Word, LocatedWord["placeAt"]>();
  const words = located.map(({ word, script, placeAt }, index) => {
    // A script is opened although some of it is unknown: `sh -c "migrate ${DB} && serve"`.
    const isScript = word.value === undefined && /^-[a-z]*c$/.test(located[index - 1]?.word.value ?? "");
    const opened = isScript ? { value: script, text: word.text, at: word.at } : word;
    places.set(opened, placeAt);
    return opened;
  });
  return readCommandLine(words, at, {
    placeIn: (word, start, end) => places.get(word)?.(start, end) ?? word.at,
  });
}

function wordsOfItems(items: readonly Value[]): readonly LocatedWord[] | undefined {
  const scalars = items.filter((item): item is ScalarValue => item.kind === "scalar");
  if (scalars.length < items.length) return undefined;
  return scalars.map((item) => {
    const read = readText(item);
    return { word: wordOf(item, read), script: shellText(read.text), placeAt: placesIn(item, read) };
  });
}

function wordsOfText(value: ScalarValue): readonly LocatedWord[] | undefined {
  const read = readText(value);
  const placeAt = placesIn(value, read);
  return splitCommand(read.text)?.map(({ value: text, start, end }) => {
    const isKnown = !text.includes(unknownPart);
    const written = fileOf(value).source.slice(read.placeAt(start, end).range);
    // Quotes before the content shift what is inside; escapes within are not followed.
    const shift = start + Math.max(0, read.text.slice(start, end).indexOf(text));
    return {
      word: { value: isKnown ? text : undefined, text: written, at: placeAt(start, end) },
      script: shellText(text),
      placeAt: (from, to) => placeAt(shift + from, shift + to),
    };
  });
}

function shellCommand(whole: Value, script: ScalarValue): Known<CommandLine> {
  const read = readText(script);
  const { commands } = readShell(shellText(read.text), placesIn(script, read));
  return known(whole, { form: "shell", arguments: [wordOf(script, read)], commands });
}

function wordOf(item: ScalarValue, { text, isKnown }: ReadText): Word {
  const { node } = item;
  return {
    value: isKnown ? text : undefined,
    text: fileOf(item).source.text.slice(node.start, node.end),
    at: placeOf(item.site),
  };
}

function shellText(text: string): string {
  return text.replaceAll(unknownPart, "$?");
}

function placesIn(value: ScalarValue, read: ReadText): LocatedWord["placeAt"] {
  return value.origin ? () => placeOf(value.site) : read.placeAt;
}
