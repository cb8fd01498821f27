import type { Fact, Known } from "../../../model/fact.ts";
import type { Job } from "../../../model/job.ts";
import type { Place } from "../../../model/place.ts";
import type { Service } from "../../../model/service.ts";
import { FactReader } from "../../yaml/index.ts";
import { createContainer, readContainer } from "../container.ts";
import { expressionsOf, literalReader } from "../expressions.ts";
import { EntryReader, environmentOf, type Reads } from "../../yaml/entryReader.ts";
import { createJob, type JobDraft, type StepDraft } from "../job.ts";
import {
  fieldsOf,
  isNothing,
  itemsOf,
  mappingOf,
  placeOf,
  scalarOf,
  textOf,
  type Entry,
  type Fields,
} from "../../yaml/nodes.ts";
import { commandsIn, isForPosixShell, isPowerShell } from "../script.ts";
import { matrixValues, runnerOf } from "./runners.ts";

const literals = literalReader("github");
const asWritten = new EntryReader((text) => text, expressionsOf("github"));

/** Jobs of a GitHub Actions workflow, or the steps of a composite action as one job. */
export function readGithubJobs(uri: string, root: Fields): readonly Job[] {
  const jobs = [...fieldsOf(root.get("jobs")).values()];
  const action = root.get("runs");
  return [
    ...jobs.filter((job) => mappingOf(job)).map((job) => readJob(uri, job, root)),
    ...(action ? readAction(uri, action, root) : []),
  ];
}

/** The events of `on`: one, a list, or a mapping by name. */
export function readGithubTriggers(root: Fields): readonly Known<string>[] {
  const on = root.get("on");
  if (on && mappingOf(on)) {
    return [...fieldsOf(on).values()].map(({ name, at, entry }) => ({ state: "known", value: name, at, entry }));
  }
  return itemsOf(on).flatMap((item) => {
    const value = textOf(item);
    return value === undefined ? [] : [{ state: "known", value, at: placeOf(item), entry: item.entry }];
  });
}

function readJob(uri: string, job: Entry, root: Fields): Job {
  const fields = fieldsOf(job);
  const runner = runnerOf(fields, job.at);
  const { runsOn } = runner;
  const shell = defaultSetting(fields, "shell") ?? defaultSetting(root, "shell");
  const folder = defaultSetting(fields, "working-directory") ?? defaultSetting(root, "working-directory");
  const container = fields.get("container");
  const steps = itemsOf(fields.get("steps")).filter((step) => mappingOf(step));
  const onWindows = runner.onWindows || (runsOn.state === "unreadable" && !shell && looksLikeWindows(steps));
  return createJob({
    system: "github",
    uri,
    name: job.name,
    at: job.at,
    entry: job.entry,
    complete: !fields.has("uses"),
    runsOn,
    container: container && containerOf(job.name, container, fields),
    services: [...fieldsOf(fields.get("services")).values()]
      .map((service) => containerOf(service.name, service, fields))
      .filter((service) => service !== undefined),
    servicesAt: fields.get("services")?.at,
    environment: new Map([...variablesOf(root), ...variablesOf(fields)]),
    condition: new FactReader(asWritten, job.at).text(fields.get("if")),
    deployment: deploymentOf(fields.get("environment"), job.at),
    steps: steps.map((step) => readStep(step, { shell, folder, onWindows })),
  });
}

function variablesOf(fields: Fields): Job["environment"] {
  return environmentOf(fields.get("env"), literals);
}

/** A name, or a mapping with one. */
function deploymentOf(value: Entry | undefined, owner: Place): Fact<string> {
  return new FactReader(literals, owner).text(mappingOf(value) ? fieldsOf(value).get("name") : value);
}

