import type { Workflow } from "../../model/document.ts";
import type { Neighbours } from "../../model/files.ts";
import type { CiSystem, Job } from "../../model/job.ts";
import { createSourceText, type SourceText } from "../../model/text/sourceText.ts";
import { workflowSystemOf } from "../kinds.ts";
import { contentProblems, readYaml, type ContentChecks, type YamlTree } from "../yaml/index.ts";
import { remapped } from "../../model/text/staleText.ts";
import { readAzureJobs } from "./azure/read.ts";
import { readCircleciJobs } from "./circleci/read.ts";
import { readGithubJobs, readGithubTriggers } from "./github/read.ts";
import { rootFields } from "./gitlab/definitions.ts";
import { readGitlabJobs } from "./gitlab/read.ts";
import { readJenkinsfile, type Jenkinsfile } from "./jenkins/index.ts";
import type { Fields } from "../yaml/nodes.ts";
import { printWorkflow } from "./print.ts";
import { settingsIn, settingsInJenkinsfile } from "./settings.ts";

// Trees belong to the reader and the editor; rules see jobs only.
const trees = new WeakMap<Workflow, YamlTree>();
/** Of a Jenkinsfile: the last text that could be read to its end. */
const goodTexts = new WeakMap<Workflow, string>();

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
  if (system === "jenkins") return readJenkins(source, options.previous);

  const last = options.previous && trees.get(options.previous);
  const now = readTree(source, readYaml(source, last ? { previous: last } : {}), system, files);
  const { tree, jobs } = last ? keepingJobs(source, now, last, system, files) : now;
  const workflow = createWorkflow(source, system, {
    triggers: system === "github" ? readGithubTriggers(rootFields(tree)) : [],
    jobs,
    comments: tree.comments,
    problems: [...tree.problems, ...contentProblems(tree, workflowChecks[system])],
    settingsAt: (position) => settingsIn(tree, system, jobs, position),
  });
  trees.set(workflow, tree);
  return workflow;
}

/** The parser of GitHub, which Azure Pipelines shares, takes no key twice; the others take the last one. */
const workflowChecks: Readonly<Record<YamlSystem, ContentChecks>> = {
  github: { refuser: "GitHub", repeatedKeys: true, textKeys: false },
  azure: { refuser: "Azure Pipelines", repeatedKeys: true, textKeys: false },
  gitlab: { refuser: "GitLab", repeatedKeys: false, textKeys: false },
  circleci: { refuser: "CircleCI", repeatedKeys: false, textKeys: false },
};

interface Reading {
  readonly tree: YamlTree;
  readonly jobs: readonly Job[];
}

function readTree(source: SourceText, tree: YamlTree, system: YamlSystem, files: Neighbours): Reading {
  return { tree, jobs: readJobs(system, source.uri, rootFields(tree), files) };
}

/** The last good reading, placed in the current text, if a syntax error hides jobs whose names are still there. */
function keepingJobs(source: SourceText, now: Reading, last: YamlTree, system: YamlSystem, files: Neighbours): Reading {
  const { tree, jobs } = now;
  if (tree.stale || tree.problems.length === 0 || last.goodText === undefined) return now;

  const old = remapped(createSourceText(source.uri, last.goodText), source);
  const good = readTree(source, readYaml(old), system, files);
  const names = new Set(jobs.map((job) => job.name));
  const isLost = ({ name, at }: Job): boolean =>
    !names.has(name) && at.uri === source.uri && old.slice(at.range) === source.slice(at.range);
  if (!good.jobs.some(isLost)) return now;
  return { jobs: good.jobs, tree: { ...good.tree, problems: tree.problems, stale: true, goodText: last.goodText } };
}

type YamlSystem = Exclude<CiSystem, "jenkins">;

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

/** An unterminated text swallows what follows it; the previous jobs then replace the current ones. */
function readJenkins(source: SourceText, previous: Workflow | undefined): Workflow {
  const now = readJenkinsfile(source);
  const goodText = now.problems.length === 0 ? source.text : previous && goodTexts.get(previous);
  const isSwallowed = now.problems.some(({ kind }) => kind === "syntax");
  const jobs =
    isSwallowed && goodText !== undefined
      ? readJenkinsfile(remapped(createSourceText(source.uri, goodText), source)).jobs
      : now.jobs;
  const workflow = createWorkflow(source, "jenkins", {
    ...now,
    triggers: [],
    jobs,
    settingsAt: (position) => settingsInJenkinsfile(source, jobs, position),
  });
  if (goodText !== undefined) goodTexts.set(workflow, goodText);
  return workflow;
}

type Parts = Jenkinsfile & Pick<Workflow, "triggers" | "settingsAt">;

function createWorkflow(source: SourceText, system: CiSystem, parts: Parts): Workflow {
  return {
    kind: "workflow",
    system,
    source,
    printTree: () => printWorkflow(system, parts.jobs, parts.comments),
    ...parts,
  };
}
