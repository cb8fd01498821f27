import type { Fact } from "../../../model/fact.ts";
import type { Build } from "../../../model/service.ts";
import { known, readText, unreadable, type FactReader } from "./facts.ts";
import { resolvePath } from "../project/names.ts";
import { entryOf, fileOf, isNull, type Value } from "../project/value.ts";

/** `readRest` reads the settings that do not depend on each other. */
export function readBuild(
  value: Value,
  facts: FactReader,
  readRest: (value: Value) => Omit<Build, "context" | "dockerfile">,
): Fact<Build> {
  if (isNull(value)) return facts.unset;
  if (value.kind !== "mapping" && value.kind !== "scalar") return unreadable(value);

  const context = readContext(value);
  const rest = readRest(value);
  const dockerfile = rest.inline.state === "unset" ? readDockerfile(value, context) : facts.unset;
  return known(value, { context, dockerfile, ...rest });
}

/** The folder of the file, which is the default. */
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
