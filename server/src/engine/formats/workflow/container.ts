import type { Word } from "../../model/command.ts";
import type { Fact, Item, ListFact } from "../../model/fact.ts";
import { partialTextOf, type PartialText } from "../../model/partialText.ts";
import type { Place } from "../../model/place.ts";
import type { Mount, Port, Service } from "../../model/service.ts";
import { unsetService } from "../../model/unsetService.ts";
import { parseMount, parsePort } from "../../model/values.ts";
import { readDockerRun } from "../shell/dockerRun.ts";
import { expressionsOf, literal } from "./expressions.ts";
import { fieldsOf, listFact, textItem, textOf, type Entry, type Fields } from "./nodes.ts";
import { readScript, type Script } from "./script.ts";

export interface ContainerDraft {
  readonly name: string;
  readonly at: Place;
  readonly entry: Place;
  readonly complete: boolean;
  readonly image: Fact<string>;
  readonly environment?: ReadonlyMap<string, Item<string>>;
  readonly mounts?: ListFact<Mount>;
  readonly ports?: ListFact<Port>;
  /** Flags as for `docker create`. */
  readonly options?: Script | undefined;
}

/** A container that the CI system starts, as a service. */
export function createContainer(draft: ContainerDraft): Service {
  const { name, at, entry, image } = draft;
  const flags = draft.options && readFlags(draft.options, at);
  const service = flags ?? unsetService({ origin: "workflow", uri: at.uri, name, at, entry, complete: true });
  // The service is new and nobody else's: a copy of so many fields costs more than all else here.
  return Object.assign(service, {
    // Whoever reads the flags names the container after their image, which is not theirs.
    origin: "workflow" as const,
    name,
    at,
    entry,
    complete: draft.complete && service.complete,
    command: { state: "unset", at } as const,
    image,
    environment: new Map([...service.environment, ...(draft.environment ?? [])]),
    mounts: joined(draft.mounts, service.mounts),
    ports: joined(draft.ports, service.ports),
  });
}

/** Reads flags without a `docker run` before them. */
function readFlags(script: Script, at: Place): Service | undefined {
  // CI systems split the text at any blank, a shell ends the command at a line end.
  const masked = { ...script.masked, text: script.masked.text.replace(/[\r\n]/g, " ") };
  const [command] = readScript({ ...script, masked });
  if (!command) return undefined;
  const before = ["docker", "run"].map((text): Word => ({ value: text, text, at }));
  return readDockerRun({ ...command, words: [...before, ...command.words] });
}

function joined<T>(fields: ListFact<T> | undefined, flags: ListFact<T>): ListFact<T> {
  if (!fields || fields.state === "unset") return flags;
  if (fields.state === "unreadable" || flags.state !== "known") return fields;
  return { ...fields, value: [...fields.value, ...flags.value] };
}

/** The parts that GitHub and Azure write alike: `env`, `volumes`, `ports`. */
export function containerFields(
  fields: Fields,
  at: Place,
  system: "github" | "azure",
): Pick<ContainerDraft, "environment" | "mounts" | "ports"> {
  const reads = literal(system);
  const parsed =
    <T>(parse: (text: string | PartialText) => T | undefined) =>
    (text: string): T | undefined => {
      const readable = reads(text) ?? partialTextOf(text, expressionsOf(system));
      return readable === undefined ? undefined : parse(readable);
    };
  return {
    environment: environmentOf(fields.get("env"), reads),
    mounts: listFact(fields.get("volumes"), at, parsed(parseMount)),
    ports: listFact(fields.get("ports"), at, parsed(parsePort)),
  };
}

/** Adds the readable parts of an unreadable reference. */
export function withKnownParts(
  fact: Fact<string>,
  image: Entry | undefined,
  pattern: RegExp,
  reads: (text: string) => string | undefined,
): Fact<string> {
  const text = fact.state === "unreadable" ? textOf(image) : undefined;
  const partial = text === undefined ? undefined : partialTextOf(text, pattern, reads);
  return fact.state === "unreadable" && partial ? { ...fact, partial } : fact;
}

/** A mapping of variables. */
export function environmentOf(
  value: Entry | undefined,
  reads: (text: string) => string | undefined,
): ReadonlyMap<string, Item<string>> {
  return new Map([...fieldsOf(value)].map(([name, entry]) => [name, textItem(entry, reads)]));
}
