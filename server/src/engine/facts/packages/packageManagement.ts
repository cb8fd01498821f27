import { packageManagerOf } from "../../knowledge/images/family.ts";
import type { SimpleCommand, Word } from "../../model/command.ts";
import { has } from "../../model/fact.ts";
import type { Stage } from "../../model/stage.ts";
import { argumentsOf, programName } from "../../model/command.ts";

/** A command that calls a distribution's package manager. */
export interface PackageCommand {
  /** As the tables name it: `apt` for `apt-get`. */
  readonly manager: string;
  /** `install`, `update`, `remove` …, in the manager's own words, normalised: `add` and `-S` are `install`. */
  readonly action: string | undefined;
  readonly actionWord: Word | undefined;
  /** The program's word. */
  readonly program: Word;
  readonly options: readonly Word[];
  /** Names of packages, with the version after `=` if one is pinned. */
  readonly packages: readonly Word[];
  readonly command: SimpleCommand;
}

const actions: Readonly<Record<string, string>> = {
  install: "install",
  in: "install",
  add: "install",
  "-S": "install",
  "-Sy": "install",
  "-Syu": "install",
  update: "update",
  refresh: "update",
  makecache: "update",
  upgrade: "upgrade",
  "dist-upgrade": "upgrade",
  "full-upgrade": "upgrade",
  remove: "remove",
  del: "remove",
  purge: "remove",
  autoremove: "clean",
  clean: "clean",
  autoclean: "clean",
};

/** Options that take the next word. */
const valued = new Set([
  "-o",
  "-t",
  "--option",
  "--target-release",
  "--repository",
  "-X",
  "--virtual",
  "-c",
  "--config-file",
  "--installroot",
  "--releasever",
  "--arch",
  "-p",
  "--root",
]);

/** Programs that run a command in another root, machine or container: there the system around them decides nothing. */
const elsewhere = new Set(["chroot", "arch-chroot", "nsenter", "systemd-nspawn", "proot", "ssh"]);

/** A bare name or a path in a folder of programs; `./apk` is a program that the build brings. */
function isOfSystem({ value = "" }: Word): boolean {
  return !value.includes("/") || /^\/(?:usr\/(?:local\/)?)?s?bin\/[^/]+$/.test(value);
}

/** Reads a call of a package manager of this system; undefined for any other command. */
export function packageCommand(command: SimpleCommand): PackageCommand | undefined {
  const [program] = command.words;
  const manager = packageManagerOf(programName(command) ?? "");
  if (!program || manager === undefined || !isOfSystem(program)) return undefined;
  if (command.wrappers.some((words) => elsewhere.has(programName({ words }) ?? ""))) return undefined;

  const options: Word[] = [];
  const names: Word[] = [];
  let actionWord: Word | undefined;
  let isOptionValue = false;
  for (const word of argumentsOf(command)) {
    const text = word.value ?? word.text;
    if (isOptionValue) {
      isOptionValue = false;
      options.push(word);
    } else if (!actionWord && text in actions) {
      actionWord = word;
    } else if (text.startsWith("-")) {
      options.push(word);
      // `apk add -t .build-deps` names a virtual package after the option, as does `--virtual`.
      isOptionValue = valued.has(text);
    } else if (actionWord) {
      names.push(word);
    } else {
      actionWord = word;
    }
  }
  return {
    manager,
    action: actionWord && (actions[actionWord.value ?? ""] ?? actionWord.value),
    actionWord,
    program,
    options,
    packages: names,
    command,
  };
}

/** Managers that some releases of a family bring under the name of another one, as a link. */
const links: Readonly<Record<string, readonly string[]>> = {
  fedora: ["microdnf"],
  photon: ["yum"],
  azurelinux: ["dnf", "yum"],
};

/** True when the call surely runs and the system surely has no such manager. */
export function isMissingManager(
  { command, manager }: PackageCommand,
  { family, packageManagers }: { readonly family: string | undefined; readonly packageManagers: readonly string[] },
): boolean {
  const isSure = !command.conditional && !command.guarded && command.inFunction === undefined;
  return isSure && !packageManagers.includes(manager) && !links[family ?? ""]?.includes(manager);
}

/** True when a command before the call may bring the manager: as a package, as a file at its path, or in an unpacked archive. */
export function bringsManager(script: readonly SimpleCommand[], call: PackageCommand): boolean {
  const names = [programOf(call), call.manager];
  const file = new RegExp(`bin/${programOf(call)}$`);
  return script.slice(0, script.indexOf(call.command)).some((command) => {
    const installed = packageCommand(command)?.packages ?? [];
    if (installed.some(({ text }) => names.some((name) => new RegExp(`^${name}(?:\\d|-|$)`).test(text)))) return true;
    const written = [...command.words.slice(1), ...command.redirects.map(({ target }) => target)];
    const unpacks = /^(?:tar|bsdtar|unzip|cpio)$/.test(programName(command) ?? "");
    return written.some((word) => word && (file.test(word.text) || (unpacks && /^\/(?:usr\/?)?$/.test(word.text))));
  });
}

/** True when the stage copies the manager in. */
export function copiesManager(stage: Stage, call: PackageCommand): boolean {
  return stage.copies.some(({ destination }) => has(destination, (path) => path.endsWith(`/${programOf(call)}`)));
}

function programOf({ program }: PackageCommand): string {
  const path = program.value ?? "";
  return path.slice(path.lastIndexOf("/") + 1);
}

const userlandFolders = /^\/(?:$|bin\/?$|usr\/?$|usr\/bin\/?$|sbin\/?$)/;

/** True when the stage unpacks or copies a userland over its base, as builds from scratch do: then the base decides nothing. */
export function bringsOwnUserland(stage: Stage): boolean {
  const own = stage.copies.some(({ keyword, from, sources, destination }) => {
    const intoSystem = has(destination, (path) => userlandFolders.test(path));
    const archive =
      keyword === "ADD" && sources.some((source) => has(source, (path) => /\.(?:tar|tgz|txz|tar\.\w+)$/.test(path)));
    // A name without a dot may be a folder: `COPY rootfs /`.
    const folders =
      from.state !== "unset" ||
      sources.some((source) => source.state !== "known" || /(?:^|\/)(?:[^./]*|\.)$/.test(source.value));
    return intoSystem && (archive || folders);
  });
  return own || (stage.parent !== undefined && bringsOwnUserland(stage.parent));
}
