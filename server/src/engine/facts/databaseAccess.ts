import { databaseAccess } from "../knowledge/daemons/access.ts";
import type { Daemon } from "../knowledge/daemons/daemon.ts";
import { daemons } from "../knowledge/daemons/daemons.ts";
import { isWhollyKnown, knownItems } from "../model/fact.ts";
import { writtenPart } from "../model/partialText.ts";
import type { Project } from "../model/project.ts";
import type { Service } from "../model/service.ts";
import { isWhole } from "./absence.ts";
import { baseImageOf } from "./baseImage.ts";

/** The database that a service runs. */
export interface Database {
  readonly daemon: Daemon;
  /** True if the files show that it lets in anyone who reaches its port. */
  readonly isOpen: boolean;
}

/** The database of a service by its image; undefined for other and unknown images, and if another program may run. */
export function databaseOf(project: Project, service: Service): Database | undefined {
  const process = baseImageOf(project, service)?.process;
  const access = databaseAccess.find(({ daemon }) => daemon === process);
  const daemon = access && daemons.find(({ id }) => id === access.daemon);
  if (!daemon || service.entrypoint.state !== "unset") return undefined;

  const line = argumentsText(service);
  const variables = [...project.environmentOf(service)].map(([name, item]) =>
    item.state === "known" ? `${name}=${item.value}` : `${name}=`,
  );
  const isSeen =
    line !== undefined &&
    isWhole(project, service) &&
    service.build.state === "unset" &&
    isWhollyKnown(service.envFiles) &&
    knownItems(service.envFiles).every(({ value }) => project.files.read(value)?.state === "read") &&
    !mayConfigure(service);
  const matches = (test: RegExp | undefined): boolean => variables.some((variable) => test?.test(variable) === true);
  const isClosed = matches(access.closedBy) || access.closedByArguments?.test(line ?? "") === true;
  const isOpen = access.byDefault === "open" ? !isClosed : matches(access.openedBy);
  return { daemon, isOpen: isSeen && isOpen };
}

/** Undefined if a word cannot be read, and for a shell, which may write a configuration first. */
function argumentsText({ command }: Service): string | undefined {
  if (command.state === "unset") return "";
  if (command.state === "unreadable") return undefined;
  const words = command.value.arguments.map(({ value }) => value);
  const isShell = /^(?:\/(?:usr\/)?bin\/)?(?:ba|da|a)?sh$/.test(words[0] ?? "");
  return isShell || words.includes(undefined) ? undefined : words.join(" ");
}

/** A mounted file or folder may hold a configuration. */
function mayConfigure({ mounts }: Service): boolean {
  return (
    !isWhollyKnown(mounts) ||
    knownItems(mounts).some(({ value: { target } }) => /\/etc\b|conf|\.ya?ml$|initdb/.test(writtenPart(target)))
  );
}
