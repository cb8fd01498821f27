import { knownItems, valueOf, type Fact } from "../model/fact.ts";
import type { Place } from "../model/place.ts";
import type { Project } from "../model/project.ts";
import type { Service } from "../model/service.ts";
import { remembered } from "./remembered.ts";

/** What a service asks for that the kernel gives to root only, or to users whom the host's administrator permits it. */
export type RootlessLimit = { readonly at: Place; readonly entry: Place } & (
  | { readonly kind: "low-port"; readonly port: number }
  | { readonly kind: "locked-memory" }
  | { readonly kind: "processors"; readonly key: "cpus" | "cpu_quota" | "cpuset"; readonly controller: string }
);

/** Returns what a service asks for beyond the rights of the user who runs a rootless engine. */
export const rootlessLimitsOf = remembered(
  "rootless limits",
  (_project: Project, service: Service): readonly RootlessLimit[] => [
    ...lowPorts(service),
    ...lockedMemory(service),
    ...processors("cpus", "cpu", service.cpus),
    ...processors("cpus", "cpu", service.deploy.limits.cpus),
    ...processors("cpu_quota", "cpu", service.cpuQuota),
    ...processors("cpuset", "cpuset", service.cpuset),
  ],
);

/** `net.ipv4.ip_unprivileged_port_start` as the kernel sets it. */
const firstFreePort = 1024;

function lowPorts({ ports, networkMode }: Service): readonly RootlessLimit[] {
  // On the network of the host or of another container nothing is published.
  if (networkMode.state === "unreadable" || /^(?:host$|none$|service:|container:)/.test(valueOf(networkMode) ?? ""))
    return [];
  return knownItems(ports).flatMap(({ value: { published }, at, entry }): readonly RootlessLimit[] => {
    const [, first] = typeof published === "string" ? (/^(\d{1,5})(?:-\d{1,5})?$/.exec(published) ?? []) : [];
    const port = Number(first ?? firstFreePort);
    return port > 0 && port < firstFreePort ? [{ kind: "low-port", port, at, entry }] : [];
  });
}

function lockedMemory({ ulimits }: Service): readonly RootlessLimit[] {
  const item = ulimits.get("memlock");
  return item?.state === "known" && item.value.hard === -1
    ? [{ kind: "locked-memory", at: item.at, entry: item.entry }]
    : [];
}

function processors(
  key: "cpus" | "cpu_quota" | "cpuset",
  controller: string,
  fact: Fact<number | string>,
): readonly RootlessLimit[] {
  // 0 and an empty text are no limit.
  if (fact.state !== "known" || fact.value === 0 || fact.value === "") return [];
  return [{ kind: "processors", key, controller, at: fact.at, entry: fact.entry }];
}
