import {
  containerSettings,
  type ContainerSetting,
  type ContainerSystem,
  type SettingKind,
} from "../../containerSettings/index.ts";
import type { Word } from "../../model/command.ts";
import { createService } from "../../model/createService.ts";
import type { Fact, ListFact } from "../../model/fact.ts";
import type { PartialText } from "../../model/partialText.ts";
import type { Place } from "../../model/place.ts";
import type { Service, ServiceIdentity, SettingFields, SettingTypes } from "../../model/service.ts";
import { parseMount, parsePort } from "../../model/values.ts";
import { readRunOptions, type RunOptions } from "../shell/dockerRun.ts";
import { runSyntax } from "../shell/run/flags.ts";
import type { OptionSyntax } from "../shell/run/options.ts";
import { asText, FactReader, readItem, readParts } from "../yaml/index.ts";
import { environmentOf, type EntryReader } from "../yaml/entryReader.ts";
import { fieldsOf, isNothing, type Entry, type Fields } from "../yaml/nodes.ts";
import { readScript, scriptOf, type Script } from "./script.ts";

export interface ContainerDraft {
  readonly name: string;
  readonly at: Place;
  readonly entry: Place;
  readonly complete: boolean;
  readonly image: Fact<string>;
  readonly keys?: ContainerKeys;
  /** Flags as for `docker create`. */
  readonly options?: Script | undefined;
}

/** The keys of a container in a CI system's YAML. */
export interface ContainerKeys {
  readonly system: ContainerSystem;
  readonly fields: Fields;
  readonly reader: EntryReader;
}

/** A container that the CI system starts, as a service. */
export const createContainer: (draft: ContainerDraft) => Service = createContainerReader(containerSettings);

export function createContainerReader<Row extends ContainerSetting>(
  settings: readonly Row[],
): (draft: ContainerDraft) => ServiceIdentity & SettingFields<Row> {
  const syntax = runSyntax(settings);
  return ({ name, at, entry, complete, image, keys, options }) => {
    const words = options && wordsOf(options);
    const flags = words && readFlags(words, at, syntax);
    const isComplete = complete && flags?.complete !== false;
    const identity = { origin: "workflow", uri: at.uri, name, at, entry, complete: isComplete } as const;
    const written: Partial<SettingTypes> = { image };
    if (words) optionWords.set(at, words);
    return createService(identity, settings, (kind, setting) => {
      const value = keys && valueAt(keys, setting.ci?.[keys.system]);
      const flag = flags?.read(kind, setting);
      return written[kind] ?? (keys && value ? keyReaders[kind]?.(value, keys.reader, flag) : undefined) ?? flag;
    });
  };
}

/** Systems whose key `options` has flags as for `docker create`. */
const systemsWithFlags: ReadonlySet<ContainerSystem> = new Set(["github", "azure"]);

/** A container written in a CI system's YAML: an image, or a mapping with keys. */
export function readContainer(value: Entry, name: string, image: Fact<string>, keys: ContainerKeys): Service {
  const { system, fields } = keys;
  const flags = systemsWithFlags.has(system) ? fields.get("options") : undefined;
  const options = flags && scriptOf(flags, system);
  return createContainer({ name, at: value.at, entry: value.entry, complete: true, image, keys, options });
}

// Rules see settings only. By the place of the container, which it keeps when it gets another name.
const optionWords = new WeakMap<Place, readonly Word[]>();

/** The options that a CI system passes to `docker create` for the container. */
export function optionWordsOf(container: Service): readonly Word[] {
  return optionWords.get(container.at) ?? [];
}

/** Reads flags without a `docker run` before them. */
function wordsOf(script: Script): readonly Word[] | undefined {
  // CI systems split the text at any blank, a shell ends the command at a line end.
  const masked = { ...script.masked, text: script.masked.text.replace(/[\r\n]/g, " ") };
  return readScript({ ...script, masked })[0]?.words;
}

function readFlags(words: readonly Word[], at: Place, syntax: OptionSyntax): RunOptions {
  const options = readRunOptions(words, 0, syntax, at);
  // No image follows, so what is left may be any number of options.
  return { ...options, complete: options.complete && options.end >= words.length };
}

function valueAt({ fields }: ContainerKeys, path: string | undefined): Entry | undefined {
  const [first, ...rest] = path?.split(".") ?? [];
  let value = first === undefined ? undefined : fields.get(first);
  for (const name of rest) value = fieldsOf(value).get(name);
  return value && isNothing(value) ? undefined : value;
}

/** Readers of keys; lists and mappings have the items of the flags as well. */
const keyReaders: {
  readonly [K in SettingKind]?: (
    value: Entry,
    reader: EntryReader,
    flag: SettingTypes[K] | undefined,
  ) => SettingTypes[K];
} = {
  text: (value, reader) => readItem(reader, value, asText),
  // That another command runs is all that is read of it.
  command: (value, reader) => reader.unreadable(value),
  entrypoint: (value, reader) => reader.unreadable(value),
  environment: (value, reader, flag) => new Map([...(flag ?? []), ...environmentOf(value, reader)]),
  mounts: (value, reader, flag) => withFlagItems(listOf(value, reader, parseMount), flag),
  ports: (value, reader, flag) => withFlagItems(listOf(value, reader, parsePort), flag),
};

/** CI systems refuse a single text in place of a list. */
function listOf<T>(
  value: Entry,
  reader: EntryReader,
  parse: (text: string | PartialText) => T | undefined,
): ListFact<T> {
  if (!reader.itemsOf(value)) return reader.unreadable(value);
  return new FactReader(reader, value.at).list(value, (item) => readParts(reader, item, parse));
}

function withFlagItems<T>(keys: ListFact<T>, flags: ListFact<T> | undefined): ListFact<T> {
  if (keys.state !== "known" || flags?.state !== "known") return keys;
  return { ...keys, value: [...keys.value, ...flags.value] };
}
