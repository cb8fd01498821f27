import type { Fact } from "../../../model/fact.ts";
import type { Job } from "../../../model/job.ts";
import type { Service } from "../../../model/service.ts";
import type { SourceText } from "../../../model/text/sourceText.ts";
import { createJob, type StepDraft } from "../job.ts";
import { readScript } from "../script.ts";
import { agentIn, container, labels, textFact, type Agent } from "./agent.ts";
import { argument, callAt, soleText, valueOfArgument, type Call } from "./calls.ts";
import { environmentIn, variablesOf } from "./environment.ts";
import type { Token, Word } from "./groovy.ts";
import { readText } from "./text.ts";

/**
 * Jobs of a pipeline, by its text: a block with an agent of its own (`pipeline`, `stage`, `matrix`, `node`) and a block
 * that runs inside a container is a job. Functions are not followed, variables are not resolved, and what a shared
 * library does is not seen.
 */
export function readJenkinsJobs(source: SourceText, items: readonly Token[]): readonly Job[] {
  const jobs: JobInProgress[] = [];
  const reader = { source, jobs, outside: undefined as JobInProgress | undefined };
  visit(reader, items, { job: undefined, stage: undefined, conditional: false, environment: new Map() });
  return jobs.filter((job) => job.steps.length > 0 || job.container).map((job) => createJob({ ...job, ...common }));
}

const common = { system: "jenkins" } as const;

interface JobInProgress {
  readonly uri: string;
  readonly name: string;
  readonly at: Job["at"];
  readonly entry: Job["entry"];
  readonly complete: boolean;
  readonly runsOn: Fact<readonly string[]>;
  readonly container: Service | undefined;
  readonly services: Service[];
  readonly environment: Job["environment"];
  readonly steps: StepDraft[];
}

interface Reader {
  readonly source: SourceText;
  readonly jobs: JobInProgress[];
  /** Holds steps that are not in a block with an agent, such as those of functions. */
  outside: JobInProgress | undefined;
}

interface BlockContext {
  readonly job: JobInProgress | undefined;
  readonly stage: string | undefined;
  readonly conditional: boolean;
  /** The folder of the innermost `dir`. */
  readonly folder?: Fact<string>;
  readonly environment: Job["environment"];
}

const scriptSteps = new Set(["sh", "bat", "powershell", "pwsh"]);
/** Blocks that decide where their steps run, what they are called or which variables they have. */
const blocks = new Set(["pipeline", "stage", "matrix", "node", "withDockerContainer", "container", "dir", "withEnv"]);
const conditions = new Set(["if", "else", "catch", "failure", "unstable", "aborted", "changed", "fixed", "regression"]);
const owners = new Set(["steps", "script", "this", "ctx"]);

function visit(reader: Reader, items: readonly Token[], scope: BlockContext): void {
  let guarded = false;
  for (let index = 0; index < items.length;) {
    const token = items[index];
    if (token?.newLine) guarded = false;
    if (token?.kind === "group") visit(reader, token.items, guarded ? { ...scope, conditional: true } : scope);
    if (token?.kind !== "word") {
      index += 1;
      continue;
    }
    if (conditions.has(token.text)) guarded = true;
    index = visitWord(reader, items, index, token, guarded ? { ...scope, conditional: true } : scope);
  }
}

/** Answers the index to go on with. */
function visitWord(reader: Reader, items: readonly Token[], index: number, word: Word, scope: BlockContext): number {
  const isMember = isSign(items[index - 1], ".");
  if (isMember && (word.text === "inside" || word.text === "withRun")) return visitImage(reader, items, index, scope);
  const owner = items[index - 2];
  if (isMember && !(owner?.kind === "word" && owners.has(owner.text))) return index + 1;

  if (!scriptSteps.has(word.text) && !blocks.has(word.text)) return index + 1;

  const call = callAt(items, index, word);
  if (scriptSteps.has(word.text) && call.arguments.length > 0 && !call.body) {
    addStep(reader, call, scope);
    return call.next;
  }
  if (!call.body) return index + 1;
  const inner = innerScope(reader, call, scope);
  if (!inner) return index + 1;
  visit(reader, call.arguments, scope);
  visit(reader, call.body.items, inner);
  return call.next;
}

