import { is, knownItems, type Fact, type ListFact } from "../model/fact.ts";
import type { Project } from "../model/project.ts";
import type { Service } from "../model/service.ts";
import { isWhole } from "./absence.ts";
import { effectiveUserOf } from "./effectiveUser.ts";
import { capabilityName } from "./openings.ts";
import { remembered } from "./remembered.ts";

/** Settings that take something away from the process of a container, whatever it runs. */
export const hardeningMeasures = ["no-new-privileges", "cap_drop", "user", "read_only", "pids_limit"] as const;

export type HardeningMeasure = (typeof hardeningMeasures)[number];

/** `part`: some capabilities are dropped. `unknown`: a value cannot be read, or the user of the image is unknown. */
export type MeasureState = "set" | "part" | "missing" | "unknown";

export type Hardening = Readonly<Record<HardeningMeasure, MeasureState>>;

/** Returns which measures a service takes. */
export const hardeningOf = remembered("hardening", (project: Project, service: Service): Hardening => {
  const { securityOpt, capDrop, readOnly, pidsLimit, deploy } = service;
  const user = effectiveUserOf(project, service);
  const absent: MeasureState = isWhole(project, service) ? "missing" : "unknown";
  const drops = knownItems(capDrop).map(({ value }) => capabilityName(value));
  const limits: readonly Fact<number>[] = [pidsLimit, deploy.limits.pids];
  return {
    "no-new-privileges": knownItems(securityOpt).some(({ value }) => /^no-new-privileges(?:[:=]true)?$/.test(value))
      ? "set"
      : restOf(securityOpt, absent),
    cap_drop: drops.includes("ALL") ? "set" : drops.length > 0 ? "part" : restOf(capDrop, absent),
    user: user ? (user.isRoot ? "missing" : "set") : "unknown",
    read_only: is(readOnly, true) ? "set" : readOnly.state === "unreadable" ? "unknown" : absent,
    pids_limit: limits.some(({ state }) => state === "known")
      ? "set"
      : limits.some(({ state }) => state === "unreadable")
        ? "unknown"
        : absent,
  };
});

/** True if root inside cannot gain rights, has no capabilities, and is not what the process starts as. */
export function isHardened(hardening: Hardening): boolean {
  return (["no-new-privileges", "cap_drop", "user"] as const).every((measure) => hardening[measure] === "set");
}

/** True if the service surely takes none of the measures; an ordinary user is the image's. */
export function isBare(hardening: Hardening): boolean {
  return hardeningMeasures.every((measure) => measure === "user" || hardening[measure] === "missing");
}

function restOf(list: ListFact<string>, absent: MeasureState): MeasureState {
  const isOpen =
    list.state === "unreadable" || (list.state === "known" && list.value.some(({ state }) => state !== "known"));
  return isOpen ? "unknown" : absent;
}
