import { virtualMachineSoftware, type VirtualMachineSoftware } from "../knowledge/virtualization.ts";
import { programName } from "../model/command.ts";
import { has, isWhollyKnown, knownItems } from "../model/fact.ts";
import type { Place } from "../model/place.ts";
import type { Project } from "../model/project.ts";
import type { Service } from "../model/service.ts";
import { runsOfMain } from "./containerCommands.ts";
import { repositoryOf } from "./partialImage.ts";

/** A service that runs virtual machines with KVM. */
export interface VirtualMachineRun {
  readonly software: VirtualMachineSoftware;
  /** The image or the command. */
  readonly at: Place;
}

/** Returns the software of a service that runs virtual machines with KVM; undefined if KVM is disabled. */
export function virtualMachineRunOf(project: Project, service: Service): VirtualMachineRun | undefined {
  const isPlain = service.command.state === "unset" && service.entrypoint.state === "unset";
  const repository = isPlain && service.build.state === "unset" ? repositoryOf(service.image) : undefined;
  const name = repository?.replace(/^(?:docker\.io|ghcr\.io|quay\.io)\//, "");
  const runs = runsOfMain(project, service);
  for (const software of virtualMachineSoftware) {
    const { repositories, command, without } = software;
    const setting = without && project.environmentOf(service).get(without.name);
    if (without && setting && !has(setting, (value) => !without.value.test(value))) continue;
    if (name !== undefined && repositories.some((pattern) => matches(pattern, name)))
      return { software, at: service.image.at };
    const run = runs.find((one) =>
      command?.test([programName(one), ...one.words.slice(1).map(({ text }) => text)].join(" ")),
    );
    if (run) return { software, at: run.startedAt ?? run.at };
  }
  return undefined;
}

function matches(pattern: string, name: string): boolean {
  return pattern.endsWith("*") ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}

/** How a container gets `/dev/kvm`: as a device, only as a file, not at all, or unknown. */
export function kvmOf(_project: Project, { privileged, devices, mounts, deviceCgroupRules, complete }: Service) {
  const isPlain = privileged.state === "unset" || has(privileged, (value) => !value);
  const paths = knownItems(devices).map(({ value }) => value.host);
  if (!isPlain || paths.some((path) => path === "/dev/kvm" || path === "/dev")) return { by: "device" as const };
  const mount = knownItems(mounts).find(({ value }) => value.source === "/dev/kvm" || value.source === "/dev");
  if (deviceCgroupRules.state !== "unset" || !isWhollyKnown(devices) || !complete) return { by: "unknown" as const };
  if (mount) return { by: "file" as const, mount };
  return { by: isWhollyKnown(mounts) ? ("nothing" as const) : ("unknown" as const) };
}
