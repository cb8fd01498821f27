import { flagOf } from "../../containerSettings/index.ts";
import { assessmentOf } from "../../facts/assessment.ts";
import { missingOf, sharesNetwork } from "../../facts/grants.ts";
import { disabledProfile } from "../../facts/openings.ts";
import { rootReachOf, runsInDesktop } from "../../facts/rootReach.ts";
import { lowered, type Severity } from "../../finding.ts";
import { grants, type Grant } from "../../knowledge/kernelNeeds.ts";
import { hostFolderAt } from "../../knowledge/linux/hostFolders.ts";
import type { Editor, FileEdit } from "../../model/editor.ts";
import type { ListFact } from "../../model/fact.ts";
import type { Place } from "../../model/place.ts";
import type { Project } from "../../model/project.ts";
import type { Service } from "../../model/service.ts";
import type { FixOffer, RuleContext } from "../../rule.ts";
import { aboutDesktop, list, settingName, switchText, writtenAt } from "../../words.ts";

/**
 * Lists, or single items of lists, that `privileged: true` makes pointless: the engine grants every capability and
 * device anyway and drops the default profiles. Not so for a custom seccomp or AppArmor profile, `no-new-privileges`,
 * labels, CDI names, and devices that get another path.
 * https://github.com/moby/moby/blob/v28.0.0/daemon/oci_linux.go, daemon/seccomp_linux.go, oci/caps/utils.go
 */
export function redundantUnderPrivileged(service: Service): readonly Redundant[] {
  return [
    ...redundantItems(service.capAdd, "cap_add", () => true),
    ...redundantItems(service.devices, "devices", (device) => !device.cdi && device.host === device.container),
    ...redundantItems(service.deviceCgroupRules, "device_cgroup_rules", () => true),
    ...redundantItems(
      service.securityOpt,
      "security_opt",
      (option) => disabledProfile(option) !== undefined && !option.startsWith("label"),
    ),
  ];
}

export interface Redundant {
  /** The key of the list. */
  readonly key: string;
  /** The whole list, or one item where others of the list still count. */
  readonly entry: Place;
  readonly isWhole: boolean;
}

function redundantItems<T>(list: ListFact<T>, key: string, isRedundant: (value: T) => boolean): readonly Redundant[] {
  if (list.state !== "known") return [];
  const redundant = list.value.filter((item) => item.state === "known" && isRedundant(item.value));
  if (redundant.length === 0) return [];
  if (redundant.length === list.value.length) return [{ key, entry: list.entry, isWhole: true }];
  return redundant.map(({ entry }) => ({ key, entry, isWhole: false }));
}

/**
 * Offers to remove `privileged` and to add the parts of the grant that the service lacks. Offers nothing if a variable gives
 * `privileged`, because a user may rely on the other value, or if the missing grants are unknown or cannot be added.
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

  const kept = redundantUnderPrivileged(service).map(({ key, entry }) => settingName(project, service, key, entry));
  const added = missing ? settingsOf(missing).filter(([, items]) => items.length > 0) : [];
  // The last list of the service and the service itself end at one place: its items come before new keys.
  const inOrder = added.toSorted(([a], [b]) => Number(has(service, b)) - Number(has(service, a)));
  const isFlag = service.origin !== "compose" && service.origin !== "devcontainer";
  const written = service.origin === "devcontainer" ? undefined : writtenAt(project, privileged.entry);
  const title = titleOf(
    written ?? switchText(project, service, "privileged", privileged.entry),
    [...new Set(kept)],
    added.map(([key]) => settingName(project, service, key)),
  );
  const edits = (): readonly (FileEdit | undefined)[] => {
    if (added.length === 0) return [edit.remove([privileged.entry])];
    if (isFlag) return [edit.replaceText(privileged.entry, flagsFor(added))];
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

/**
 * Returns how much an opening to the host's kernel weighs where the container runs: less with the rights of a user, and
 * on a machine that belongs to one job or is a guest itself. Undefined if a sandbox or Windows decides what it opens.
 */
export function weightOnHost(project: Project, service: Service, onHost: Severity): Severity | undefined {
  const { of } = rootReachOf(project, service);
  return of === "sandbox" || of === "windows" ? undefined : weightOfFiles(project, service, onHost);
}

/** Returns how much the host's files weigh where the container runs: as the kernel, but sandboxes pass them through. */
export function weightOfFiles(project: Project, service: Service, onHost: Severity): Severity | undefined {
  const reach = rootReachOf(project, service);
  switch (reach.of) {
    case "sandbox":
      return reach.runtime.kind === "user-namespace" ? lessThan(onHost) : onHost;
    case "unknown-runtime":
    case "podman-user":
    case "engine-user":
    case "desktop-machine":
      return lessThan(onHost);
    case "job":
      return reach.runner === "self-hosted" ? onHost : lessThan(onHost);
    case "windows":
    case "host":
      return project.root.kind === "vagrantfile" ? lessThan(onHost) : onHost;
  }
}

/** Returns a text about the host as it reads where the container runs. */
export function onHost(project: Project, service: Service, text: string): string {
  return runsInDesktop(project, service) ? aboutDesktop(text) : text;
}

/**
 * What a capability counts for with a rootless engine; ends a sentence that begins with the capability.
 * https://docs.docker.com/engine/security/rootless/troubleshoot/#known-limitations
 */
export const withinUser = "a rootless engine grants only within its user namespace: what needs it on the host fails";

/** Returns the next weaker severity, or undefined if nothing worth a finding is left. */
export function lessThan(severity: Severity): Severity | undefined {
  return severity === "info" || severity === "hint" ? undefined : lowered(severity);
}

/** True if what the service runs needs it: the narrow grant holds it, or nothing narrower than everything would do. */
export function isNeeded(project: Project, service: Service, inGrant: (grant: Grant) => boolean): boolean {
  return assessmentOf(project, service).needs.some(({ need }) => {
    const grant = grants[need];
    return grant === undefined || inGrant(grant);
  });
}

/** True for a folder of the host that holds more than the data of one program. */
export function isSharedRoot(path: string): boolean {
  return path === "/lib/modules" || hostFolderAt(path) !== undefined;
}
