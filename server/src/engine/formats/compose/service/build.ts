import type { Fact } from "../../../model/fact.ts";
import type { Build } from "../../../model/service.ts";
import { known, readAssignments, readText, unreadable, type FactReader, type Valueless } from "./facts.ts";
import { resolvePath } from "../project/names.ts";
import { entryOf, fileOf, isNull, type Value } from "../project/value.ts";

export function readBuild(value: Value | undefined, facts: FactReader, fromOutside: Valueless): Fact<Build> {
  if (value === undefined || isNull(value)) return facts.unset;
  if (value.kind !== "mapping" && value.kind !== "scalar") return unreadable(value);

  const context = readContext(value);
  const inline = facts.text(entryOf(value, "dockerfile_inline"));
  return known(value, {
    context,
    inline,
    dockerfile: inline.state === "unset" ? readDockerfile(value, context) : facts.unset,
    target: facts.text(entryOf(value, "target")),
    args: readAssignments(entryOf(value, "args"), fromOutside),
    platforms: facts.texts(entryOf(value, "platforms")),
  });
}

/** The folder that the file stands in when nothing is said. */
function readContext(build: Value): Fact<string> {
  const context = build.kind === "scalar" ? build : entryOf(build, "context");
  if (context === undefined || isNull(context)) return known(build, fileOf(build).folder);
  return readPath(context, fileOf(context).folder);
}

function readDockerfile(build: Value, context: Fact<string>): Fact<string> {
  const dockerfile = entryOf(build, "dockerfile");
  if (context.state !== "known") return unreadable(dockerfile ?? build);
  if (dockerfile !== undefined && !isNull(dockerfile)) return readPath(dockerfile, context.value);
  const uri = resolvePath(context.value, "Dockerfile");
  return uri === undefined ? unreadable(build) : { ...context, value: uri };
}

/** The URI of a path that is written relative to a folder. */
export function readPath(value: Value, folder: string): Fact<string> {
  if (value.kind !== "scalar") return unreadable(value);
  const { text, isKnown, origin } = readText(value);
  const uri = isKnown ? resolvePath(folder, text) : undefined;
  return uri === undefined ? unreadable(value) : known(value, uri, origin);
}
