import { has, type Fact, type Known } from "../model/fact.ts";
import type { Place } from "../model/place.ts";
import type { Service } from "../model/service.ts";
import type { Project } from "../model/project.ts";

/** A short key whose value is not the one under `deploy.resources`. */
export interface DistinctLimit {
  readonly key: string;
  readonly short: Known<number>;
  /** Its path under `deploy.resources`. */
  readonly path: string;
  /** Undefined if the mapping lacks the key, which Compose reads as 0. */
  readonly other: Known<number> | undefined;
}

/** Limits that Compose refuses because a short key and `deploy.resources` differ. Unreadable values never do. */
export function distinctLimitsOf(_project: Project, service: Service): readonly DistinctLimit[] {
  const { deploy, memLimit, cpus, pidsLimit, memReservation, complete, origin } = service;
  if (origin !== "compose") return [];
  const { limits, reservations } = deploy;
  const pairs = [
    { key: "mem_limit", short: memLimit, path: "limits.memory", long: limits.memory, within: limits.entry },
    { key: "cpus", short: cpus, path: "limits.cpus", long: limits.cpus, within: limits.entry },
    { key: "pids_limit", short: pidsLimit, path: "limits.pids", long: limits.pids, within: limits.entry },
    {
      key: "mem_reservation",
      short: memReservation,
      path: "reservations.memory",
      long: reservations.memory,
      within: reservations.entry,
    },
  ];
  return pairs.flatMap(({ key, short, path, long, within }): readonly DistinctLimit[] => {
    if (!within || short.state !== "known" || short.value === 0 || long.state === "unreadable") return [];
    if (long.state === "known") return long.value === short.value ? [] : [{ key, short, path, other: long }];
    return complete ? [{ key, short, path, other: undefined }] : [];
  });
}

/** The limits of a service that the engine refuses, with the places of both values. */
export type RefusedLimit =
  | { readonly kind: "reservation" | "swap"; readonly value: Known<number>; readonly limit: Known<number> }
  | { readonly kind: "swap-without-limit" | "below-minimum"; readonly value: Known<number> }
  | { readonly kind: "cpus-with-quota"; readonly value: Known<number>; readonly cpus: Place };

/** https://github.com/moby/moby/blob/v28.0.0/daemon/daemon_unix.go */
const minimumMemory = 6 * 1024 * 1024;

export function refusedLimitsOf(_project: Project, service: Service): readonly RefusedLimit[] {
  const { deploy, memswapLimit, cpuQuota, cpuPeriod, complete } = service;
  const limit = effective(service.memLimit, deploy.limits.memory);
  const reservation = effective(service.memReservation, deploy.reservations.memory);
  const cpus = effective(service.cpus, deploy.limits.cpus);
  const refused: RefusedLimit[] = [];
  if (isSet(limit) && isSet(reservation) && reservation.value > limit.value) {
    refused.push({ kind: "reservation", value: reservation, limit });
  }
  if (isSet(limit) && limit.value < minimumMemory) refused.push({ kind: "below-minimum", value: limit });
  if (isSet(memswapLimit)) {
    if (isSet(limit) && memswapLimit.value < limit.value) refused.push({ kind: "swap", value: memswapLimit, limit });
    const isUnlimited = limit.state === "unset" || has(limit, (value) => value === 0);
    if (isUnlimited && complete) refused.push({ kind: "swap-without-limit", value: memswapLimit });
  }
  const quota = [cpuQuota, cpuPeriod].find(isSet);
  if (isSet(cpus) && quota) refused.push({ kind: "cpus-with-quota", value: quota, cpus: cpus.at });
  return refused;
}

/** 0 is no value, and -1 is unlimited. */
function isSet(fact: Fact<number>): fact is Known<number> {
  return has(fact, (value) => value > 0);
}

/** `deploy.resources` takes precedence over the short key. */
function effective(short: Fact<number>, long: Fact<number>): Fact<number> {
  return long.state === "unset" ? short : long;
}
