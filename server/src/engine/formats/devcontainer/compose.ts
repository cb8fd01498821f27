import type { Fact } from "../../model/fact.ts";
import type { Neighbours } from "../../model/files.ts";
import type { Service } from "../../model/service.ts";
import { folderOf, resolvePath } from "../compose/project/names.ts";
import { ComposeLoader, mergeModels } from "../compose/project/project.ts";
import { readService } from "../compose/service/service.ts";
import { itemsOf, placeOf, textOf, type Entry, type Fields } from "../yaml/nodes.ts";

/** The settings that say what the container is; what its Compose file opens is reported there. */
export type ComposeBase = Pick<Service, "image" | "build" | "platform" | "runtime" | "isolation">;

/** The service that `dockerComposeFile` and `service` name; undefined if it cannot be read. */
export function composeBase(fields: Fields, service: Entry, uri: string, files: Neighbours): ComposeBase | undefined {
  const name = textOf(service);
  const uris = itemsOf(fields.get("dockerComposeFile")).map((item) => {
    const path = textOf(item);
    return path === undefined || path.includes("${") ? undefined : resolvePath(folderOf(uri), path);
  });
  const [first] = uris;
  if (name === undefined || first === undefined) return undefined;

  // docker compose takes paths of all files from the folder of the first.
  const loader = new ComposeLoader(files);
  const folder = folderOf(first);
  const models = uris.map((one) => {
    const tree = one === undefined ? undefined : loader.tree(one);
    return tree && loader.model(tree, folder, loader.lookup(folder));
  });
  const known = models.filter((model) => model !== undefined);
  const merged = known.length === uris.length ? known.reduce(mergeModels).services.get(name) : undefined;
  if (!merged) return undefined;
  const { image, build, platform, runtime, isolation } = readService(merged);
  return {
    image: pointed(image, service),
    build: pointed(build, service),
    platform: pointed(platform, service),
    runtime: pointed(runtime, service),
    isolation: pointed(isolation, service),
  };
}

/** The fact as the devcontainer.json has it: by the name of the service. */
function pointed<T>(fact: Fact<T>, service: Entry): Fact<T> {
  const at = placeOf(service);
  const { entry } = service;
  switch (fact.state) {
    case "known":
      return {
        state: "known",
        value: fact.value,
        at,
        entry,
        origin: fact.origin ?? fact.at,
        originEntry: fact.originEntry ?? fact.entry,
      };
    case "unreadable":
      return { state: "unreadable", at, entry, ...(fact.partial && { partial: fact.partial }) };
    case "unset":
      return { state: "unset", at };
  }
}
