import {
  deployLimits,
  deployReservations,
  deploySettings,
  type ContainerSetting,
  type SettingKind,
} from "../containerSettings/index.ts";
import type { Unset } from "./fact.ts";
import { memo } from "./memo.ts";
import type { ServiceIdentity, SettingFields, SettingTypes } from "./service.ts";

/** Returns the value of a setting, or undefined if the file does not have it. */
export type ReadSetting = <K extends SettingKind>(kind: K, setting: ContainerSetting) => SettingTypes[K] | undefined;

const readNothing: ReadSetting = () => undefined;

/** A service with the settings that `read` finds; the others are unset at its name. */
export function createService<Row extends ContainerSetting>(
  { origin, uri, name, at, entry, client, complete }: Identity,
  settings: readonly Row[],
  read: ReadSetting = readNothing,
): ServiceIdentity & SettingFields<Row> {
  const service: ServiceIdentity = {
    ...shapeOf(settings),
    kind: "service",
    origin,
    uri,
    name,
    at,
    entry,
    client,
    complete,
  };
  return addFields(service, settings, { state: "unset", at }, read);
}

type Identity = Omit<ServiceIdentity, "kind" | "client"> & Partial<Pick<ServiceIdentity, "client">>;

const identityFields: readonly (keyof ServiceIdentity)[] = [
  "kind",
  "origin",
  "uri",
  "name",
  "at",
  "entry",
  "client",
  "complete",
];

/** Returns an object with the fields of all services. Copies of it share one shape, so they are faster to make and read. */
const shapeOf = memo((settings: readonly ContainerSetting[]): object =>
  Object.fromEntries([...identityFields, ...settings.map(({ field }) => field)].map((name) => [name, undefined])),
);

/** The fields of the settings of a table. */
export function settingFields<Row extends ContainerSetting>(
  settings: readonly Row[],
  unset: Unset,
  read: ReadSetting,
): SettingFields<Row> {
  return addFields({}, settings, unset, read);
}

function addFields<T extends object, Row extends ContainerSetting>(
  target: T,
  settings: readonly Row[],
  unset: Unset,
  read: ReadSetting,
): T & SettingFields<Row> {
  const fields: Record<string, unknown> = target as Record<string, unknown>;
  for (const setting of settings) {
    const { field, kind } = setting;
    fields[field] = read(kind, setting) ?? unsetValue(kind, unset);
  }
  // Each field holds a value of its kind now, which the compiler cannot see.
  return fields as T & SettingFields<Row>;
}

const emptyMap: ReadonlyMap<string, never> = new Map<string, never>();

function unsetValue(kind: SettingKind, unset: Unset): SettingTypes[SettingKind] {
  switch (kind) {
    case "environment":
    case "labels":
    case "sysctls":
    case "intent":
    case "ulimits":
      return emptyMap;
    case "dependencies":
      return [];
    case "deploy":
      return {
        entry: undefined,
        ...settingFields(deploySettings, unset, readNothing),
        limits: { entry: undefined, ...settingFields(deployLimits, unset, readNothing) },
        reservations: { entry: undefined, ...settingFields(deployReservations, unset, readNothing) },
      };
    default:
      return unset;
  }
}
