import type { Definition, ProviderRecord, Records, SettingRecord } from "../records.ts";
import { under, type Condition } from "../ruby/conditions.ts";
import { mergedFolders, mergedNetworks, mergedProvisioners } from "./merge.ts";

/** What `config` sets for every machine, then what the machine sets itself, then what counts under one provider. */
export function combined(shared: Records, { records: own, condition }: Definition): Records {
  const join = <T extends Conditional>(part: (records: Records) => readonly T[]): T[] => {
    const all = [...part(shared), ...part(own)];
    return all.every((record) => record.condition.length === 0)
      ? all
      : all.flatMap((record) => given(record, condition));
  };
  const providers = join((records) => records.providers);
  const overriding = providers.filter(({ overrides }) => Object.values(overrides).some((part) => part.length > 0));
  const joinAll = <T extends Conditional>(part: (records: Records) => readonly T[]): T[] =>
    overriding.length === 0
      ? join(part)
      : [...join(part), ...overriding.flatMap((provider) => overridesOf(provider, part))];
  const settings = join((records) => records.settings);
  return {
    settings: overriding.length === 0 ? settings : [...settings, ...overriddenSettings(providers, settings)],
    providers,
    networks: mergedNetworks(joinAll((records) => records.networks)),
    folders: mergedFolders(joinAll((records) => records.folders)),
    provisioners: mergedProvisioners(joinAll((records) => records.provisioners)),
    triggers: joinAll((records) => records.triggers),
    calls: joinAll((records) => records.calls),
    oldCalls: joinAll((records) => records.oldCalls),
    strays: [...own.strays, ...shared.strays],
    unreadable: [...shared.unreadable, ...own.unreadable],
    changed: [...shared.changed, ...own.changed],
  };
}

interface Conditional {
  readonly condition: Condition;
}

/** The record as it counts where `condition` is known to hold; nothing where it never counts. */
export function given<T extends Conditional>(record: T, condition: Condition): readonly T[] {
  if (record.condition.length === 0) return [record];
  const rest = under(record.condition, condition);
  return rest ? [{ ...record, condition: rest }] : [];
}

/** What a provider's block overrides may count or not. */
function overridesOf<T extends Conditional>(
  { overrides, condition }: ProviderRecord,
  part: (records: Records) => readonly T[],
  way = { choice: { ways: 2 }, way: 0 },
): readonly T[] {
  return part(overrides).map((record) => ({ ...record, condition: [way, ...condition, ...record.condition] }));
}

/**
 * The machine's own setting is the one that counts; where it has none, a run goes with one of the providers. No machine
 * starts without a box, so of providers only those count that have one.
 */
function overriddenSettings(
  providers: readonly ProviderRecord[],
  own: readonly SettingRecord[],
): readonly SettingRecord[] {
  const certain = new Set(own.map(({ name }) => name));
  const isOpen = (setting: SettingRecord): boolean => !certain.has(setting.name);
  const among = (some: readonly ProviderRecord[], test: (setting: SettingRecord) => boolean): SettingRecord[] => {
    const names = [...new Set(some.map(({ name }) => name))];
    const choice = { ways: names.length };
    return some.flatMap((provider) =>
      overridesOf(provider, ({ settings }) => settings.filter(test), {
        choice,
        way: names.indexOf(provider.name),
      }),
    );
  };
  const withBox = providers.filter(({ overrides }) => overrides.settings.some(isBox));
  return [
    ...among(withBox, (setting) => isBox(setting) && isOpen(setting)),
    ...among(providers, (setting) => !isBox(setting) && isOpen(setting)),
  ];
}

function isBox({ name }: SettingRecord): boolean {
  return name === "vm.box";
}
