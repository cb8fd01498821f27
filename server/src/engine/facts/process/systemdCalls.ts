import { managerVerbs } from "../../knowledge/systemd.ts";
import { argumentsOf, programName, type SimpleCommand } from "../../model/command.ts";

const offline = /^(?:--(?:root(?:=.*)?|image(?:=.*)?|help|version|global|offline)|-h)$/;

/** True if the command fails without a running systemd. */
export function asksSystemd(command: SimpleCommand): boolean {
  const words = argumentsOf(command).map(({ value }) => value);
  const isOffline = command.assignments.some(({ name }) => name === "SYSTEMD_OFFLINE");
  if (isOffline || words.some((word) => word !== undefined && offline.test(word))) return false;
  if (programName(command) !== "systemctl") return words.length > 0;
  const verb = words.find((word) => word === undefined || !word.startsWith("-"));
  if (verb === undefined) return false;
  return managerVerbs.has(verb) || (words.includes("--now") && ["enable", "disable", "mask"].includes(verb));
}

/** True if the command looks whether systemd runs. */
export function isAboutSystemd({ words }: SimpleCommand): boolean {
  return words.some(({ text }) => text.includes("/run/systemd/system") || text.includes("systemd-detect-virt"));
}
