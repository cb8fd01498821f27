import { flagOf, propertyOf } from "./containerSettings/index.ts";
import type { SimpleCommand } from "./model/command.ts";
import type { Place } from "./model/place.ts";
import type { Project } from "./model/project.ts";
import type { Service } from "./model/service.ts";

/** Returns how a message names a container at its beginning: by its quoted name, or `This container` if it has none. */
export function containerName({ name, origin }: Pick<Service, "name" | "origin">): string {
  return name === "container" && origin !== "compose" ? "This container" : `"${name}"`;
}

/**
 * Returns the name of a Compose key as the file of the service writes it: `cap_add`, `capAdd`, `--cap-add`. `entry` is
 * where the setting is written, because a devcontainer.json takes properties and options.
 */
export function settingName({ root }: Project, { origin }: Service, key: string, entry?: Place): string {
  if (origin === "compose") return key;
  const written = entry?.uri === root.source.uri ? root.source.slice(entry.range) : "";
  const isOption = origin !== "devcontainer" || /^"?-/.test(written);
  return (isOption ? undefined : propertyOf(key)) ?? flagOf(key) ?? key;
}

/** Returns how the file of the service switches a setting on: `init: true`, `--init`. */
export function switchText(project: Project, service: Service, key: string, entry?: Place): string {
  const name = settingName(project, service, key, entry);
  return name.startsWith("-") ? name : `${name}: true`;
}

/** Joins names as a sentence does: `a`, `a and b`, `a, b and c`. */
export function list(names: readonly string[]): string {
  return joinWith("and", names);
}

/** Joins names as choices: `a`, `a or b`, `a, b or c`. */
export function alternatives(names: readonly string[]): string {
  return joinWith("or", names);
}

function joinWith(word: "and" | "or", names: readonly string[]): string {
  const last = names.at(-1) ?? "";
  return names.length < 2 ? last : `${names.slice(0, -1).join(", ")} ${word} ${last}`;
}

/** Returns a text about the host of containers for Docker Desktop, where that host is a virtual machine. */
export function aboutDesktop(text: string): string {
  return text.replaceAll("the host's", "the Docker Desktop VM's").replaceAll("the host", "Docker Desktop's VM");
}

/** Returns the text at a place as the analysed file writes it; undefined in other files and for several lines. */
export function writtenAt({ root }: Project, { uri, range }: Place): string | undefined {
  if (uri !== root.source.uri || range.start.line !== range.end.line) return undefined;
  return root.source.slice(range);
}

/** Returns where the workload's own file starts the script of a command, as the related place of a report. */
export function startOfScript({ startedAt }: SimpleCommand) {
  return startedAt ? [{ at: startedAt, message: "The script starts here." }] : [];
}