function readAction(uri: string, runs: Entry, root: Fields): readonly Job[] {
  const fields = fieldsOf(runs);
  const using = textOf(fields.get("using"));
  if (using !== "composite" && using !== "docker") return [];
  const name = textOf(root.get("name")) ?? "action";
  // The workflow that uses the action decides where it runs.
  const runsOn: Fact<readonly string[]> = { state: "unreadable", at: runs.at, entry: runs.entry };
  const draft: JobDraft = {
    system: "github",
    uri,
    name,
    at: runs.at,
    entry: runs.entry,
    complete: true,
    runsOn,
    container: undefined,
    services: [],
    steps: [],
  };
  if (using === "composite") {
    const steps = itemsOf(fields.get("steps")).filter((step) => mappingOf(step));
    return [createJob({ ...draft, steps: steps.map((step) => readStep(step, { onWindows: false })) })];
  }
  const image = fields.get("image");
  if (!image) return [];
  const written = new FactReader(asWritten, runs.at).parsed(image, (text) => /^docker:\/\/(.+)$/.exec(text)?.[1]);
  return [
    createJob({
      ...draft,
      container: createContainer({ name, at: image.at, entry: runs.entry, complete: false, image: written }),
    }),
  ];
}

function containerOf(name: string, value: Entry, job: Fields): Service | undefined {
  if (isNothing(value)) return undefined;
  const isMapping = mappingOf(value) !== undefined;
  const fields = fieldsOf(value);
  const image = isMapping ? fields.get("image") : value;
  // An empty image means none: a matrix fills it in for some jobs only.
  if (image && !isNothing(image) && scalarOf(image)?.text === "") return undefined;
  return readContainer(value, name, imageFact(image, value.at, job), { system: "github", fields, reader: literals });
}

function imageFact(image: Entry | undefined, owner: Place, job: Fields): Fact<string> {
  const reads: Reads = (text) => {
    const values = matrixValues(text, job);
    // Several images from a matrix are no one image.
    return new Set(values).size === 1 ? values?.[0] : undefined;
  };
  return new FactReader(new EntryReader(reads, expressionsOf("github")), owner).image(image);
}

interface StepDefaults {
  readonly shell?: Entry | undefined;
  readonly folder?: Entry | undefined;
  readonly onWindows: boolean;
}

function readStep(step: Entry, { shell, folder, onWindows }: StepDefaults): StepDraft {
  const fields = fieldsOf(step);
  const title = fields.get("name");
  const uses = fields.get("uses");
  const run = fields.get("run");
  const named = title ?? uses;
  const at = named ? placeOf(named) : (run?.at ?? step.at);
  const facts = new FactReader(literals, at);
  const shellFact = facts.text(run && (fields.get("shell") ?? shell));
  return {
    name: textOf(title),
    at,
    entry: step.entry,
    uses: facts.text(uses),
    script: facts.text(run),
    shell: shellFact,
    workingDirectory: facts.text(run && (fields.get("working-directory") ?? folder)),
    environment: variablesOf(fields),
    conditional: isConditional(fields),
    commands: run && isForPosixShell(shellFact, onWindows || isOnlyForWindows(fields)) ? commandsIn(run, "github") : [],
  };
}

function defaultSetting(fields: Fields, name: "shell" | "working-directory"): Entry | undefined {
  return fieldsOf(fieldsOf(fields.get("defaults")).get("run")).get(name);
}

/** Conditions that are met in every ordinary run are none. */
function isConditional(fields: Fields): boolean {
  const condition = fields.get("if");
  if (!condition) return false;
  const text = (textOf(condition) ?? "").replace(/^\s*\$\{\{|\}\}\s*$/g, "").trim();
  return !/^(?:|true|always\(\)|success\(\)|!\s*cancelled\(\))$/.test(text);
}

/** Scripts without a shell of their own run in that of the runner, so one of them is enough. */
function looksLikeWindows(steps: readonly Entry[]): boolean {
  return steps.some((step) => {
    const fields = fieldsOf(step);
    return !fields.has("shell") && isPowerShell(textOf(fields.get("run")) ?? "");
  });
}

/** `if: runner.os == 'Windows'`, `if: startsWith(matrix.os, 'windows')`. */
function isOnlyForWindows(step: Fields): boolean {
  const condition = textOf(step.get("if")) ?? "";
  return /(?:== *|(?:startsWith|contains)(?<!! *(?:startsWith|contains))\([\w. ]+, *)'win/i.test(condition);
}
