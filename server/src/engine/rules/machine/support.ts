import type { Job } from "../../model/job.ts";
import type { Project } from "../../model/project.ts";

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

/** True for a job that tests or builds machines, or works on their kernel, so that a container cannot take their place. */
export function isAboutMachines(project: Project, { name, uri, commands }: Job): boolean {
  const lines = commands.map(({ words }) => words.map(({ text }) => text).join(" "));
  const patterns = [machineToolWords, vagrantWork, kernelWords];
  return (
    [name, project.pathOf(uri)].some((text) => machineTools.test(text)) ||
    lines.some((line) => patterns.some((pattern) => pattern.test(line)))
  );
}
