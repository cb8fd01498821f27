import { azureLabels, azureRetirements } from "./azure.ts";
import { circleciLabels, circleciRetirements } from "./circleci.ts";
import { githubLabels, githubRetirements } from "./github.ts";
import { gitlabLabels } from "./gitlab.ts";
import { readLabel, type HostedRunner } from "./runner.ts";

export type { HostedRunner } from "./runner.ts";

/** Returns the hosted runner that a label of GitHub or Azure names, or undefined for any other label. */
export function hostedRunner(ci: string, label: string): HostedRunner | undefined {
  if (ci === "github") return readLabel(githubLabels, githubRetirements, label);
  return ci === "azure" ? readLabel(azureLabels, azureRetirements, label) : undefined;
}

/** Returns the machine that a label of GitHub, an image of Azure or CircleCI, or a tag of GitLab names; undefined for all others. */
export function runnerNamed(ci: string, label: string): HostedRunner | undefined {
  if (ci === "gitlab") return readLabel(gitlabLabels, {}, label);
  return ci === "circleci" ? readLabel(circleciLabels, circleciRetirements, label) : hostedRunner(ci, label);
}
