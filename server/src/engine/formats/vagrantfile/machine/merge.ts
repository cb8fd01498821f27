import type { FolderRecord, NetworkRecord, ProvisionerRecord, SettingRecord } from "../records.ts";
import type { Condition } from "../ruby/conditions.ts";
import { scalarOf } from "../ruby/values.ts";

/** Networks by id: an entry takes the place of an earlier one and keeps the options that it does not set itself. */
export function mergedNetworks(records: readonly NetworkRecord[]): NetworkRecord[] {
  return merged(records, networkId, (earlier, later) => ({
    ...later,
    ...outline(earlier, later),
    options: together(earlier, later, ({ options }) => options),
    complete: earlier.complete && later.complete,
    replaces: earlier,
  }));
}

/** Undefined for networks that never replace each other. */
function networkId({ type, options, complete }: NetworkRecord): string | undefined {
  const value = (name: string): string | undefined => textOf(options, name);
  const id = value("id");
  if (id !== undefined && id !== "") return `${type}-${id}`;
  const [host, hostIp, protocol] = [value("host"), value("host_ip"), value("protocol")];
  if (type !== "forwarded_port" || !complete || id === undefined || !host) return undefined;
  if (hostIp === undefined || protocol === undefined) return undefined;
  return `${type}-${hostIp}-${protocol || "tcp"}-${host}`;
}

/** Folders by name or by the guest's path as it is written. */
export function mergedFolders(records: readonly FolderRecord[]): FolderRecord[] {
  return merged(records, folderId, (earlier, later) => ({
    ...later,
    ...outline(earlier, later),
    source: together(earlier, later, ({ source }) => source),
    target: together(earlier, later, ({ target }) => target),
    // Each call enables the folder again.
    options: together(earlier, later, ({ options }) =>
      options === earlier.options && later.condition.length === 0
        ? options.filter(({ name }) => name !== "disabled")
        : options,
    ),
    complete: earlier.complete && later.complete,
    replaces: earlier,
  }));
}

/** The key of a folder; undefined if it cannot be read. */
export function folderId({ target, options }: FolderRecord): string | undefined {
  const name = textOf(options, "name");
  return name === "" ? textOf(target, "") || undefined : name;
}

/** Provisioners by name: where a later block names one again, it runs in the position of the later one. */
export function mergedProvisioners(records: readonly ProvisionerRecord[]): ProvisionerRecord[] {
  const result: ProvisionerRecord[] = [];
  for (const later of records) {
    const at = later.name === undefined ? -1 : result.findIndex((one) => isMerged(one, later));
    const earlier = result[at];
    if (!earlier) {
      result.push(later);
      continue;
    }
    const both: ProvisionerRecord = {
      ...later,
      ...outline(earlier, later),
      type: earlier.type,
      options: together(earlier, later, ({ options }) => options),
      calls: together(earlier, later, ({ calls }) => calls),
      complete: earlier.complete && later.complete,
    };
    const staysInPlace = earlier.layer === later.layer || textOf(later.options, "preserve_order") === "true";
    if (staysInPlace) result[at] = both;
    else result.splice(at, 1, ...result.splice(at + 1), both);
  }
  return result;
}

function isMerged(earlier: ProvisionerRecord, later: ProvisionerRecord): boolean {
  return earlier.name === later.name && countsWherever(earlier, later);
}

interface Mergeable {
  readonly condition: Condition;
  readonly entry: NetworkRecord["entry"];
  readonly head: NetworkRecord["head"];
  readonly nameSpan?: NetworkRecord["head"];
}

function merged<T extends Mergeable>(
  records: readonly T[],
  idOf: (record: T) => string | undefined,
  merge: (earlier: T, later: T) => T,
): T[] {
  if (records.length < 2) return [...records];
  const result: T[] = [];
  const positions = new Map<string, number>();
  for (const record of records) {
    const id = idOf(record);
    const at = id === undefined ? undefined : positions.get(id);
    const earlier = at === undefined ? undefined : result[at];
    if (at !== undefined && earlier && countsWherever(earlier, record)) result[at] = merge(earlier, record);
    else {
      if (id !== undefined) positions.set(id, result.length);
      result.push(record);
    }
  }
  return result;
}

/** True unless both hang on a run that may go the way of one and not of the other. */
function countsWherever({ condition: first }: Mergeable, { condition: second }: Mergeable): boolean {
  const shorter = first.length < second.length ? first : second;
  return shorter.every(({ choice, way }, index) => {
    const [one, other] = [first[index], second[index]];
    return one?.choice === choice && other?.choice === choice && one.way === way && other.way === way;
  });
}

/** The place and condition of two merged records: those of the one that counts more often, the later one if equal. */
function outline<T extends Mergeable>(earlier: T, later: T): Mergeable {
  const { condition, entry, head, nameSpan } = later.condition.length > earlier.condition.length ? earlier : later;
  return { condition, entry, head, ...(nameSpan ? { nameSpan } : {}) };
}

/** The parts of both, each under what is left of its record's condition. */
function together<T extends Mergeable, P extends { readonly condition: Condition }>(
  earlier: T,
  later: T,
  partsOf: (record: T) => readonly P[],
): P[] {
  const { length } = outline(earlier, later).condition;
  return [earlier, later].flatMap((record) => {
    const rest = record.condition.slice(length);
    const parts = partsOf(record);
    return rest.length === 0 ? parts : parts.map((part) => ({ ...part, condition: [...rest, ...part.condition] }));
  });
}

/** The value among settings, empty if there is none; undefined if it cannot be read. */
function textOf(records: readonly SettingRecord[], name: string): string | undefined {
  const found = records.filter((record) => record.name === name);
  const last = found[found.length - 1];
  if (!last) return "";
  const value = last.condition.length === 0 ? scalarOf(last.value) : undefined;
  return value === undefined ? undefined : String(value ?? "");
}
