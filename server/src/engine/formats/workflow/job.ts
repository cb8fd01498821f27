import { commandOf, type Command, type SimpleCommand } from "../../model/command.ts";
import type { Item } from "../../model/fact.ts";
import type { Job, Step } from "../../model/job.ts";

/** A step whose commands have no owner yet. */
export interface StepDraft extends Omit<Step, "commands" | "workingDirectory" | "inContainer" | "environment"> {
  readonly workingDirectory?: Step["workingDirectory"];
  /** True by default. */
  readonly inContainer?: boolean;
  /** The variables of the step alone. */
  readonly environment?: Step["environment"];
  readonly commands: readonly SimpleCommand[];
}

type Optional = "servicesAt" | "environment" | "condition" | "deployment";

export interface JobDraft extends Omit<Job, "kind" | "steps" | "commands" | Optional>, Partial<Pick<Job, Optional>> {
  readonly steps: readonly StepDraft[];
}

const noVariables: ReadonlyMap<string, Item<string>> = new Map<string, never>();

/** Makes the job and gives its commands their owner. */
export function createJob(draft: JobDraft): Job {
  const steps: Step[] = [];
  const commands: Command[] = [];
  const unset = { state: "unset", at: draft.at } as const;
  const { servicesAt, environment = noVariables, condition = unset, deployment = unset } = draft;
  const { system, uri, name, at, entry, complete, runsOn, container, services } = draft;
  const job: Job = {
    kind: "job",
    system,
    uri,
    name,
    at,
    entry,
    complete,
    runsOn,
    container,
    services,
    servicesAt,
    environment,
    condition,
    deployment,
    steps,
    commands,
  };
  for (const step of draft.steps) {
    const owned = step.commands.map((command) =>
      commandOf(job, "ci", command, command.conditional || step.conditional),
    );
    const own = step.environment;
    steps.push({
      inContainer: true,
      workingDirectory: { state: "unset", at: step.at },
      ...step,
      environment: own && own.size > 0 ? new Map([...environment, ...own]) : environment,
      commands: owned,
    });
    commands.push(...owned);
  }
  return job;
}
