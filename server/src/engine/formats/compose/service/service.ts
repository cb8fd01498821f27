import {
  buildSettings,
  containerSettings,
  deployLimits,
  deployReservations,
  deploySettings,
  type ContainerSetting,
  type SettingKind,
} from "../../../containerSettings/index.ts";
import { asText } from "../../yaml/index.ts";
import { createService, settingFields, type ReadSetting } from "../../../model/createService.ts";
import type { Item } from "../../../model/fact.ts";
import type {
  Dependency,
  Deploy,
  Service,
  ServiceIdentity,
  SettingFields,
  SettingTypes,
} from "../../../model/service.ts";
import { parseBytes, parseCpus, parseDuration } from "../../../model/values.ts";
import { readBuild, readPath } from "./build.ts";
import { readCommand, readEntrypoint, readHealthcheck } from "./command.ts";
import {
  atName,
  createFactReader,
  known,
  parseYesNo,
  readAssignments,
  readItem,
  unreadable,
  type FactReader,
  type Valueless,
} from "./facts.ts";
import {
  keyOfMount,
  keyOfPort,
  keyOfText,
  readDevice,
  readDeviceRequests,
  readMount,
  readNetworkAliases,
  readPort,
  readUlimit,
  textOf,
} from "./items.ts";
import {
  entryOf,
  entryPlace,
  fileOf,
  isNull,
  keyPlace,
  placeOf,
  type ComposeSource,
  type MappingValue,
  type Site,
  type Value,
} from "../project/value.ts";

/** A service with everything merged that could be read. */
export interface MergedService {
  readonly name: string;
  readonly site: Site;
  readonly value: MappingValue;
  readonly complete: boolean;
}

/** What the readers of one service share. */
interface ServiceContext {
  readonly facts: FactReader;
  /** Another setting of the same service. */
  readonly get: (key: string) => Value | undefined;
  readonly fromOutside: Valueless;
}

type Readers = {
  readonly [K in SettingKind]: (value: Value, context: ServiceContext) => SettingTypes[K];
};

const readers: Readers = {
  text: (value, { facts }) => facts.text(value),
  image: (value, { facts }) => facts.image(value),
  boolean: (value, { facts }) => facts.parsed(value, parseYesNo),
  integer: (value, { facts }) => facts.integer(value),
  cpus: (value, { facts }) => facts.parsed(value, parseCpus),
  bytes: (value, { facts }) => facts.parsed(value, parseBytes),
  seconds: (value, { facts }) => facts.parsed(value, parseDuration),
  texts: (value, { facts }) => facts.texts(value),
  distinctTexts: (value, { facts }) => facts.texts(value, keyOfText),
  textOrTexts: (value, { facts }) => facts.texts(value, keyOfText),
  environment: (value, { fromOutside }) => readAssignments(value, fromOutside),
  labels: (value) => readAssignments(value, (_, entry) => known(entry, "")),
  sysctls: (value) => readAssignments(value, (_, entry) => unreadable(entry)),
  envFiles: (value, { facts }) => facts.list(value, readEnvFile, asText),
  command: (value, { facts, get }) => readCommand(value, facts, readEntrypoint(get("entrypoint"), facts)),
  entrypoint: (value, { facts }) => readEntrypoint(value, facts),
  healthcheck: (value, { facts }) => readHealthcheck(value, facts),
  build: (value, { facts, fromOutside }) =>
    readBuild(value, facts, (inner) => readSettings(buildSettings, inner, { facts, fromOutside })),
  intent: readIntent,
  dependencies: (value, { facts }) => readDependencies(value, facts),
  hostEntries: (value, { facts }) => readExtraHosts(value, facts),
  devices: (value, { facts }) => facts.list(value, readDevice, ({ container }) => container),
  deviceRequests: (value, { facts }) => readDeviceRequests(value, facts),
  networkMode: (value, { facts }) => facts.text(value),
  networks: (value, { facts }) => readNames(value, facts),
  networkAliases: (value, { facts }) => readNetworkAliases(value, facts),
  ulimits: (value) => readEach(value, readUlimit),
  mounts: (value, { facts }) => facts.list(value, readMount, keyOfMount),
  ports: (value, { facts }) => facts.list(value, readPort, keyOfPort),
  plain: (value, { facts }) => (isNull(value) ? facts.unset : known(value, plainOf(value))),
  deploy: readDeploy,
};

export const readService: (service: MergedService) => Service = createServiceReader(containerSettings);

export function createServiceReader<Row extends ContainerSetting>(
  settings: readonly Row[],
): (service: MergedService) => ServiceIdentity & SettingFields<Row> {
  return (service) => readMerged(service, settings);
}

