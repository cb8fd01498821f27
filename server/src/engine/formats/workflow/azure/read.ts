import type { Fact } from "../../../model/fact.ts";
import type { Job } from "../../../model/job.ts";
import type { Service } from "../../../model/service.ts";
import { containerFields, createContainer } from "../container.ts";
import { literal } from "../expressions.ts";
import { createJob } from "../job.ts";
import { fieldsOf, isNothing, mappingOf, placeOf, textFact, textOf, type Entry, type Fields } from "../nodes.ts";
import { scriptOf } from "../script.ts";
import { expandedItems } from "./expanded.ts";
import { poolOf } from "./pool.ts";
import { readSteps } from "./steps.ts";

const readLiteral = literal("azure");

interface Pipeline {
  readonly uri: string;
  readonly root: Fields;
  /** `resources.containers` by alias. */
  readonly containers: ReadonlyMap<string, Entry>;
}

/** Jobs of an Azure pipeline or of a template for one; templates that it uses are not read. */
export function readAzureJobs(uri: string, root: Fields): readonly Job[] {
  const pipeline: Pipeline = { uri, root, containers: containersOf(root) };
  // With `extends` the stages are handed to a template as parameters.
  const parameters = fieldsOf(fieldsOf(root.get("extends")).get("parameters"));
  const jobs = [root, parameters].flatMap((fields) => [
    ...stagesIn(fields.get("stages")).flatMap((stage) => jobsIn(stage.get("jobs"), pipeline, [root, stage])),
    ...jobsIn(fields.get("jobs"), pipeline, [root]),
  ]);
  const steps = root.get("steps");
  return steps && !isNothing(steps) ? [...jobs, readSingleJob(pipeline, steps)] : jobs;
}

function containersOf(root: Fields): Pipeline["containers"] {
  const containers = expandedItems(fieldsOf(root.get("resources")).get("containers"));
  return new Map(
    containers.flatMap(({ entry }) => {
      const name = textOf(fieldsOf(entry).get("container"));
      return name === undefined ? [] : [[name, entry] as const];
    }),
  );
}

function stagesIn(stages: Entry | undefined): readonly Fields[] {
  return expandedItems(stages).map(({ entry }) => fieldsOf(entry));
}

/** The scopes are those around a job, outer ones first; each may name a pool. */
function jobsIn(jobs: Entry | undefined, pipeline: Pipeline, scopes: readonly Fields[]): readonly Job[] {
  return expandedItems(jobs).flatMap(({ entry }) => readJob(entry, pipeline, scopes) ?? []);
}

function readJob(job: Entry, pipeline: Pipeline, scopes: readonly Fields[]): Job | undefined {
  const fields = fieldsOf(job);
  const title = fields.get("job") ?? fields.get("deployment") ?? fields.get("template");
  if (!title) return undefined;
  const isTemplate = !fields.has("job") && !fields.has("deployment");
  const at = isNothing(title) ? title.at : placeOf(title);
  const name = textOf(title) ?? textOf(fields.get("displayName")) ?? "job";
  const runsOn = isTemplate
    ? ({ state: "unset", at } as const)
    : whereFrom(poolOf([...scopes, fields], at), pipeline.root);
  return createJob({
    system: "azure",
    uri: pipeline.uri,
    name,
    at,
    entry: job.entry,
    complete: !isTemplate,
    runsOn,
    container: isTemplate ? undefined : containerOf(fields.get("container"), name, pipeline),
    services: isTemplate ? [] : servicesOf(fields.get("services"), pipeline),
    steps: isTemplate ? [] : stepsOf(fields).flatMap((steps) => readSteps(steps, runsOn)),
  });
}

/** A pipeline, or a template, whose steps stand at the top is one job. */
function readSingleJob(pipeline: Pipeline, steps: Entry): Job {
  const { root, uri } = pipeline;
  const runsOn = whereFrom(poolOf([root], steps.at), root);
  return createJob({
    system: "azure",
    uri,
    name: textOf(root.get("name")) ?? "steps",
    at: steps.at,
    entry: steps.entry,
    complete: true,
    runsOn,
    container: containerOf(root.get("container"), "steps", pipeline),
    services: servicesOf(root.get("services"), pipeline),
    steps: readSteps(steps, runsOn),
  });
}

/** In a template that names no pool, the pipeline that uses it does. */
function whereFrom(runsOn: Fact<readonly string[]>, root: Fields): Fact<readonly string[]> {
  const isPipeline = ["trigger", "pr", "schedules", "resources", "extends"].some((name) => root.has(name));
  return runsOn.state !== "unset" || isPipeline ? runsOn : { state: "unreadable", at: runsOn.at, entry: runsOn.at };
}

/** A job's own steps, and those of the phases of a deployment's strategy. */
function stepsOf(job: Fields): readonly Entry[] {
  const phases = [...fieldsOf(job.get("strategy")).values()].flatMap((strategy) => [...fieldsOf(strategy).values()]);
  const handlers = phases.flatMap((phase) => (phase.name === "on" ? [...fieldsOf(phase).values()] : [phase]));
  return [job.get("steps"), ...handlers.map((phase) => fieldsOf(phase).get("steps"))].filter(
    (steps) => steps !== undefined,
  );
}

function servicesOf(services: Entry | undefined, pipeline: Pipeline): readonly Service[] {
  return [...fieldsOf(services).values()].flatMap((service) => containerOf(service, service.name, pipeline) ?? []);
}

/** An alias from `resources.containers`, an image, or a container written in place. */
function containerOf(value: Entry | undefined, name: string, pipeline: Pipeline): Service | undefined {
  if (!value || isNothing(value)) return undefined;
  const alias = textOf(value);
  const definition = alias === undefined ? (mappingOf(value) ? value : undefined) : pipeline.containers.get(alias);
  const fields = fieldsOf(definition);
  const named = textOf(fields.get("alias"));
  if (definition === value && named !== undefined && !fields.has("image")) {
    return containerOf(fields.get("alias"), name, pipeline);
  }
  const options = fields.get("options");
  return createContainer({
    name,
    at: value.at,
    entry: value.entry,
    complete: true,
    image: textFact(definition ? fields.get("image") : value, value.at, definition ? readLiteral : readImage),
    ...containerFields(fields, value.at, readLiteral),
    options: options && scriptOf(options, "azure"),
  });
}

/** A bare word may be the alias of a container that another file declares. */
function readImage(text: string): string | undefined {
  return /[/:]/.test(text) ? readLiteral(text) : undefined;
}
