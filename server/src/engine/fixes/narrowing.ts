import { flagOf } from "../containerSettings/index.ts";
import { missingOf, sharesNetwork } from "../facts/grants.ts";
import { redundantUnderPrivileged } from "../facts/openings.ts";
import { writtenAt } from "../facts/written.ts";
import type { Grant } from "../knowledge/kernelNeeds.ts";
import type { Editor, FileEdit } from "../model/editor.ts";
import type { Service } from "../model/service.ts";
import type { FixOffer, RuleContext } from "../rule.ts";

/** Returns the name of a Compose key as the service's file writes it: `cap_add`, `--cap-add`. */
export function settingName({ origin }: Service, key: string): string {
  return (origin === "compose" ? undefined : flagOf(key)) ?? key;
}

/**
 * Offers to remove `privileged` and to add what of the grant the service lacks. Offers nothing if a variable gives
 * `privileged`, because the other value is somebody's choice, or if what is missing cannot be told or granted.
 */
export function narrowing(
  service: Service,
  grant: Grant | undefined,
  { project, edit }: RuleContext,
): readonly FixOffer[] {
  const { privileged } = service;
  const missing = grant && missingOf(service, grant);
  if (privileged.state !== "known" || privileged.origin || (grant && !missing)) return [];
  if (missing && Object.keys(missing.sysctls).length > 0 && sharesNetwork(service)) return [];

  const kept = [...new Set(redundantUnderPrivileged(service).map(({ key }) => settingName(service, key)))];
  const added = missing ? settingsOf(missing).filter(([, items]) => items.length > 0) : [];
  // The last list of the service and the service itself end at one place: its items come before new keys.
  const inOrder = added.toSorted(([a], [b]) => Number(has(service, b)) - Number(has(service, a)));
  const usual = service.origin === "compose" ? "privileged: true" : "--privileged";
  const title = titleOf(
    writtenAt(project, privileged.entry) ?? usual,
    kept,
    added.map(([key]) => settingName(service, key)),
  );
  const edits = (): readonly (FileEdit | undefined)[] => {
    if (added.length === 0) return [edit.remove([privileged.entry])];
    if (service.origin !== "compose") return [edit.replaceText(privileged.entry, flagsFor(added))];
    return [edit.remove([privileged.entry]), ...inOrder.map(([key, items]) => addTo(service, key, items, edit))];
  };
  return [{ title, kind: "behaviour", edits }];
}

function has({ capAdd, devices, deviceCgroupRules, securityOpt, sysctls }: Service, key: string): boolean {
  const lists: Readonly<Record<string, { readonly state: string }>> = {
    cap_add: capAdd,
    devices,
    device_cgroup_rules: deviceCgroupRules,
    security_opt: securityOpt,
  };
  return key === "sysctls" ? sysctls.size > 0 : lists[key]?.state !== "unset";
}

type Setting = readonly [key: string, items: readonly string[]];

function settingsOf({ capabilities, devices, deviceCgroupRules, securityOptions, sysctls }: Grant): readonly Setting[] {
  return [
    ["cap_add", capabilities],
    ["devices", devices],
    ["device_cgroup_rules", deviceCgroupRules],
    ["security_opt", securityOptions],
    ["sysctls", Object.entries(sysctls).map(([name, value]) => `${name}=${value}`)],
  ];
}

function addTo(service: Service, key: string, items: readonly string[], edit: Editor): FileEdit | undefined {
  if (key !== "sysctls") return edit.addToService(service, key, items);
  const mapping = Object.fromEntries(items.map((item) => item.split("=") as [string, string]));
  // A service may hold them as a list.
  return edit.addToService(service, key, mapping) ?? edit.addToService(service, key, items);
}

function flagsFor(added: readonly Setting[]): string {
  return added
    .flatMap(([key, items]) => items.map((item) => [flagOf(key), item] as const))
    .map(([flag, item]) => `${flag ?? ""}=${flag === "--device" ? item.slice(0, item.indexOf(":")) : quoted(item)}`)
    .join(" ");
}

function quoted(item: string): string {
  return /[ *]/.test(item) ? `'${item}'` : item;
}

function titleOf(written: string, kept: readonly string[], added: readonly string[]): string {
  if (kept.length === 0) return added.length === 0 ? `Remove "${written}"` : `Replace "${written}" with ${list(added)}`;
  const more = added.length === 0 ? "" : `, add ${list(added)}`;
  return `Remove "${written}", keep ${list(kept)}${more}`;
}

/** Joins names as a sentence does: `a`, `a and b`, `a, b and c`. */
export function list(names: readonly string[]): string {
  const last = names.at(-1) ?? "";
  return names.length < 2 ? last : `${names.slice(0, -1).join(", ")} and ${last}`;
}
