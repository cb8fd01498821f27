import type { Workflow } from "../../model/document.ts";
import type { Neighbours } from "../../model/files.ts";
import type { CiSystem, Job } from "../../model/job.ts";
import type { SourceText } from "../../model/sourceText.ts";
import { workflowSystemOf } from "../kinds.ts";
import { readYaml, type YamlTree } from "../yaml/index.ts";
import { readAzureJobs } from "./azure/read.ts";
import { readCircleciJobs } from "./circleci/read.ts";
import { readGithubJobs } from "./github/read.ts";
import { rootFields } from "./gitlab/definitions.ts";
import { readGitlabJobs } from "./gitlab/read.ts";
import { readJenkinsfile, type Jenkinsfile } from "./jenkins/index.ts";
import type { Fields } from "./nodes.ts";
import { printWorkflow } from "./print.ts";
import { settingsIn } from "./settings.ts";

// Trees belong to the reader and the editor; rules see jobs only.
const trees = new WeakMap<Workflow, YamlTree>();

/** The YAML below a workflow; undefined for a Jenkinsfile. */
export function yamlOf(workflow: Workflow): YamlTree | undefined {
  return trees.get(workflow);
}

/**
 * Reads a CI workflow of the system that the file's name says, GitHub Actions when it says none; never throws. When the
 * text cannot be read at the moment, `previous` helps out.
 */
export function readWorkflow(
  source: SourceText,
  files: Neighbours,
  options: { readonly previous?: Workflow } = {},
): Workflow {
  const system = workflowSystemOf(source.uri) ?? "github";
  if (system === "jenkins") return createWorkflow(source, system, readJenkinsfile(source));

  const last = options.previous && trees.get(options.previous);
  const tree = readYaml(source, last ? { previous: last } : {});
  const jobs = readJobs(system, source.uri, rootFields(tree), files);
  const workflow = createWorkflow(source, system, { jobs, comments: tree.comments, problems: tree.problems });
  trees.set(workflow, tree);
  return workflow;
}

function readJobs(system: Exclude<CiSystem, "jenkins">, uri: string, root: Fields, files: Neighbours): readonly Job[] {
  switch (system) {
    case "github":
      return readGithubJobs(uri, root);
    case "gitlab":
      return readGitlabJobs(uri, root, files);
    case "circleci":
      return readCircleciJobs(uri, root);
    case "azure":
      return readAzureJobs(uri, root);
  }
}

function createWorkflow(source: SourceText, system: CiSystem, parts: Jenkinsfile): Workflow {
  return {
    kind: "workflow",
    system,
    source,
    ...parts,
    settingsAt: (position) => settingsIn(source.uri, parts.jobs, position),
    printTree: () => printWorkflow(system, parts.jobs, parts.comments),
  };
}
