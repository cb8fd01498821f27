import { valueOf } from "../model/fact.ts";
import type { Place } from "../model/place.ts";
import type { Project } from "../model/project.ts";
import type { Service } from "../model/service.ts";

/** A place where a service receives the name of another one. */
export interface NamedService {
  readonly name: string;
  readonly at: Place;
}

/** Returns the other services of the project that variables and commands of a service name as hosts. */
export function namedServicesOf(project: Project, service: Service): readonly NamedService[] {
  const others = othersOf(project, service);
  return usesOf(project, service).flatMap(({ value, at }) =>
    others.filter((other) => names(value, other)).map((name) => ({ name, at })),
  );
}

/** The names of the other services of the project. */
function othersOf({ root }: Project, { name }: Service): readonly string[] {
  const services = root.kind === "compose" ? root.services : [];
  return services.map((service) => service.name).filter((other) => other !== name);
}

interface Use {
  readonly value: string;
  readonly at: Place;
}

/** Texts that configure a service: variables and the words of its command. */
function usesOf(project: Project, service: Service): readonly Use[] {
  const variables = [...project.environmentOf(service)].flatMap(([name, item]): readonly Use[] => {
    if (item.state !== "known") return [];
    // A plain word is a name if the variable says so: `REDIS_HOST: redis`.
    const isPlain = !/[/:@]/.test(item.value);
    return isPlain && !/HOST|SERVER|ADDR|URL|URI|ENDPOINT|BROKER|NODES?$/i.test(name)
      ? []
      : [{ value: item.value, at: item.at }];
  });
  const words = [service.command, service.entrypoint].flatMap((line) => valueOf(line)?.commands ?? []);
  const options = words.flatMap(({ words: all }) =>
    all.flatMap(({ value, at }, index): readonly Use[] => {
      const isHost = /^(?:-h|--host)$/.test(all[index - 1]?.value ?? "") || (value !== undefined && /[:=]/.test(value));
      return value !== undefined && isHost ? [{ value, at }] : [];
    }),
  );
  return [...variables, ...options];
}

/** `redis`, `redis:6379`, `http://redis/`, `user:secret@redis:6379`, also in a list. */
function names(value: string, host: string): boolean {
  const name = host.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`(?:^|//|@|,|=)${name}(?::\\d+)?(?=$|[/,?])`).test(value);
}
