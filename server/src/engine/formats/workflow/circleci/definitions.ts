import { fieldsOf, itemsOf, mappingOf, textOf, type Entry, type Fields } from "../../yaml/nodes.ts";
import { matrixCall, pipelineScope, type Call, type ParameterScope } from "./parameters.ts";

/** A command, executor or job, and where the names in it are looked up. */
export interface Definition {
  readonly entry: Entry;
  readonly names: Names;
}

/** What a file or an orb in it defines. */
export interface Names {
  command(name: string): Definition | undefined;
  executor(name: string): Definition | undefined;
  readonly pipeline: ParameterScope;
}

/** A job of the file with the places from which workflows call it. */
export interface JobDefinition extends Definition {
  /** With the orb's name before it, as workflows call it. */
  readonly name: string;
  readonly calls: readonly JobCall[];
}

export interface JobCall extends Call {
  readonly name: string;
  readonly entry: Entry;
  readonly fields: Fields;
}

export interface Definitions {
  readonly jobs: readonly JobDefinition[];
  /** Calls of jobs that an orb brings. */
  readonly foreign: readonly JobCall[];
  readonly names: Names;
}

/** Orbs that are written in the file itself are followed, others cannot be. */
export function readDefinitions(root: Fields): Definitions {
  const pipeline = pipelineScope(root);
  const inline = new Map([...fieldsOf(root.get("orbs"))].filter(([, orb]) => mappingOf(orb)));
  const orbs = new Map([...inline].map(([name, orb]) => [name, namesIn(fieldsOf(orb), new Map(), pipeline)]));
  const names = namesIn(root, orbs, pipeline);

  const calls = callsIn(root, pipeline);
  const jobsIn = (fields: Fields, inside: Names, prefix: string): readonly JobDefinition[] =>
    [...fieldsOf(fields.get("jobs")).values()]
      .filter((job) => mappingOf(job))
      .map((entry) => {
        const name = prefix + entry.name;
        return { name, entry, names: inside, calls: calls.filter((call) => call.name === name) };
      });
  const jobs = [
    ...jobsIn(root, names, ""),
    ...[...inline].flatMap(([name, orb]) => jobsIn(fieldsOf(orb), orbs.get(name) ?? names, `${name}/`)),
  ];
  const own = new Set(jobs.map(({ name }) => name));
  return { jobs, names, foreign: calls.filter(({ name }) => name.includes("/") && !own.has(name)) };
}

function namesIn(fields: Fields, orbs: ReadonlyMap<string, Names>, pipeline: ParameterScope): Names {
  const find = (kind: "command" | "executor", name: string): Definition | undefined => {
    const entry = fieldsOf(fields.get(`${kind}s`)).get(name);
    if (entry) return { entry, names };
    const [orb = "", inner] = name.split("/", 2);
    return inner === undefined ? undefined : orbs.get(orb)?.[kind](inner);
  };
  const names: Names = {
    command: (name) => find("command", name),
    executor: (name) => find("executor", name),
    pipeline,
  };
  return names;
}

function callsIn(root: Fields, pipeline: ParameterScope): readonly JobCall[] {
  const workflows = [...fieldsOf(root.get("workflows")).values()];
  return workflows.flatMap((workflow) =>
    itemsOf(fieldsOf(workflow).get("jobs")).flatMap((item) => {
      const [call] = fieldsOf(item).values();
      const name = call?.name ?? textOf(item);
      const fields = fieldsOf(call);
      return name === undefined ? [] : [{ name, entry: item, fields, ...matrixCall(fields, pipeline) }];
    }),
  );
}
