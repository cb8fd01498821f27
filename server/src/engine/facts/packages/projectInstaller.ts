import { projectInstallers, type ProjectInstaller } from "../../knowledge/packages/projectInstallers.ts";
import { argumentsOf, programName, type SimpleCommand } from "../../model/command.ts";

/** Returns the installer that a command runs for the manifest in its folder; undefined if the packages go elsewhere. */
export function projectInstallerOf(command: SimpleCommand): ProjectInstaller | undefined {
  const words = argumentsOf(command).map(({ value, text }) => value ?? text);
  const verb = words.find((word) => !word.startsWith("-"));
  return projectInstallers.find(
    ({ programs, verbs, bare, elsewhere }) =>
      programs.test(programName(command) ?? "") &&
      (verb === undefined ? bare === true : verbs.test(verb)) &&
      !words.some((word) => elsewhere.test(word)),
  );
}
