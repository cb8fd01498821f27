import type { Command } from "./command.ts";
import type { Fact, Item } from "./fact.ts";
import type { Place } from "./place.ts";

/** A virtual machine of a Vagrantfile. Settings of `config` count for each machine unless it sets its own. */
export interface Machine {
  readonly kind: "machine";
  readonly uri: string;
  /** `default` when the file defines none. */
  readonly name: string;
  /** The name in `define`, or the box of the default machine, or `Vagrant.configure`. */
  readonly at: Place;
  readonly entry: Place;
  /** False when something that may shape the machine could not be read: an expression, a loop over unknown values. */
  readonly complete: boolean;
  readonly primary: Fact<boolean>;
  readonly autostart: Fact<boolean>;
  readonly box: Fact<string>;
  readonly boxVersion: Fact<string>;
  readonly boxUrl: Fact<string>;
  readonly boxArchitecture: Fact<string>;
  readonly guest: Fact<string>;
  readonly communicator: Fact<string>;
  readonly hostname: Fact<string>;
  readonly providers: readonly Provider[];
  readonly networks: readonly MachineNetwork[];
  readonly syncedFolders: readonly SyncedFolder[];
  readonly provisioners: readonly Provisioner[];
  /** Every `config.<namespace>.<key> = value` that counts for the machine, by dotted name without `config.`: `ssh.forward_agent`. */
  readonly settings: Settings;
  /** The options of `define`, those above included. */
  readonly options: Settings;
  /**
   * Every other call by dotted name without `config.`, with what its block sets: `vm.disk`, `vm.cloud_init`,
   * `push.define`, `trigger.after`.
   */
  readonly calls: readonly MachineCall[];
  /** Whether the project's folder is /vagrant in the machine: another folder that shares `.` takes its place. */
  readonly vagrantFolder: Fact<"present" | "disabled" | "gone">;
  readonly oldCalls: readonly OldCall[];
  readonly strays: readonly Stray[];
  /**
   * Reads of variables in blocks of machines and providers that have changed since the block was met: Vagrant runs these
   * blocks when the code around them has ended, so the last round of a `for` loop decides for all.
   */
  readonly changedVariables: readonly Place[];
  /** Commands of every readable shell provisioner, in order; those of a script are in the script's file. */
  readonly commands: readonly Command[];
  readonly unreadable: readonly Place[];
}

/** A call with its options: `disk :disk, size: "10GB"`. */
export interface MachineCall {
  readonly name: string;
  readonly at: Place;
  readonly entry: Place;
  /** Counts only under a condition that a run decides. */
  readonly conditional: boolean;
  readonly arguments: readonly Item<Scalar>[];
  /** Those of its block included. */
  readonly settings: Settings;
}

/**
 * A call of the first configuration version: `Vagrant::Config.run`, `forward_port`, `share_folder`, `customize`, or
 * `network` with another type than version 2 has or with an address that is no option.
 */
export interface OldCall {
  readonly name: string;
  /** Of the configuration that the call is written in: version 2 refuses all of them. */
  readonly version: 1 | 2;
  /** The method, network type or address. */
  readonly at: Place;
  readonly entry: Place;
  readonly conditional: boolean;
}

/**
 * A statement in the block of a machine or provider that configures something else: through the outer `config`, which
 * counts for every machine, or from a provider's block, which Vagrant runs several times.
 */
export interface Stray {
  readonly inside: "machine" | "provider";
  /** Without a block. */
  readonly at: Place;
  readonly entry: Place;
}

/** The entries of a hash are settings of their own: `env = { "A" => "b" }` sets `env.A`. */
export interface Setting {
  readonly name: string;
  readonly nameAt: Place;
  readonly value: Fact<Scalar | readonly Item<Scalar>[]>;
}

/** Settings by name. */
export interface Settings {
  get(name: string): Setting | undefined;
  has(name: string): boolean;
  values(): Iterable<Setting>;
}

export type Scalar = string | number | boolean | null;

export interface Provider {
  /** `virtualbox`, `libvirt`, `vmware_desktop`, `hyperv`, `parallels`, `docker`, `qemu` … as written. */
  readonly name: string;
  readonly at: Place;
  readonly entry: Place;
  /** Counts only under a condition that a run decides. */
  readonly conditional: boolean;
  /** MiB, from `memory`, `memsize` or `customize ["modifyvm", :id, "--memory", …]`; a unit is read by QEMU only. */
  readonly memory: Fact<number>;
  readonly cpus: Fact<number>;
  /** The machine's box under this provider, where its block overrides it. */
  readonly box: Fact<string>;
  readonly settings: Settings;
  /** What counts for the machine only under this provider, named like the machine's own settings: `vm.box`. */
  readonly overrides: Settings;
  /** Calls with arguments but `customize`: `storage` of libvirt. */
  readonly calls: readonly MachineCall[];
}

export interface MachineNetwork {
  readonly type: "forwarded_port" | "private_network" | "public_network";
  readonly at: Place;
  readonly entry: Place;
  /** Counts only under a condition that a run decides. */
  readonly conditional: boolean;
  readonly guest: Fact<number>;
  readonly host: Fact<number>;
  readonly hostIp: Fact<string>;
  readonly ip: Fact<string>;
  /** Every option, those above included. */
  readonly settings: Settings;
  /** An earlier entry of the same id, or of the same address, protocol and port of the host: this one replaces it. */
  readonly replaces: MachineNetwork | undefined;
}

export interface SyncedFolder {
  readonly source: Fact<string>;
  readonly target: Fact<string>;
  readonly type: Fact<string>;
  readonly disabled: Fact<boolean>;
  readonly at: Place;
  readonly entry: Place;
  /** Counts only under a condition that a run decides. */
  readonly conditional: boolean;
  /** Every option, those above included. */
  readonly settings: Settings;
  /** An earlier folder of the same name or guest path: this one replaces it. */
  readonly replaces: SyncedFolder | undefined;
}

export interface Provisioner {
  /** `shell`, `ansible`, `ansible_local`, `docker`, `file`, `puppet`, `chef_solo`, `salt` … */
  readonly type: string;
  readonly name: string | undefined;
  readonly at: Place;
  readonly entry: Place;
  /** Counts only under a condition that a run decides. */
  readonly conditional: boolean;
  /** `once`, `always`, `never`. */
  readonly run: Fact<string>;
  readonly inline: Fact<string>;
  /** URI of the script, relative paths resolved against the Vagrantfile's folder. */
  readonly path: Fact<string>;
  readonly privileged: Fact<boolean>;
  /** The script is for PowerShell or cmd and is skipped. */
  readonly foreignShell: boolean;
  readonly commands: readonly Command[];
  /** True when `commands` are those of a whole shell script. */
  readonly wholeScript: boolean;
  /** Calls in its block: `run`, `pull_images` and `build_image` of Docker, with all options. */
  readonly calls: readonly MachineCall[];
  /** Every option, those above included: `playbook` of Ansible. */
  readonly settings: Settings;
}
