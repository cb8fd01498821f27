import {
  containerSettings,
  type ContainerSetting,
  type ContainerSystem,
  type SettingKind,
} from "../../containerSettings/index.ts";
import { createService } from "../../model/createService.ts";
import type { Fact, Item, ListFact, Unreadable } from "../../model/fact.ts";
import { partialTextOf, type PartialText } from "../../model/partialText.ts";
import type { Place } from "../../model/place.ts";
import type { Service, ServiceIdentity, SettingFields, SettingTypes } from "../../model/service.ts";
import { parseMount, parsePort } from "../../model/values.ts";
import { readRunOptions, type RunOptions } from "../shell/dockerRun.ts";
import { runSyntax } from "../shell/run/flags.ts";
import type { OptionSyntax } from "../shell/run/options.ts";
import { expressionsOf } from "./expressions.ts";
import { fieldsOf, isNothing, listFact, placeOf, textItem, textOf, type Entry, type Fields } from "../yaml/nodes.ts";
import { readScript, type Script } from "./script.ts";

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
  /** Returns a text without expressions of the CI system, or undefined if it cannot be resolved. */
  readonly reads: (text: string) => string | undefined;
}

/** A container that the CI system starts, as a service. */
export const createContainer: (draft: ContainerDraft) => Service = createContainerReader(containerSettings);

export function createContainerReader<Row extends ContainerSetting>(
  settings: readonly Row[],
): (draft: ContainerDraft) => ServiceIdentity & SettingFields<Row> {
  const syntax = runSyntax(settings);
  return ({ name, at, entry, complete, image, keys, options }) => {
    const flags = options && readFlags(options, at, syntax);
    const isComplete = complete && flags?.complete !== false;
    const identity = { origin: "workflow", uri: at.uri, name, at, entry, complete: isComplete } as const;
    const written: Partial<SettingTypes> = { image };
    return createService(identity, settings, (kind, setting) => {
      const value = keys && valueAt(keys, setting.ci?.[keys.system]);
      const flag = flags?.read(kind, setting);
      return written[kind] ?? (keys && value ? keyReaders[kind]?.(value, keys, flag) : undefined) ?? flag;
    });
  };
}

/** Reads flags without a `docker run` before them. */
function readFlags(script: Script, at: Place, syntax: OptionSyntax): RunOptions | undefined {
  // CI systems split the text at any blank, a shell ends the command at a line end.
  const masked = { ...script.masked, text: script.masked.text.replace(/[\r\n]/g, " ") };
  const [command] = readScript({ ...script, masked });
  if (!command) return undefined;
  const options = readRunOptions(command.words, 0, syntax, at);
  // No image follows, so what is left may be any number of options.
  return { ...options, complete: options.complete && options.end >= command.words.length };
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
    keys: ContainerKeys,
    flag: SettingTypes[K] | undefined,
  ) => SettingTypes[K];
} = {
  text: (value, { reads }) => textItem(value, reads),
  // That another command runs is all that is read of it.
  command: unread,
  entrypoint: unread,
  environment: (value, { reads }, flag) => new Map([...(flag ?? []), ...environmentOf(value, reads)]),
  mounts: (value, keys, flag) => withFlagItems(listOf(value, keys, parseMount), flag),
  ports: (value, keys, flag) => withFlagItems(listOf(value, keys, parsePort), flag),
};

function unread(value: Entry): Unreadable {
  return { state: "unreadable", at: placeOf(value), entry: value.entry };
}

function listOf<T>(
  value: Entry,
  { reads, system }: ContainerKeys,
  parse: (text: string | PartialText) => T | undefined,
): ListFact<T> {
  return listFact(value, value.at, (text) => {
    const readable = reads(text) ?? partialTextOf(text, expressionsOf(system));
    return readable === undefined ? undefined : parse(readable);
  });
}

function withFlagItems<T>(keys: ListFact<T>, flags: ListFact<T> | undefined): ListFact<T> {
  if (keys.state !== "known" || flags?.state !== "known") return keys;
  return { ...keys, value: [...keys.value, ...flags.value] };
}

/** Adds the readable parts of an unreadable reference. */
export function withKnownParts(
  fact: Fact<string>,
  image: Entry | undefined,
  pattern: RegExp,
  reads: (text: string) => string | undefined,
): Fact<string> {
  const text = fact.state === "unreadable" ? textOf(image) : undefined;
  const partial = text === undefined ? undefined : partialTextOf(text, pattern, reads);
  return fact.state === "unreadable" && partial ? { ...fact, partial } : fact;
}

/** A mapping of variables. */
export function environmentOf(
  value: Entry | undefined,
  reads: (text: string) => string | undefined,
): ReadonlyMap<string, Item<string>> {
  return new Map([...fieldsOf(value)].map(([name, entry]) => [name, textItem(entry, reads)]));
}
