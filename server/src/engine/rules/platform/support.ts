import { packageCommand } from "../../facts/packages/packageManagement.ts";
import { archiveOf, type Archive } from "../../knowledge/endOfLife/archives.ts";
import type { EndOfLife } from "../../knowledge/endOfLife/endOfLife.ts";
import { releaseTitle } from "../../knowledge/endOfLife/titles.ts";
import type { SimpleCommand } from "../../model/command.ts";

/**
 * Returns the severity and the message for a release that gets no more updates: a warning if the commands install from
 * an archive that has moved. The message names the release too unless the image does: `python:3.8-buster is Debian 10`.
 */
export function endOfLifeVerdict(
  written: string,
  { name, version, until }: EndOfLife,
  commands: readonly SimpleCommand[],
): { readonly severity: "warning" | "info"; readonly message: string } {
  const [image = ""] = written.split("@");
  const subject = image === `${name}:${version}` ? image : `${image} is ${releaseTitle(name, version)}, which`;
  const ended = until === undefined ? "reached end of life" : `reached end of life on ${until}`;
  const archive = commands.some(needsArchives) ? archiveOf(name, version) : undefined;
  return {
    severity: archive?.hasMoved ? "warning" : "info",
    message: `${subject} ${ended}. ${consequenceOf(archive)}`,
  };
}

function consequenceOf(archive: Archive | undefined): string {
  if (!archive) return "Security holes in it stay open.";
  return archive.hasMoved
    ? `Its packages have moved to ${archive.host}, so installing them fails.`
    : `Security holes in it stay open, and its packages will move to ${archive.host}.`;
}

/** Installs something from the archives of the distribution. */
function needsArchives(command: SimpleCommand): boolean {
  const action = command.conditional ? undefined : packageCommand(command)?.action;
  return action !== undefined && /install$|^(?:update|upgrade|build-dep|distro-sync|swap)$/.test(action);
}
