import type { Service } from "./model/service.ts";

/** Returns how a message names a container at its beginning: by its quoted name, or `This container` if it has none. */
export function containerName({ name, origin }: Pick<Service, "name" | "origin">): string {
  return name === "container" && origin !== "compose" ? "This container" : `"${name}"`;
}

/** Joins names as a sentence does: `a`, `a and b`, `a, b and c`. */
export function list(names: readonly string[]): string {
  const last = names.at(-1) ?? "";
  return names.length < 2 ? last : `${names.slice(0, -1).join(", ")} and ${last}`;
}
