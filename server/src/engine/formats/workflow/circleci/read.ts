import type { Job } from "../../../model/job.ts";
import { createJob } from "../job.ts";
import { fieldsOf, placeOf, textOf, type Entry, type Fields } from "../../yaml/nodes.ts";
import { readDefinitions, type JobCall, type JobDefinition, type Names } from "./definitions.ts";
import { executorOf } from "./executors.ts";
import { calledScope } from "./parameters.ts";
import { handedSteps, readSteps, type StepContext } from "./steps.ts";

const maximumSteps = 2000;

/**
 * Jobs of a CircleCI configuration, with the parameters that its workflows give them. Executors, commands and orbs of
 * the same file are followed; a job of any other orb counts as one whose body is elsewhere.
 */
export function readCircleciJobs(uri: string, root: Fields): readonly Job[] {
  const { jobs, foreign, names } = readDefinitions(root);
  return [...jobs.map((job) => readJob(uri, job)), ...foreign.map((call) => readForeignJob(uri, call, names))];
}

function readJob(uri: string, job: JobDefinition): Job {
  const fields = fieldsOf(job.entry);
  const scope = calledScope(fields.get("parameters"), job.calls, job.names.pipeline);
  const { runsOn, onWindows, container, services, shell, environment, isKnown } = executorOf(job, job.name, scope);
  const budget = { left: maximumSteps };
  const around = { names: job.names, scope, shell, onWindows, conditional: false, budget, depth: 0 };
  const aroundCalls = { ...around, scope: job.names.pipeline, conditional: job.calls.length > 1 };
  return createJob({
    system: "circleci",
    uri,
    name: job.name,
    at: job.entry.at,
    entry: job.entry.entry,
    complete: isKnown,
    runsOn,
    container,
    services,
    environment,
    steps: [
      ...job.calls.flatMap((call) => readSteps(call.fields.get("pre-steps"), aroundCalls)),
      ...readSteps(fields.get("steps"), around),
      ...job.calls.flatMap((call) => readSteps(call.fields.get("post-steps"), aroundCalls)),
    ],
  });
}

/** A job that an orb brings runs at least the steps that it is handed. */
function readForeignJob(uri: string, call: JobCall, names: Names): Job {
  const title = titleOf(call.entry);
  const around: StepContext = {
    names,
    scope: names.pipeline,
    shell: undefined,
    onWindows: false,
    conditional: false,
    budget: { left: maximumSteps },
    depth: 0,
  };
  return createJob({
    system: "circleci",
    uri,
    name: textOf(call.fields.get("name")) ?? call.name,
    at: title,
    entry: call.entry.entry,
    complete: false,
    runsOn: { state: "unreadable", at: title, entry: title },
    container: undefined,
    services: [],
    steps: handedSteps(call.fields, around),
  });
}

/** The job's name where a workflow calls it. */
function titleOf(item: Entry): Job["at"] {
  const [call] = fieldsOf(item).values();
  return call?.at ?? placeOf(item);
}
