import type { Fact } from "../../../model/fact.ts";
import type { Job } from "../../../model/job.ts";
import type { Service } from "../../../model/service.ts";
import { createContainer, environmentOf } from "../container.ts";
import { literal } from "../expressions.ts";
import { createJob } from "../job.ts";
import {
  fieldsOf,
  isNothing,
  itemsOf,
  mappingOf,
  placeOf,
  scalarOf,
  textFact,
  textOf,
  type Entry,
  type Fields,
} from "../nodes.ts";
import { isWindows } from "../script.ts";
import { readSteps } from "./steps.ts";

type Reads = (text: string) => string | undefined;

const readLiteral = literal("circleci");

/** Text with defaults of the pipeline's parameters filled in; a parameter of a job or executor is unreadable. */
function readerOf(root: Fields): Reads {
  const parameters = fieldsOf(root.get("parameters"));
  return (text) =>
    readLiteral(
      text.replace(/<<\s{0,20}pipeline\.parameters\.([\w-]{1,100})\s{0,20}>>/g, (expression, name: string) => {
        return textOf(fieldsOf(parameters.get(name)).get("default")) ?? expression;
      }),
    );
}

/** Jobs of a CircleCI configuration; executors and commands of the same file are followed, orbs are not. */
export function readCircleciJobs(uri: string, root: Fields): readonly Job[] {
  const executors = fieldsOf(root.get("executors"));
  const commands = fieldsOf(root.get("commands"));
  const jobs = [...fieldsOf(root.get("jobs")).values()].filter((job) => mappingOf(job));
  const reads = readerOf(root);
  return jobs.map((job) => readJob(uri, job, executors, commands, reads));
}

function readJob(uri: string, job: Entry, executors: Fields, commands: Fields, reads: Reads): Job {
  const own = fieldsOf(job);
  const executor = executorOf(own.get("executor"), executors);
  const fields = new Map([...(executor ?? []), ...own]);
  const isKnownExecutor = !own.has("executor") || executor !== undefined;
  const runsOn = runsOnOf(fields, job, isKnownExecutor, reads);
  const [container, ...services] = itemsOf(fields.get("docker")).map((image, index) =>
    readContainer(image, index === 0 ? job.name : undefined, reads),
  );
  return createJob({
    system: "circleci",
    uri,
    name: job.name,
    at: job.at,
    entry: job.entry,
    complete: isKnownExecutor,
    runsOn,
    container,
    services,
    steps: readSteps(itemsOf(fields.get("steps")), {
      commands,
      shell: fields.get("shell"),
      runsOn,
      budget: { left: 2000 },
    }),
  });
}

/** The executor's fields; undefined for one of an orb, or named by a parameter. */
function executorOf(value: Entry | undefined, executors: Fields): Fields | undefined {
  if (!value) return undefined;
  const name = textOf(mappingOf(value) ? fieldsOf(value).get("name") : value);
  const executor = name === undefined ? undefined : executors.get(name);
  return executor && fieldsOf(executor);
}

/** The image of a machine, or `macos`, or the resource class of a self-hosted or Windows runner. */
function runsOnOf(fields: Fields, job: Entry, isKnownExecutor: boolean, reads: Reads): Fact<readonly string[]> {
  const machine = fields.get("machine");
  const macos = fields.get("macos");
  const resource = fields.get("resource_class");
  const executor = fields.get("executor");
  if (fields.has("docker")) return { state: "unset", at: job.at };
  if (macos) return { state: "known", value: ["macos"], at: macos.at, entry: macos.entry };
  if (machine) {
    const image = mappingOf(machine) ? fieldsOf(machine).get("image") : machine;
    const names = [image, resource].flatMap((entry) => {
      const text = textOf(entry);
      return entry === undefined || text === undefined || text === "true" ? [] : [reads(text)];
    });
    const place = { at: image && scalarOf(image) ? placeOf(image) : machine.at, entry: machine.entry };
    const known = names.filter((name) => name !== undefined);
    if (known.length < names.length) return { state: "unreadable", ...place };
    return { state: "known", value: known.length > 0 ? known : ["machine"], ...place };
  }
  if (executor && !isKnownExecutor) {
    const name = mappingOf(executor) ? fieldsOf(executor).get("name") : executor;
    const text = textOf(name) ?? "";
    const place = { at: placeOf(name ?? executor), entry: executor.entry };
    // `win/default` of the Windows orb: what runs there is PowerShell.
    return isWindows(text) ? { state: "known", value: [text], ...place } : { state: "unreadable", ...place };
  }
  return { state: "unset", at: job.at };
}

function readContainer(value: Entry, name: string | undefined, reads: Reads): Service {
  const fields = fieldsOf(value);
  const image = fields.get("image");
  const container = createContainer({
    name: name ?? textOf(fields.get("name")) ?? textOf(image) ?? "service",
    at: image?.at ?? value.at,
    entry: value.entry,
    complete: true,
    image: textFact(image, value.at, reads),
    environment: environmentOf(fields.get("environment"), reads),
  });
  const user = fields.get("user");
  return user && !isNothing(user) ? { ...container, user: textFact(user, value.at, reads) } : container;
}
