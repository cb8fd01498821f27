import { nestedEngineNamed, type NestedEngine } from "../knowledge/nestedEngines.ts";
import type { CommandLine } from "../model/command.ts";
import type { Fact } from "../model/fact.ts";
import type { Project } from "../model/project.ts";
import type { Service } from "../model/service.ts";
import { repositoryOf } from "./partialImage.ts";
import { remembered } from "./remembered.ts";
import { lineOf } from "./scripts/container.ts";

/** Returns the engine that the container of a service starts as its image does; undefined if another command replaces it. */
export const nestedEngineOf = remembered(
  "nested engine",
  (project: Project, service: Service): NestedEngine | undefined => {
    const stage = project.stageOf(service);
    if (service.build.state !== "unset" && !stage) return undefined;
    const line = stage ? lineOf(stage) : [];
    const isReplaced = line.some(({ cmd, entrypoint }) => cmd.state !== "unset" || entrypoint.state !== "unset");
    const name = namedImage(line.at(-1)?.image ?? service.image);
    const engine = name === undefined || isReplaced ? undefined : nestedEngineNamed(name);
    const isStarted = service.entrypoint.state === "unset" && engine && startsEngine(service.command, engine);
    return isStarted ? engine : undefined;
  },
);

function startsEngine(command: Fact<CommandLine>, { commands }: NestedEngine): boolean {
  if (command.state !== "known") return command.state === "unset";
  const [first] = command.value.commands[0]?.words ?? command.value.arguments;
  return first?.value !== undefined && (first.value.startsWith("-") || commands.includes(first.value));
}

/** Repository and tag of an image; a variable in the tag represents a number. */
function namedImage(image: Fact<string>): string | undefined {
  const repository = repositoryOf(image);
  if (repository === undefined || image.state === "unset") return undefined;
  const written = image.state === "known" ? image.value : (image.partial?.written ?? "");
  const [name = ""] = written.replaceAll(/\$\{[^}]*\}|\$\w+/g, "0").split("@");
  const colon = name.indexOf(":", name.lastIndexOf("/") + 1);
  return `${repository}:${colon < 0 ? "" : name.slice(colon + 1)}`;
}
