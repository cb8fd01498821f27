import { kernelAccess, type KernelAccess } from "../knowledge/kernelAccess.ts";
import { programName } from "../model/command.ts";
import { has, isWhollyKnown, knownItems } from "../model/fact.ts";
import type { Place } from "../model/place.ts";
import type { Project } from "../model/project.ts";
import type { Service } from "../model/service.ts";
import { runsOfMain } from "./containerCommands.ts";
import { missingOf } from "./grants.ts";
import { imagesOf } from "./images.ts";
import { repositoryOf } from "./partialImage.ts";

/** Access to the kernel that a service needs and lacks. */
export interface MissingAccess {
  readonly access: KernelAccess;
  /** The image or the command that needs it. */
  readonly at: Place;
  readonly capabilities: readonly string[];
  readonly devices: readonly string[];
}

/** Returns the access that software of the service fails without; undefined if it has it or a list cannot be read. */
export function missingAccessOf(project: Project, service: Service): MissingAccess | undefined {
  const need = neededBy(project, service);
  if (!need || !isWhollyKnown(service.capAdd) || !isWhollyKnown(service.devices)) return undefined;
  const { access, at } = need;
  const grant = { ...access, deviceCgroupRules: [], securityOptions: [], sysctls: {} };
  const missing = missingOf(service, grant);
  // A device may be mounted as a file, or with all of /dev.
  const isMounted =
    !isWhollyKnown(service.mounts) || knownItems(service.mounts).some(({ value }) => mountsDevice(value.source));
  const devices = isMounted ? [] : (missing?.devices ?? []);
  const capabilities = missing?.capabilities ?? [];
  return capabilities.length + devices.length === 0 ? undefined : { access, at, capabilities, devices };
}

function mountsDevice(source: unknown): boolean {
  return typeof source !== "string" || /^\/dev(?:\/|$)/.test(source);
}

function neededBy(
  project: Project,
  service: Service,
): { readonly access: KernelAccess; readonly at: Place } | undefined {
  const isPlain = service.command.state === "unset" && service.entrypoint.state === "unset";
  const images = isPlain && service.build.state === "unset" ? imagesOf(project, service) : [];
  const runs = runsOfMain(project, service);
  for (const access of kernelAccess) {
    const { variable, repositories, command } = access;
    const value = variable && project.environmentOf(service).get(variable.name);
    if (variable && !(value && has(value, (text) => variable.value.test(text)))) continue;
    const image = images.find((one) => repositories.includes(withoutRegistry(repositoryOf(one))));
    if (image) return { access, at: image.at };
    const run =
      command &&
      runs.find((one) => command.test([programName(one), ...one.words.slice(1).map(({ text }) => text)].join(" ")));
    if (run) return { access, at: run.startedAt ?? run.at };
  }
  return undefined;
}

function withoutRegistry(repository: string | undefined): string {
  return repository?.replace(/^(?:docker\.io|ghcr\.io|lscr\.io|quay\.io)\//, "") ?? "";
}
