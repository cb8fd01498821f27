import type { SimpleCommand } from "../model/command.ts";
import { has } from "../model/fact.ts";
import type { Job, Step } from "../model/job.ts";
import type { Project } from "../model/project.ts";
import { remembered } from "./remembered.ts";
import { absolute, checkoutFolder, type Checkout, type Container } from "./scripts/container.ts";
import { follow } from "./scripts/follow.ts";

const commandsByStep = remembered<Job, Map<Step, readonly SimpleCommand[]>>("commands by step", () => new Map());

/** The commands of a step; those of a script of the checkout take the place of the command that starts it. */
export function stepCommandsOf(project: Project, job: Job, step: Step): readonly SimpleCommand[] {
  const known = commandsByStep(project, job);
  const commands = known.get(step) ?? followed(project, job, step);
  known.set(step, commands);
  return commands;
}

function followed(project: Project, job: Job, step: Step): readonly SimpleCommand[] {
  const checkout = checkoutOf(project, job);
  const { workingDirectory, commands } = step;
  if (!checkout || workingDirectory.state === "unreadable" || !commands.some(mayStartScript)) return commands;
  const folder = workingDirectory.state === "known" ? absolute(workingDirectory.value, checkoutFolder) : checkoutFolder;
  const container: Container = { stage: undefined, service: undefined, run: undefined, checkout };
  return follow(project, container, commands, folder).commands;
}

function mayStartScript({ words: [program] }: SimpleCommand): boolean {
  return /^(?:\.|source)$|\/|^(?:ba|da|a|k|z)?sh$/.test(program?.value ?? "");
}

/** Where the root of the repository is, seen from files that have their place in it. */
const roots: readonly (readonly [test: RegExp, root: string])[] = [
  [/\/\.(?:github|gitea|forgejo)\/workflows\/[^/]+$/, "../../"],
  [/\/\.circleci\/config\.ya?ml$/, "../"],
  [/\/\.gitlab-ci\.ya?ml$/, "./"],
];

/** Undefined if the job may work in another repository, or in none. */
function checkoutOf(project: Project, { system, uri, at, steps }: Job): Checkout | undefined {
  const root = roots.find(([test]) => test.test(uri))?.[1] ?? (project.pathOf(uri).includes("/") ? undefined : "./");
  if (root === undefined) return undefined;
  const checkouts = steps.filter(({ uses }) => has(uses, (action) => /^(?:actions\/checkout@|checkout$)/.test(action)));
  const isSure = system === "github" ? checkouts.length === 1 : system !== "circleci" || checkouts.length > 0;
  return isSure ? { uri, root, at } : undefined;
}
