import { programName, type Command } from "../../model/command.ts";
import { valueOf } from "../../model/fact.ts";
import type { Job, Step } from "../../model/job.ts";
import type { Place } from "../../model/place.ts";
import type { Project } from "../../model/project.ts";

/** Something of a job that starts a virtual machine on the processor's virtualization. */
export interface HardwareGuest {
  readonly at: Place;
  readonly step: Step;
  /** Undefined for an action. */
  readonly command: Command | undefined;
  /** Features that it needs of the runner; `hypervisor` is whichever its system has. */
  readonly needs: "kvm" | "virtualbox" | "hypervisor";
  /** False if only defaults choose the hypervisor. */
  readonly isWritten: boolean;
}

type Need = Pick<HardwareGuest, "needs" | "isWritten">;

/** Returns what starts virtual machines, in the order of the job. Emulation without the processor's help is none. */
export function hardwareGuestsOf(_project: Project, job: Job): readonly HardwareGuest[] {
  return job.steps.flatMap((step) => [
    ...(isEmulatorAction(step)
      ? [{ at: step.uses.at, step, command: undefined, needs: "hypervisor" as const, isWritten: true }]
      : []),
    ...step.commands.flatMap((command): readonly HardwareGuest[] => {
      const need = command.guarded ? undefined : needOf(command, step, job);
      return need ? [{ at: command.at, step, command, ...need }] : [];
    }),
  ]);
}

/** https://github.com/ReactiveCircus/android-emulator-runner */
function isEmulatorAction({ uses }: Step): boolean {
  return /^reactivecircus\/android-emulator-runner@/i.test(valueOf(uses) ?? "");
}

function needOf(command: Command, step: Step, job: Job): Need | undefined {
  const name = programName(command) ?? "";
  const words = command.words.slice(1).map(({ value, text }) => value ?? text);
  if (name === "vagrant") return words[0] === "up" ? vagrantNeed(words, step, job) : undefined;
  if (/^vboxmanage$/i.test(name)) return words[0] === "startvm" ? written("virtualbox") : undefined;
  if (/^(?:qemu-system-|qemu-kvm$|kvm$)/.test(name)) return qemuNeed(name, words);
  if (name === "emulator") {
    const isAccelerated = words.some((word) => word === "-avd" || word.startsWith("@"));
    const isOff = words.includes("-no-accel") || words[words.indexOf("-accel") + 1] === "off";
    return isAccelerated && !isOff ? written("hypervisor") : undefined;
  }
  return undefined;
}

function written(needs: HardwareGuest["needs"]): Need {
  return { needs, isWritten: true };
}

/** VirtualBox is the default; the environment, a plugin or the Vagrantfile may choose another provider. */
function vagrantNeed(words: readonly string[], { environment }: Step, { commands }: Job): Need | undefined {
  const option = words.find((word) => word.startsWith("--provider"));
  const given = option?.includes("=") ? option.slice(option.indexOf("=") + 1) : words[words.indexOf(option ?? "") + 1];
  const variable = environment.get("VAGRANT_DEFAULT_PROVIDER");
  const provider = option === undefined ? variable && (valueOf(variable) ?? "") : given;
  if (provider !== undefined) {
    if (provider === "virtualbox") return written("virtualbox");
    return provider === "libvirt" ? { needs: "kvm", isWritten: false } : undefined;
  }
  const lines = commands.map((command) => command.words.map(({ text }) => text).join(" "));
  const isChosen = lines.some((line) =>
    /VAGRANT_DEFAULT_PROVIDER|vagrant plugin install|vagrant-\w|vmware|parallels/.test(line),
  );
  return isChosen ? undefined : { needs: "virtualbox", isWritten: lines.some((line) => /\bvirtualbox\b/i.test(line)) };
}

/** `-enable-kvm`, `-accel hvf`, `-machine q35,accel=kvm`; with a second accelerator as fallback none is needed. */
function qemuNeed(name: string, words: readonly string[]): Need | undefined {
  if (name === "kvm" || words.includes("-enable-kvm") || words.includes("--enable-kvm")) return written("kvm");
  const accelerators = words.flatMap((word, index) => {
    const own = /^--?accel$/.test(words[index - 1] ?? "") ? [word.split(",")[0] ?? ""] : [];
    return [...own, ...(/(?:^|,)accel=([\w:]+)/.exec(word)?.[1]?.split(":") ?? [])];
  });
  const [only, ...others] = accelerators;
  if (others.length > 0) return undefined;
  return only === "kvm" ? written("kvm") : only === "hvf" ? written("hypervisor") : undefined;
}
