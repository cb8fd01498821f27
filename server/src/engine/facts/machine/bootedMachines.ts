import { programName, type Command } from "../../model/command.ts";
import { is } from "../../model/fact.ts";
import type { Job } from "../../model/job.ts";
import type { Machine } from "../../model/machine.ts";
import type { Project } from "../../model/project.ts";

/** Machines of a Vagrantfile that a CI job boots to work in them. */
export interface BootedMachines {
  readonly boot: Command;
  /** At least one. */
  readonly machines: readonly Machine[];
}

/** Returns the machines of the first `vagrant up` of the job; undefined if it has none, and if its Vagrantfile is unknown. */
export function bootedMachines(project: Project, job: Job): BootedMachines | undefined {
  const boot = job.commands.find(isBoot);
  if (!boot || isElsewhere(job, boot)) return undefined;
  const machines = named(boot, vagrantMachines(project, job.uri));
  return machines.length === 0 ? undefined : { boot, machines };
}

/** `vagrant up db` boots this machine only. */
function named({ words }: Command, machines: readonly Machine[]): readonly Machine[] {
  const rest = words.slice(2);
  const names = rest.filter(
    ({ value }, index) =>
      value?.startsWith("-") !== true && !/^--provider$|^--provision-with$/.test(rest[index - 1]?.text ?? ""),
  );
  const isRead = names.every(({ value }) => machines.some(({ name }) => name === value));
  return names.length > 0 && isRead
    ? machines.filter(({ name }) => names.some(({ value }) => value === name))
    : machines;
}

function isBoot(command: Command): boolean {
  return programName(command) === "vagrant" && command.words[1]?.value === "up";
}

/** Variables that name another Vagrantfile. https://developer.hashicorp.com/vagrant/docs/other/environmental-variables */
const vagrantFolder = ["VAGRANT_CWD", "VAGRANT_VAGRANTFILE"];

/** The machine may be that of another folder than the workspace's. */
function isElsewhere({ commands, steps, environment }: Job, boot: Command): boolean {
  const step = steps.find((one) => one.commands.includes(boot));
  if (step && step.workingDirectory.state !== "unset" && !is(step.workingDirectory, ".")) return true;
  const before = commands.slice(0, commands.indexOf(boot));
  if (before.some((command) => /^(?:cd|pushd)$/.test(programName(command) ?? ""))) return true;
  const variables = step?.environment ?? environment;
  return vagrantFolder.some((name) => variables.has(name) || [...before, boot].some((command) => isSet(name, command)));
}

/** True if the command, or a file that GitHub reads, gets the variable. */
function isSet(name: string, { assignments, words }: Command): boolean {
  return assignments.some((one) => one.name === name) || words.some(({ text }) => text.includes(`${name}=`));
}

function vagrantMachines(project: Project, uri: string): readonly Machine[] {
  const [nearest] = project.files.nearest(uri, ["Vagrantfile"]);
  const file = nearest === undefined ? undefined : project.document(nearest, "vagrantfile");
  return file?.kind === "vagrantfile" ? file.machines : [];
}
