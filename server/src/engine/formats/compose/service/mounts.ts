import type { Item, ListFact } from "../../../model/fact.ts";
import type { Mount, Service } from "../../../model/service.ts";
import { known, unreadable } from "./facts.ts";
import { keyOfMount, textOf } from "./items.ts";
import { isNull, type Value } from "../project/value.ts";

/** More than any real service has. */
const maximumTaken = 100;

/** The mounts of a service with those that its `volumes_from` takes; own ones win over others with the same target. */
export function withTakenMounts(
  own: ListFact<Mount>,
  from: Value | undefined,
  serviceOf: (name: string) => Service | undefined,
): ListFact<Mount> {
  if (from === undefined || isNull(from) || own.state === "unreadable") return own;
  if (from.kind !== "list") return unreadable(from);

  const items = own.state === "known" ? own.value : [];
  const targets = new Set(items.map((item) => item.state === "known" && keyOfMount(item.value)));
  const taken = from.items
    .flatMap((item) => mountsFrom(item, serviceOf))
    .filter((item) => item.state !== "known" || !targets.has(keyOfMount(item.value)));
  return own.state === "known" ? { ...own, value: [...items, ...taken] } : known(from, taken);
}

/** `service:ro`, `container:name:rw`. Volumes of its image stay unknown. */
function mountsFrom(item: Value, serviceOf: (name: string) => Service | undefined): readonly Item<Mount>[] {
  const [name = "", mode] = textOf(item)?.split(":") ?? [];
  const mounts = serviceOf(name)?.mounts;
  const taken = mounts?.state === "known" ? mounts.value.slice(0, maximumTaken) : [];
  return [
    ...taken.flatMap((mount) => {
      if (mount.state !== "known") return [];
      return [known(item, { ...mount.value, readOnly: mode === "ro" || mount.value.readOnly }, mount.at)];
    }),
    unreadable(item),
  ];
}
