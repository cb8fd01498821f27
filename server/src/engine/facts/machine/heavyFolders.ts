import { is } from "../../model/fact.ts";
import type { Machine, SyncedFolder } from "../../model/machine.ts";
import type { Place } from "../../model/place.ts";
import type { Project } from "../../model/project.ts";
import { projectInstallerOf } from "../packages/projectInstaller.ts";
import { absolute } from "../scripts/container.ts";
import { folderAfter } from "../scripts/follow.ts";

/** A folder of the host in which a provisioner installs packages, across the border of the machine. */
export interface HeavyFolder {
  readonly folder: SyncedFolder;
  /** `node_modules` */
  readonly packages: string;
  readonly installedAt: Place;
}

/** Providers whose default type of a folder translates every access; libvirt's and Hyper-V's copy or ask. */
const translating = /^(?:virtualbox|vmware_desktop|vmware_fusion|vmware_workstation|parallels)$/;

export function heavyFoldersOf(_project: Project, machine: Machine): readonly HeavyFolder[] {
  const { providers, syncedFolders, provisioners } = machine;
  if (providers.length > 0 && !providers.some(({ name }) => translating.test(name))) return [];
  const installs = provisioners.flatMap(({ commands }) => {
    let at: string | undefined = "/home/vagrant";
    return commands.flatMap((command) => {
      at = folderAfter(command, at);
      const installer = projectInstallerOf(command);
      return installer && at !== undefined
        ? [{ packages: installer.folder, at, installedAt: command.startedAt ?? command.at }]
        : [];
    });
  });
  return syncedFolders.flatMap((folder) => {
    const { target, type, disabled, conditional } = folder;
    if (conditional || target.state !== "known" || type.state !== "unset" || is(disabled, true)) return [];
    const path = absolute(target.value, "/");
    const found = installs.find(({ at }) => at === path || at.startsWith(`${path ?? ""}/`));
    return found ? [{ folder, packages: found.packages, installedAt: found.installedAt }] : [];
  });
}
