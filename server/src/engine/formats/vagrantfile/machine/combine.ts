import type { Definition, ProviderRecord, Records, SettingRecord } from "../records.ts";
import { under, type Condition } from "../ruby/conditions.ts";
import { merged } from "./merge.ts";

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
    calls: merged(joinAll((records) => records.calls)),
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

/** The machine's own setting is the one that counts; where it has none, a run goes with one of the providers. */
function overriddenSettings(
  providers: readonly ProviderRecord[],
  own: readonly SettingRecord[],
): readonly SettingRecord[] {
  const certain = new Set(own.map(({ name }) => name));
  const types = [...new Set(providers.map(({ type }) => type))];
  const choice = { ways: types.length };
  const open = ({ settings }: Records): readonly SettingRecord[] => settings.filter(({ name }) => !certain.has(name));
  return providers.flatMap((provider) => overridesOf(provider, open, { choice, way: types.indexOf(provider.type) }));
}
