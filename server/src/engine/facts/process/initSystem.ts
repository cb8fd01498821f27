import { daemonOfUnit, serviceCommand } from "../../knowledge/daemons/daemons.ts";
import type { Daemon } from "../../knowledge/daemons/daemon.ts";
import { has } from "../../model/fact.ts";
import type { Command, SimpleCommand, Word } from "../../model/command.ts";
import type { Place } from "../../model/place.ts";
import type { Project } from "../../model/project.ts";
import type { Service } from "../../model/service.ts";
import type { Stage } from "../../model/stage.ts";
import { baseImageOf } from "../baseImage.ts";
import { daemonOfPackage } from "../machine/machineUse.ts";
import { packageCommand } from "../packages/packageManagement.ts";
import { buildCommandsOf } from "../scripts/buildCommands.ts";
import { lineOf } from "../scripts/container.ts";
import { mainProcessOf, type MainProcess } from "./mainProcess.ts";

/** An init system as the main process. */
export interface InitProcess {
  readonly process: MainProcess;
  /** The word that names it. */
  readonly word: Word;
  /** The word in the workload's own file: the one that names it, or that starts the script which runs it. */
  readonly at: Place;
  /** The last command of the main process: the one that runs it. */
  readonly command: SimpleCommand;
  /** `init` if the image's `/sbin/init` is BusyBox, System V or unknown. */
  readonly system: "systemd" | "init";
}

const inits = /^(?:\/usr)?\/s?bin\/(?:init|systemd)$|^\/usr\/local\/sbin\/init$|^(?:\/usr)?\/lib\/systemd\/systemd$/;
const systemdFamilies = new Set([
  "debian",
  "ubuntu",
  "rhel",
  "centos",
  "rockylinux",
  "almalinux",
  "oraclelinux",
  "fedora",
  "amazonlinux",
  "opensuse",
  "sles",
  "arch",
]);

/** The init system that a service or stage runs as its process; undefined for any other process. */
export function initProcessOf(project: Project, workload: Service | Stage): InitProcess | undefined {
  const process = mainProcessOf(project, workload);
  // `sh -c "mount -a && /sbin/init"`, or a script: what runs in the end is the process.
  const command = process?.runs.at(-1);
  const isSure = command?.last && !command.background && !command.conditional && command.inFunction === undefined;
  const [word] = isSure ? command.words : [];
  if (!process || !command || !word || word.value === undefined) return undefined;

  // A bare word may be the argument of an unknown entrypoint: `terraform init`.
  const isBare = process.isWhole && (word.value === "init" || word.value === "systemd");
  if (!inits.test(word.value) && !isBare) return undefined;
  const family = baseImageOf(project, workload)?.family;
  const isSystemd = word.value.endsWith("systemd") || (family !== undefined && systemdFamilies.has(family));
  return { process, word, command, at: command.startedAt ?? word.at, system: isSystemd ? "systemd" : "init" };
}

/** A unit that a stage enables, with its daemon. */
export interface EnabledUnit {
  readonly unit: string;
  readonly daemon: Daemon | undefined;
}

/** Units that `systemctl enable` switches on in the stage and the stages below it. */
export function enabledUnits(project: Project, stage: Stage): readonly EnabledUnit[] {
  const below = stage.parent ? enabledUnits(project, stage.parent) : [];
  const own = buildCommandsOf(project, stage).flatMap(({ words }) => {
    const call = serviceCommand(words.map((word) => word.value));
    return call?.action === "enable" ? call.units.map((unit) => ({ unit, daemon: daemonOfUnit(unit) })) : [];
  });
  return [...below, ...own];
}

/**
 * Returns the one service that the stage and the stages below it enable. Undefined if they enable more, and if anything
 * else makes a machine of the image: masked units, a target, units of its own, an unreadable name, another daemon's
 * package.
 */
export function onlyEnabledUnit(project: Project, stage: Stage): EnabledUnit | undefined {
  const [unit, ...more] = enabledUnits(project, stage);
  const stages = lineOf(stage);
  if (!unit || more.length > 0 || stages.some(({ copies }) => copies.some(bringsUnits))) return undefined;
  const isAlone = !stages.some((one) => buildCommandsOf(project, one).some((command) => shapesMachine(command, unit)));
  return isAlone ? unit : undefined;
}

const unitPath = /\.(?:service|socket|timer|target|mount|path)$|\.wants\/|\/systemd\/system(?:\/|$)/;

function bringsUnits({ sources, destination }: Stage["copies"][number]): boolean {
  return [...sources, destination].some((path) => has(path, (text) => unitPath.test(text)));
}

/** Enables, masks or links units besides the one, or installs another daemon. */
function shapesMachine(command: Command, { daemon }: EnabledUnit): boolean {
  const [program, ...rest] = command.words.map(({ value }) => value);
  const name = program?.slice(program.lastIndexOf("/") + 1);
  if (name === "systemctl") return rest.includes(undefined) || !rest.includes("enable");
  if (name === "chkconfig" || name === "update-rc.d" || name === "loginctl") return true;
  const writesUnits = command.redirects.some(
    ({ target }) => target?.value !== undefined && unitPath.test(target.value),
  );
  if (writesUnits || (["ln", "cp", "rm", "tee"].includes(name ?? "") && rest.some((word) => unitPath.test(word ?? ""))))
    return true;
  const packages = packageCommand(command)?.packages ?? [];
  return packages.some(({ text }) => (daemonOfPackage(text) ?? daemon)?.id !== daemon?.id);
}

/** The engine's stop signal is `SIGRTMIN+3`, which shuts systemd down, or an unreadable one. */
export function endsOnStopSignal(project: Project, workload: Service | Stage, below?: Stage): boolean {
  const { stopSignal } = workload;
  if (stopSignal.state === "known") return /^(?:(?:SIG)?RTMIN\+3|37)$/i.test(stopSignal.value);
  const stage = workload.kind === "stage" ? workload.parent : below;
  return stopSignal.state === "unreadable" || (stage !== undefined && endsOnStopSignal(project, stage));
}

/** A replacement for systemctl that works without an init system is copied in or installed. */
export function replacesSystemctl(_project: Project, stage: Stage): boolean {
  return lineOf(stage).some(({ copies }) =>
    copies.some(({ sources }) => sources.some((source) => has(source, (path) => /systemctl\d*(?:\.py)?$/.test(path)))),
  );
}
