import { knownItems, type Known } from "../model/fact.ts";
import type { Project } from "../model/project.ts";
import type { Mount, Service } from "../model/service.ts";
import { projectInstallerOf } from "./packages/projectInstaller.ts";
import { mainProcessOf } from "./process/mainProcess.ts";
import { absolute, folderOf } from "./scripts/container.ts";
import { folderAfter } from "./scripts/follow.ts";

/** A bind mount that has packages in it: many small files. */
export interface HeavyMount {
  readonly mount: Known<Mount>;
  /** `node_modules` */
  readonly packages: string;
}

const folders = /(?:^|\/)(node_modules|vendor|\.venv|venv)\/?$/;

/** Returns mounts of a folder of packages, and of a folder in which the container installs them when it starts. */
export function heavyMountsOf(project: Project, service: Service): readonly HeavyMount[] {
  const mounts = knownItems(service.mounts);
  const installed = installedAtStart(project, service);
  return mounts.flatMap((mount): readonly HeavyMount[] => {
    const { type, target } = mount.value;
    if (type !== "bind" || typeof target !== "string") return [];
    const [, named] = folders.exec(target) ?? [];
    if (named !== undefined) return [{ mount, packages: named }];
    // Another mount over the packages keeps them out of this one.
    const found = installed.find(
      ({ path }) =>
        path.startsWith(`${target.replace(/\/$/, "")}/`) && !mounts.some((one) => one.value.target === path),
    );
    return found ? [{ mount, packages: found.packages }] : [];
  });
}

function installedAtStart(project: Project, service: Service): readonly { packages: string; path: string }[] {
  const process = mainProcessOf(project, service);
  let at = folderOf(project, { stage: project.stageOf(service), service, run: undefined });
  return (process?.runs ?? []).flatMap((command) => {
    at = folderAfter(command, at);
    const installer = projectInstallerOf(command);
    const path = installer && absolute(installer.folder, at);
    return installer && path !== undefined ? [{ packages: installer.folder, path }] : [];
  });
}
