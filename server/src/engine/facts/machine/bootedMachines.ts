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
  if (!boot || isElsewhere(project, job, boot)) return undefined;
  const machines = vagrantMachines(project, job.uri);
  return machines.length === 0 ? undefined : { boot, machines };
}

function isBoot(command: Command): boolean {
  return programName(command) === "vagrant" && command.words[1]?.value === "up";
}

const vagrantFolder = /\bVAGRANT_(?:CWD|VAGRANTFILE)\b/;

/** The machine may be that of another folder than the workspace's. */
function isElsewhere({ root }: Project, { commands, steps }: Job, boot: Command): boolean {
  const step = steps.find((one) => one.commands.includes(boot));
  if (step && step.workingDirectory.state !== "unset" && !is(step.workingDirectory, ".")) return true;
  const before = commands.slice(0, commands.indexOf(boot));
  if (before.some((command) => /^(?:cd|pushd)$/.test(programName(command) ?? ""))) return true;
  // Variables of jobs are not part of the model; a comment that names one is no evidence.
  const commented = root.comments.map(({ range }) => root.source.slice(range));
  const mentions = root.source.text.split(vagrantFolder).length - 1;
  return mentions > commented.filter((text) => vagrantFolder.test(text)).length;
}

function vagrantMachines(project: Project, uri: string): readonly Machine[] {
  const [nearest] = project.files.nearest(uri, ["Vagrantfile"]);
  const file = nearest === undefined ? undefined : project.document(nearest, "vagrantfile");
  return file?.kind === "vagrantfile" ? file.machines : [];
}
