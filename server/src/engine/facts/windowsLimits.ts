import { knownItems, type Fact, type Known } from "../model/fact.ts";
import type { Place } from "../model/place.ts";
import type { Project } from "../model/project.ts";
import type { Service } from "../model/service.ts";
import type { Instruction, Stage } from "../model/stage.ts";
import { baseImageOf } from "./baseImage.ts";
import { remembered } from "./remembered.ts";

/** Something that containers of Windows, or their builds, do not have. */
export interface WindowsLimit {
  readonly what: "setting" | "mount" | "owner" | "signal";
  /** As the file or the engine names it: `PidsLimit`, `--chown`. */
  readonly name: string;
  readonly at: Place;
  readonly entry: Place;
  readonly image: string;
}

export const windowsLimitsOf = remembered(
  "windows limits",
  (project: Project, workload: Stage | Service): readonly WindowsLimit[] => {
    const base = baseImageOf(project, workload);
    if (base?.os !== "windows") return [];
    const image = base.written.value.replace(/@.*/, "");
    const found = workload.kind === "stage" ? workload.instructions.flatMap(inInstruction) : inService(workload);
    return found.map((one) => ({ ...one, image }));
  },
);

type Found = Omit<WindowsLimit, "image">;

/** Numbers, groups and the administrator of Linux. The engine resolves accounts of Windows: https://github.com/moby/moby/pull/35521. */
const linuxOwner = /^\d+$|:|^root$/;

/** Bind and cache mounts work since https://github.com/moby/buildkit/pull/5708. */
function inInstruction({ keyword, flags, at, keywordAt }: Instruction): readonly Found[] {
  if (keyword === "STOPSIGNAL") return [{ what: "signal", name: keyword, at: keywordAt, entry: at }];
  return flags.flatMap(({ name, value = "", at: flag }): readonly Found[] => {
    const [, type] = /(?:^|,)type=(secret|ssh)(?:,|$)/.exec(value) ?? [];
    if (keyword === "RUN" && name === "mount" && type)
      return [{ what: "mount", name: `--mount=type=${type}`, at: flag, entry: flag }];
    const isCopy = keyword === "COPY" || keyword === "ADD";
    const isOwner = isCopy && name === "chown" && linuxOwner.test(value);
    return isOwner ? [{ what: "owner", name: `--chown=${value}`, at: flag, entry: flag }] : [];
  });
}

/**
 * Settings that the engine refuses for any container of Windows, by its own names; `privileged` is another rule's.
 * https://github.com/moby/moby/blob/master/daemon/daemon_windows.go, https://github.com/moby/moby/blob/master/volume/mounts/windows_parser.go
 */
function inService(service: Service): readonly Found[] {
  const { ulimits, deploy } = service;
  const [ulimit] = ulimits.values();
  const [tmpfs] = knownItems(service.tmpfs);
  const facts: readonly (readonly [name: string, fact: Known<unknown> | undefined])[] = [
    ["CgroupParent", known(service.cgroupParent)],
    ["CPUPeriod", known(service.cpuPeriod)],
    ["CpusetCpus", known(service.cpuset)],
    ["MemoryReservation", known(service.memReservation) ?? known(deploy.reservations.memory)],
    ["MemorySwap", known(service.memswapLimit)],
    ["PidsLimit", known(service.pidsLimit) ?? known(deploy.limits.pids)],
    ["Ulimits", ulimit?.state === "known" ? ulimit : undefined],
    ["tmpfs", tmpfs],
  ];
  return facts.flatMap(([name, fact]) => (fact ? [{ what: "setting", name, at: fact.at, entry: fact.entry }] : []));
}

/** Zero and an empty text mean the default. */
function known(fact: Fact<unknown>): Known<unknown> | undefined {
  return fact.state === "known" && fact.value !== 0 && fact.value !== "" ? fact : undefined;
}
