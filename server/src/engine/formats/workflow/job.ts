import type { Command, SimpleCommand } from "../../model/command.ts";
import type { Job, Step } from "../../model/job.ts";

/** A step whose commands have no owner yet. */
export interface StepDraft extends Omit<Step, "commands" | "workingDirectory" | "inContainer"> {
  readonly workingDirectory?: Step["workingDirectory"];
  /** True by default. */
  readonly inContainer?: boolean;
  readonly commands: readonly SimpleCommand[];
}

export interface JobDraft extends Omit<Job, "kind" | "steps" | "commands"> {
  readonly steps: readonly StepDraft[];
}

/** Makes the job and gives its commands their owner. */
export function createJob(draft: JobDraft): Job {
  const steps: Step[] = [];
  const commands: Command[] = [];
  const job: Job = { kind: "job", ...draft, steps, commands };
  for (const step of draft.steps) {
    // What is new comes before the spread: behind it each key costs a hundred times as much in Node 20.
    const owned = step.commands.map((command): Command => ({ kind: "command", owner: job, context: "ci", ...command }));
    if (step.conditional) for (const command of owned) Object.assign(command, { conditional: true });
    steps.push({ inContainer: true, workingDirectory: { state: "unset", at: step.at }, ...step, commands: owned });
    commands.push(...owned);
  }
  return job;
}
