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

/** Returns undefined if no machine is booted, if the job is about machines or their kernel, and if the machine is unknown. */
export function bootedMachines(project: Project, job: Job): BootedMachines | undefined {
  const boot = job.commands.find(isBoot);
  if (!boot || isAboutMachines(project, job) || isElsewhere(project, job, boot)) return undefined;
  const machines = vagrantMachines(project, job.uri);
  return machines.length === 0 ? undefined : { boot, machines };
}

function isBoot(command: Command): boolean {
  return programName(command) === "vagrant" && command.words[1]?.value === "up";
}

/** Software that tests or builds machines, as a word of a job's name or path. */
const machineTools = /(?<![a-z0-9])(?:molecule|kitchen|packer|ansible|puppet|chef|salt|beaker)(?![a-z0-9])/i;

/** The same as a program, package or path of a command line; not an option such as `-salt`. */
const machineToolWords =
  /(?:^|[\s/"'=])(?:test-)?(?:molecule|kitchen|packer|ansible|puppet|chef|salt|beaker)(?![a-z0-9])/i;

/** Vagrant's own work on plugins and boxes, and packages of plugins: `gem install vagrant-libvirt`. */
const vagrantWork = /\bvagrant (?:plugin|package)\b|(?<= )vagrant-[a-z]\w*/;

/** What only a machine of its own has to offer, in the text of `vagrant ssh -c` too. */
const kernelWords =
  /\b(?:systemctl|journalctl|modprobe|insmod|lsmod|sysctl|iptables|nft|mount|reboot|dmesg|docker|podman|vagrant (?:reload|snapshot))\b/;

function isAboutMachines(project: Project, { name, uri, commands }: Job): boolean {
  const lines = commands.map(({ words }) => words.map(({ text }) => text).join(" "));
  const patterns = [machineToolWords, vagrantWork, kernelWords];
  return (
    [name, project.pathOf(uri)].some((text) => machineTools.test(text)) ||
    lines.some((line) => patterns.some((pattern) => pattern.test(line)))
  );
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
