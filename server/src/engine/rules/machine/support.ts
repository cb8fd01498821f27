import { boxOf } from "../../facts/machine/box.ts";
import { stepCommandsOf } from "../../facts/jobCommands.ts";
import { declares, intentOf } from "../../facts/intent.ts";
import { machineUseOf, type InstalledService } from "../../facts/machine/machineUse.ts";
import { has, type Known } from "../../model/fact.ts";
import type { Job } from "../../model/job.ts";
import type { Machine } from "../../model/machine.ts";
import type { Project } from "../../model/project.ts";

/** Software that tests or builds machines, as a program, package or path of a command line; not an option such as `-salt`. */
const machineTools = /(?:^|[\s/"'=])(?:test-)?(?:molecule|kitchen|packer|ansible|puppet|chef|salt|beaker)(?![a-z0-9])/i;

/** The same as a word of an action: `hashicorp/setup-packer@v3`. */
const machineActions = /(?<![a-z0-9])(?:molecule|kitchen|packer|ansible|puppet|chef|salt|beaker)(?![a-z0-9])/i;

/** Vagrant's own work on plugins and boxes, and packages of plugins: `gem install vagrant-libvirt`. */
const vagrantWork = /\bvagrant (?:plugin|package)\b|(?<= )vagrant-[a-z]\w*/;

/** Commands that need a machine, also in the text of `vagrant ssh -c`. */
const kernelWords =
  /\b(?:systemctl|journalctl|modprobe|insmod|lsmod|sysctl|iptables|nft|mount|reboot|dmesg|docker|podman|vagrant (?:reload|snapshot))\b/;

/**
 * True for a job that tests or builds machines, or works on their kernel, so that a container cannot take their place.
 * What it runs is the evidence: a job that is called "ansible" may run anything.
 */
export function isAboutMachines(project: Project, job: Job): boolean {
  const { steps } = job;
  const commands = steps.flatMap((step) => stepCommandsOf(project, job, step));
  const lines = commands.map(({ words }) => words.map(({ text }) => text).join(" "));
  const patterns = [machineTools, vagrantWork, kernelWords];
  return (
    steps.some(({ uses }) => has(uses, (action) => machineActions.test(action))) ||
    lines.some((line) => patterns.some((pattern) => pattern.test(line)))
  );
}

/** Returns the name of a box that comes from HashiCorp's registry; undefined if its place is given, or nothing of it is known. */
export function registryBoxOf({ box, boxUrl, settings }: Machine): Known<string> | undefined {
  const isElsewhere = boxUrl.state !== "unset" || settings.has("vm.box_server_url");
  return box.state === "known" && !isElsewhere ? box : undefined;
}

/** Makers whose boxes hold a plain distribution. */
const stock =
  /^(?:ubuntu|debian|centos|rockylinux|almalinux|fedora|opensuse|bento|generic(?:-x64)?|hashicorp|roboxes|geerlingguy|boxomatic|cloud-image)\//;

/** Returns the one service that a machine on a stock Linux box is for; undefined if it needs its kernel or does more. */
export function onlyServiceOf(project: Project, machine: Machine): InstalledService | undefined {
  const box = boxOf(project, machine);
  if (box?.os !== "linux" || !stock.test(box.name)) return undefined;
  const use = machineUseOf(project, machine);
  if (!use || use.kernelWork || use.test || use.builds || use.others.length > 0) return undefined;
  if (isDeclaredMachine(project, machine)) return undefined;
  const [service, ...more] = use.services;
  return more.length > 0 ? undefined : service;
}

/** True if a declaration asks for a machine: its kernel, whose code runs, who shares it, or how long it lives. */
export function isDeclaredMachine(project: Project, workload: Machine | Job): boolean {
  const values = [
    ["kernel", "own"],
    ["trust", "untrusted"],
    ["tenancy", "multi"],
    ["lifetime", "long-lived"],
  ] as const;
  return (
    values.some(([key, value]) => declares(project, workload, key, value)) ||
    intentOf(project, workload).has("compliance")
  );
}

/** Returns a size for a message: `48 GiB`, `1.5 GiB`. */
export function gibibytes(bytes: number): string {
  return `${String(Math.round((bytes / 2 ** 30) * 10) / 10)} GiB`;
}
