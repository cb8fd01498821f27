import { guestPrograms, linuxNames, otherSystems, type GuestProgram } from "../../knowledge/guests.ts";
import {
  argumentsOf,
  commandOf,
  programName,
  type Command,
  type SimpleCommand,
  type Word,
} from "../../model/command.ts";
import type { Job } from "../../model/job.ts";
import type { Project } from "../../model/project.ts";
import { useOf, type MachineUse } from "./machineUse.ts";

/** A virtual machine that a CI job boots without a Vagrantfile. */
export interface BootedGuest {
  readonly boot: Command;
  /** The guest is a plain Linux as its distribution ships it. */
  readonly isPlainLinux: boolean;
  /** The commands that the job runs in it. */
  readonly use: MachineUse;
}

/** Returns the first machine that the job boots with multipass, Lima, libvirt, VirtualBox or QEMU. */
export function bootedGuestOf(project: Project, job: Job): BootedGuest | undefined {
  for (const boot of job.commands) {
    const program = guestPrograms.find((one) => boots(one, boot));
    if (!program) continue;
    const inside = job.commands.flatMap((command) =>
      commandsInside(project, command).map((inner) => commandOf(job, "ci", inner)),
    );
    return { boot, isPlainLinux: isPlainLinux(program, boot, job), use: useOf(inside) };
  }
  return undefined;
}

function boots({ program, verbs }: GuestProgram, command: Command): boolean {
  if (!program.test(programName(command) ?? "")) return false;
  return !verbs || verbs.includes(operandsOf(command, new Set(["-c", "--connect"]))[0]?.value ?? "");
}

function isPlainLinux({ linux, special, valued }: GuestProgram, boot: Command, job: Job): boolean {
  const options = argumentsOf(boot).map(({ value, text }) => value ?? text);
  if (special && options.some((option) => special.test(option))) return false;
  if (linux) {
    const image = operandsOf(boot, valued)[1];
    return image === undefined || (image.value !== undefined && linux.test(image.value));
  }
  const words = job.commands.flatMap((command) => command.words.map(({ text }) => text));
  return words.some((word) => linuxNames.test(word)) && !words.some((word) => otherSystems.test(word));
}

/** Words that are neither options nor their values. */
function operandsOf(command: SimpleCommand, valued: ReadonlySet<string>): readonly Word[] {
  const words = argumentsOf(command);
  return words.filter(
    ({ text }, index) => !text.startsWith("-") && !(index > 0 && valued.has(words[index - 1]?.value ?? "")),
  );
}

const sshValued = new Set(Array.from("BbcDEeFIiJLlmOopQRSWw", (letter) => `-${letter}`));

/** The commands that `multipass exec`, `limactl shell` or `ssh` run in a machine; none for any other command. */
function commandsInside(project: Project, command: Command): readonly SimpleCommand[] {
  const words = argumentsOf(command);
  const [verb] = words;
  switch (programName(command)) {
    case "multipass":
      return verb?.value === "exec" ? project.commandsIn(afterName(words.slice(1)), command.at) : [];
    case "limactl":
      return verb?.value === "shell" ? project.commandsIn(afterName(words.slice(1)), command.at) : [];
    case "lima":
      return project.commandsIn(words, command.at);
    case "ssh": {
      const [host] = operandsOf(command, sshValued);
      const text = host && words.slice(words.indexOf(host) + 1).map(({ value, text: written }) => value ?? written);
      if (!text || text.length === 0) return [];
      const script = text.join(" ");
      const word = (value: string): Word => ({ value, text: value, at: command.at });
      return project.commandsIn([word("sh"), word("-c"), word(script)], command.at);
    }
    default:
      return [];
  }
}

/** `[options] name [--] command …`; options with values end the name, as they are rare. */
function afterName(words: readonly Word[]): readonly Word[] {
  const name = words.findIndex(({ text }) => !text.startsWith("-"));
  const rest = name === -1 ? [] : words.slice(name + 1);
  return rest[0]?.value === "--" ? rest.slice(1) : rest;
}
