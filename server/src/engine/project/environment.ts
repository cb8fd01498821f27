import { parseDotenv } from "../formats/compose/project/dotenv.ts";
import { knownItems, isWhollyKnown, type Item, type Known } from "../model/fact.ts";
import type { Neighbours } from "../model/files.ts";
import type { Service } from "../model/service.ts";
import type { Stage } from "../model/stage.ts";

type Environment = ReadonlyMap<string, Item<string>>;

/** The variables of a container: those of the image that the service builds, below its `env_file`s, below its `environment`. */
export function environmentOf(service: Service, stage: Stage | undefined, files: Neighbours): Environment {
  if (!stage && service.envFiles.state === "unset") return service.environment;
  const layers = knownItems(service.envFiles).map(({ value }) => fromFile(value, files));
  // A file that cannot be read may override any variable of the image.
  const isRead = isWhollyKnown(service.envFiles) && layers.every((layer) => layer !== undefined);
  const image = isRead ? ofImage(stage) : new Map([...ofImage(stage)].map(([name, item]) => [name, unreadable(item)]));
  return new Map([image, ...layers].flatMap((layer) => [...(layer ?? [])]).concat([...service.environment]));
}

function ofImage(stage: Stage | undefined): Environment {
  return stage ? new Map([...ofImage(stage.parent), ...stage.env]) : new Map();
}

function fromFile(uri: string, files: Neighbours): Environment | undefined {
  const state = files.read(uri);
  if (state?.state !== "read") return undefined;
  return new Map(
    [...parseDotenv(uri, state.text)].map(([name, { value, at }]): [string, Known<string>] => [
      name,
      { state: "known", value, at, entry: at },
    ]),
  );
}

function unreadable({ at, entry }: Item<string>): Item<string> {
  return { state: "unreadable", at, entry };
}
