import type { CallRecord, SettingRecord } from "../records.ts";
import type { Condition } from "../ruby/conditions.ts";
import { scalarOf } from "../ruby/values.ts";

/**
 * Calls as Vagrant keeps them: a network, folder or provisioner takes the place of an earlier one of the same id, with the
 * options that it does not set itself.
 */
export function merged(records: readonly CallRecord[]): CallRecord[] {
  const result: CallRecord[] = [];
  const ids: (string | undefined)[] = [];
  for (const later of records) {
    const id = idOf(later);
    const at = id === undefined ? -1 : ids.findIndex((one, index) => one === id && isMerged(result[index], later));
    const earlier = result[at];
    const both = earlier ? mergedCall(earlier, later) : later;
    if (earlier && staysInPlace(earlier, later)) {
      result[at] = both;
      continue;
    }
    if (earlier) {
      result.splice(at, 1);
      ids.splice(at, 1);
    }
    result.push(both);
    ids.push(id);
  }
  return result;
}

function isMerged(earlier: CallRecord | undefined, later: CallRecord): boolean {
  return earlier?.name === later.name && countsWherever(earlier, later);
}

/** A provisioner that a later block names again runs in the position of the later one. */
function staysInPlace(earlier: CallRecord, later: CallRecord): boolean {
  return later.id === undefined || earlier.frame === later.frame || textOf(later.options, "preserve_order") === "true";
}

function mergedCall(earlier: CallRecord, later: CallRecord): CallRecord {
  const isFolder = later.name === "vm.synced_folder" && later.condition.length === 0;
  return {
    ...later,
    ...outline(earlier, later),
    type: earlier.type,
    arguments: together(earlier, later, (record) => record.arguments),
    options: together(earlier, later, ({ options }) =>
      // Each call enables a folder again.
      isFolder && options === earlier.options ? options.filter(({ name }) => name !== "disabled") : options,
    ),
    calls: together(earlier, later, ({ calls }) => calls),
    complete: earlier.complete && later.complete,
    replaces: earlier,
  };
}

/** Undefined for calls that never replace each other. */
function idOf(record: CallRecord): string | undefined {
  switch (record.name) {
    case "vm.network":
      return networkId(record);
    case "vm.synced_folder":
      return folderId(record);
    default:
      return record.id;
  }
}

function networkId({ type, options, complete }: CallRecord): string | undefined {
  const value = (name: string): string | undefined => textOf(options, name);
  const id = value("id");
  if (id !== undefined && id !== "") return `${type}-${id}`;
  const [host, hostIp, protocol] = [value("host"), value("host_ip"), value("protocol")];
  if (type !== "forwarded_port" || !complete || id === undefined || !host) return undefined;
  if (hostIp === undefined || protocol === undefined) return undefined;
  return `${type}-${hostIp}-${protocol || "tcp"}-${host}`;
}

/** Its name or the guest's path as it is written; undefined if it cannot be read. */
export function folderId(folder: CallRecord): string | undefined {
  const name = textOf(folder.options, "name");
  return name === "" ? textOf(folder.arguments, "1") || undefined : name;
}

/** True unless both hang on a run that may go the way of one and not of the other. */
function countsWherever({ condition: first }: CallRecord, { condition: second }: CallRecord): boolean {
  const shorter = first.length < second.length ? first : second;
  return shorter.every(({ choice, way }, index) => {
    const [one, other] = [first[index], second[index]];
    return one?.choice === choice && other?.choice === choice && one.way === way && other.way === way;
  });
}

/** The place and condition of two merged records: those of the one that counts more often, the later one if equal. */
function outline(
  earlier: CallRecord,
  later: CallRecord,
): Pick<CallRecord, "condition" | "entry" | "head" | "nameSpan"> {
  const { condition, entry, head, nameSpan } = later.condition.length > earlier.condition.length ? earlier : later;
  return { condition, entry, head, nameSpan };
}

/** The parts of both, each under what is left of its record's condition. */
function together<P extends { readonly condition: Condition }>(
  earlier: CallRecord,
  later: CallRecord,
  partsOf: (record: CallRecord) => readonly P[],
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
  const value = scalarOf(last.value);
  const isSure =
    last.condition.length === 0 ||
    (found[0]?.condition.length === 0 && found.every((one) => scalarOf(one.value) === value));
  if (!isSure) return undefined;
  return value === undefined ? undefined : String(value ?? "");
}
