import type { ComposeFile, Document } from "../model/document.ts";
import type { Fact } from "../model/fact.ts";
import { composeFileNames } from "../model/files.ts";
import type { Job } from "../model/job.ts";
import type { Project } from "../model/project.ts";
import type { Workload } from "../model/workload.ts";
import { jobAround } from "./machine/runner.ts";
import { remembered } from "./remembered.ts";
import { lineOf } from "./scripts/container.ts";

/**
 * True if the workload surely has none of the settings in the end. `setting` gives one of them: `({ user }) => user`. A
 * stage also has what the stages below it set; what its base image brings is a fact of the image.
 */
export function isMissing<W extends Workload>(
  project: Project,
  workload: W,
  ...settings: readonly ((workload: W) => Fact<unknown>)[]
): boolean {
  // A stage is below a stage, so each of the line is a `W`.
  const line = workload.kind === "stage" ? (lineOf(workload) as readonly Workload[] as readonly W[]) : [workload];
  const isUnset = line.every((one) => settings.every((setting) => setting(one).state === "unset"));
  return isUnset && isWhole(project, workload);
}

/**
 * True if everything was read that may set something of the workload. Not so for an override of an unknown base, for a
 * file, a service or a job that others extend, and if `extends`, `include`, a merge or a stretch of the file cannot be read.
 */
export const isWhole = remembered("wholeness", (project: Project, workload: Workload): boolean => {
  const document = documentOf(project, workload);
  if (document?.problems.some(({ kind }) => kind !== "configuration")) return false;
  switch (workload.kind) {
    case "stage":
      return true;
    case "machine":
      return workload.complete;
    case "job":
      return workload.complete && !isTemplateJob(workload);
    case "service": {
      const job = jobAround(project, workload);
      const isInTemplate = document?.kind === "compose" && isExtendedElsewhere(project, document);
      return workload.complete && !isInTemplate && (!job || isWhole(project, job));
    }
  }
});

/** True for a job that exists to be extended: one of GitLab that is hidden by the dot before its name. */
export function isTemplateJob({ system, name }: Job): boolean {
  return system === "gitlab" && name.startsWith(".");
}

function documentOf(project: Project, workload: Workload): Document | undefined {
  const { root } = project;
  if (workload.uri === root.source.uri) return root;
  switch (workload.kind) {
    case "stage":
      return project.document(workload.uri, "dockerfile");
    case "service":
      return workload.origin === "compose" ? project.document(workload.uri, "compose") : undefined;
    // Those of other files are not looked at.
    case "machine":
    case "job":
      return undefined;
  }
}

/** True if a Compose file near it takes services of the file by `extends`, and so may set more. A file that it includes is read with it. */
const isExtendedElsewhere = remembered("use elsewhere", (project: Project, file: ComposeFile): boolean => {
  const { uri } = file.source;
  return project.files.nearest(uri, composeFileNames).some((near) => {
    const other = near === uri || file.sources.includes(near) ? undefined : project.document(near, "compose");
    return other?.kind === "compose" && other.sources.includes(uri);
  });
});
