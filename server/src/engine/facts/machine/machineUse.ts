import type { Daemon } from "../../knowledge/daemons/daemon.ts";
import { daemonOfUnit, serviceCommand } from "../../knowledge/daemons/daemons.ts";
import {
  buildCommands,
  helperPackages,
  kernelDaemons,
  kernelPrograms,
  machineDaemons,
  packageUnits,
  preparingPrograms,
  testCommands,
  toolchainPackages,
} from "../../knowledge/provisioning.ts";
import { programName, type Command, type Word } from "../../model/command.ts";
import type { Machine, Setting } from "../../model/machine.ts";
import type { Place } from "../../model/place.ts";
import type { Project } from "../../model/project.ts";
import { remembered } from "../remembered.ts";
import { packageCommand } from "../packages/packageManagement.ts";

/** The purpose of a machine according to its shell provisioners, as far as all of them can be read. */
export interface MachineUse {
  /** Daemons that are installed. */
  readonly services: readonly InstalledService[];
  /** The first command that works on the guest's kernel, or tests units of an init system. */
  readonly kernelWork: Command | undefined;
  /** The first command that tests a program. */
  readonly test: Command | undefined;
  /** A program is built, or what it needs is fetched. */
  readonly builds: boolean;
  /** Commands and packages that are none of these and more than preparation. */
  readonly others: readonly string[];
}

export interface InstalledService {
  readonly daemon: Daemon;
  /** The name of its package. */
  readonly at: Place;
}

/** Undefined when a provisioner, or anything else of the machine, cannot be read. */
export const machineUseOf = remembered("machine use", (_project: Project, machine: Machine): MachineUse | undefined => {
  const hasOtherScripts = machine.calls.some(({ settings }) => [...settings.values()].some(runsInside));
  const isReadable =
    !hasOtherScripts &&
    machine.provisioners.every(({ type, wholeScript }) => type === "file" || (type === "shell" && wholeScript));
  if (!machine.complete || !isReadable || machine.provisioners.length === 0) return undefined;
  return useOf(machine.commands);
});

/** True for the setting of a trigger that runs something in the machine. */
function runsInside({ name }: Setting): boolean {
  return name === "run_remote" || name.startsWith("run_remote.");
}

/** True for a command that tests a program and ends. */
export function isTestCommand(command: Pick<Command, "words">): boolean {
  return testCommands.some((pattern) => pattern.test(lineOf(command)));
}

function isBuildCommand(command: Command): boolean {
  return buildCommands.some((pattern) => pattern.test(lineOf(command)));
}

function lineOf({ words }: Pick<Command, "words">): string {
  return words.map(({ value, text }) => value ?? text).join(" ");
}

/** Returns the purpose of a machine according to its commands. */
export function useOf(commands: readonly Command[]): MachineUse {
  const services = new Map<string, InstalledService>();
  const others: string[] = [];
  let kernelWork: Command | undefined;
  for (const command of commands) {
    const found = servicesIn(command);
    const isSure = !command.conditional && command.inFunction === undefined;
    for (const service of found.installed) {
      if (isSure) services.set(service.daemon.id, service);
      else others.push(service.daemon.id);
    }
    // A program that was in the box before is not the only purpose of the machine.
    others.push(...found.others, ...found.started.filter(({ id }) => !services.has(id)).map(({ id }) => id));
    if (found.isKernelWork) kernelWork ??= command;
  }
  return {
    services: [...services.values()],
    kernelWork,
    test: commands.find(isTestCommand),
    builds: commands.some(isBuildCommand),
    others,
  };
}

function servicesIn(command: Command): {
  readonly installed: readonly InstalledService[];
  readonly started: readonly Daemon[];
  readonly others: readonly string[];
  readonly isKernelWork: boolean;
} {
  const name = programName(command) ?? "";
  const packages = packageCommand(command);
  if (packages) return installed(packages.action === "install" ? packages.packages : []);

  const call = serviceCommand(command.words.map(({ value }) => value));
  if (call) {
    const daemons = call.units.map(daemonOfUnit);
    // A unit of the project's own is what is being tested.
    const started = daemons.filter((one) => one !== undefined).filter(({ id }) => !machineDaemons.has(id));
    return { installed: [], started, others: [], isKernelWork: daemons.includes(undefined) };
  }
  const isOther =
    !kernelPrograms.has(name) && !preparingPrograms.has(name) && !isTestCommand(command) && !isBuildCommand(command);
  return { installed: [], started: [], others: isOther ? [name] : [], isKernelWork: kernelPrograms.has(name) };
}

function installed(names: readonly Word[]) {
  const daemons = names.map(({ text, at }) => ({ name: text, at, daemon: daemonOfPackage(text) }));
  return {
    started: [],
    installed: daemons.flatMap(({ daemon, at }) => (daemon && !machineDaemons.has(daemon.id) ? [{ daemon, at }] : [])),
    others: daemons.filter(({ name, daemon }) => !daemon && !isHelper(name)).map(({ name }) => name),
    isKernelWork: daemons.some(
      ({ name, daemon }) =>
        kernelDaemons.has(daemon?.id ?? "") ||
        /docker|kube|virtualbox|linux-(?:headers|image)|^kernel(?:-|$)|selinux|qemu|lxc|lxd/.test(name),
    ),
  };
}

/** Brings no service: tools, compilers, and what belongs to a daemon, as `postgresql-contrib`. */
function isHelper(name: string): boolean {
  if (helperPackages.has(name) || toolchainPackages.test(name)) return true;
  const part = /^(.+)-(?:client|common|contrib|doc|extras|tools|utils)$/.exec(name);
  return part?.[1] !== undefined && daemonOfPackage(part[1]) !== undefined;
}

/** Returns the daemon that a package brings: distributions name it after its unit, sometimes with a version at its end. */
export function daemonOfPackage(name: string): Daemon | undefined {
  return daemonOfUnit(packageUnits[name] ?? name) ?? daemonOfUnit(name.replace(/-\d[\d.]*$/, ""));
}
