import { programName, type SimpleCommand } from "../../model/command.ts";
import { has } from "../../model/fact.ts";
import type { Copy, RunMount } from "../../model/stage.ts";
import { packageCommand, type PackageCommand } from "./packageManagement.ts";

const lists = /^\/(?:var(?:\/lib(?:\/apt(?:\/lists)?)?)?)?(?:\/|$)/;

/** `apt-get update`, or an installation that updates first: `apt-get install --update`. */
export function updatesLists({ manager, action, options }: PackageCommand): boolean {
  return manager === "apt" && (action === "update" || options.some(({ text }) => text === "--update" || text === "-U"));
}

/** What a command does to the lists of packages that apt installs from. */
export function effectOnLists(command: SimpleCommand): "brings" | "removes" | "none" | "unknown" {
  const call = packageCommand(command);
  if (call?.manager === "apt") {
    if (updatesLists(call)) return "brings";
    return /^dist-?clean$/.test(call.actionWord?.value ?? "") ? "removes" : "none";
  }
  const name = programName(command) ?? "";
  if (command.words.some(({ text }) => /\bapt(?:-get|itude)?\b.*\bupdate\b/s.test(text))) return "unknown";
  if (name === "rm") return command.words.some(({ text }) => /\/var\/lib\/apt/.test(text)) ? "removes" : "none";
  return harmless.test(name) && !mentionsLists(command) ? "none" : "unknown";
}

function mentionsLists({ words }: SimpleCommand): boolean {
  return words.some(({ text }) => text.includes("/var/lib/apt"));
}

/** Programs that bring no lists; all others may be scripts that do. */
const harmless =
  /^(?:echo|printf|true|:|set|export|cd|pwd|test|\[|ls|cat|tee|sed|grep|awk|mkdir|touch|cp|mv|ln|chmod|chown|useradd|adduser|usermod|groupadd|addgroup|curl|wget|gpg|tar|unzip|gunzip|xz|sha256sum|git|dpkg|dpkg-reconfigure|apt-mark|apt-key|locale-gen|update-ca-certificates|update-alternatives|ldconfig|npm|pip|pip3|id|sleep|sync|uname|which|find|sort|head|tail|cut|tr|env|hash|date|ln)$/;

/** A mount at the lists, or above them, brings what an earlier build left there. */
export function mountsLists(mounts: readonly RunMount[]): boolean {
  return mounts.some(({ fields }) => {
    const target = fields.get("target") ?? "";
    return target.includes("$") || lists.test(target) || target.startsWith("/var/lib/apt");
  });
}

/** A copied folder may hold lists. */
export function copiesLists({ destination, from }: Copy): boolean {
  if (destination.state !== "known") return true;
  return has(destination, (path) => path.startsWith("/var/lib/apt") || (from.state !== "unset" && lists.test(path)));
}
