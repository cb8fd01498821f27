import type { Job } from "../../../model/job.ts";
import { createJob } from "../job.ts";
import { fieldsOf, isNothing, placeOf, textOf, type Entry, type Fields } from "../../yaml/nodes.ts";
import { containerOf, containersOf, servicesOf, type Containers } from "./container.ts";
import { conditionalFields, expandedItems, handedTo, type ExpandedItem, type Handed } from "./expanded.ts";
import { environmentIn, poolOf, type Scopes } from "./pool.ts";
import { readSteps } from "./steps.ts";

interface Pipeline {
  readonly uri: string;
  readonly containers: Containers;
  /** Templates may be handed templates: how many lists may still be looked at. */
  readonly budget: { left: number };
}

/**
 * Jobs of an Azure pipeline or of a template for one, also those that it hands to a template. Templates themselves are
 * not read: each counts as a job whose body is elsewhere.
 */
export function readAzureJobs(uri: string, root: Fields): readonly Job[] {
  const base = root.get("extends");
  const parameters = fieldsOf(fieldsOf(base).get("parameters"));
  const pipeline: Pipeline = { uri, containers: containersOf(root, parameters), budget: { left: 2000 } };
  const scopes: Scopes = { fields: [root], open: isTemplate(root) };
  // These templates of Microsoft give the pool among their parameters to jobs without one.
  const is1es = /\b1ES\.\w+\.PipelineTemplate\b/i.test(textOf(fieldsOf(base).get("template")) ?? "");
  const inBase: Scopes = { fields: is1es ? [root, parameters] : [root], open: true };
  const jobs = [
    ...stagesIn(root.get("stages"), pipeline, scopes),
    ...jobsIn(root.get("jobs"), pipeline, scopes),
    ...(base ? handedJobs(handedTo(base), pipeline, inBase) : []),
  ];
  const steps = root.get("steps");
  return steps && !isNothing(steps) ? [...jobs, readSingleJob(pipeline, root, steps, scopes)] : jobs;
}

/** A file without what only a pipeline has. */
function isTemplate(root: Fields): boolean {
  return !["trigger", "pr", "schedules", "resources", "extends"].some((name) => root.has(name));
}

function stagesIn(stages: Entry | undefined, pipeline: Pipeline, scopes: Scopes): readonly Job[] {
  return expandedItems(stages).flatMap(({ entry }) => {
    const stage = fieldsOf(entry);
    if (!stage.has("stage") && stage.has("template")) return readTemplate(entry, pipeline, scopes);
    const inner = { ...scopes, fields: [...scopes.fields, stage] };
    return [stage.get("jobs"), ...conditionalFields(stage, "jobs")].flatMap((jobs) => jobsIn(jobs, pipeline, inner));
  });
}

function jobsIn(jobs: Entry | undefined, pipeline: Pipeline, scopes: Scopes): readonly Job[] {
  return expandedItems(jobs).flatMap(({ entry }) => {
    const fields = fieldsOf(entry);
    const title = fields.get("job") ?? fields.get("deployment");
    if (title) return readJob(entry, title, pipeline, scopes);
    return fields.has("template") ? readTemplate(entry, pipeline, scopes) : [];
  });
}

/** Jobs that a template puts where it likes; it may also give them their pool. */
function handedJobs({ stages, jobs }: Handed, pipeline: Pipeline, scopes: Scopes): readonly Job[] {
  pipeline.budget.left -= stages.length + jobs.length;
  if (pipeline.budget.left < 0) return [];
  const open = { ...scopes, open: true };
  return [
    ...stages.flatMap((list) => stagesIn(list, pipeline, open)),
    ...jobs.flatMap((list) => jobsIn(list, pipeline, open)),
  ];
}

/** The job that a template represents runs at least the steps that it receives. */
function readTemplate(entry: Entry, pipeline: Pipeline, scopes: Scopes): readonly Job[] {
  const template = fieldsOf(entry).get("template");
  const at = template && !isNothing(template) ? placeOf(template) : entry.at;
  const handed = handedTo(entry);
  const unknown = { state: "unreadable", at, entry: at } as const;
  const job = createJob({
    system: "azure",
    uri: pipeline.uri,
    name: textOf(template) ?? "template",
    at,
    entry: entry.entry,
    complete: false,
    runsOn: handed.steps.length > 0 ? unknown : { state: "unset", at },
    container: undefined,
    services: [],
    steps: readSteps(
      handed.steps.flatMap((list) => expandedItems(list, true)),
      { runsOn: unknown, onWindows: false },
    ),
  });
  return [job, ...handedJobs(handed, pipeline, { ...scopes, open: true })];
}

function readJob(job: Entry, title: Entry, pipeline: Pipeline, scopes: Scopes): Job {
  const fields = fieldsOf(job);
  const at = isNothing(title) ? title.at : placeOf(title);
  const name = textOf(title) ?? textOf(fields.get("displayName")) ?? "job";
  const inner = { ...scopes, fields: [...scopes.fields, fields] };
  const runner = poolOf(inner, at);
  const container = fields.get("container") ?? conditionalFields(fields, "container")[0];
  return createJob({
    system: "azure",
    uri: pipeline.uri,
    name,
    at,
    entry: job.entry,
    complete: true,
    runsOn: runner.runsOn,
    container: containerOf(container, name, pipeline.containers),
    services: servicesOf(fields.get("services"), pipeline.containers),
    servicesAt: fields.get("services")?.at,
    environment: environmentIn(inner),
    steps: readSteps(stepsOf(fields), runner),
  });
}

/** A pipeline, or a template, with steps at the top is one job. */
function readSingleJob(pipeline: Pipeline, root: Fields, steps: Entry, scopes: Scopes): Job {
  const runner = poolOf(scopes, steps.at);
  return createJob({
    system: "azure",
    uri: pipeline.uri,
    name: textOf(root.get("name")) ?? "steps",
    at: steps.at,
    entry: steps.entry,
    complete: true,
    runsOn: runner.runsOn,
    container: containerOf(root.get("container"), "steps", pipeline.containers),
    services: servicesOf(root.get("services"), pipeline.containers),
    servicesAt: root.get("services")?.at,
    environment: environmentIn(scopes),
    steps: readSteps(expandedItems(steps), runner),
  });
}

/** A job's own steps, and those of the phases of a deployment's strategy. */
function stepsOf(job: Fields): readonly ExpandedItem[] {
  const strategies = ["runOnce", "rolling", "canary"].map((name) => fieldsOf(fieldsOf(job.get("strategy")).get(name)));
  const phases = strategies.flatMap((strategy) => [...strategy.values()]);
  const handlers = phases.flatMap((phase) => (phase.name === "on" ? [...fieldsOf(phase).values()] : [phase]));
  return [
    ...expandedItems(job.get("steps")),
    ...conditionalFields(job, "steps").flatMap((steps) => expandedItems(steps, true)),
    ...handlers.flatMap((handler) => expandedItems(fieldsOf(handler).get("steps"), handler.name === "failure")),
  ];
}
