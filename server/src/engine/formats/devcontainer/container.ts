import { containerSettings, type ContainerSetting, type SettingKind } from "../../containerSettings/index.ts";
import { createService } from "../../model/createService.ts";
import type { Fact, Item, ListFact, Unreadable, Unset } from "../../model/fact.ts";
import type { Neighbours } from "../../model/files.ts";
import type { PartialText } from "../../model/partialText.ts";
import type { Place } from "../../model/place.ts";
import type { Mount, Port, Service, ServiceIdentity, SettingFields, SettingTypes } from "../../model/service.ts";
import { parseBoolean, parseMountFlag, parsePort } from "../../model/values.ts";
import { readRunOptions } from "../shell/dockerRun.ts";
import { runSyntax } from "../shell/run/flags.ts";
import {
  fieldsOf,
  isNothing,
  itemsOf,
  mappingOf,
  placeOf,
  sequenceOf,
  textOf,
  type Entry,
  type Fields,
} from "../yaml/nodes.ts";
import { readBuild } from "./build.ts";
import { composeBase } from "./compose.ts";
import { featureGrant } from "./features.ts";
import { runWords } from "./runArgs.ts";
import type { ReadValue } from "./variables.ts";

export interface ContainerDraft {
  readonly uri: string;
  readonly fields: Fields;
  /** The whole file. */
  readonly entry: Place;
  readonly read: ReadValue;
  /** The workspace folder, which is mounted unless the file says otherwise. */
  readonly workspace: Mount;
}

/** The container that a devcontainer.json asks for, as a service. */
export function readContainer(draft: ContainerDraft, files: Neighbours): Service {
  const own = readOwn(draft);
  const named = composeService(draft.fields);
  if (!named) return own;
  const base = composeBase(draft.fields, named, draft.uri, files);
  return { ...own, ...(base ?? { image: { state: "unreadable", at: placeOf(named), entry: named.entry } }) };
}

/** The entry that names a service of Compose files, which an image or a Dockerfile replaces. */
export function composeService(fields: Fields): Entry | undefined {
  const isReplaced = fields.has("image") || fields.has("dockerFile") || fieldsOf(fields.get("build")).has("dockerfile");
  return isReplaced || !fields.has("dockerComposeFile") ? undefined : fields.get("service");
}

const readOwn: (draft: ContainerDraft) => Service = createContainerReader(containerSettings);

export function createContainerReader<Row extends ContainerSetting>(
  settings: readonly Row[],
): (draft: ContainerDraft) => ServiceIdentity & SettingFields<Row> {
  const syntax = runSyntax(settings);
  return (draft) => {
    const { uri, fields, entry, read } = draft;
    const service = composeService(fields);
    const naming = service ?? fields.get("image") ?? fields.get("build") ?? fields.get("dockerFile");
    const at = naming?.at ?? entry;
    const identity = {
      origin: "devcontainer",
      uri,
      name: (service && textOf(service)) ?? "container",
      at,
      entry,
      // Images and features bring settings of their own in their metadata.
      complete: false,
    } as const;
    const context: Context = { ...draft, unset: { state: "unset", at }, isCompose: service !== undefined };
    // Compose takes no options.
    const options = service ? undefined : readRunOptions(runWords(fields.get("runArgs"), read), 0, syntax, at);
    return createService(identity, settings, (kind, setting) => {
      const { field, devcontainer } = setting;
      const own = devcontainer === undefined ? undefined : fields.get(devcontainer);
      const flag = options?.read(kind, setting);
      const written = own && isNothing(own) ? undefined : own;
      return readers[kind]?.({ own: written, flag, field, context }) ?? flag;
    });
  };
}

interface Context extends ContainerDraft {
  readonly unset: Unset;
  readonly isCompose: boolean;
}

/** Where a setting may be written. */
interface Sources<T> {
  /** The property. */
  readonly own: Entry | undefined;
  /** Among the `runArgs`. */
  readonly flag: T | undefined;
  readonly field: string;
  readonly context: Context;
}

const readers: { readonly [K in SettingKind]?: (sources: Sources<SettingTypes[K]>) => SettingTypes[K] | undefined } = {
  // The options follow what the properties add, so they take precedence.
  text: ({ own, flag, context }) => (flag && flag.state !== "unset" ? flag : own && textFact(own, context)),
  image: ({ own, context }) => own && textFact(own, context),
  boolean: ({ own, flag, field, context }) => {
    const facts = [own && booleanFact(own), flag, ...(field === "privileged" ? privilegedBy(context) : [])];
    const written = facts.filter((fact) => fact !== undefined && fact.state !== "unset");
    return written.find((fact) => fact?.state === "known" && fact.value) ?? written[0];
  },
  texts: ({ own, flag, context }) => joined(own && textsOf(own, context), flag),
  distinctTexts: ({ own, flag, context }) => joined(own && textsOf(own, context), flag),
  environment: ({ own, flag, context }) =>
    new Map([...[...fieldsOf(own)].map(([name, entry]) => [name, textFact(entry, context)] as const), ...(flag ?? [])]),
  build: ({ context: { fields, uri, unset, read } }) => readBuild(fields, uri, unset, read),
  entrypoint: ({ context }) => replacedEntrypoint(context),
  mounts: ({ own, flag, context }) =>
    joined(
      joined(workspaceMounts(context), featureMounts(context)),
      joined(own && listOf(own, (item) => mountOf(item, context.read)), flag),
    ),
  // Compose files publish ports themselves.
  ports: ({ own, flag, context }) =>
    context.isCompose ? undefined : joined(own && listOf(own, (item) => portOf(item, context.read)), flag),
};

