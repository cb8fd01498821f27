import type { Position } from "vscode-languageserver-types";
import { programName, type Command, type SimpleCommand } from "../../model/command.ts";
import { comparePositions, contains, type Place } from "../../model/place.ts";
import type { Stage } from "../../model/stage.ts";
import { packageName } from "../../knowledge/packages/packageName.ts";
import { packageCommand, type PackageCommand } from "./packageManagement.ts";

/** How a person would write an installation for another package manager. */
export interface Translation {
  /** Replacements and their places; continuations and comments between the words stay. */
  readonly replacements: readonly { readonly at: Place; readonly text: string }[];
  /** Names that the tables cannot translate: they are kept and must be checked. */
  readonly unchecked: readonly string[];
}

/** The first words of an installation that leaves no package lists in the image. */
const installWords: Readonly<Record<string, string>> = {
  apk: "apk add --no-cache",
  // Images and boxes come without lists of packages.
  apt: "apt-get update && apt-get install -y --no-install-recommends",
  dnf: "dnf install -y",
  microdnf: "microdnf install -y",
  yum: "yum install -y",
  zypper: "zypper --non-interactive install",
};

const cleanups = /^\/(?:var\/lib\/apt\/lists|var\/cache\/(?:apk|apt|dnf|yum))(?:\/|$)/;

/**
 * Rewrites `update && install … && rm -rf lists` of one script for another manager; undefined when the manager is used
 * otherwise there, or an option or a name cannot be carried over.
 */
export function translateInstall(
  script: readonly SimpleCommand[],
  install: PackageCommand,
  to: string,
): Translation | undefined {
  const start = installWords[to];
  const [firstPackage] = install.packages;
  if (install.action !== "install" || start === undefined || !firstPackage || !isSimple(install)) return undefined;

  const index = script.indexOf(install.command);
  const before = script.slice(0, index);
  const after = script.slice(index + 1);
  const update = before.map(packageCommand).at(-1);
  const isUpdate = update?.manager === install.manager && update.action === "update";
  const cleanup = after[0] && isCleanup(after[0], install.manager) ? after[0] : undefined;
  if (uses(before.slice(0, isUpdate ? -1 : undefined), install.manager)) return undefined;
  if (uses(after.slice(cleanup ? 1 : 0), install.manager)) return undefined;

  const from = isUpdate ? update.command.at : install.command.at;
  const names = install.packages.map((word) => ({ word, name: packageName(word.value ?? "", install.manager, to) }));
  return {
    replacements: [
      { at: span(from.uri, from.range.start, firstPackage.at.range.start), text: `${start} ` },
      ...names.flatMap(({ word, name }) =>
        name === undefined || name === word.value ? [] : [{ at: word.at, text: name }],
      ),
      ...(cleanup ? [{ at: span(from.uri, install.command.at.range.end, cleanup.at.range.end), text: "" }] : []),
    ],
    unchecked: names.filter(({ name }) => name === undefined).map(({ word }) => word.text),
  };
}

/** Nothing but the program, its options, the action and then names without versions; no words of a JSON list. */
function isSimple({ command, packages, options, program }: PackageCommand): boolean {
  const [first] = packages;
  const optionsComeFirst = options.every(
    ({ at }) => first && comparePositions(at.range.start, first.at.range.start) < 0,
  );
  const plain = packages.every(({ value }) => value !== undefined && /^[a-z0-9][\w.+-]*$/i.test(value));
  return (
    optionsComeFirst &&
    plain &&
    program.text === program.value &&
    command.wrappers.length === 0 &&
    command.redirects.length === 0
  );
}

/** The commands of the instruction that holds the command: one script for the shell. */
export function sameInstruction(stage: Stage, command: SimpleCommand): readonly Command[] {
  const instruction = stage.instructions.find(({ at }) => contains(at.range, command.at.range));
  return stage.commands.filter(({ at }) => instruction && contains(instruction.at.range, at.range));
}

function uses(commands: readonly SimpleCommand[], manager: string): boolean {
  return commands.some((command) => packageCommand(command)?.manager === manager);
}

function isCleanup(command: SimpleCommand, manager: string): boolean {
  if (programName(command) === "rm") {
    const paths = command.words.slice(1).filter(({ value }) => !value?.startsWith("-"));
    return paths.length > 0 && paths.every(({ text }) => cleanups.test(text));
  }
  const call = packageCommand(command);
  return call?.manager === manager && call.action === "clean";
}

function span(uri: string, start: Position, end: Position): Place {
  return { uri, range: { start, end } };
}