function readMerged<Row extends ContainerSetting>(
  { name, site, value, complete }: MergedService,
  settings: readonly Row[],
): ServiceIdentity & SettingFields<Row> {
  const { file } = site;
  const at = keyPlace(site);
  const identity = {
    origin: "compose",
    uri: file.source.uri,
    name,
    at,
    entry: entryPlace(site),
    complete: complete && value.complete,
  } as const;
  const fromOutside: Valueless = (variable, entry) => readOutside(file, variable, entry);
  return createService(identity, settings, readerOf(value, { facts: createFactReader(at), fromOutside }));
}

/** Reads the settings that a mapping holds. */
function readerOf(value: Value | undefined, shared: Pick<ServiceContext, "facts" | "fromOutside">): ReadSetting {
  const get = (key: string): Value | undefined => entryOf(value, key);
  const { facts, fromOutside } = shared;
  const context: ServiceContext = { facts, fromOutside, get };
  return (kind, { compose }) => {
    const found = compose === undefined ? undefined : get(compose);
    return found && readers[kind](found, context);
  };
}

function readSettings<Row extends ContainerSetting>(
  settings: readonly Row[],
  value: Value | undefined,
  shared: Pick<ServiceContext, "facts" | "fromOutside">,
): SettingFields<Row> {
  return settingFields(settings, shared.facts.unset, readerOf(value, shared));
}

function readDeploy(value: Value, context: ServiceContext): Deploy {
  const resources = entryOf(value, "resources");
  const limits = entryOf(resources, "limits");
  const reservations = entryOf(resources, "reservations");
  return {
    entry: entryPlace(value.site),
    ...readSettings(deploySettings, value, context),
    limits: { entry: limits && entryPlace(limits.site), ...readSettings(deployLimits, limits, context) },
    reservations: {
      entry: reservations && entryPlace(reservations.site),
      ...readSettings(deployReservations, reservations, context),
    },
  };
}

/** A name without a value takes the one of the shell that runs docker compose, or of `.env`. */
function readOutside({ lookup }: ComposeSource, name: string, entry: Value): Item<string> {
  const found = lookup(name);
  return found ? known(entry, found.value, found.at) : unreadable(entry);
}

function readEnvFile(item: Value): Item<string> {
  const path = entryOf(item, "path") ?? item;
  const fact = readPath(path, fileOf(path).folder);
  return fact.state === "known" ? { ...fact, entry: entryPlace(item.site) } : unreadable(item);
}

/** A mapping of texts; a list counts as its texts joined by commas. */
function readIntent(value: Value | undefined): ReadonlyMap<string, Item<string>> {
  return readEach(value, (entry) => {
    if (entry.kind !== "list") return readItem(entry, asText);
    const texts = entry.items.map(textOf);
    return texts.every((text) => text !== undefined) ? known(entry, texts.join(",")) : unreadable(entry);
  });
}

function readEach<T>(value: Value | undefined, read: (value: Value) => Item<T>): ReadonlyMap<string, Item<T>> {
  if (value?.kind !== "mapping") return new Map();
  return new Map([...value.entries()].map(([name, entry]) => [name, read(entry)]));
}

function readDependencies(value: Value | undefined, facts: FactReader): readonly Dependency[] {
  if (value?.kind === "list") {
    return value.items.flatMap((item): readonly Dependency[] => {
      const service = textOf(item);
      if (service === undefined) return [];
      return [{ service, condition: facts.unset, at: placeOf(item.site), entry: entryPlace(item.site) }];
    });
  }
  if (value?.kind !== "mapping") return [];
  return [...value.entries()].map(([service, entry]) => ({
    service,
    condition: facts.text(entryOf(entry, "condition")),
    at: keyPlace(entry.site),
    entry: entryPlace(entry.site),
  }));
}

/** Names of a mapping with settings, or of a list. */
function readNames(value: Value | undefined, facts: FactReader) {
  if (value?.kind !== "mapping") return facts.texts(value);
  return known(
    value,
    [...value.entries()].map(([name, entry]) => known(atName(entry), name)),
  );
}

/** `host:address` of both syntaxes. */
function readExtraHosts(value: Value | undefined, facts: FactReader) {
  if (value?.kind !== "mapping") return facts.texts(value);
  const items = [...value.entries()].flatMap(([name, entry]) => {
    if (entry.kind === "scalar" && entry.isAssignment) return [readItem(entry, asText)];
    return (entry.kind === "list" ? entry.items : [entry]).map((address) =>
      readItem(address, (text) => `${name}:${text}`),
    );
  });
  return known(value, items);
}

/** Data of a value for those who look at it as a whole; parts that depend on a run, and more than anyone writes, are left out. */
function plainOf(value: Value, budget = { left: 500 }): unknown {
  if (value.kind === "lost" || budget.left-- <= 0) return undefined;
  if (value.kind === "scalar") return textOf(value);
  if (value.kind === "list") return value.items.map((item) => plainOf(item, budget));
  return Object.fromEntries([...value.entries()].map(([name, entry]) => [name, plainOf(entry, budget)]));
}