function textFact(value: Entry, { read }: Pick<Context, "read">): Item<string> {
  const text = textOf(value);
  const readable = text === undefined ? undefined : read(text);
  const place = { at: placeOf(value), entry: value.entry };
  if (typeof readable === "string") return { state: "known", value: readable, ...place };
  return { state: "unreadable", ...place, ...(readable && { partial: readable }) };
}

function booleanFact(value: Entry): Item<boolean> {
  const parsed = parseBoolean(textOf(value) ?? "");
  const place = { at: placeOf(value), entry: value.entry };
  return parsed === undefined ? { state: "unreadable", ...place } : { state: "known", value: parsed, ...place };
}

/** A list of texts, or the names of a mapping. */
function textsOf(value: Entry, context: Context): ListFact<string> {
  const names = [...fieldsOf(value)].map(([name, { at, entry }]): Item<string> => {
    return { state: "known", value: name, at, entry };
  });
  if (mappingOf(value)) return { state: "known", value: names, at: placeOf(value), entry: value.entry };
  return listOf(value, (item) => {
    const fact = textFact(item, context);
    return fact.state === "known" ? fact.value : undefined;
  });
}

/** A single value is a list of one. */
function listOf<T>(value: Entry, parse: (item: Entry) => T | undefined): ListFact<T> {
  const at = placeOf(value);
  if (mappingOf(value)) return { state: "unreadable", at, entry: value.entry };
  const items = itemsOf(value).map((item): Item<T> => {
    const parsed = parse(item);
    const place = sequenceOf(value) ? { at: item.at, entry: item.entry } : { at, entry: value.entry };
    return parsed === undefined ? { state: "unreadable", ...place } : { state: "known", value: parsed, ...place };
  });
  return { state: "known", value: items, at, entry: value.entry };
}

/** The items of both lists. */
function joined<T>(first: ListFact<T> | undefined, second: ListFact<T> | undefined): ListFact<T> | undefined {
  if (!first || first.state === "unset") return second;
  if (first.state === "unreadable" || !second || second.state === "unset") return first;
  return second.state === "unreadable" ? second : { ...first, value: [...first.value, ...second.value] };
}

function mountOf(item: Entry, read: ReadValue): Mount | undefined {
  const fields = fieldsOf(item);
  if (fields.size === 0) return mountIn(textOf(item), read);
  const [type, source, target] = ["type", "source", "target"].map((name) => textOf(fields.get(name)));
  if (target === undefined) return undefined;
  const written = [
    `type=${type ?? "volume"}`,
    ...(source === undefined ? [] : [`source=${source}`]),
    `target=${target}`,
  ];
  return written.some((field) => field.includes(",")) ? undefined : mountIn(written.join(","), read);
}

function mountIn(text: string | undefined, read: ReadValue): Mount | undefined {
  const readable = text === undefined ? undefined : read(text, true);
  return readable === undefined ? undefined : parseMountFlag(readable);
}

/** A number is published on the loopback address only. */
function portOf(item: Entry, read: ReadValue): Port | undefined {
  const text = textOf(item);
  if (text === undefined) return undefined;
  const isNumber = item.node.kind === "scalar" && item.node.style === "plain";
  const readable: string | PartialText | undefined = isNumber ? `127.0.0.1:${text}:${text}` : read(text);
  return readable === undefined ? undefined : parsePort(readable);
}

/** An empty `workspaceMount` mounts nothing; Compose files mount the folder themselves. */
function workspaceMounts({ fields, read, unset, workspace, isCompose }: Context): ListFact<Mount> | undefined {
  if (isCompose) return undefined;
  const own = fields.get("workspaceMount");
  if (!own) {
    const { at } = unset;
    return { state: "known", value: [{ state: "known", value: workspace, at, entry: at }], at, entry: at };
  }
  return textOf(own) === "" ? undefined : listOf(own, (item) => mountIn(textOf(item), read));
}

function featureMounts({ fields }: Context): ListFact<Mount> | undefined {
  const features = fields.get("features");
  if (!features) return undefined;
  const items = [...fieldsOf(features)].flatMap(([name, { at }]): readonly Item<Mount>[] => {
    const mount = featureGrant(name)?.mount;
    const value = mount === undefined ? undefined : parseMountFlag(mount);
    // The feature brings more than the mount.
    return value ? [{ state: "known", value, at, entry: at }] : [];
  });
  return items.length === 0
    ? undefined
    : { state: "known", value: items, at: placeOf(features), entry: features.entry };
}

function privilegedBy({ fields }: Context): readonly Fact<boolean>[] {
  return [...fieldsOf(fields.get("features"))].flatMap(([name, { at }]): readonly Fact<boolean>[] =>
    featureGrant(name)?.privileged === true ? [{ state: "known", value: true, at, entry: at }] : [],
  );
}

/**
 * A loop that waits runs in place of the image's process, unless `overrideCommand` is false. What Compose starts by
 * default is not read.
 * https://github.com/devcontainers/cli/blob/main/src/spec-node/singleContainer.ts
 */
function replacedEntrypoint({ fields, unset, isCompose }: Context): Unreadable | Unset {
  const own = fields.get("overrideCommand");
  if (!isCompose && textOf(own) === "false") return unset;
  const at = own ? placeOf(own) : unset.at;
  return { state: "unreadable", at, entry: own?.entry ?? at };
}
