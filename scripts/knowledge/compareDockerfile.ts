import { daemons } from "../../server/src/engine/knowledge/daemons/daemons.ts";
import { dataFolders } from "../../server/src/engine/knowledge/images/dataFolders.ts";
import { commandIsProcess } from "../../server/src/engine/knowledge/images/entrypoints.ts";
import { hasNoHealthcheck } from "../../server/src/engine/knowledge/images/healthchecks.ts";
import type { ImageFacts } from "../../server/src/engine/knowledge/images/imageFacts.ts";
import type { Notes } from "./check.ts";
import type { BuiltFacts } from "./dockerfile.ts";

/** Compares all but the distribution: users, folders, signals, ports and programs. The nearest Dockerfile comes first. */
export function compareDockerfile(
  name: string,
  tag: string,
  ours: ImageFacts,
  layers: readonly BuiltFacts[],
  notes: Notes,
): void {
  const first = <T>(pick: (layer: BuiltFacts) => T | undefined): T | undefined =>
    layers.map(pick).find((value) => value !== undefined);
  const differs = (what: string, mine: string, theirs: string): void => {
    notes.differs(`${name} ${what}`, `${name}:${tag} ${mine}`, theirs);
  };

  const user = first((layer) => layer.user) ?? "root";
  if (ours.user !== undefined && ours.user !== user) differs("user", ours.user, user);

  const workdir = first((layer) => layer.workdir) ?? "/";
  if (ours.workdir !== undefined && ours.workdir !== workdir) differs("workdir", ours.workdir, workdir);

  const managers = new Set(layers.flatMap((layer) => layer.managers));
  const { packageManagers, shells, family } = ours;
  for (const manager of managers) {
    // What an inner image runs may be of another distribution only if the tables are wrong about the family.
    if (packageManagers && !packageManagers.some((one) => one === manager))
      differs("package manager", packageManagers.join("+") || "none", manager);
  }
  const installsBash = layers.some((layer) => layer.apkPackages.includes("bash"));
  if (family === "alpine" && shells && installsBash !== shells.includes("bash"))
    differs("shells", shells.join("+"), installsBash ? "bash is installed" : "no bash");

  if (hasNoHealthcheck(name) && layers.some((layer) => layer.hasHealthcheck)) differs("HEALTHCHECK", "none", "has one");

  const entrypoint = first((layer) => layer.entrypoint);
  if (commandIsProcess(name) && entrypoint !== undefined && !/entrypoint|\.sh$|init/.test(entrypoint))
    differs("ENTRYPOINT", "runs the command", entrypoint);

  const daemon = daemons.find(({ id }) => id === ours.process);
  const signal = first((layer) => layer.stopSignal);
  if (daemon && signal !== undefined && signal !== daemon.stopSignal) differs("STOPSIGNAL", daemon.stopSignal, signal);
  const ports = layers.flatMap((layer) => layer.ports);
  if (daemon && daemon.ports.length > 0 && ports.length > 0 && !daemon.ports.some((port) => ports.includes(port)))
    differs("EXPOSE", daemon.ports.join(" "), ports.join(" "));

  compareFolders(
    name,
    tag,
    layers.flatMap((layer) => layer.volumes),
    notes,
  );
}

function compareFolders(name: string, tag: string, volumes: readonly string[], notes: Notes): void {
  const major = Number(/^v?(\d+)/.exec(tag)?.[1]);
  const rows = dataFolders.filter(
    ({ repositories, versions }) =>
      repositories.includes(name) &&
      (versions === undefined || (major >= versions.from && (versions.below === undefined || major < versions.below))),
  );
  for (const { path, isVolume } of rows) {
    if (isVolume !== volumes.includes(path))
      notes.differs(
        `${name} VOLUME`,
        `${name}:${tag} ${path}${isVolume ? "" : " is none"}`,
        volumes.join(" ") || "none",
      );
  }
}
