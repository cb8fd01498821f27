import { packageRows } from "./names.ts";
import type { PackageRow } from "./names.ts";

const columns: Readonly<Record<string, keyof PackageRow>> = {
  apt: "apt",
  apk: "apk",
  dnf: "dnf",
  yum: "dnf",
  microdnf: "dnf",
};

const indexes = {
  apt: indexOf("apt"),
  apk: indexOf("apk"),
  dnf: indexOf("dnf"),
} as const;

/**
 * The name of a package in another manager's collection; several, separated by blanks, where it takes several.
 * Undefined when there is no counterpart, or none that is known.
 */
export function packageName(name: string, from: string, to: string): string | undefined {
  const source = Object.hasOwn(columns, from) ? columns[from] : undefined;
  const target = Object.hasOwn(columns, to) ? columns[to] : undefined;
  if (source === undefined || target === undefined) return undefined;
  if (source === target) return name;
  return indexes[source].get(name)?.[target];
}

/** The first row with a name decides. */
function indexOf(column: keyof PackageRow): ReadonlyMap<string, PackageRow> {
  const rows = new Map<string, PackageRow>();
  for (const row of packageRows) {
    const name = row[column];
    if (name !== undefined && !rows.has(name)) rows.set(name, row);
  }
  return rows;
}
