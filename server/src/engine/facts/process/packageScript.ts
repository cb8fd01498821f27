import { programName, type SimpleCommand, type Word } from "../../model/command.ts";
import { has } from "../../model/fact.ts";
import type { Project } from "../../model/project.ts";
import type { Stage } from "../../model/stage.ts";

const runners = new Set(["npm", "yarn", "pnpm", "bun"]);
/** Scripts that a runner starts without `run`. */
const ownScripts = new Set(["start", "test", "stop", "restart"]);

/**
 * What `npm start` or `yarn run serve` runs: the commands of that script in the `package.json` of the build context,
 * all at the place of the command that asks for it. None when it is not copied in, not read, or has no such script.
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
  const script = state?.state === "read" ? scriptIn(state.text, name) : undefined;
  if (script === undefined) return [];

  const word = (value: string): Word => ({ value, text: value, at: command.at });
  return project
    .commandsIn([word("sh"), word("-c"), word(script)], command.at)
    .map((one) => ({ ...one, at: command.at }));
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

function memberOf(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key] // an object with this member, as just checked
    : undefined;
}
