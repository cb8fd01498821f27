import type { Place } from "../model/place.ts";
import type { Project } from "../model/project.ts";
import type { Service } from "../model/service.ts";

/** The text at a place as the analysed file writes it; undefined in other files, and where it takes several lines. */
export function writtenAt({ root }: Project, { uri, range }: Place): string | undefined {
  if (uri !== root.source.uri || range.start.line !== range.end.line) return undefined;
  return root.source.slice(range);
}

/** Returns how a message names a container at its beginning: by its quoted name, or `This container` if it has none. */
export function containerName({ name, origin }: Service): string {
  return name === "container" && origin !== "compose" ? "This container" : `"${name}"`;
}
