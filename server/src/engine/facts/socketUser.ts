import { programName } from "../model/command.ts";
import type { Project } from "../model/project.ts";
import type { Service } from "../model/service.ts";
import { isMissing } from "./absence.ts";
import { effectiveUserOf, type EffectiveUser } from "./effectiveUser.ts";
import { buildCommandsOf } from "./scripts/buildCommands.ts";

/** Changes of the groups of a user: `usermod -aG docker app`, `addgroup app docker`. */
const joinsGroup = /^(?:usermod .*-\w*G|gpasswd .*-a|(?:adduser|addgroup) [^-\s]+ [^-\s]+|useradd .*-\w*G)/;

/**
 * Returns the user of a container that may not use the socket of an engine: surely not root, and without a group that
 * the service, its user or the build adds.
 */
export function userWithoutSocket(project: Project, service: Service): EffectiveUser | undefined {
  const user = effectiveUserOf(project, service);
  const [name, own] = user?.name.split(":") ?? [];
  // A group that differs from the user's number was chosen for a reason.
  const hasGroup = own !== undefined && own !== name;
  if (!user || user.isRoot || hasGroup || !isMissing(project, service, ({ groupAdd }) => groupAdd)) return undefined;
  const stage = project.stageOf(service);
  const builds = stage ? buildCommandsOf(project, stage) : [];
  const joins = builds.some((command) =>
    joinsGroup.test([programName(command), ...command.words.slice(1).map(({ text }) => text)].join(" ")),
  );
  return joins ? undefined : user;
}
