import { programName, startOf, type SimpleCommand, type Word } from "../../model/command.ts";
import { has } from "../../model/fact.ts";
import type { Place } from "../../model/place.ts";
import type { Project } from "../../model/project.ts";
import type { Stage } from "../../model/stage.ts";
import { createSourceText, type SourceText } from "../../model/text/sourceText.ts";

const runners = new Set(["npm", "yarn", "pnpm", "bun"]);
/** Scripts that a runner starts without `run`. */
const ownScripts = new Set(["start", "test", "stop", "restart"]);

/**
 * Returns what `npm start` or `yarn run serve` runs: the commands of that script in the `package.json` of the build
 * context, all at the place of the script's text. None if it is not copied in, not read, or has no such script.
 */
export function packageScript(
  project: Project,
  stage: Stage | undefined,
  command: SimpleCommand,
): readonly SimpleCommand[] {
  const name = scriptName(command);
  if (
    name === undefined ||
    !stage?.copies.some(({ from, sources }) => from.state === "unset" && sources.some(isManifest))
  ) {
    return [];
  }
  const uri = project.contextFile(stage, "package.json");
  const state = uri === undefined ? undefined : project.files.read(uri);
  if (uri === undefined || state?.state !== "read") return [];
  const script = scriptIn(state.text, name);
  if (script === undefined) return [];

  const at = placeOf(script, name, createSourceText(uri, state.text)) ?? command.at;
  const word = (value: string): Word => ({ value, text: value, at });
  return project
    .commandsIn([word("sh"), word("-c"), word(script)], at)
    .map((one) => ({ ...one, at, startedAt: startOf(command) }));
}

function scriptName(command: SimpleCommand): string | undefined {
  const [, first, second] = command.words.map(({ value }) => value);
  if (!runners.has(programName(command) ?? "") || first === undefined) return undefined;
  if (first === "run" || first === "run-script") return second;
  return ownScripts.has(first) ? first : undefined;
}

function isManifest(source: Stage["copies"][number]["sources"][number]): boolean {
  return has(source, (path) => /^(?:\.\/)?(?:package\*?\.json|\.?)$/.test(path));
}

function scriptIn(text: string, name: string): string | undefined {
  try {
    const manifest: unknown = JSON.parse(text);
    const scripts = memberOf(manifest, "scripts");
    const script = memberOf(scripts, name);
    return typeof script === "string" ? script : undefined;
  } catch {
    // A half-typed manifest says nothing.
    return undefined;
  }
}

/** Returns the place of a script's text; undefined if it is written with other escapes than usual. */
function placeOf(script: string, name: string, { text, placeAt }: SourceText): Place | undefined {
  const written = JSON.stringify(script);
  const key = new RegExp(`${escaped(JSON.stringify(name))}\\s*:\\s*(?=${escaped(written)})`).exec(text);
  const start = key && key.index + key[0].length + 1;
  return start === null ? undefined : placeAt(start, start + written.length - 2);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

function memberOf(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key] // an object with this member, as just checked
    : undefined;
}
