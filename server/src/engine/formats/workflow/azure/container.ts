import type { Service } from "../../../model/service.ts";
import { FactReader } from "../../yaml/index.ts";
import { readContainer } from "../container.ts";
import { expressionsOf, literal, literalReader } from "../expressions.ts";
import { EntryReader } from "../../yaml/entryReader.ts";
import { fieldsOf, isNothing, mappingOf, textOf, type Entry, type Fields } from "../../yaml/nodes.ts";
import { expandedItems } from "./expanded.ts";

const readLiteral = literal("azure");
const literals = literalReader("azure");
/** A bare word may be the alias of a container that another file declares. */
const images = new EntryReader((text) => (/[/:]/.test(text) ? readLiteral(text) : undefined), expressionsOf("azure"));

/** Containers by the alias under which jobs name them. */
export type Containers = ReadonlyMap<string, Entry>;

/** `resources.containers`, and the `containers` that templates of Microsoft's 1ES take as a parameter. */
export function containersOf(root: Fields, parameters: Fields): Containers {
  const declared = expandedItems(fieldsOf(root.get("resources")).get("containers")).flatMap(({ entry }) => {
    const name = textOf(fieldsOf(entry).get("container"));
    return name === undefined ? [] : [[name, entry] as const];
  });
  return new Map([...fieldsOf(parameters.get("containers")), ...declared]);
}

/** `services` of a job: containers, or their aliases, by name. */
export function servicesOf(services: Entry | undefined, containers: Containers): readonly Service[] {
  return [...fieldsOf(services).values()].flatMap((service) => containerOf(service, service.name, containers) ?? []);
}

/** An alias, an image, or a container written in place. */
export function containerOf(value: Entry | undefined, name: string, containers: Containers): Service | undefined {
  if (!value || isNothing(value)) return undefined;
  const alias = textOf(value);
  const definition = alias === undefined ? (mappingOf(value) ? value : undefined) : containers.get(alias);
  const fields = fieldsOf(definition);
  const named = textOf(fields.get("alias"));
  if (definition === value && named !== undefined && !fields.has("image")) {
    return containerOf(fields.get("alias"), name, containers);
  }
  const image = new FactReader(definition ? literals : images, value.at).image(
    definition ? fields.get("image") : value,
  );
  return readContainer(value, name, image, { system: "azure", fields, reader: literals });
}