/** The scope in a block that changes it; undefined for any other block. */
function innerScope(reader: Reader, call: Call, outer: BlockContext): BlockContext | undefined {
  const body = call.body?.items ?? [];
  const scope = { ...outer, environment: new Map([...outer.environment, ...environmentIn(reader.source, body)]) };
  const agent = agentIn(reader.source, body, scope.job?.runsOn);
  const withAgent = (inner: BlockContext, name?: string): BlockContext =>
    agent ? { ...inner, job: agent.none ? undefined : openJob(reader, call, inner, agent, name) } : inner;

  switch (call.name.text) {
    case "pipeline":
    case "matrix":
      return withAgent(scope);
    case "stage": {
      const title = soleText(call.arguments);
      const stage = title ? readText(reader.source, title).text : undefined;
      const conditional = scope.conditional || body.some((token) => token.kind === "word" && token.text === "when");
      return withAgent({ ...scope, stage, conditional }, stage);
    }
    case "node": {
      const runsOn: Fact<readonly string[]> =
        call.arguments.length > 0
          ? labels(reader.source, call.arguments, call)
          : { state: "unset", at: reader.source.placeAt(call.name.start, call.name.end) };
      return { ...scope, job: openJob(reader, call, scope, { none: false, runsOn, container: undefined }) };
    }
    case "withEnv":
      return { ...scope, environment: new Map([...scope.environment, ...variablesOf(reader.source, call)]) };
    case "dir":
      return { ...scope, folder: textFact(reader.source, valueOfArgument(call, "path") ?? [], call) };
    case "withDockerContainer": {
      const inner = container(reader.source, call, valueOfArgument(call, "image"), argument(call, "args")?.slice(2));
      return { ...scope, job: openJob(reader, call, scope, inContainer(scope, inner)) };
    }
    case "container": {
      // A container of a Kubernetes pod whose template may be anywhere.
      const inner = container(reader.source, call, undefined, undefined);
      return { ...scope, job: openJob(reader, call, scope, inContainer(scope, inner)) };
    }
    default:
      return undefined;
  }
}

/** `docker.image('x').inside('flags') { … }` and `docker.image('x').withRun('flags') { … }`. */
function visitImage(reader: Reader, items: readonly Token[], index: number, scope: BlockContext): number {
  const word = items[index];
  if (word?.kind !== "word") return index + 1;
  const call = callAt(items, index, word);
  if (!call.body) return index + 1;
  const source = items[index - 2];
  const maker = items[index - 3];
  const isImage = source?.kind === "group" && maker?.kind === "word" && maker.text === "image";
  // After the flags `withRun` takes a command.
  const flags = argument(call, undefined);
  const service = container(reader.source, call, isImage ? source.items : undefined, flags);
  if (word.text === "withRun") {
    (scope.job ?? outsideJob(reader, call, scope)).services.push(service);
    visit(reader, call.body.items, scope);
  } else {
    const job = openJob(reader, call, scope, inContainer(scope, service));
    visit(reader, call.body.items, { ...scope, job });
  }
  return call.next;
}

function inContainer(scope: BlockContext, inner: Service): Agent {
  return { none: false, runsOn: scope.job?.runsOn ?? { state: "unset", at: inner.at }, container: inner };
}

function openJob(reader: Reader, call: Call, scope: BlockContext, agent: Agent, name?: string): JobInProgress {
  const title = call.name.text === "stage" ? soleText(call.arguments) : undefined;
  const { source } = reader;
  const jobName = name ?? scope.stage ?? call.name.text;
  const job: JobInProgress = {
    uri: source.uri,
    name: jobName,
    at: title ? source.placeAt(title.start, title.end) : source.placeAt(call.name.start, call.name.end),
    entry: source.placeAt(call.name.start, call.end),
    complete: true,
    runsOn: agent.runsOn,
    container: agent.container && { ...agent.container, name: jobName },
    services: [],
    environment: scope.environment,
    steps: [],
  };
  reader.jobs.push(job);
  return job;
}

function outsideJob(reader: Reader, call: Call, scope: BlockContext): JobInProgress {
  if (reader.outside) return reader.outside;
  const { source } = reader;
  const at = source.placeAt(call.name.start, call.name.end);
  const entry = source.placeAt(call.name.start, call.end);
  reader.outside = {
    uri: source.uri,
    name: scope.stage ?? "pipeline",
    at,
    entry,
    complete: false,
    runsOn: { state: "unreadable", at, entry },
    container: undefined,
    services: [],
    environment: new Map(),
    steps: [],
  };
  reader.jobs.push(reader.outside);
  return reader.outside;
}

function addStep(reader: Reader, call: Call, scope: BlockContext): void {
  const { source } = reader;
  const value = valueOfArgument(call, "script") ?? [];
  const text = soleText(value);
  const at = source.placeAt(call.name.start, call.name.end);
  const entry = source.placeAt(call.name.start, call.end);
  const read = text && readText(source, text);
  (scope.job ?? outsideJob(reader, call, scope)).steps.push({
    name: scope.stage,
    at,
    entry,
    uses: { state: "unset", at },
    script: textFact(source, value, call),
    shell: { state: "known", value: call.name.text, at, entry },
    ...(scope.folder && { workingDirectory: scope.folder }),
    environment: scope.environment,
    conditional: scope.conditional,
    commands: call.name.text === "sh" && read ? readScript(read) : [],
  });
}

function isSign(token: Token | undefined, text: string): boolean {
  return token?.kind === "sign" && token.text === text;
}
