import { programName, type Command } from "../../model/command.ts";
import type { Job } from "../../model/job.ts";
import type { Machine } from "../../model/machine.ts";
import type { Project } from "../../model/project.ts";

/** Machines of a Vagrantfile that a CI job boots to work in them. */
export interface BootedMachines {
  readonly boot: Command;
  /** At least one. */
  readonly machines: readonly Machine[];
}

/** Undefined where no machine is booted, where the job is about machines or their kernel, and where nobody knows which machine it is. */
export function bootedMachines(project: Project, job: Job): BootedMachines | undefined {
  const boot = job.commands.find(isBoot);
  if (!boot || isAboutMachines(job) || isElsewhere(job, boot, project)) return undefined;
  const machines = vagrantMachines(project, job.uri);
  return machines.length === 0 ? undefined : { boot, machines };
}

function isBoot(command: Command): boolean {
  const [, first] = command.words.map(({ value }) => value);
  switch (programName(command)) {
    case "vagrant":
      return first === "up";
    case "multipass":
      return first === "launch";
    default:
      return false;
  }
}

const aboutMachines =
  /molecule|kitchen|packer|ansible|puppet|chef|salt|beaker|vagrant plugin|vagrant package|vagrant-\w+/i;

/** What only a machine of its own has to offer, in the text of `vagrant ssh -c` too. */
const kernelWords =
  /\b(?:systemctl|journalctl|modprobe|insmod|lsmod|sysctl|iptables|nft|mount|reboot|dmesg|docker|podman|vagrant (?:reload|snapshot))\b/;

function isAboutMachines(job: Job): boolean {
  const words = job.commands.flatMap((command) => command.words.map(({ text }) => text)).join(" ");
  return [job.name, job.uri, words].some((text) => aboutMachines.test(text)) || kernelWords.test(words);
}

const otherFolder = /working[-_]?directory\s*:|\bVAGRANT_(?:CWD|VAGRANTFILE)\b|\bdir\s*\(/i;

/** The machine may be that of another folder than the workspace's. */
function isElsewhere({ commands }: Job, boot: Command, { root }: Project): boolean {
  const before = commands.slice(0, commands.indexOf(boot));
  return (
    otherFolder.test(root.source.text) || before.some((command) => /^(?:cd|pushd)$/.test(programName(command) ?? ""))
  );
}

function vagrantMachines(project: Project, uri: string): readonly Machine[] {
  const [nearest] = project.files.nearest(uri, ["Vagrantfile"]);
  const file = nearest === undefined ? undefined : project.document(nearest, "vagrantfile");
  return file?.kind === "vagrantfile" ? file.machines : [];
}
